"""What can be assessed of programmes, how its digest tells that it was changed, and where its assessment is shown."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE
from coequal.assurance.equality import writing
from coequal.assurance.equality.answers import BOTH, INVOLVEMENT, NEGATIVE, NOT_KNOWN, POSITIVE
from coequal.assurance.equality.signing import sign_off
from coequal.assurance.equality.standing import standing_of
from coequal.assurance.equality.subject import OPTION, POLICY, PROGRAMME
from coequal.documents.kept import kept
from coequal.documents.model import Document, Heading, Table
from coequal.involvement.models import PublishedReport
from coequal.programmes.assessed.links import offers
from coequal.programmes.assessed.shown import standing_of_programme, standings
from coequal.programmes.assessed.subjects import of_option, of_policy, of_programme, offered, subject_of, written_before
from coequal.programmes.governance.evidence import evidence
from coequal.programmes.models import Option
from coequal.programmes.models.options import DROPPED, SHORTLIST
from coequal.programmes.models.programmes import PREPARING
from coequal.programmes.options.document import document
from coequal.programmes.options.impacts import Told, impact
from coequal.programmes.stages import kinds
from tests.analyses.working import asked
from tests.assurance.equality_making import signer, whole
from tests.involvement.making import involvement
from tests.programmes.making import acting, area, meeting, motion, programme
from tests.programmes.options.choices import open_area, option, shortlisted
from tests.web.signing import OTHER, organisation
from tests.web.studio.drafting import draft_of

pytestmark = pytest.mark.django_db
NORFOLK = "norfolk-and-waveney/assisted-conception@2022-07"


def assessed(made: Option) -> None:
    """An option whose assessment was signed off."""
    subject = of_option(made)
    found = whole(writing.begin(acting(), subject), acting())
    version = writing.submit(acting(), found, found.mark, subject)
    due = timezone.localdate() + timedelta(90)
    sign_off(signer(), version, subject, says="Sound.", answers_for_it="Gwen Mock", review_due=due)


@pytest.mark.parametrize(
    ("name", "value"), [("title", "Three"), ("about", "More."), ("changes_nothing", True), ("digest", "sha256:9")]
)
def test_an_option_that_is_changed_has_another_digest(name: str, value: object) -> None:
    """And one that is only put elsewhere has the same."""
    made = option(open_area())
    before = of_option(made).digest
    made.place = SHORTLIST
    assert of_option(made).digest == before
    setattr(made, name, value)
    assert of_option(made).digest != before


def test_an_option_changes_with_the_draft_that_it_means() -> None:
    """Whoever writes on in the draft has changed what was assessed."""
    made, draft = option(open_area()), draft_of()
    made.policy, made.digest = draft.reference, draft.head.digest if draft.head else ""
    before = of_option(made).digest
    made.digest = "sha256:other"
    assert of_option(made).digest == before


def test_a_programme_changes_with_its_service_areas() -> None:
    """What is added to it has to be assessed too."""
    found = programme()
    before = of_programme(found).digest
    area(found)
    assert of_programme(found).digest != before
    assert standing_of_programme(found).state == "not assessed"


def test_each_is_found_by_its_kind_and_key_in_its_own_organisation() -> None:
    """Another organisation's is not there; a policy is a version that the library holds."""
    made = option(open_area())
    own, other = organisation(), organisation(OTHER)
    assert subject_of(own, OPTION, made.reference) == of_option(made)
    assert subject_of(own, PROGRAMME, made.area.programme.reference) == of_programme(made.area.programme)
    assert subject_of(other, OPTION, made.reference) is None
    assert subject_of(other, PROGRAMME, made.area.programme.reference) is None
    assert subject_of(own, "clause", made.reference) is None
    found = subject_of(own, POLICY, NORFOLK)
    assert found is not None
    assert found.digest.startswith("sha256:")
    for name in ("norfolk-and-waveney/assisted-conception", "nowhere/nothing@1"):
        assert of_policy(own, name) is None


def test_what_was_dropped_is_not_offered() -> None:
    """Nor what is another organisation's."""
    of = open_area()
    kept_, dropped = option(of), option(of, "Nobody")
    dropped.place = DROPPED
    dropped.save()
    assert [one.key for one in offered(organisation())] == [of.programme.reference, kept_.reference]
    assert list(offered(organisation(OTHER))) == []


def test_what_was_written_beside_an_option_is_taken_over() -> None:
    """So that nobody types it again; of quality it is not known yet how likely and how severe."""
    made = option(open_area())
    for matter, effect in (("age", "better"), ("race", "worse"), ("sex", "mixed"), ("farmers", "not known")):
        impact(acting(), made, Told("equality", matter, effect, "Said.", "Done."))
    impact(acting(), made, Told("quality", "safety", "none", "The same."))
    groups, risks = written_before(of_option(made))
    assert {title: one.effect for title, one in groups.items()} == {
        "age": POSITIVE,
        "race": NEGATIVE,
        "sex": BOTH,
        "farmers": NOT_KNOWN,
    }
    assert (risks["safety"].harm, risks["safety"].before) == ("The same.", NOT_KNOWN)
    assert written_before(of_programme(made.area.programme)) == ({}, {})
    found = writing.begin(acting(), of_option(made), groups, risks)
    assert writing.answers_of(found)["farmers"].says == "Said."


def test_options_and_what_a_meeting_decides_on_show_it_with_its_state() -> None:
    """One that nobody assessed is not known for everybody; the signed one counts until the option is changed."""
    of = open_area()
    nothing, made = shortlisted(of, "As it is", changes_nothing=True), shortlisted(of)
    assessed(made)
    table = next(
        one for one in document(of).blocks if isinstance(one, Table) and one.caption == "Effect of each option on each group"
    )
    assert table.rows[0] == ("How it stands", "not assessed", "ready")
    assert table.rows[1][0] == "age"
    assert table.rows[1][1:] == ("? not known", "− negative")
    assert [one.state for _option, one in standings([nothing, made])] == ["not assessed", "ready"]
    Option.objects.filter(pk=made.pk).update(about="Everybody gets three.")
    said = [one.items for one in document(of).blocks if type(one).__name__ == "Listing"]
    assert any("changed since" in line for lines in said for line in lines)
    assert not any(isinstance(one, Table) and one.caption.startswith("Effect of each option") for one in document(of).blocks)


def test_it_is_public_once_the_options_are() -> None:
    """Not while the programme is being prepared, nor before the shortlist is complete."""
    assert not of_option(option(open_area())).public
    early = area(programme(PREPARING))
    assert not of_programme(early.programme).public
    later = option(open_area(kinds.LONG_LIST))
    assert standing_of(of_option(later), timezone.localdate()).state == "not assessed"


def test_the_profile_of_a_published_report_is_linked_with_its_small_counts_hidden() -> None:
    """As it was published, the table alone; an unpublished report is none, and neither is what stands elsewhere in it."""
    held = involvement()
    assert list(offers(held.organisation)) == []
    blocks = (
        Heading("2 Numbers"),
        Table("How many", ("What", "n"), (("All", "40"),)),
        Heading("2.1 Who answered"),
        Table("Age", ("Age", "n"), (("under 20", "*"), ("20 or over", "35"))),
        Heading("3 What people said"),
        Table("Themes", ("Theme", "n"), (("Cost", "20"),)),
    )
    text = json.dumps(kept(Document("Report", "", blocks)))
    PublishedReport(involvement=held, number=1, full=text, summary=text, easy_read=text, digest="sha256:0").save()
    (found,) = offers(held.organisation)
    assert found.evidence.kind == INVOLVEMENT
    assert found.evidence.rows == (("under 20", "*"), ("20 or over", "35"))
    assert found.evidence.reference == f"{held.reference}, report 1"


def test_an_analysis_that_everybody_may_read_can_be_linked() -> None:
    """By its reference; its figures stay where they are."""
    made = asked()
    Analysis.objects.filter(pk=made.pk).update(state=DONE, synthetic=True)
    (found,) = offers(made.organisation)
    assert (found.key, found.evidence.rows) == (made.reference, ())


def test_a_decision_keeps_where_each_assessment_stood() -> None:
    """With the digest of the version that was signed off; of one that nobody began there is no piece."""
    of = open_area()
    shortlisted(of, "As it is", changes_nothing=True)
    made = shortlisted(of)
    assessed(made)
    (piece,) = [one for one in evidence(motion(of, meeting())) if one["kind"] == "assessment"]
    assert piece["says"].startswith(f"{made.title}: ready. Version 1 was signed off on ")
    assert piece["digest"].startswith("sha256:")
    Option.objects.filter(pk=made.pk).update(title="Another")
    (piece,) = [one for one in evidence(motion(of, meeting())) if one["kind"] == "assessment"]
    assert "Another: changed since." in piece["says"]

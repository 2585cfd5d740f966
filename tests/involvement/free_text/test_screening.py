"""Screening and campaigns: software offers, a person decides, and what was decided is on record."""

import pytest
from django.utils import timezone

from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.free_text.campaigns import find, judge, shared, size
from coequal.involvement.free_text.gathering import gather
from coequal.involvement.free_text.screening import ChangedMeanwhile, mark_of, pass_read, screen
from coequal.involvement.models import Submission
from coequal.involvement.models.responses import ORGANISATION, VOID
from tests.involvement.free_text.test_words import LETTER
from tests.involvement.making import involvement, response, survey
from tests.involvement.writing import coder, extracts, wrote

pytestmark = pytest.mark.django_db


def test_what_a_person_accepts_is_taken_out_and_what_they_refuse_stays() -> None:
    """What they mark themselves is taken out wherever it stands."""
    of = wrote(["Dr Smith of ST5 1AB met Jo. Jo cried."])
    (extract,) = extracts(of)
    name, postcode = extract.redactions.all()
    screen(coder(), extract, {name.pk: True, postcode.pk: False}, [("Jo", "name")])
    extract.refresh_from_db()
    assert extract.shown == "Dr [name] of ST5 1AB met [name]. [name] cried."
    assert extract.screened
    assert [(one.found_by, one.stands) for one in extract.redactions.all()] == [
        ("software", "accepted"),
        ("software", "refused"),
        ("a person", "accepted"),
        ("a person", "accepted"),
    ]
    entry = Entry.objects.latest("number")
    assert entry.action == "screened what somebody wrote"
    assert "Smith" not in entry.detail
    screen(coder(), extract, {one.pk: False for one in extract.redactions.all()})  # somebody thinks better of it
    extract.refresh_from_db()
    assert extract.shown == extract.text


@pytest.mark.parametrize(
    ("marked", "says"),
    [([("Ann", "name")], "do not stand in the text"), ([("late", "shoe size")], "is one of"), ([("", "name")], "do not stand")],
)
def test_what_cannot_be_taken_out_is_refused(marked: list[tuple[str, str]], says: str) -> None:
    """Words that are not in the text, and kinds that there are not."""
    (extract,) = extracts(wrote(["They were late"]))
    with pytest.raises(CoequalError, match=says):
        screen(coder(), extract, {}, marked)


def test_no_offer_is_left_open() -> None:
    """Whoever screens a text says something of each stretch."""
    (extract,) = extracts(wrote(["Dr Smith was late"]))
    with pytest.raises(CoequalError, match="each stretch"):
        screen(coder(), extract, {})


def test_texts_in_which_nothing_was_found_are_read_together() -> None:
    """Those in which something was found are never passed by that."""
    of = wrote(["They were late", "Dr Smith was late"])
    clear, offered = extracts(of)
    assert pass_read(coder(), of.involvement, {one.pk: mark_of(one.text) for one in (clear, offered)}) == 1
    clear.refresh_from_db()
    offered.refresh_from_db()
    assert (clear.screened, offered.screened) == (True, False)


def test_a_text_that_was_changed_meanwhile_is_not_taken_to_be_read() -> None:
    """Neither alone nor with others: whoever screened it had another text before them."""
    of = wrote(["They were late", "They were kind"])
    first, second = extracts(of)
    seen = {one.pk: mark_of(one.text) for one in (first, second)}
    given = of.responses.get(pk=first.response_id)
    given.answers = {
        name: value.replace("late", "rude to Ann") if isinstance(value, str) else value for name, value in given.answers.items()
    }
    given.save()
    assert gather(of.involvement) == 1
    assert pass_read(coder(), of.involvement, seen) == 1
    with pytest.raises(ChangedMeanwhile, match="changed while you looked at it"):
        screen(coder(), first, {})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.screened, second.screened) == (False, True)


def test_campaigns_wait_for_a_person_and_stay_what_that_person_said() -> None:
    """Every text stays; texts that came later join a confirmed campaign, and one that was refused is looked at again."""
    of = wrote([LETTER, LETTER, f"{LETTER} I waited too.", "My own words"])
    assert find(of.involvement) == 1
    (campaign,) = of.involvement.campaigns.all()
    assert (campaign.extracts.count(), campaign.stands, str(campaign)) == (
        3,
        "offered",
        "Campaign 1",
    )
    assert shared(campaign) == LETTER
    with pytest.raises(CoequalError, match="what to call"):
        judge(coder(), campaign, is_one=True, name=" ")
    judge(coder(), campaign, is_one=True, name="Keep IVF")
    assert find(of.involvement) == 0
    response(of, {"effect": LETTER})
    gather(of.involvement)
    assert find(of.involvement) == 0
    campaign.refresh_from_db()
    assert (size(campaign), campaign.name, campaign.stands) == (4, "Keep IVF", "accepted")
    judge(coder(), campaign, is_one=False, name=" ")
    campaign.refresh_from_db()
    assert (campaign.stands, campaign.name) == ("refused", "Keep IVF")
    assert find(of.involvement) == 0
    assert of.involvement.extracts.count() == 5
    response(of, {"effect": LETTER})
    gather(of.involvement)
    assert find(of.involvement) == 1


def test_a_letter_of_several_paragraphs_is_one_text_of_a_campaign() -> None:
    """Though each paragraph is put under themes for itself; what turned out to be void is no longer counted."""
    one = survey(involvement()).involvement
    today = timezone.localdate()
    whole = f"{LETTER}\n\nOur members wait for years, and some of them have moved to another county for that reason alone."
    for _ in range(3):
        Submission.objects.create(involvement=one, received=today, text=whole, kind=ORGANISATION, organisation_name="A club")
    gather(one)
    assert find(one) == 1
    campaign = one.campaigns.get()
    assert (size(campaign), campaign.extracts.count(), shared(campaign)) == (3, 6, whole)
    Submission.objects.filter(pk=one.submissions.first().pk).update(status=VOID)
    assert size(campaign) == 2

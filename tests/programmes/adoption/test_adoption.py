"""Ratifying a decision, and the policies as they stand with it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.trail.model import Entry
from coequal.drafting.checked import read
from coequal.drafting.models import Handover
from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.which import Finder
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.adoption.shelf import NOTHING, adopted, stamp
from coequal.programmes.governance.calling_in import call_in, end_call_in
from coequal.programmes.models import Commissioner, Plan, Ratification, Update
from coequal.programmes.models.governing import DEFERRED, LOST, RECONSIDERED, STANDS
from coequal.programmes.models.programmes import PREPARING
from coequal.programmes.stages import kinds
from coequal.programmes.stages.standing import standing_of
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.programmes.making import governance
from tests.web.signing import organisation
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
OLD, NEW = "here/fertility@2024", "here/fertility@2027"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one policy, of 2024."""
    return Library(library_folder(tmp_path, policies=[POLICY]))


def today() -> date:
    """The day on which the tests run."""
    return timezone.localdate()


def dates(starts: int = 30, cases: int | None = None, **values: object) -> Dates:
    """A version that starts in some days, for cases from some days on, in place of the one before."""
    given = {"supersedes": (OLD,), "review_due": today() + timedelta(1000), **values}
    since = None if cases is None else today() + timedelta(cases)
    return Dates(starts=today() + timedelta(starts), cases_from=since, **given)


def standing(library: Library, on: date | None = None) -> dict[str, Policy]:
    """The versions of the policy as they stand on a day, by their names."""
    found = adopted({"here/fertility": tuple(library.versions("here/fertility"))}, library, on or today())
    return {policy.version: policy for policy in found["here/fertility"]}


def binding(library: Library, on: date) -> str:
    """The version that binds a case of a day."""
    finder = Finder(standing(library).values(), library.organisations, today())
    (area,) = library.organisations.areas.values()
    found = finder.in_area(area, on).policy
    assert found
    return found.version


def test_a_ratified_version_is_in_force_from_its_day_and_ends_the_one_before(library: Library) -> None:
    """The area moves on, the review is planned, and everybody is told."""
    made = making.decision()
    found = ratify(governance(), made, dates(), library)
    area, starts = made.motion.area, today() + timedelta(30)
    assert (str(found), found.digest, found.text) == (NEW, made.motion.digest, made.motion.handover.text)
    assert standing_of(area, starts).state == "in force"
    assert standing_of(area).stage == kinds.IN_FORCE
    assert Plan.objects.get(area=area, stage=kinds.REVIEW).opens == today() + timedelta(1000)
    assert f"It takes the place of {OLD}" in Update.objects.filter(area=area).last().says
    assert Entry.objects.latest("number").action == "ratified a decision"
    assert binding(library, starts - timedelta(1)) == "2024"
    assert binding(library, starts) == "2027"


def test_until_its_day_a_version_is_decided_and_the_one_before_in_force(library: Library) -> None:
    """Each says what it will be; days stand in them as they were ratified, whatever the text says."""
    ratify(governance(), making.decision(), dates(), library)
    now, later = standing(library), standing(library, today() + timedelta(30))
    assert [(one.status, later[name].status) for name, one in now.items()] == [
        ("in force", "superseded"),
        ("decided", "in force"),
    ]
    assert (now["2024"].ends.read_as, now["2027"].starts.read_as) == (today() + timedelta(29), today() + timedelta(30))
    assert (now["2027"].ratified.read_as, now["2027"].cases_from) == (today(), None)


@pytest.mark.parametrize(
    ("starts", "cases", "day", "version"),
    [
        (30, 60, 59, "2024"),  # it is in force, but not for cases of that day
        (30, 60, 60, "2027"),
        (30, 30, 29, "2024"),
        (30, 30, 30, "2027"),
    ],
)
def test_the_transitional_rule_holds(library: Library, starts: int, cases: int, day: int, version: str) -> None:
    """A case goes by the day from which the new version governs, be it that of its start or a later one."""
    ratify(governance(), making.decision(), dates(starts, cases), library)
    assert binding(library, today() + timedelta(day)) == version
    assert "It is for cases from" in Update.objects.last().says


def test_what_is_called_in_is_not_in_force(library: Library) -> None:
    """It is once it stands, from that day at the earliest; where it is reconsidered it never is."""
    made = making.decision()
    assert stamp() == NOTHING
    ratify(governance(), made, dates(30), library)
    before = stamp()
    called = call_in(governance(), made, "The Secretary of State", "Too few were heard.", today())
    during = stamp()
    assert list(standing(library)) == ["2024"]
    assert standing(library)["2024"].ends is None
    called.ended, called.came_to = today() + timedelta(40), STANDS
    called.save()
    assert standing(library)["2027"].starts.read_as == today() + timedelta(40)
    assert len({before, during, stamp()}) == 3
    called.came_to = RECONSIDERED
    called.save()
    assert list(standing(library)) == ["2024"]


def test_what_is_in_force_is_not_called_in_any_more(library: Library) -> None:
    """Another decision can put another in its place."""
    made = making.decision()
    ratify(governance(), made, dates(0, supersedes=()), library)
    with pytest.raises(CoequalError, match="has been in force since"):
        call_in(governance(), made, "The committee", "Too late.", today())


def test_whoever_took_it_down_does_not_ratify_it(library: Library) -> None:
    """Somebody else of governance does."""
    one = governance()
    made = making.decision(by=one.person)
    with pytest.raises(NotAllowed, match="somebody else of governance"):
        ratify(one, made, dates(), library)
    with pytest.raises(NotAllowed):
        ratify(making.acting(), made, dates(), library)
    assert ratify(governance("second@exampleshire.example"), made, dates(), library).by.email == "second@exampleshire.example"


def test_a_decision_is_ratified_once(library: Library) -> None:
    """And a version too, whoever decides on it again."""
    made = making.decision()
    ratify(governance(), made, dates(), library)
    with pytest.raises(CoequalError, match="was ratified already"):
        ratify(governance(), made, dates(), library)
    with pytest.raises(CoequalError, match="ratified by another decision already"):
        ratify(governance(), making.decision(), dates(), library)
    assert Ratification.objects.count() == 1


@pytest.mark.parametrize("values", [{"outcome": LOST}, {"outcome": DEFERRED}])
def test_only_a_carried_motion_to_adopt_is_ratified(library: Library, values: dict[str, str]) -> None:
    """What was lost, deferred, or adopts nothing brings nothing into force."""
    with pytest.raises(CoequalError, match="Only a carried motion to adopt"):
        ratify(governance(), making.decision(**values), dates(), library)
    other = making.decided(making.motion(making.area(stage=kinds.DECISION), making.meeting()))
    with pytest.raises(CoequalError, match="Only a carried motion to adopt"):
        ratify(governance(), other, dates(), library)


def test_nothing_comes_into_force_while_a_call_in_is_open_or_by_what_is_reconsidered(library: Library) -> None:
    """The decision that stands is ratified after that."""
    made = making.decision()
    called = call_in(governance(), made, "The committee", "Unfair.", today())
    with pytest.raises(CoequalError, match="It was called in by The committee"):
        ratify(governance(), made, dates(), library)
    end_call_in(governance(), called, RECONSIDERED, "It was unfair.", today())
    with pytest.raises(CoequalError, match="The decision is reconsidered"):
        ratify(governance(), made, dates(), library)
    assert not Ratification.objects.exists()


def test_nothing_comes_into_force_unseen(library: Library) -> None:
    """The programme has to be published before."""
    area = making.area(making.programme(PREPARING), kinds.DECISION)
    with pytest.raises(CoequalError, match="Publish it first"):
        ratify(governance(), making.decision(area), dates(), library)


def test_the_decision_has_to_be_the_last_word(library: Library) -> None:
    """Not while other motions wait, and not once the service area went back."""
    made = making.decision()
    area = made.motion.area
    making.step(area, kinds.GO_BACK, kinds.DECISION, today(), why="A mistake.")
    with pytest.raises(CoequalError, match=r"has not decided on every motion.*went back after this was decided"):
        ratify(governance(), made, dates(), library)
    making.step(area, kinds.COMPLETE, kinds.DECISION, today())
    with pytest.raises(CoequalError, match="so it has to be decided anew"):
        ratify(governance(), made, dates(), library)


def test_the_text_has_to_be_the_one_that_was_accepted(library: Library) -> None:
    """By its digest."""
    made = making.decision()
    Handover.objects.update(text=TEXT + "\nOne more sentence.\n")
    with pytest.raises(CoequalError, match="no longer the one that governance accepted"):
        ratify(governance(), made, dates(), library)


def test_days_out_of_order_are_refused(library: Library) -> None:
    """It starts when it was decided or later, and is reviewed after that."""
    made = making.decision()
    with pytest.raises(CoequalError, match=r"cannot be in force before that.*not after the first day"):
        ratify(governance(), made, dates(-1, review_due=today() - timedelta(1)), library)
    with pytest.raises(CoequalError, match=r"not in force before .* so it cannot be for cases of earlier days"):
        ratify(governance(), made, dates(30, 10), library)


@pytest.mark.parametrize(
    ("owner", "why"),
    [
        ("{code: AAA, from: 2020-01-01}", r"\(AAA\) is not there on .* Who followed it: .*\(BBB\)"),
        ("{code: BBB, from: 2024-04-01, until: 2024-12-31}", "names nobody who owns it"),
        ("{code: ZZZ, from: 2024-04-01}", "does not know ZZZ"),
    ],
)
def test_an_owner_is_there_on_the_first_day(library: Library, owner: str, why: str) -> None:
    """A body that has ended owns nothing any more; of one that the register does not know that is not known."""
    organisation().__class__.objects.update(invented=False)
    area = making.area(stage=kinds.DECISION)
    text = making.proposed(area, TEXT.replace("{code: BBB, from: 2024-04-01}", owner))
    made = making.decided(making.motion(area, making.meeting(), text))
    with pytest.raises(CoequalError, match=why):
        ratify(governance(), made, dates(), library)


def test_an_invented_owner_needs_no_register(library: Library) -> None:
    """Nor does a body without successors have any named, or a text without owners any at all."""
    area = making.area(stage=kinds.DECISION)
    text = making.proposed(area, TEXT.replace("{code: BBB, from: 2024-04-01}", "{code: EXA1, from: 2024-04-01}"))
    made = making.decided(making.motion(area, making.meeting(), text))
    assert ratify(governance(), made, dates(), library).version == "2027"


def test_another_first_day_than_was_decided_needs_a_reason(library: Library) -> None:
    """Which everybody can read."""
    area = making.area(stage=kinds.DECISION)
    decided_for = today() + timedelta(20)
    made = making.decided(making.motion(area, making.meeting(), making.proposed(area), wanted_from=decided_for))
    with pytest.raises(CoequalError, match="Say why it is to start on another day"):
        ratify(governance(), made, dates(30), library)
    ratify(governance(), made, dates(30, why="The clinics need longer."), library)
    assert Update.objects.last().says.endswith("Why it is another day: The clinics need longer.")


def test_nobody_makes_rules_in_the_place_of_others(library: Library) -> None:
    """Neither a version of theirs, nor one that takes the place of theirs; those whose programme it is on that day may."""
    made = making.decision()
    Commissioner.objects.update(until=today() + timedelta(29))
    with pytest.raises(CoequalError, match=r"2027 is a policy of BBB, no commissioner.*2024 is a policy of BBB, no commissioner"):
        ratify(governance(), made, dates(), library)
    assert standing(library).keys() == {"2024"}
    Commissioner.objects.update(until=today() + timedelta(30))
    assert ratify(governance(), made, dates(), library)


def test_an_earlier_last_day_stays(library: Library) -> None:
    """A second version that takes the place of the same one does not lengthen its life."""
    first = making.decision()
    ratify(governance(), first, dates(10), library)
    text = making.proposed(first.motion.area, TEXT.replace('version: "2027"', 'version: "2028"'))
    second = making.decided(making.motion(first.motion.area, making.meeting(), text))
    ratify(governance(), second, dates(40), library)
    assert standing(library)["2024"].ends.read_as == today() + timedelta(9)


def test_a_version_that_cannot_be_read_any_more_gives_no_answer(library: Library, caplog: pytest.LogCaptureFixture) -> None:
    """Nor does what it took the place of; whoever runs the site is told, and everything else goes on."""
    made = ratify(governance(), making.decision(), dates(0), library)
    with connection.cursor() as database:
        database.execute("UPDATE programmes_ratification SET text = %s WHERE id = %s", ["---\nnothing", made.pk])
    assert {name: one.status for name, one in standing(library, today()).items()} == {"2024": "superseded"}
    assert "here/fertility@2027, which was ratified here, cannot be read any more" in caplog.text


def test_a_service_area_is_not_in_force_while_its_decision_is_called_in(library: Library) -> None:
    """Nor on the day for which it was ratified: from the end of the call-in on, with its cases, or never."""
    made = making.decision()
    ratified = ratify(governance(), made, dates(10, 20), library)
    area, later = made.motion.area, today() + timedelta(30)
    assert (standing_of(area).since, standing_of(area, later).in_force) == (ratified.starts, True)
    called = call_in(governance(), made, "The committee", "Unfair.", today())
    assert (standing_of(area).since, standing_of(area, later).in_force) == (None, False)
    called.ended, called.came_to = today() + timedelta(25), STANDS
    called.save()
    assert (standing_of(area).since, standing_of(area, later).in_force) == (called.ended, True)
    assert standing(library)["2027"].cases_from.read_as == called.ended
    called.came_to = RECONSIDERED
    called.save()
    assert not standing_of(area, later).in_force


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("here/fertility", "does not name a version"),
        ("here/hearing-aids@2024", "does not name a version of a policy for fertility"),
        (NEW, "cannot take its own place"),
        ("here/fertility@1999", "There is no here/fertility@1999"),
        ("nowhere/fertility@2024", "There is no nowhere/fertility@2024"),
    ],
)
def test_only_what_is_there_is_superseded(library: Library, name: str, why: str) -> None:
    """Versions of the same service, in the library or ratified here."""
    with pytest.raises(CoequalError, match=why):
        ratify(governance(), making.decision(), dates(supersedes=(name,)), library)


def test_what_was_ratified_is_superseded_in_its_turn(library: Library) -> None:
    """A second version of a service area opens no stage anew."""
    made = making.decision()
    ratify(governance(), made, dates(10), library)
    area = made.motion.area
    text = making.proposed(area, TEXT.replace('version: "2027"', 'version: "2028"'))
    again = making.decided(making.motion(area, making.meeting(), text))
    moves = area.moves.count()
    ratify(governance(), again, dates(20, supersedes=(NEW,)), library)
    assert area.moves.count() == moves
    assert [binding(library, today() + timedelta(day)) for day in (9, 10, 19, 20)] == ["2024", "2027", "2027", "2028"]


def test_a_version_that_the_library_has_by_now_stands_as_it_was_ratified(tmp_path: Path) -> None:
    """It is there once; and what was superseded and is not there any more is left alone."""
    library = Library(library_folder(tmp_path, policies=[POLICY]))
    ratify(governance(), making.decision(), dates(), library)
    published = read(TEXT, library)
    found = adopted({"here/fertility": (published,)}, library, today())
    assert [(policy.version, policy.status) for policy in found["here/fertility"]] == [("2027", "decided")]
    assert adopted({}, library, today())["here/fertility"][0].digest == published.digest

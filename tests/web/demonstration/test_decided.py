"""The invented programme that goes the whole way: where each service area stands, what was decided, and that it is played once."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from coequal.accounts.models import Entry
from coequal.accounts.trail.verifying import verify
from coequal.analyses.models import Analysis
from coequal.documents.kept import taken_out
from coequal.involvement.models.involvements import REPORTED
from coequal.policies.binding import bound
from coequal.policies.library import Library
from coequal.programmes.adoption.shelf import adopted, changed
from coequal.programmes.conduct.timeline import PASSED_OVER, timeline
from coequal.programmes.governance.meetings import late
from coequal.programmes.models import (
    Decision,
    Meeting,
    Outgoing,
    Override,
    Programme,
    Ratification,
    Round,
    ServiceArea,
    Update,
)
from coequal.programmes.prioritisation.results import results_of
from coequal.programmes.stages import kinds
from coequal.programmes.stages.standing import standing_of
from coequal.referrals.models import Approval, Letter, PanelDecision, Request
from coequal.referrals.moves.states import APPROVED, DECLINED, RETURNED, SCREENING, SUBMITTED, WITH_OFFICER, WITH_PANEL, WRITING
from coequal.web.demonstration.analyses import analyses
from coequal.web.demonstration.asked.story import asked
from coequal.web.demonstration.decided import story
from coequal.web.demonstration.decided.story import decided
from coequal.web.demonstration.involvements import involvements
from coequal.web.demonstration.staff import staff
from coequal.web.environment import keep_secret
from coequal.web.shelf import Shelf, shelf

pytestmark = pytest.mark.django_db
FAST = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one would be no better here
POLICY = "exampleshire/assisted-conception"
HALVES = ("north-exampleshire/assisted-conception", "south-exampleshire/assisted-conception")
STARTS = date(2026, 11, 16)


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001
    """An installation in which the story was played, which all tests here look at and none changes; what was said then."""
    data = tmp_path_factory.mktemp("data")
    with django_db_blocker.unblock(), override_settings(DATA_DIR=data, PASSWORD_HASHERS=FAST), transaction.atomic():
        keep_secret(data)
        staff()
        analyses()
        involvements()
        yield decided()
        transaction.set_rollback(True)


@pytest.fixture
def areas(played: str) -> dict[str, ServiceArea]:  # noqa: ARG001
    """The service areas by their titles."""
    return {one.title: one for one in ServiceArea.objects.all()}


@pytest.fixture
def decision(played: str) -> Decision:  # noqa: ARG001
    """The decision on one rule for the whole area."""
    return Decision.objects.get(motion__area__title="Fertility treatment")


@pytest.fixture
def held(played: str) -> Shelf:  # noqa: ARG001
    """The library with what was ratified."""
    library = Library()
    mine = Shelf(library)
    return mine.with_versions(adopted(mine.policies, library, max(STARTS, Shelf.today())))


def test_it_is_played_once(played: str) -> None:
    """Prepared again, nothing is made a second time; the trail is whole, and says that the system did all of it."""
    assert played == "An invented programme: made."
    assert decided() == "An invented programme: kept."
    assert Programme.objects.count() == 1
    assert set(Entry.objects.values_list("who", flat=True)) == {"the system"}
    assert list(verify().faults) == []


def test_every_kind_of_standing_is_there(areas: dict[str, ServiceArea]) -> None:
    """One rule is in force, one service area is on hold, one waits, one has just begun, and two have ended, each in its own way."""
    stood = {title: (standing_of(one).state, standing_of(one).stage) for title, one in areas.items()}
    assert stood == {
        "Fertility treatment": ("in force", "in-force"),
        "Fertility treatment, as the two halves had it": ("ended", ""),
        "Hearing aids for adults": ("on hold", "listening"),
        "Removal of excess skin": ("under way", "prioritisation"),
        "Breast surgery": ("ended", ""),
        "Sterilisation": ("under way", "case-for-change"),
    }
    (merged,) = areas["Fertility treatment, as the two halves had it"].led_to.all()
    assert (merged.kind, merged.after) == ("merged", areas["Fertility treatment"])
    (event,) = areas["Removal of excess skin"].outsideevents.all()
    assert event.happened is None
    slid = [one.not_after for one in event.expected.all()]
    assert len(slid) == 3
    assert slid == sorted(slid)


def test_each_stage_was_gone_through_in_order(areas: dict[str, ServiceArea]) -> None:
    """None was passed over, days lie in order and in the past, and the one thing that was let pass has its public reason."""
    area = areas["Fertility treatment"]
    lines = {line.stage.key: line for line in timeline(area)}
    done = kinds.KEYS[: kinds.KEYS.index(kinds.IN_FORCE)]
    assert [lines[key].stands for key in done] == ["done"] * len(done)
    assert PASSED_OVER not in {line.stands for line in lines.values()}
    days = [move.on for move in area.moves.all()]
    assert days == sorted(days)
    assert days[-1] == date(2026, 11, 2)
    assert lines[kinds.REVIEW].plan is not None
    assert lines[kinds.REVIEW].plan.opens == date(2028, 11, 16)
    override = Override.objects.get()
    assert override.gate == "considered"
    assert "Each theme has an answer" in override.why


def test_everything_that_has_a_moment_lies_on_its_day(areas: dict[str, ServiceArea]) -> None:
    """What is recorded of the past says so itself, and no two updates say that they came at the same moment."""
    area = areas["Fertility treatment"]
    assert area.caseforchanges.get().at.date() == area.caseforchanges.get().on == date(2025, 4, 28)
    assert {one.at.date() for one in area.appraisals.all()} == {date(2025, 11, 4)}
    assert {one.placed.date() for one in area.options.all() if one.placed} == {date(2025, 11, 13)}
    updates = Update.objects.all()
    assert all(one.at.date() == one.on for one in updates)
    assert len({one.at for one in updates}) == updates.count()


def test_members_scored_alone_and_one_left(areas: dict[str, ServiceArea]) -> None:
    """Five of six scored; talking changed some scores, and one more cycle is recommended and another one is not."""
    of = Round.objects.get(area=areas["Fertility treatment"])
    assert (of.state, of.topics.count(), of.topics.exclude(recommended=None).count()) == ("recommended", 4, 4)
    assert (of.scorers.filter(leaves=False).count(), of.scorers.filter(leaves=True).count()) == (5, 1)
    assert not of.scorers.filter(declared=None).exists()
    found = results_of(of)
    assert (found.before != found.after).any()
    assert list(found.ranks) == [1, 2, 4, 3]


def test_options_were_dropped_with_reasons(areas: dict[str, ServiceArea]) -> None:
    """Three are on the shortlist, of which one changes nothing; each of the others says why it is not."""
    options = list(areas["Fertility treatment"].options.all())
    assert [one.place for one in options].count("shortlist") == [one.place for one in options].count("dropped") == 3
    assert all(one.why for one in options)
    assert next(one for one in options if one.changes_nothing).place == "shortlist"


def test_people_were_heard_before_it_was_decided(areas: dict[str, ServiceArea], decision: Decision) -> None:
    """Both involvements had closed and were reported; each theme stands among the evidence of the decision."""
    involvements_of = areas["Fertility treatment"].involvements.all()
    assert [one.state for one in involvements_of] == [REPORTED, REPORTED]
    assert all(one.closes is not None and one.closes < decision.on for one in involvements_of)
    found = [one["kind"] for one in decision.evidence]
    assert found.count("involvement") == 2
    assert found.count("theme") == 57
    assert {"text", "paper", "prioritisation", "option", "appraisal", "override"} <= set(found)


def test_papers_were_out_in_time(played: str) -> None:  # noqa: ARG001
    """Five clear days before each meeting; the pack is made from the record and says that it is invented."""
    for meeting in Meeting.objects.all():
        assert (meeting.state, late(meeting), meeting.short_notice) == ("closed", [], "")
        pack = taken_out(json.loads(meeting.papers.get(area=None).kept))
        assert "invented" in json.dumps([str(block) for block in pack.blocks[:2]])


def test_it_was_decided_with_a_dissent(decision: Decision) -> None:
    """One member left for an interest, one voted against and said why, one abstained; there are two conditions."""
    motion = decision.motion
    assert (decision.outcome, decision.on, len(decision.conditions)) == ("carried", date(2026, 10, 29), 2)
    votes = list(motion.votes.values_list("vote", flat=True))
    assert [votes.count(how) for how in ("for", "against", "abstains")] == [3, 1, 1]
    assert motion.votes.get(vote="against").dissent
    assert motion.votes.exclude(vote="against").filter(dissent="").count() == 4
    assert set(motion.interests.values_list("attendance__name", "follows")) == {
        ("Dora Example", "leaves"),
        ("Mo Ordinary", "stays and votes"),
    }


def test_somebody_else_ratified_it_and_readers_are_told(decision: Decision) -> None:
    """By its digest, from a day on; the e-mail of it waits for the one who asked to be told."""
    found = decision.ratification
    assert found.by not in (None, decision.by)
    assert (str(found), found.starts, found.digest) == (f"{POLICY}@2026-11-16", STARTS, decision.motion.digest)
    assert found.review_due == date(2028, 11, 16)
    assert Ratification.objects.count() == 3
    waiting = Outgoing.objects.filter(update__says__contains=f"({found}) is in force from 16 November 2026")
    assert waiting.get().subscription.address == "reader@exampleshire.example"


def test_the_shelf_shows_the_rule_that_binds_on_each_day(held: Shelf) -> None:
    """Before its first day those of the two halves bind, from then on the one rule; and all say that they are invented."""
    before, after = STARTS - timedelta(1), STARTS
    for name in HALVES:
        assert _binding(held, name, before) == "2025-04"
        assert _binding(held, name, after) is None
    assert _binding(held, POLICY, before) is None
    assert _binding(held, POLICY, after) == "2026-11-16"
    for name in (POLICY, *HALVES):
        assert held.policy(name).title.endswith("(an invented area)")


def _binding(held: Shelf, name: str, on: date) -> str | None:
    """The version that surely binds on a day."""
    found = bound(held.versions(name), lambda _policy: on).sure
    return found.version if found else None


def test_nothing_is_told_before_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site whose clock stands before the end of the story has no such programme."""
    monkeypatch.setattr(story.timezone, "localdate", lambda: STARTS - timedelta(1))
    assert decided() == "An invented programme: none before 16 November 2026, on which its story ends."


@pytest.mark.usefixtures("played")
def test_it_waits_for_the_analyses_on_which_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another worker may have taken one of them; the next preparing plays the story then."""
    monkeypatch.setattr(story, "_EXAMPLE", "one that was not played")
    Analysis.objects.update(state="running")
    assert decided().startswith("An invented programme: none yet, because the invented analyses are not worked out.")


@pytest.mark.usefixtures("data")
def test_a_library_without_the_invented_areas_has_none() -> None:
    """Which is said."""
    assert decided() == "An invented programme: none, because this library has no invented areas."


@pytest.mark.usefixtures("played")
def test_requests_for_one_person_are_made_under_what_was_decided() -> None:
    """One is approved at once, some wait, some were decided by a panel that was quorate; made once, by the system."""
    changed.send(None)  # what was ratified in here is asked for at once
    with transaction.atomic():
        assert asked() == "Invented requests: made."
        assert asked() == "Invented requests: kept."
        stand = Counter(Request.objects.values_list("kind", "state"))
        assert stand["prior approval", APPROVED] == stand["prior approval", WITH_OFFICER] == stand["prior approval", WRITING] == 1
        assert stand["individual funding request", DECLINED] == 2
        assert {state for kind, state in stand if kind == "individual funding request"} >= {
            SUBMITTED,
            SCREENING,
            RETURNED,
            WITH_PANEL,
        }
        at_once = Approval.objects.get(decided_by=None)
        assert (at_once.request.version, at_once.uses.count()) == ("2026-11-16", 1)
        assert all(one.sent for one in Letter.objects.all())
        assert {len(one.deciders.all()) for one in PanelDecision.objects.all()} == {4}
        assert set(Entry.objects.values_list("who", flat=True)) == {"the system"}
        transaction.set_rollback(True)
    shelf.cache_clear()

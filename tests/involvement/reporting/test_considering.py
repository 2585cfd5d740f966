"""What decision-makers made of each theme."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.involvement.coding.frames import merge
from coequal.involvement.models import Coding, Consideration, Pause
from coequal.involvement.models.involvements import OPEN
from coequal.involvement.reporting.considering import (
    CHANGED,
    NOT_CHANGED,
    STILL_OPEN,
    Beside,
    Considered,
    doubts,
    keep,
    line_of,
    lines,
    open_promises,
    publish,
    published,
    unanswered,
)
from tests.involvement.making import involvement
from tests.involvement.reporting.much import acting, frame_of, much

pytestmark = pytest.mark.django_db
SAID = Considered(
    "All 30 texts.",
    "The board, in public",
    date(2026, 11, 1),
    "One policy for all.",
    CHANGED,
    "luton/assisted-conception@2025-04",
    "1",
)

WHY = "The report is late."  # and whether that promise is kept, still open


def keys(found: list) -> list[str]:
    return [line.theme.key for line in found]


def test_every_theme_waits_for_an_answer() -> None:
    """Until it is said what changed, or why nothing did; what is still open is no answer."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    reference = frame_of(made).reference
    assert keys(unanswered(made)) == ["fair", "cost", "other"]
    for theme, outcome in (("fair", CHANGED), ("cost", NOT_CHANGED), ("other", STILL_OPEN)):
        line = line_of(made, reference, theme)
        assert line
        keep(manager, line, replace(SAID, outcome=outcome), 0)
    assert keys(unanswered(made)) == ["other"]
    kept = {one.theme: one for one in Consideration.objects.all()}
    assert (kept["fair"].policy, kept["fair"].clause) == (SAID.policy, "1")
    assert (kept["cost"].policy, kept["cost"].clause) == ("", "")  # nothing changed there
    assert str(kept["cost"]) == "cost"
    assert Entry.objects.latest("number").told == {"frame": reference, "theme": "other", "outcome": STILL_OPEN, "published": False}
    assert line_of(made, reference, "nothing") is None
    assert unanswered(involvement()) == []


def test_nobody_writes_over_anybody() -> None:
    """What is written on an older text than that which stands changes nothing."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    line = lines(made)[0]
    assert keep(manager, line, SAID, 0).mark == 1
    with pytest.raises(Beside, match="Somebody else has changed this"):
        keep(manager, line, replace(SAID, answer="Nothing."), 0)
    assert keep(manager, line, replace(SAID, answer="Two policies."), 1).mark == 2
    assert Consideration.objects.get().answer == "Two policies."


def test_what_is_published_says_how_many_spoke_of_it_then() -> None:
    """Rounded to 5 and never fewer than 8; a change of what is published tells the count anew."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    for line in lines(made)[:2]:
        keep(manager, line, SAID, 0)
    assert publish(manager, made, WHY) == 2
    assert {one.theme: one.said for one in Consideration.objects.all()} == {"fair": "20", "cost": "10"}
    assert [line.is_public for line in lines(made)] == [True, True, False]
    Coding.objects.filter(theme="cost", extract__in=Coding.objects.filter(theme="cost").values("extract")[:5]).update(
        taken_back=timezone.now()
    )
    assert {one.said for one in Consideration.objects.filter(theme="cost")} == {"10"}
    keep(manager, lines(made)[1], replace(SAID, answer="Other words."), 1)
    assert {one.said for one in Consideration.objects.filter(theme="cost")} == {"*"}
    entries = Entry.objects.count()
    assert publish(manager, made) == 0
    assert Entry.objects.count() == entries


def test_nothing_is_decided_while_people_can_be_heard() -> None:
    """Only once it is closed or on hold; and by those who decide alone."""
    made = much(OPEN)
    with pytest.raises(NotAllowed):
        keep(acting(Role.POLICY_MANAGER), lines(made)[0], SAID, 0)
    with pytest.raises(NotAllowed):
        publish(acting(Role.POLICY_MANAGER), made)
    Pause.objects.create(involvement=made, since=timezone.localdate(), reason="A pandemic.")
    assert keep(acting(Role.GOVERNANCE, email="g@exampleshire.example"), lines(made)[0], SAID, 0).pk
    with pytest.raises(NotAllowed):
        keep(acting(Role.ANALYST, email="a@exampleshire.example"), lines(made)[0], SAID, 1)


def test_before_publishing_it_is_said_what_is_open() -> None:
    """Gates that come before a decision, and themes that are said to be open."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    keep(manager, lines(made)[0], replace(SAID, outcome=STILL_OPEN), 0)
    told = list(doubts(made))
    assert "Before anything is decided, this has to be answered: Taken into account." in told
    assert told[-1] == "Themes of which it is said that they are still open: 1. Everybody will read that."
    keep(manager, lines(made)[0], SAID, 1)
    assert "Themes of which" not in "".join(doubts(made))


def test_a_promise_that_is_still_open_is_kept_or_explained_first() -> None:
    """Or everybody is told why the answers are published all the same."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    keep(manager, lines(made)[0], SAID, 0)
    with pytest.raises(CoequalError, match=r"We publish what you say\. Say first how each promise stands"):
        publish(manager, made, " ")
    assert keys(published(made)) == []
    assert publish(manager, made, WHY) == 1
    assert (
        made.updates.get().says
        == f"What came of the themes is published while this is still promised: We publish what you say. {WHY}"
    )
    assert Entry.objects.latest("number").told == {"themes": 1, "promises still open": 1, "why": WHY}
    assert open_promises(made) == ["We publish what you say"]
    made.promises.update(stands="explained", how="The printer broke.")
    keep(manager, lines(made)[1], SAID, 0)
    assert publish(manager, made) == 1
    assert made.updates.count() == 1


def test_what_was_published_stays_when_a_theme_goes_into_another() -> None:
    """Its answer is still among those that everybody reads."""
    made, manager = much(), acting(Role.POLICY_MANAGER)
    keep(manager, lines(made)[1], SAID, 0)
    assert keys(published(made)) == []
    publish(manager, made, WHY)
    analyst = acting(Role.ANALYST, email="a@exampleshire.example")
    merge(analyst, frame_of(made), 1, "cost", "fair")
    assert keys(lines(made)) == ["fair", "other"]
    assert keys(published(made)) == ["cost"]

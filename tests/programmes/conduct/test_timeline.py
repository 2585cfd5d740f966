"""Planned and real days side by side."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.programmes.conduct.planning import plan
from coequal.programmes.conduct.timeline import DONE, IS_OPEN, NOT_KNOWN, PASSED_OVER, TO_COME, timeline
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, area, programme, step

pytestmark = pytest.mark.django_db


def test_each_stage_stands_with_its_plan_and_its_days() -> None:
    """One that was passed over ends without having been opened."""
    found = area()
    step(found, kinds.OPEN, kinds.CASE_FOR_CHANGE)
    step(found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, timezone.localdate() - timedelta(4))
    step(found, kinds.PASS_OVER, kinds.LISTENING, timezone.localdate(), why="People were asked last year.")
    step(found, kinds.OPEN, kinds.PRIORITISATION, timezone.localdate())
    made = plan(acting(), found, kinds.LONG_LIST, opens=date(2027, 5, 3), ends=None)
    lines = {line.stage.key: line for line in timeline(found)}
    assert tuple(lines) == kinds.KEYS
    first, second, third, fourth = list(lines.values())[:4]
    assert [line.stands for line in (first, second, third, fourth)] == [DONE, PASSED_OVER, IS_OPEN, TO_COME]
    assert first.opened is not None
    assert first.ended is not None
    assert first.ended.on - first.opened.on == timedelta(6)
    assert (second.opened, second.ended.why if second.ended else "") == (None, "People were asked last year.")
    assert (third.opened is None, third.ended) == (False, None)
    assert (fourth.plan, fourth.opened, fourth.ended) == (made, None, None)


def test_what_was_done_before_somebody_went_back_is_to_come_again() -> None:
    """The stage that was opened again is open since then."""
    found = area(stage=kinds.PRIORITISATION)
    step(found, kinds.GO_BACK, kinds.CASE_FOR_CHANGE, timezone.localdate(), why="Much has changed.")
    first, second = timeline(found)[:2]
    assert (first.stands, first.opened.on if first.opened else None, first.ended) == (IS_OPEN, timezone.localdate(), None)
    assert (second.stands, second.opened, second.ended) == (TO_COME, None, None)


def test_what_a_record_of_the_past_does_not_tell_is_not_known() -> None:
    """It is not said to come."""
    found = area(programme(history_only=True))
    step(found, kinds.OPEN, kinds.CASE_FOR_CHANGE)
    assert [line.stands for line in timeline(found)] == [IS_OPEN, *[NOT_KNOWN] * 10]

"""When stages are planned, and how the day of an outside event slides."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.errors import CoequalError
from coequal.programmes.conduct.planning import expect, happened, plan, planned, wait_for
from coequal.programmes.stages import kinds
from tests.programmes.making import acting, area

pytestmark = pytest.mark.django_db
MAY, JUNE, JULY = date(2027, 5, 3), date(2027, 6, 1), date(2027, 7, 1)


def test_everybody_sees_how_planned_days_moved() -> None:
    """The latest plan of a stage stands, and says why it is another one."""
    found = area()
    first = plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JUNE)
    assert (first.organisation, first.state, str(first)) == (found.organisation, "not begun", "listening")
    with pytest.raises(CoequalError, match="planned already"):
        plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JUNE)
    with pytest.raises(CoequalError, match="Say why the days are moved"):
        plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JULY)
    second = plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JULY, why="People need more time.")
    third = plan(acting(), found, kinds.DECISION, opens=None, ends=None)
    assert planned(found) == {kinds.LISTENING: second, kinds.DECISION: third}
    assert list(found.plans.all()) == [first, second, third]


def test_a_plan_is_of_a_stage_with_days_in_order() -> None:
    """Nothing else is kept."""
    with pytest.raises(CoequalError, match="There is no stage called tea"):
        plan(acting(), area(), "tea", opens=MAY, ends=JUNE)
    with pytest.raises(CoequalError, match="must not be before the first"):
        plan(acting(), area(), kinds.LISTENING, opens=JUNE, ends=MAY)


def test_everybody_sees_how_an_expected_day_slid() -> None:
    """Each time in the words of its source."""
    with pytest.raises(CoequalError, match="Say what is waited for"):
        wait_for(acting(), area(), " ")
    event = wait_for(acting(), area(), "New national guidance")
    with pytest.raises(CoequalError, match="in the words of the source"):
        expect(acting(), event, " ")
    with pytest.raises(CoequalError, match="must not be before the first"):
        expect(acting(), event, "summer", between=(JULY, MAY))
    expect(acting(), event, "end of 2024", between=(date(2024, 11, 1), date(2024, 12, 31)), source="A made-up page")
    expect(acting(), event, "May 2025", stated=date(2025, 1, 10))
    assert [str(one) for one in event.expected.all()] == ["end of 2024", "May 2025"]
    assert str(event) == "New national guidance"


def test_what_was_waited_for_happens_once() -> None:
    """With what it came to."""
    event, today = wait_for(acting(), area(), "New national guidance"), timezone.localdate()
    with pytest.raises(CoequalError, match="must not be in the future"):
        happened(acting(), event, today + timedelta(1), "It says more.")
    with pytest.raises(CoequalError, match="Say what it came to"):
        happened(acting(), event, today, " ")
    happened(acting(), event, today, "It says more.")
    event.refresh_from_db()
    assert (event.happened, event.came_to) == (today, "It says more.")
    with pytest.raises(CoequalError, match="recorded already"):
        happened(acting(), event, today, "Again.")
    with pytest.raises(CoequalError, match="has happened already"):
        expect(acting(), event, "2027")


def test_whoever_had_an_older_plan_before_them_is_told() -> None:
    """Nothing is planned over what they have not seen."""
    found = area()
    first = plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JUNE, seen=0)
    with pytest.raises(CoequalError, match="Somebody else planned this stage meanwhile"):
        plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JULY, why="More time.", seen=0)
    plan(acting(), found, kinds.LISTENING, opens=MAY, ends=JULY, why="More time.", seen=first.pk)

"""Until when people can answer: the exact moment, in winter, in summer, and on the days when the clocks change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from coequal.involvement.answering.times import NotNow, closed_at, goes_on, is_late, over_at, require_open
from coequal.involvement.models import Involvement, Pause, Response
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING
from coequal.involvement.models.responses import PARTIAL
from tests.involvement import making

pytestmark = pytest.mark.django_db
A_MOMENT = timedelta(microseconds=1)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def begun(closes: date | None, began: str, **of: object) -> Response:
    involvement = making.involvement(opens=date(2026, 1, 1), closes=closes, **of)
    return making.response(making.survey(involvement), {}, status=PARTIAL, began=at(began), completed=None)


@pytest.mark.parametrize(
    ("closes", "ends", "over"),
    [
        (date(2026, 1, 31), "2026-02-01 00:00", "2026-02-02 00:00"),  # winter: the clocks of Greenwich
        (date(2026, 7, 31), "2026-07-31 23:00", "2026-08-01 23:00"),  # summer: an hour earlier
        (date(2026, 3, 28), "2026-03-29 00:00", "2026-03-30 00:00"),  # the clocks go forward an hour after the end
        (date(2026, 3, 29), "2026-03-29 23:00", "2026-03-30 23:00"),  # the last day has 23 hours
        (date(2026, 10, 24), "2026-10-24 23:00", "2026-10-25 23:00"),  # the clocks go back after the end
        (date(2026, 10, 25), "2026-10-26 00:00", "2026-10-27 00:00"),  # the last day has 25 hours
    ],
)
def test_it_closes_at_midnight_where_people_live(closes: date, ends: str, over: str) -> None:
    """To the microsecond; whoever had begun has 24 hours more, whatever the clocks do meanwhile."""
    response = begun(closes, "2026-01-15 12:00")
    involvement = response.survey.involvement
    assert (closed_at(involvement), over_at(involvement)) == (at(ends), at(over))
    assert involvement.state_on(at(ends) - A_MOMENT) == OPEN
    assert involvement.state_on(at(ends)) == CLOSED
    assert not is_late(response, at(ends) - A_MOMENT)
    assert is_late(response, at(ends))
    assert goes_on(response, at(ends) - A_MOMENT)
    assert goes_on(response, at(over) - A_MOMENT)
    assert not goes_on(response, at(over))


def test_whoever_begins_at_the_end_or_after_cannot_go_on() -> None:
    """The day longer is for those who had begun before."""
    ends = "2026-07-31 23:00"
    assert not goes_on(begun(date(2026, 7, 31), ends), at(ends) + A_MOMENT)


def test_closed_by_somebody_before_its_day_is_closed() -> None:
    """From that moment on, and for whoever had begun 24 hours later."""
    response = begun(date(2026, 7, 31), "2026-05-01 10:00", ended=at("2026-06-01 12:00"))
    assert closed_at(response.survey.involvement) == at("2026-06-01 12:00")
    assert goes_on(response, at("2026-06-02 11:59"))
    assert not goes_on(response, at("2026-06-02 12:00"))


def test_without_a_last_day_it_does_not_close() -> None:
    """Until somebody closes it."""
    response = begun(None, "2026-05-01 10:00")
    assert closed_at(response.survey.involvement) is over_at(response.survey.involvement) is None
    assert goes_on(response, at("2030-01-01 00:00"))
    assert not is_late(response, at("2030-01-01 00:00"))


def test_on_hold_nobody_goes_on_and_is_told_why() -> None:
    """Until it is resumed; what was kept stays."""
    response = begun(date(2026, 7, 31), "2026-05-01 10:00")
    pause = Pause.objects.create(involvement=response.survey.involvement, since=date(2026, 5, 2), reason="A pandemic.")
    with pytest.raises(NotNow, match="on hold") as refused:
        require_open(response, at("2026-05-03 10:00"))
    assert refused.value.state == "on hold"
    pause.until = date(2026, 5, 4)
    pause.save()
    require_open(response, at("2026-05-05 10:00"))


def test_what_is_a_record_of_the_past_is_not_answered() -> None:
    """Nor is what is not announced."""
    response = begun(date(2026, 7, 31), "2026-05-01 10:00", dates_only=True)
    with pytest.raises(NotNow, match="closed, or has not been opened"):
        require_open(response, at("2026-05-03 10:00"))
    hidden: Involvement = making.involvement(PREPARING)
    assert not goes_on(making.response(making.survey(hidden)), timezone.now())

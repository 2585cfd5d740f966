"""A clock with a limit, which stops while others have to act and starts again when they have.

**Which days count.** The day on which a clock starts is day 0 and does not count, whatever the hour. Nor does the day on which it
starts again after a stop: it is a new day 0. The day on which a clock stops still counts, because those who stop it had that day to
work in. So a clock that stops and starts again on one day has lost nothing. A stop from 3 May until 10 May takes out 4 May to 10
May, both with it. Months are turned into days when the clock starts: 3 months from 30 November run to 28 February, and a stop
then puts that off by as many days as it took out. A limit in calendar days or months may end on a day on which nobody works.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.clock.holidays import bank_holidays, is_by_rule_alone
from coequal.referrals.clock.limits import WORKING_DAYS, Limit


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which a clock stands still; without an end it still does. `why` is shown to everybody, so it names no person.

    Raises `CoequalError` where it ends before it begins.
    """

    since: date
    until: date | None
    why: str

    def __post_init__(self) -> None:
        """See that it ends no sooner than it begins."""
        if self.until is not None and self.until < self.since:
            raise CoequalError(
                f"A clock that stopped on {say_date(self.since)} cannot have started again on {say_date(self.until)}. "
                "Check both dates."
            )


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit that runs from a day, and when it stood still. Raises `CoequalError` for a start in a year that is none of ours."""

    start: date
    limit: Limit
    stops: tuple[Stop, ...] = ()

    def __post_init__(self) -> None:
        """See that the holidays of its first year are known."""
        bank_holidays(self.start.year)

    @property
    def merged(self) -> tuple[Stop, ...]:
        """The stops in order: those that overlap or touch are one, and none begins before the clock or ends before it runs."""
        found: list[Stop] = []
        for stop in sorted(self.stops, key=lambda one: (one.since, one.until is None, one.until or one.since)):
            if stop.until is not None and stop.until <= self.start:
                continue
            since = max(stop.since, self.start)
            if found and (found[-1].until is None or since <= found[-1].until):
                found[-1] = _joined(found[-1], stop)
            else:
                found.append(Stop(since, stop.until, stop.why))
        return tuple(found)

    @property
    def total(self) -> int:
        """How many days of its limit have to be used up: working days, or else calendar days."""
        return self.limit.days(self.start)

    @property
    def due(self) -> date | None:
        """The last day that is in time; None where that is not known, because the clock stands still before it and has no end."""
        left = self.total
        for first, last in self._runs():
            if last is None or self.limit.between(first, last) >= left:
                return self.limit.add(first, left)
            left -= self.limit.between(first, last)
        return None

    def used(self, on: date) -> int:
        """How many days that count have gone by, the day that is asked about with them; more than the limit once it has run out."""
        return sum(self.limit.between(first, on if last is None else min(on, last)) for first, last in self._runs())

    def left(self, on: date) -> int:
        """How many days that count are left; none once the limit has run out."""
        return max(0, self.total - self.used(on))

    def is_late(self, on: date) -> bool:
        """Whether the last day that was in time is over. A stop after it changes nothing."""
        return (due := self.due) is not None and on > due

    def stop(self, on: date) -> Stop | None:
        """The stop that holds on a day: from the day on which it begins until the day before it ends."""
        holding = (stop for stop in self.merged if stop.since <= on and (stop.until is None or on < stop.until))
        return next(holding, None)

    def says(self, on: date) -> str:
        """How the clock stands on a day, in words without a full stop."""
        due, stop = self.due, self.stop(on)
        if due is not None and on > due:
            return f"late: {self.limit} ended on {say_date(due)}"
        unit = "working days" if self.limit.unit == WORKING_DAYS else "days"
        used = f"{self.used(on)} of {self.total} {unit.removesuffix('s') if self.total == 1 else unit} used"
        if stop is not None:
            return f"stopped since {say_date(stop.since)}: {stop.why}; {used}"
        if due is None:  # a stop without an end begins after the day that is asked about
            return used
        may_move = ", if no bank holiday was moved or added" if unit == "working days" and is_by_rule_alone(due.year) else ""
        return f"{used}; due on {say_date(due)}{may_move}"

    def _runs(self) -> Iterator[tuple[date, date | None]]:
        """The times in which it runs: after the first day, up to the last and with it; no last day of one that goes on."""
        first = self.start
        for stop in self.merged:
            yield first, stop.since
            if stop.until is None:
                return
            first = stop.until
        yield first, None


def _joined(first: Stop, second: Stop) -> Stop:
    """Two stops that overlap or touch, as one that gives both reasons."""
    until = None if first.until is None or second.until is None else max(first.until, second.until)
    reasons = first.why.split("; ")
    return Stop(first.since, until, first.why if second.why in reasons else f"{first.why}; {second.why}")

"""How long something may take: so many working days, calendar days or months."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coequal.errors import CoequalError
from coequal.facts.dates import add_months
from coequal.referrals.clock.working import add_working_days, working_days_between

WORKING_DAYS, CALENDAR_DAYS, MONTHS = "working days", "calendar days", "months"
UNITS: Final = (WORKING_DAYS, CALENDAR_DAYS, MONTHS)
MOST: Final = {WORKING_DAYS: 1_000, CALENDAR_DAYS: 1_500, MONTHS: 60}
_WRITTEN: Final = re.compile(r"(?P<count>[0-9]{1,5}) (?P<unit>(?:working|calendar) day|month)s?")


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of one of the `UNITS`. Raises `CoequalError` for another unit, for less than 1, and for more than a few years."""

    count: int
    unit: str

    def __post_init__(self) -> None:
        """See that it is one of the units, and a count in proportion."""
        if self.unit not in UNITS:
            raise CoequalError(f"A limit is counted in {', '.join(UNITS)}, not in “{self.unit}”.")
        if not 1 <= self.count <= MOST[self.unit]:
            raise CoequalError(f"A limit in {self.unit} is from 1 to {MOST[self.unit]:,}, not {self.count}.")

    def __str__(self) -> str:
        """In words: `40 working days`, `28 calendar days`, `1 month`."""
        return f"{self.count} {self.unit.removesuffix('s') if self.count == 1 else self.unit}"

    def days(self, start: date) -> int:
        """How many days are counted from a start: working days, or else calendar days, also those of months."""
        return (add_months(start, self.count) - start).days if self.unit == MONTHS else self.count

    def add(self, start: date, days: int) -> date:
        """The day that lies so many of the days that are counted after another."""
        return add_working_days(start, days) if self.unit == WORKING_DAYS else start + timedelta(days)

    def between(self, first: date, last: date) -> int:
        """How many days that are counted lie after the first day, up to the last and with it; none where it is not later."""
        return working_days_between(first, last) if self.unit == WORKING_DAYS else max(0, (last - first).days)


def limit_of(text: str) -> Limit:
    """The limit that a text says, such as `28 calendar days`. Raises `CoequalError` where it says none."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise CoequalError(f"“{text}” is not a limit. Write it as 40 working days, 28 calendar days or 3 months.")
    return Limit(int(found["count"]), f"{found['unit']}s")

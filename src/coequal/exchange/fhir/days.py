"""On which days a result may have been, by what is written of it: a whole day, or the earliest and the latest of a span."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.terms import Resource, member
from coequal.facts.values import read_date

_TIME: Final = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
_WRITTEN: Final = re.compile(rf"(?P<year>[0-9]{{4}})(-(?P<month>[0-9]{{2}})(-[0-9]{{2}}({_TIME})?)?)?")
_DAY: Final = len("2023-05-02")


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a result may be of, in the calendar of the place where it was written down."""

    first: date = date.min
    last: date = date.max

    @property
    def whole(self) -> date | None:
        """The day, where there is only one."""
        return self.first if self.first == self.last else None


ANY: Final = Days()


def days_of(observation: Resource, path: str) -> Days:
    """The days of an Observation: its own, those of its period, or up to the one on which it was given out.

    Raises `CoequalError` at the path of a date that is none.
    """
    for name in ("effectiveDateTime", "effectiveInstant"):
        if name in observation:
            return _written(observation[name], f"{path}.{name}")
    if "effectivePeriod" in observation:
        here = f"{path}.effectivePeriod"
        period = member(observation["effectivePeriod"], here, dict, "a period")
        start, end = (_written(period[name], f"{here}.{name}") if name in period else ANY for name in ("start", "end"))
        if start.first > end.last:
            raise CoequalError("This period ends before it starts.", Place(here))
        return Days(start.first, end.last)
    if "issued" in observation:
        return Days(last=_written(observation["issued"], f"{path}.issued").last)
    return ANY


def _written(found: object, path: str) -> Days:
    """The days that a date of FHIR allows, which may be a year or a month only, or a moment."""
    text = str(member(found, path, str, "a date"))
    parts = _WRITTEN.fullmatch(text)
    if parts is None:
        raise CoequalError(f'"{text}" is not a date. Write it as 2023-05-02 (year, month, day).', Place(path))
    try:
        if len(text) >= _DAY:
            return Days(*[read_date("The date", text[:_DAY])] * 2)
        year, first, last = int(parts["year"]), int(parts["month"] or 1), int(parts["month"] or 12)
        return Days(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    except ValueError:
        raise CoequalError(f'"{text}" is not in the calendar.', Place(path)) from None
    except CoequalError as error:
        raise CoequalError(error.message, Place(path)) from None

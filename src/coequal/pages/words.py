"""Numbers and the words beside them, as people write them."""

from datetime import date, datetime

from django.utils.timezone import localtime

from coequal.facts.dates import say_date


def plural(count: int, one: str, several: str | None = None) -> str:
    """A number with its noun: `plural(1, "question")`, `plural(3, "body", "bodies")`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def number(value: float) -> str:
    """A number with commas between thousands."""
    return f"{value:,}"


def day(of: date | datetime) -> str:
    """A day as people write it: `20 March 2022`; of a moment, the day that it was here."""
    return say_date(localtime(of).date() if isinstance(of, datetime) else of)


def moment(at: datetime) -> str:
    """A moment in words, by the clocks of the site: `26 November 2026 at 09:31`."""
    here = localtime(at)
    return f"{say_date(here.date())} at {here:%H:%M}"

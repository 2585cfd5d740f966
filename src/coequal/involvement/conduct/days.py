"""The days of an involvement: what is wrong with them, what ought to be thought about, and how they are moved."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_INVOLVEMENT
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.conduct.changing import check_unchanged, locked, set_all, tell
from coequal.involvement.law.acts import THERE
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, PREPARING

_SHORT: Final = 28  # days: shorter than that is worth a thought, and no law says so
_BEFORE_ELECTIONS: Final = 45  # days in which public bodies usually hold back


def faults(body: str, opens: date, closes: date) -> Iterator[str]:
    """Why an involvement cannot have these days."""
    if closes < opens:
        yield "The last day must not be before the first."
    since, until = THERE[body]
    if (since and opens < since) or (until and opens > until):
        yield f"There is no {body} on {say_date(opens)}. Check the first day, and whose involvement it is."


def advice(opens: date, closes: date) -> Iterator[str]:
    """What ought to be thought about. None of it is law."""
    days = (closes - opens).days + 1
    if days < _SHORT:
        yield f"People have {days} day{'s' if days != 1 else ''} to answer. Is that enough for groups who meet once a month?"
    for year in range(opens.year - 1, closes.year + 1):
        if _meets(opens, closes, date(year, 12, 20), date(year + 1, 1, 2)):
            yield f"Christmas and the New Year {year + 1} fall into it. Many people will not answer in those weeks."
        if _meets(opens, closes, date(year, 8, 1), date(year, 8, 31)):
            yield f"August {year} falls into it, when many people are away."
        voting = _first_thursday_of_may(year)
        if _meets(opens, closes, voting - timedelta(_BEFORE_ELECTIONS), voting):
            yield (
                f"Local elections are usually held on the first Thursday in May, which is {say_date(voting)}. If there are some in "
                "your area, the pre-election period falls into it."
            )


def _meets(opens: date, closes: date, first: date, last: date) -> bool:
    return opens <= last and first <= closes


def _first_thursday_of_may(year: int) -> date:
    first = date(year, 5, 1)
    return first + timedelta((3 - first.weekday()) % 7)


def move(acting: Acting, involvement: Involvement, before: str, days: tuple[date, date], note: str = "") -> None:
    """Set the first day and the last, or move them; `note` tells everybody why, where they can read of them already.

    Raises `CoequalError` for days that it cannot have: a first day that has passed, or a change after the last day.
    """
    with locked(acting, involvement, CHANGE_INVOLVEMENT) as found:
        opens, closes = days
        check_unchanged(found, before)
        if (opens, closes) == (found.opens, found.closes):
            return
        _check(found, opens, closes)
        were = _said(found.opens, found.closes)
        if found.state != PREPARING:
            tell(acting, found, note)
        set_all(found, {"opens": opens, "closes": closes})
        record(acting, "moved the days of an involvement", found, detail={"before": were, "now": _said(opens, closes)})


def _check(found: Involvement, opens: date, closes: date) -> None:
    today, state = timezone.localdate(), found.state
    if _has_closed(found):
        raise CoequalError("It has closed, so its days stay as they are. To ask again, begin a new involvement.")
    if state == ANNOUNCED and opens < today:
        raise CoequalError("The first day has passed. Choose today or a later day.")
    if state not in (PREPARING, ANNOUNCED) and opens != found.opens:
        raise CoequalError("It has opened already, so the first day stays as it is.")
    if state != PREPARING and closes < today:
        raise CoequalError("The last day has passed. Choose today or a later day, or close the involvement now.")
    if wrong := list(faults(found.body, opens, closes)):
        raise CoequalError(" ".join(wrong))


def _has_closed(found: Involvement) -> bool:
    """Whether it closed, be it that it was put on hold after that."""
    closed = found.ended is not None or found.state == CLOSED
    return closed or (found.closes is not None and found.pauses.filter(until=None, since__gt=found.closes).exists())


def _said(opens: date | None, closes: date | None) -> str:
    return f"{opens or 'not set'} to {closes or 'not set'}"

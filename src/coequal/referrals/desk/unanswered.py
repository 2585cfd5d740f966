"""Requests that wait for the clinician: a reminder, and once the time of the rules is over a person may close them.

None is ever closed by itself.
"""

from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHASE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.clock.clock import Clock
from coequal.referrals.clock.limits import WORKING_DAYS, Limit
from coequal.referrals.models import Request, Step
from coequal.referrals.moves.moving import locked, noted, stepped
from coequal.referrals.moves.table import CLOSE, REMINDED

AFTER_REMINDER: Final = Limit(10, WORKING_DAYS)  # that a clinic has before what it was reminded of may be closed
STANDARD: Final = "This request waits for your answer. Without one it may be closed. Nothing is decided by that."


def reminders(request: Request) -> list[Step]:
    """Those since it waits for the clinician, in order."""
    came = request.steps.filter(came_to=request.state).exclude(left=request.state).last()
    return list(request.steps.filter(kind=REMINDED, pk__gt=came.pk)) if came else []


def remind(acting: Acting, request: Request, says: str = "") -> Step:
    """Remind the clinic, in words of one's own or the standard ones. Raises `NotAllowed`, and `CoequalError` twice on one day."""
    with locked(acting, request, CHASE) as (found, acts):
        if any(one.day == timezone.localdate() for one in reminders(found)):
            raise CoequalError(f"The clinic was reminded of {found.reference} today already.")
        step = noted(acts, found, REMINDED, says.strip() or STANDARD)
        record(acts, "reminded a clinic of a request", found)
    return step


def closes_from(request: Request) -> date | None:
    """The first day on which it may be closed: after the time of the rules, and that since the first reminder.

    None where the rules say no time, or nobody has reminded the clinic yet.
    """
    told = reminders(request)
    if request.waits_until is None or not told:
        return None
    due = Clock(told[0].day, AFTER_REMINDER).due
    assert due is not None  # nothing stops it
    return date.fromordinal(max(request.waits_until, due).toordinal() + 1)


def why_not_closed(request: Request, on: date) -> str:
    """Why it cannot be closed on a day; nothing where it can."""
    first = closes_from(request)
    if request.waits_until is None:
        return "The rules of the commissioner say no time after which a request may be closed. Its governance can bring one in."
    if first is None:
        return f"Remind the clinic first. It then has {AFTER_REMINDER} to answer."
    return f"It may be closed from {say_date(first)} on, if it is not answered until then." if on < first else ""


def close(acting: Acting, request: Request, why: str) -> Step:
    """Close a request that nobody answered. Raises `NotAllowed`, and `CoequalError` as `why_not_closed` says, and without why."""
    with locked(acting, request, CHASE) as (found, acts):
        if says := why_not_closed(found, timezone.localdate()):
            raise CoequalError(says)
        return stepped(acts, found, CLOSE, why)

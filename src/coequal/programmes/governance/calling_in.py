"""Calling in: others ask that a decision is looked at again. While that is open nothing comes into force by it."""

from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import CALL_IN
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.programmes.adoption.shelf import tell_shelves
from coequal.programmes.models import CallIn, Decision, Ratification
from coequal.programmes.models.governing import DEFERRED, RECONSIDERED, STANDS
from coequal.programmes.stages.moves import held_area

ENDS: Final = (STANDS, RECONSIDERED)


def call_in(acting: Acting, decision: Decision, who: str, why: str, since: date) -> CallIn:
    """A decision is called in, also while all else is on hold.

    Raises `CoequalError` where it is already, or its version is in force.
    """
    if not who.strip() or not why.strip():
        raise CoequalError("Say who called the decision in, and why.")
    with held_area(decision.motion.area) as area:
        require(acting, CALL_IN, area)
        if since < decision.on or since > timezone.localdate():
            raise CoequalError(f"Choose a day from {say_date(decision.on)}, when it was decided, until today.")
        if decision.outcome == DEFERRED:
            raise CoequalError("The motion was deferred, so there is nothing to call in.")
        if decision.call_ins.filter(ended=None).exists():
            raise CoequalError("It is called in already. Say first what came of that.")
        ratified = Ratification.objects.filter(decision=decision).first()
        starts = ratified and ratified.stands_from
        if starts and starts <= timezone.localdate():
            raise CoequalError(
                f"{ratified} has been in force since {say_date(starts)}. Another decision can put another in its place."
            )
        made = CallIn.objects.create(decision=decision, who=who.strip(), why=why.strip(), since=since, by=acting.person)
        record(acting, "recorded that a decision was called in", decision, detail={"since": str(since)})
        tell_shelves()
    return made


def end_call_in(acting: Acting, called: CallIn, came_to: str, says: str, ended: date) -> None:
    """What came of it: the decision stands, or is reconsidered. Raises `CoequalError` where it is over already."""
    if came_to not in ENDS or not says.strip():
        raise CoequalError(f"Say what came of it, in words, and which it is: {' or '.join(ENDS)}.")
    with held_area(called.decision.motion.area) as area:
        require(acting, CALL_IN, area)
        held = CallIn.objects.get(pk=called.pk)
        if held.ended:
            raise CoequalError(f"That is over since {say_date(held.ended)}: the decision {held.came_to}.")
        if ended < held.since or ended > timezone.localdate():
            raise CoequalError(f"Choose a day from {say_date(held.since)}, when it was called in, until today.")
        held.ended, held.came_to, held.says = ended, came_to, says.strip()
        held.save(update_fields=["ended", "came_to", "says"])
        record(acting, "recorded what came of a call-in", held.decision, detail={"came to": came_to})
        tell_shelves()

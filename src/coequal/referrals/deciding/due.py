"""What is owed on a request, by whom and until when: from its steps, the commissioner's rules, and a clock that stops."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils import timezone

from coequal.referrals.clock.clock import Clock, Stop
from coequal.referrals.clock.limits import Limit
from coequal.referrals.models import Request, Step
from coequal.referrals.models.requests import FUNDING_REQUEST, PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from coequal.referrals.moves.table import RECONSIDER, UPHOLD
from coequal.referrals.rules.in_force import rules_for, rules_if_any
from coequal.referrals.rules.model import CommissionerRules

OFFICER, PANEL, CLINICIAN, OTHERS = "an officer", "the panel", "the clinician", "people who did not decide before"
_OWED: Final = {
    at.SUBMITTED: (OFFICER, "acknowledge it"),
    at.SCREENING: (OFFICER, "screen it"),
    at.FOR_PANEL: (OFFICER, "put it on the agenda of a panel"),
    at.WITH_PANEL: (PANEL, "decide on it"),
    at.RECONSIDERING: (OFFICER, "look at the new evidence"),
    at.APPEALING: (OTHERS, "hear the appeal"),
    at.WRITING: (CLINICIAN, "finish and submit it"),
    at.RETURNED: (CLINICIAN, "add what is missing"),
    at.DEFERRED: (CLINICIAN, "answer what the panel asked"),
    at.WITH_OFFICER: (OFFICER, "answer it"),
}
_AGAIN: Final = (RECONSIDER.name, UPHOLD.name)  # from either of them on the time to decide is counted anew


@dataclass(frozen=True, slots=True)
class Owed:
    """Who has to do what next, and the clock of it; no clock where the rules give no time, or nothing is owed to the asker."""

    who: str
    what: str
    clock: Clock | None = None

    @property
    def due(self) -> date | None:
        """The last day that is in time; None where there is no clock, or where it stands."""
        return self.clock.due if self.clock else None


def owed(request: Request) -> Owed | None:
    """What is owed next on a request; None where it has ended and everybody was told."""
    if request.state in at.ENDS:
        return _letters(request)
    clocks = _clocks(request)
    first = min(clocks, key=lambda one: one.due or date.max) if clocks else None
    return Owed(*_OWED[request.state], first)


def due_of(request: Request) -> date | None:
    """The day by which the next answer is owed to whoever asked; None while the clock stands or nothing is owed."""
    found = owed(request)
    return found.due if found else None


def clock_of(request: Request) -> Clock | None:
    """The clock of the whole decision, which stands while the clinician has to act; None before it runs, and without a rule."""
    steps = list(request.steps.all())
    return _whole(request, steps) if _started(steps) else None


def round_of(request: Request) -> int:
    """The round in which a request is: 1, and one more for each time that it was taken up again or an appeal was upheld."""
    return 1 + request.steps.filter(kind__in=_AGAIN).count()


def _clocks(request: Request) -> list[Clock]:
    """The clocks that run on a request as it stands: that of its stage, and of an urgent one that of the decision too."""
    steps = list(request.steps.all())
    if request.state in at.WITH_ASKER or not _started(steps):
        return []
    found = list(_of_stage(request, rules_for(request), steps)) if request.kind == FUNDING_REQUEST else []
    if request.state not in (at.RECONSIDERING, at.APPEALING) and (whole := _whole(request, steps)):
        found.append(whole)
    return found


def _of_stage(request: Request, rules: CommissionerRules, steps: Sequence[Step]) -> Iterator[Clock]:
    """The clock of the stage in which a funding request is, where its rules give one."""
    stages: dict[str, Limit | None] = {
        at.SUBMITTED: rules.acknowledge,
        at.RECONSIDERING: rules.screen,
        at.APPEALING: rules.answer_appeal,
    }
    if limit := stages.get(request.state):
        yield Clock(next((one.day for one in reversed(steps) if one.came_to == request.state), steps[-1].day), limit)
    if request.state == at.SCREENING and rules.screen:
        yield Clock(_start(steps), rules.screen, tuple(_stops(steps)))


def _whole(request: Request, steps: Sequence[Step]) -> Clock | None:
    limit = limit_of(request)
    return Clock(_start(steps), limit, tuple(_stops(steps))) if limit else None


def limit_of(request: Request) -> Limit | None:
    """How long the whole of a request may take by its rules; None where no time is set."""
    if request.kind == PRIOR_APPROVAL:
        rules = rules_if_any(request)
        return rules.answer_approval if rules else None
    rules = rules_for(request)
    return rules.urgent if request.urgent and rules.urgent else rules.decide


def _started(steps: Sequence[Step]) -> bool:
    return any(one.came_to not in at.WITH_ASKER for one in steps)


def _start(steps: Sequence[Step]) -> date:
    """The day on which it was first submitted, or last taken up again."""
    again = next((one for one in reversed(steps) if one.kind in _AGAIN), None)
    return (again or next(one for one in steps if one.came_to not in at.WITH_ASKER)).day


def _stops(steps: Sequence[Step]) -> Iterator[Stop]:
    """The times in which the clinician had to act."""
    for step, after in pairwise([*steps, None]):
        if step and step.came_to in at.WITH_ASKER:
            yield Stop(step.day, after.day if after else None, f"it was {step.came_to}")


def _letters(request: Request) -> Owed | None:
    """That the letters about the last decision are to be sent."""
    decision = request.decisions.order_by("-pk").first()
    if request.kind != FUNDING_REQUEST or decision is None or not decision.letters.filter(sent=None).exists():
        return None
    limit = rules_for(request).letter
    return Owed(OFFICER, "send the letters", Clock(timezone.localdate(decision.at), limit) if limit else None)

"""What is owed on a request, by whom and until when: from its steps, the commissioner's rules, and a clock that stops."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.referrals.clock.clock import Clock, Stop
from coequal.referrals.clock.limits import Limit
from coequal.referrals.models import Appeal, Request, Step
from coequal.referrals.models.deciding import CLINICIAN, DEFERRED, LODGED
from coequal.referrals.models.requests import FUNDING_REQUEST, PRIOR_APPROVAL
from coequal.referrals.moves import states as at
from coequal.referrals.moves.stops import stops
from coequal.referrals.moves.table import RECONSIDER, UPHOLD
from coequal.referrals.rules.in_force import rules_for, rules_if_any
from coequal.referrals.rules.model import CommissionerRules

OFFICER, PANEL, OTHERS = "an officer", "the panel", "people who did not decide before"
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
_TOLD_BY_LETTER: Final = (*at.ENDS, at.DEFERRED)  # of which nothing goes on until the letters are sent
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
    if request.state in _TOLD_BY_LETTER and (letters := _letters(request)):
        return letters
    if request.state in at.ENDS:
        return None
    clocks = _clocks(request)
    first = min(clocks, key=lambda one: one.due or date.max) if clocks else None
    if request.consent_taken_back and request.state in at.WITH_COMMISSIONER:
        return Owed(CLINICIAN, "withdraw it, or record that the patient agrees again", first)
    return Owed(*_OWED[request.state], first)


def due_of(request: Request) -> date | None:
    """The day by which the next answer is owed to whoever asked; None while the clock stands or nothing is owed."""
    found = owed(request)
    return found.due if found else None


def waits_until(request: Request) -> date | None:
    """The last day for the clinician's answer to what was asked; None where none is owed, and where the rules say no time."""
    if request.state not in (at.RETURNED, at.DEFERRED):
        return None
    rules, last = rules_if_any(request), request.steps.filter(came_to=request.state).exclude(left=request.state).last()
    return Clock(last.day, rules.wait).due if rules and rules.wait and last else None


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
        yield Clock(_since(request, steps), limit, tuple(_stops(request, steps)))
    if request.state == at.SCREENING and rules.screen:
        yield Clock(_start(steps), rules.screen, tuple(_stops(request, steps)))


def _whole(request: Request, steps: Sequence[Step]) -> Clock | None:
    limit = limit_of(request)
    return Clock(_start(steps), limit, tuple(_stops(request, steps))) if limit else None


def _since(request: Request, steps: Sequence[Step]) -> date:
    """The day from which the time of a stage counts: that of the step that led there, or on which an appeal came by post."""
    if request.state == at.APPEALING:
        appeal = Appeal.objects.filter(decision__request=request, state=LODGED).only("lodged_on").last()
        if appeal is not None:
            return appeal.lodged_on
    return next((one.day for one in reversed(steps) if one.left != one.came_to == request.state), steps[-1].day)


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


def _stops(request: Request, steps: Sequence[Step]) -> Iterator[Stop]:
    """When the clock stood; after a deferral from the day on which the clinician was told by letter."""
    letters = request.letters.filter(decision__outcome=DEFERRED, to=CLINICIAN).order_by("pk")
    return stops(steps, list(letters.values_list("sent_on", flat=True)))


def _letters(request: Request) -> Owed | None:
    """That letters are to be sent, the first of which is due first."""
    letters = list(request.letters.filter(sent=None).only("made", "due"))
    if not letters:
        return None
    first, limit = min(timezone.localdate(one.made) for one in letters), rules_for(request).letter
    return Owed(OFFICER, "send the letters", Clock(first, limit) if limit else None)

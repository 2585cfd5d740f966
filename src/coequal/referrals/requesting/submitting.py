"""Sending an application: whole or not at all. From the first time on the commissioner's clock runs, by the rules of that day."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import WRITE_REQUEST
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.referrals.approving.bound import Bound
from coequal.referrals.models import ClinicalCase, Request, Step
from coequal.referrals.moves import states as at
from coequal.referrals.moves.moving import locked, move, stepped
from coequal.referrals.moves.table import ANSWER, SUBMIT, WITHDRAW
from coequal.referrals.pack.welfare import require_no_stop
from coequal.referrals.requesting.completeness import Lacking, lacking
from coequal.referrals.requesting.questions import read_answer
from coequal.referrals.requesting.sections import ANSWERED
from coequal.referrals.rules.in_force import in_force

MOST_NAMED: Final = 8  # things that an error names one by one; of more it names the parts in which they are


class NotComplete(CoequalError):
    """An application that cannot be sent yet; `lacking` is all that it lacks."""

    def __init__(self, missing: Sequence[Lacking]) -> None:
        if len(missing) <= MOST_NAMED:
            says = " ".join(f"{one.title}: {one.says}" for one in missing)
        else:
            parts = Counter(one.title for one in missing)
            says = "Missing are: " + ", ".join(f"{title} ({plural(count, 'thing')})" for title, count in parts.items()) + "."
        super().__init__(f"This cannot be sent yet. {says}")
        self.lacking = tuple(missing)


def submit(acting: Acting, request: Request, says: str = "", bound: Bound | None = None) -> Step:
    """The step with which an application is sent, the first time or after it was returned; `says` is what goes with it.

    `bound` is the version of the policy that it is about, where there is one. Raises `NotAllowed`, `NotComplete`, `WelfareStop`
    where people must talk first, and `CoequalError` for a request that stands elsewhere.
    """
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        _require_no_stop(found, bound)
        _require_complete(found)
        if found.submitted is None:
            found.submitted = timezone.now()
            found.rules = in_force(found.organisation, timezone.localdate()).version
            found.save(update_fields=["submitted", "rules"])
        _keep_as_sent(found)
        return stepped(acts, found, SUBMIT, says)


def answer(acting: Acting, request: Request, says: str, bound: Bound | None = None) -> Step:
    """The step with which a clinician answers what a panel asked. Raises as `submit` does, and where nothing is said."""
    if not says.strip():
        raise CoequalError("Say what you answer the panel, in a sentence or more.")
    with locked(acting, request, WRITE_REQUEST) as (found, acts):
        _require_no_stop(found, bound)
        _require_complete(found)
        keep_answer(found, says)
        return stepped(acts, found, ANSWER, says)


def withdraw(acting: Acting, request: Request, why: str) -> Step:
    """The step with which a request is withdrawn, with the reason. Raises `NotAllowed`, and `CoequalError` without one."""
    return move(acting, request, WITHDRAW, why)


def _require_complete(request: Request) -> None:
    if request.state in at.WITH_ASKER and (missing := lacking(request)):
        raise NotComplete(missing)


def _require_no_stop(request: Request, bound: Bound | None) -> None:
    """Nothing, where no concern for somebody was disclosed. Raises `WelfareStop`, and `CoequalError` without the policy."""
    if not request.policy:
        return
    if bound is None:
        raise CoequalError(
            f"{request.reference} is about {request.policy}, and its text is not here. Ask who keeps this site's library."
        )
    bound.require_binds(request)
    require_no_stop(bound.assess(bound.read(ClinicalCase.objects.get(request=request).facts)))


def keep_answer(request: Request, says: str) -> None:
    """Put what a panel is told since into the case as it was sent, which is what it reads; below what it was told before.

    Belongs under the lock of the request.
    """
    case, (question,) = ClinicalCase.objects.get(request=request), ANSWERED.questions
    before = case.statements.get(question.id, "")
    case.statements = {**case.statements, question.id: f"{before}\n{read_answer(question, says)}".strip()}
    case.save(update_fields=["statements"])
    _keep_as_sent(request)


def _keep_as_sent(request: Request) -> None:
    case = ClinicalCase.objects.get(request=request)
    case.sent_facts, case.sent_statements = case.facts, case.statements
    case.save(update_fields=["sent_facts", "sent_statements"])

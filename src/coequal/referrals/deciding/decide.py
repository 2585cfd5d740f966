"""What a panel decides: taken down by an officer while enough people sit who may judge, kept with its reasons and both letters."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import RUN_PANEL
from coequal.errors import CoequalError
from coequal.referrals.deciding.judges import why_own
from coequal.referrals.deciding.letters import make_letters
from coequal.referrals.deciding.panels import locked_panel, locked_request
from coequal.referrals.deciding.quorum import counting, why_not_quorate
from coequal.referrals.deciding.views import Answers, checked
from coequal.referrals.models import Approval, Item, PanelDecision
from coequal.referrals.models.deciding import APPROVED, BY_PANEL, DECLINED, DEFERRED, OUTCOMES, SITTING
from coequal.referrals.moves.moving import stepped
from coequal.referrals.moves.states import WITH_PANEL
from coequal.referrals.moves.table import APPROVE, DECLINE, DEFER
from coequal.referrals.requesting.consent import require_not_taken_back
from coequal.referrals.rules.in_force import rules_for

_MOVES: Final = {APPROVED: APPROVE, DECLINED: DECLINE, DEFERRED: DEFER}
MOST: Final = 1_000  # of anything that is counted
_LETTERS: Final = 60  # of the name of what is counted


def decide(
    acting: Acting,
    item: Item,
    outcome: str,
    answers: Answers,
    reasons: str,
    *,
    conditions: str = "",
    wants: str = "",
    amounts: Mapping[str, int] | None = None,
    expires: date | None = None,
) -> PanelDecision:
    """What a panel decided on a request, with what it found to each question of the rules in order.

    An approval needs `amounts`, or else `conditions` that say what is funded, and the day until which treatment has to start;
    a deferral needs `wants`, what has to be known first. All who are there and may judge are the deciders. The decision, the
    approval, both letters and the step are kept together. Raises `CoequalError` where something is missing, and while the
    panel does not sit or is not quorate.
    """
    counted = dict(amounts or {}) if outcome == APPROVED else {}
    _check(outcome, reasons, conditions=conditions, wants=wants, amounts=counted, expires=expires)
    with locked_panel(acting, item.panel, RUN_PANEL) as (panel, acts):
        request = locked_request(item.request)
        found = Item.objects.get(pk=item.pk)
        found.request, found.panel = request, panel
        if found.taken_off or request.state != WITH_PANEL or hasattr(found, "decision"):
            raise CoequalError(f"Somebody else was faster: {request.reference} is {request.state} now. Look at it again.")
        require_not_taken_back(request)
        if panel.state != SITTING:
            raise CoequalError("The panel has not begun, so it cannot decide yet.")
        if acts.person and (why := why_own(acts.person, request)):
            raise CoequalError(f"{why} Somebody else takes the decision down.")
        if why := why_not_quorate(found):
            raise CoequalError(f"The panel cannot decide on {request.reference} now. {why}")
        made = PanelDecision(request=request, item=found, by_way_of=BY_PANEL, outcome=outcome, by=acts.person)
        made.answers, made.reasons = checked(answers, rules_for(request)), reasons.strip()
        made.conditions, made.wants = conditions.strip(), wants.strip() if outcome == DEFERRED else ""
        made.amounts, made.expires = counted, expires if outcome == APPROVED else None
        made.save()
        made.deciders.set(one.person for one in counting(found))
        if outcome == APPROVED:
            _approve(made)
        make_letters(made)
        stepped(acts, request, _MOVES[outcome], reasons, to_asker=False)  # they read it in the letter
    return made


def _approve(decision: PanelDecision) -> None:
    assert decision.expires is not None
    Approval.objects.create(
        request=decision.request,
        amounts=decision.amounts,
        from_day=timezone.localdate(),
        expires=decision.expires,
        decided_by=decision.by,
        reasons=decision.reasons,
        conditions=decision.conditions,
    )


def _check(outcome: str, reasons: str, *, conditions: str, wants: str, amounts: Mapping[str, int], expires: date | None) -> None:
    """Nothing, where a decision says all that it has to. Raises `CoequalError`."""
    if outcome not in OUTCOMES:
        raise CoequalError(f"A panel decides one of these: {', '.join(OUTCOMES)}.")
    if not reasons.strip():
        raise CoequalError("Say why the panel decided so, in words that the patient can read.")
    if outcome == DEFERRED and not wants.strip():
        raise CoequalError("Say what the panel has to know first, so that the clinician can answer it.")
    if outcome != APPROVED:
        return
    if not amounts and not conditions.strip():
        raise CoequalError("Say what is funded: an amount, such as 2 cycles, or in words.")
    if any(not name.strip() or len(name) > _LETTERS or not 1 <= amount <= MOST for name, amount in amounts.items()):
        raise CoequalError(f"Name each amount in at most {_LETTERS} letters, as a number from 1 to {MOST}.")
    if expires is None or expires < timezone.localdate():
        raise CoequalError("Say by which day treatment has to start: today or later.")

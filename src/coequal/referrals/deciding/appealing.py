"""Appealing against how a request was decided: by the clinician on its page, or by a letter that an officer takes down."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ASK_AGAIN, TAKE_DOWN_APPEAL
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.clock.clock import Clock, Stop
from coequal.referrals.models import Appeal, PanelDecision, Request
from coequal.referrals.models.deciding import BY_OFFICER, CLINICIAN, PATIENT
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.states import RECONSIDERING
from coequal.referrals.moves.table import LODGE, LODGE_BY_POST, NOTHING_NEW, TAKE_BACK_EVIDENCE, Move
from coequal.referrals.requesting.identifiers import require_names_nobody
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.rules.model import CommissionerRules


def appealed_decision(request: Request) -> PanelDecision | None:
    """The decision that an appeal is about: the last one on the request itself, for that nothing is new changes nothing of it."""
    return request.decisions.exclude(by_way_of=BY_OFFICER).order_by("-pk").first()


def letters_begin(decision: PanelDecision) -> date | None:
    """The day on which the later of the two letters about a decision was sent; None until both were."""
    days = [one.sent_on for one in decision.letters.all()]
    sent = [one for one in days if one]
    return max(sent) if sent and len(sent) == len(days) else None


def appeal_until(decision: PanelDecision, rules: CommissionerRules) -> date | None:
    """The last day on which an appeal is in time: counted from the later of both letters, and not while new evidence was looked at.

    None until both were sent, and where the rules give no time. A finding that nothing is new begins no time of its own.
    """
    begins = letters_begin(decision)
    if begins is None or rules.ask_appeal is None:
        return None
    return Clock(begins, rules.ask_appeal, tuple(_looked_again(decision.request))).due


def _looked_again(request: Request) -> list[Stop]:
    """The times in which new evidence was looked at that was none, or was taken back; what still is ends today at the soonest."""
    found, since = [], None
    for step in request.steps.all():
        if step.came_to == RECONSIDERING:
            since = step.day
        elif step.kind in (NOTHING_NEW.name, TAKE_BACK_EVIDENCE.name) and since:
            found.append(Stop(since, step.day, "new evidence was looked at"))
            since = None
    return [*found, *([Stop(since, max(since, timezone.localdate()), "new evidence is looked at")] if since else [])]


def lodge_appeal(acting: Acting, request: Request, grounds: Sequence[str], says: str) -> Appeal:
    """An appeal of the clinician against the last decision, on some of the grounds of the rules.

    Raises `NotAllowed`, and `CoequalError` for other grounds, before a letter was sent, when its time is over, and for a
    second one.
    """
    with locked(acting, request, ASK_AGAIN) as (found, acts):
        return _lodged(acts, found, grounds, says, timezone.localdate(), by=LODGE)


def take_down_appeal(acting: Acting, request: Request, grounds: Sequence[str], says: str, came_on: date) -> Appeal:
    """An appeal that the patient sent by post, taken down by an officer; it counts as lodged on the day on which it came.

    Raises as `lodge_appeal` does, and `CoequalError` for a day that is still to come.
    """
    if came_on > timezone.localdate():
        raise CoequalError(f"{say_date(came_on)} is still to come. Say on which day the appeal came.")
    with locked(acting, request, TAKE_DOWN_APPEAL) as (found, acts):
        return _lodged(acts, found, grounds, says, came_on, by=LODGE_BY_POST)


def _lodged(acts: Acting, found: Request, grounds: Sequence[str], says: str, on: date, *, by: Move) -> Appeal:
    rules = rules_for(found)
    known = [one.id for one in rules.grounds or ()]
    if not says.strip() or (known and not grounds) or set(grounds) - set(known):
        raise CoequalError("Say on which of the grounds it is an appeal, at least one, and why.")
    decision = _appealable(found, rules, on)
    require_names_nobody(found, says)
    assert acts.person is not None  # no software has the role
    made = Appeal(decision=decision, grounds=sorted(set(grounds), key=known.index), says=says.strip())
    made.came_from = PATIENT if by is LODGE_BY_POST else CLINICIAN
    made.lodged_by, made.lodged_on = acts.person, on
    made.save()
    stepped(acts, found, by, says)
    made.due = found.due
    made.save(update_fields=["due"])
    record(acts, "lodged an appeal", made, detail={"grounds": list(made.grounds), "from": made.came_from})
    return made


def _appealable(request: Request, rules: CommissionerRules, on: date) -> PanelDecision:
    """The decision that can be appealed against on a day. Raises `CoequalError`."""
    decision = appealed_decision(request)
    sent = [one.sent_on for one in decision.letters.all() if one.sent_on] if decision else []
    if decision is None or not sent:
        raise CoequalError("The letter about the decision was not sent yet. The time for an appeal begins when it is.")
    if on < min(sent):
        raise CoequalError(
            f"The first letter about the decision was sent on {say_date(min(sent))}. No appeal can have come before."
        )
    if Appeal.objects.filter(decision=decision).exists():
        raise CoequalError("There was an appeal against this decision already. New evidence can still be looked at.")
    until = appeal_until(decision, rules)
    if until and on > until:
        raise CoequalError(f"An appeal was possible until {say_date(until)}. New evidence can still be looked at.")
    return decision

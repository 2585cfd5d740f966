"""Looking at a decision again: on new evidence, or on an appeal about how it was made; by people who did not decide before."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Membership, Person
from coequal.accounts.permissions import ASK_AGAIN, HEAR_APPEAL, SCREEN
from coequal.accounts.roles import Role
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.clock.clock import Clock
from coequal.referrals.deciding.judges import require_judge, why_not_judge
from coequal.referrals.deciding.screening import declined_by_one
from coequal.referrals.models import Appeal, PanelDecision, Request, Step
from coequal.referrals.models.deciding import BY_OFFICER, DISMISSED, LODGED, UPHELD
from coequal.referrals.moves.moving import locked, stepped
from coequal.referrals.moves.table import ASK_RECONSIDERATION, DISMISS, LODGE, NOTHING_NEW, RECONSIDER, UPHOLD
from coequal.referrals.requesting.identifiers import require_names_nobody
from coequal.referrals.requesting.submitting import keep_answer
from coequal.referrals.rules.in_force import rules_for
from coequal.referrals.rules.model import CommissionerRules

HEARERS = (Role.PANEL_MEMBER, Role.GOVERNANCE, Role.IFR_OFFICER)


def ask_reconsideration(acting: Acting, request: Request, new_evidence: str) -> Step:
    """Ask for a declined request to be looked at again; what is new goes into the case, where the next panel reads it.

    Raises as every move does, and `CoequalError` for a text that may say who the patient is.
    """
    with locked(acting, request, ASK_AGAIN) as (found, acts):
        require_names_nobody(found, new_evidence)
        step = stepped(acts, found, ASK_RECONSIDERATION, new_evidence)
        keep_answer(found, new_evidence)
    return step


def take_up(acting: Acting, request: Request, why: str) -> Step:
    """Find new evidence, so that other people look at the request. Raises `CoequalError` for whoever decided before."""
    with locked(acting, request, SCREEN) as (found, acts):
        require_judge(acts.person, found)
        return stepped(acts, found, RECONSIDER, why)


def nothing_new(acting: Acting, request: Request, reasons: str) -> PanelDecision:
    """Find no new evidence: a decision of its own, with letters. Raises `CoequalError` for whoever decided before."""
    with locked(acting, request, SCREEN) as (found, acts):
        require_judge(acts.person, found)
        return declined_by_one(acts, found, NOTHING_NEW, BY_OFFICER, reasons)


def appeal_until(decision: PanelDecision, rules: CommissionerRules) -> date | None:
    """The last day on which an appeal is in time: counted from the day on which the later of the letters was sent.

    None where no letter was sent yet, and where the rules give no time.
    """
    sent = [one.sent for one in decision.letters.all() if one.sent]
    return Clock(timezone.localdate(max(sent)), rules.ask_appeal).due if sent and rules.ask_appeal else None


def lodge_appeal(acting: Acting, request: Request, grounds: Sequence[str], says: str) -> Appeal:
    """An appeal against the last decision, on some of the grounds of the rules.

    Raises `NotAllowed`, and `CoequalError` for other grounds, before a letter was sent, when its time is over, and for a
    second one.
    """
    with locked(acting, request, ASK_AGAIN) as (found, acts):
        rules = rules_for(found)
        known = [one.id for one in rules.grounds or ()]
        if not says.strip() or (known and not grounds) or set(grounds) - set(known):
            raise CoequalError("Say on which of the grounds you appeal, at least one, and why.")
        decision = found.decisions.order_by("-pk").first()
        if decision is None or not decision.letters.exclude(sent=None).exists():
            raise CoequalError("The letter about the decision was not sent yet. The time for an appeal begins when it is.")
        if Appeal.objects.filter(decision=decision).exists():
            raise CoequalError("There was an appeal against this decision already. New evidence can still be looked at.")
        until = appeal_until(decision, rules)
        if until and timezone.localdate() > until:
            raise CoequalError(f"An appeal was possible until {say_date(until)}. New evidence can still be looked at.")
        require_names_nobody(found, says)
        assert acts.person is not None  # no software has the role
        step = stepped(acts, found, LODGE, says)
        made = Appeal(decision=decision, grounds=sorted(set(grounds), key=known.index), says=says.strip())
        made.lodged_by, made.lodged_on = acts.person, step.day
        made.due = found.due
        made.save()
        record(acts, "lodged an appeal", made, detail={"grounds": list(made.grounds)})
    return made


def hear_appeal(
    acting: Acting, appeal: Appeal, found: Mapping[str, Mapping[str, Any]], reasons: str, heard_by: Iterable[Person]
) -> None:
    """What people found of an appeal who did not decide before; upheld where one of its grounds is.

    `found` gives for each ground {"upheld": true or false, "why": text}. Upheld, the request goes to a panel of other people;
    dismissed, it stays declined. Raises `NotAllowed`, and `CoequalError` where a ground or a reason is missing or somebody
    decided before.
    """
    with locked(acting, appeal.decision.request, HEAR_APPEAL) as (request, acts):
        kept = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
        if kept.state != LODGED:
            raise CoequalError(f"The appeal was {kept.state} already.")
        require_judge(acts.person, request)
        hearers = list(heard_by)
        _require_hearers(hearers, request)
        kept.found = _found(kept, found)
        upheld = any(one["upheld"] for one in kept.found.values())
        kept.state, kept.reasons = UPHELD if upheld else DISMISSED, reasons.strip()
        kept.answered_by, kept.answered_on = acts.person, timezone.localdate()
        stepped(acts, request, UPHOLD if upheld else DISMISS, reasons)
        kept.save()
        kept.heard_by.set(hearers)
        record(acts, f"{kept.state} an appeal", kept)


def _found(appeal: Appeal, found: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What was found to each ground. Raises `CoequalError` where one is missing."""
    grounds = appeal.grounds or ["appeal"]  # one of rules without grounds is heard as a whole
    if set(found) != set(grounds) or not all(isinstance(one.get("upheld"), bool) and one.get("why") for one in found.values()):
        raise CoequalError("Say of each ground of the appeal whether it is upheld, and why.")
    return {one: {"upheld": found[one]["upheld"], "why": str(found[one]["why"]).strip()} for one in grounds}


def _require_hearers(people: Sequence[Person], request: Request) -> None:
    """Nothing, where these people may hear an appeal. Raises `CoequalError`."""
    if not people:
        raise CoequalError("Say who heard the appeal: at least one person who did not decide before.")
    for person in people:
        held = Membership.objects.filter(person=person, organisation=request.organisation, accepted__isnull=False)
        if not held.filter(role__in=HEARERS).exists():
            raise CoequalError(f"{person.name or person.email} has no role in which to hear an appeal of {request.organisation}.")
        if why := why_not_judge(person, request):
            raise CoequalError(f"{why} Other people have to hear the appeal.")

"""What is used of an approval and what is left; and withdrawing one."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import USE_APPROVAL, WITHDRAW_APPROVAL
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.models import Approval, Use
from coequal.referrals.models.deciding import APPROVED
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.sides import Asked


class SameDay(CoequalError):
    """The same was recorded on the same day already: it may be another one, or the same one twice, and only people know."""


@contextmanager
def held(acting: Acting, approval: Approval, permission: Permission) -> Iterator[tuple[Approval, Acting]]:
    """The approval as it stands now, which nobody else can change meanwhile, and who acts."""
    related = ("request__organisation", "request__provider", "request__made_by")
    with transaction.atomic():
        found = Approval.objects.select_related(*related).select_for_update(of=("self",)).get(pk=approval.pk)
        thing = found.request if permission is WITHDRAW_APPROVAL else Asked(found.request)
        yield found, acting.acting_as(require(acting, permission, thing))


def used(approval: Approval) -> dict[str, int]:
    """How much was used of each thing, by name, without what was taken back."""
    found = Counter[str]()
    for one in approval.uses.all():  # which are few, and what each is of is sealed
        found[one.of] += one.count
    return {name: found[name] for name in approval.amounts}


def left(approval: Approval) -> dict[str, int]:
    """How much is left of each thing, by name."""
    gone = used(approval)
    return {name: amount - gone[name] for name, amount in approval.amounts.items()}


def is_told(approval: Approval) -> bool:
    """Whether whoever asked may know of an approval: an officer's answer tells it, and a panel's is told by a letter."""
    request = approval.request
    return request.kind == PRIOR_APPROVAL or request.decisions.filter(outcome=APPROVED, letters__sent__isnull=False).exists()


def use(
    acting: Acting, approval: Approval, of: str, count: int, on: date, *, form: str | None = None, another: bool = False
) -> Use:
    """Record that so many of something were used on a day; what a `form` recorded already, by its reference, once only.

    Raises `CoequalError` for more than is left and for a day on which it was not good, and `SameDay` where the same is recorded
    for that day already, unless it is said that this is `another` one.
    """
    with held(acting, approval, USE_APPROVAL) as (found, acts):
        if form and (there := found.uses.filter(form=form).first()):
            return there
        _require_good(found, on)
        if of not in found.amounts:
            raise CoequalError(f"{found.number} is not for that. It is for: {', '.join(found.amounts)}.")
        if count < 1:
            raise CoequalError("Say how many were used, as a number from 1. What was written wrongly is taken back instead.")
        same = found.uses.filter(count=count, on=on, takes_back=None, taken_back_by=None)
        if not another and any(one.of == of for one in same):
            raise SameDay(f"{of}: {count} on {say_date(on)} is recorded already. Say whether this is another one.")
        over = left(found)[of]
        if count > over:
            raise CoequalError(
                f"Of {of} {over} is left under {found.number}, and this would be {count}. Ask for more before it is used."
            )
        made = Use(approval=found, of=of, count=count, on=on, by=acts.person, form=form)
        made.save()
        record(acts, "recorded a use of an approval", found, detail={"count": count})
    return made


def _require_good(approval: Approval, on: date) -> None:
    """Nothing, where the approval was good on a day. Raises `CoequalError`."""
    if on > timezone.localdate():
        raise CoequalError("That day is still to come. Record a use once it was.")
    if on < approval.from_day:
        raise CoequalError(f"{approval.number} is good from {say_date(approval.from_day)} on, and that day lies before it.")
    if on > approval.expires:
        raise CoequalError(f"{approval.number} was good until {say_date(approval.expires)}. Renew it before treatment goes on.")
    if approval.withdrawn and on >= timezone.localdate(approval.withdrawn):
        raise CoequalError(f"{approval.number} was withdrawn on {say_date(timezone.localdate(approval.withdrawn))}.")


def take_back(acting: Acting, one: Use) -> Use:
    """Take back a use that was recorded wrongly, by a row of its own. Raises `CoequalError` for what is taken back already."""
    with held(acting, one.approval, USE_APPROVAL) as (found, acts):
        if one.takes_back_id is not None or found.uses.filter(takes_back=one).exists():
            raise CoequalError("This was taken back already. Record the right use as a new one.")
        made = Use(approval=found, of=one.of, count=-one.count, on=one.on, takes_back=one, by=acts.person)
        made.save()
        record(acts, "took back a use of an approval", found, detail={"count": one.count})
    return made


def withdraw_approval(acting: Acting, approval: Approval, why: str) -> Approval:
    """Withdraw an approval, once: no more can be used of it, and what was stays. Raises `CoequalError` without a reason."""
    if not why.strip():
        raise CoequalError("Say why the approval is withdrawn, in words that whoever asked can read.")
    with held(acting, approval, WITHDRAW_APPROVAL) as (found, acts):
        if found.withdrawn:
            return found
        found.withdrawn, found.withdrawn_by, found.why_withdrawn = timezone.now(), acts.person, why.strip()
        found.save(update_fields=["withdrawn", "withdrawn_by", "why_withdrawn"])
        record(acts, "withdrew an approval", found)
    return found

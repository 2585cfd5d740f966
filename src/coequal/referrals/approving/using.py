"""What is used of an approval and what is left; renewing one, and withdrawing one."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import ASK, USE_APPROVAL, WITHDRAW_APPROVAL, Permission
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.approving.asking import BEGUN, fill
from coequal.referrals.models import Approval, Identity, Request, Step, Use
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.states import ENDS, WRITING


@contextmanager
def _held(acting: Acting, approval: Approval, permission: Permission) -> Iterator[tuple[Approval, Acting]]:
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


def use(acting: Acting, approval: Approval, of: str, count: int, on: date) -> Use:
    """Record that so many of something were used on a day.

    Raises `CoequalError` for more than is left, for a day on which it was not good, and where the same is recorded already.
    """
    with _held(acting, approval, USE_APPROVAL) as (found, acts):
        _require_good(found, on)
        if of not in found.amounts:
            raise CoequalError(f"{found.number} is not for that. It is for: {', '.join(found.amounts)}.")
        if count < 1:
            raise CoequalError("Say how many were used, as a number from 1. What was written wrongly is taken back instead.")
        if any(one.of == of for one in found.uses.filter(count=count, on=on, takes_back=None, taken_back_by=None)):
            raise CoequalError(f"{count} of {of} on {say_date(on)} is recorded already, so it was not recorded a second time.")
        over = left(found)[of]
        if count > over:
            raise CoequalError(
                f"Of {of} {over} is left under {found.number}, and this would be {count}. Ask for more before it is used."
            )
        made = Use(approval=found, of=of, count=count, on=on, by=acts.person)
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
    with _held(acting, one.approval, USE_APPROVAL) as (found, acts):
        if one.takes_back_id is not None or found.uses.filter(takes_back=one).exists():
            raise CoequalError("This was taken back already. Record the right use as a new one.")
        made = Use(approval=found, of=one.of, count=-one.count, on=one.on, takes_back=one, by=acts.person)
        made.save()
        record(acts, "took back a use of an approval", found, detail={"count": one.count})
    return made


def renew(acting: Acting, approval: Approval) -> Request:
    """A request that follows an approval, with the same facts and person; or the one that is being written already.

    It is bound by the same version, for the day of referral is the same. Raises `CoequalError` for an approval that was
    withdrawn, and for a panel's.
    """
    with _held(acting, approval, USE_APPROVAL) as (found, acts):
        before = found.request
        require(acting, ASK, Asked(before))
        if before.kind != PRIOR_APPROVAL:
            raise CoequalError(
                f"{found.number} was decided on by a panel. Ask for more by a new funding request, which names {found.number}."
            )
        if found.withdrawn:
            raise CoequalError(f"{found.number} was withdrawn, so it cannot be renewed. Begin a new request instead.")
        if there := before.followed_by.exclude(state__in=ENDS).first():
            return there
        assert acts.person is not None
        carried = (
            "organisation",
            "provider",
            "kind",
            "service",
            "treatment",
            "policy",
            "version",
            "digest",
            "referred_on",
            "intervention",
        )
        made = Request.objects.create(**{name: getattr(before, name) for name in carried}, made_by=acts.person, follows=before)
        fill(made, before.clinical.sent_facts or before.clinical.facts, _same_person(before.identity))
        Step(request=made, kind=BEGUN, came_to=WRITING, by=acts.person, at=timezone.now(), to_asker=True).save()
        record(acts, "began to renew an approval", found, detail={"request": made.reference})
    return made


def _same_person(who: Identity) -> Identity:
    copied = ("name", "nhs_number", "date_of_birth", "address", "contact", "partner")
    return Identity(**{name: getattr(who, name) for name in copied})


def withdraw_approval(acting: Acting, approval: Approval, why: str) -> Approval:
    """Withdraw an approval, once: no more can be used of it, and what was stays. Raises `CoequalError` without a reason."""
    if not why.strip():
        raise CoequalError("Say why the approval is withdrawn, in words that whoever asked can read.")
    with _held(acting, approval, WITHDRAW_APPROVAL) as (found, acts):
        if found.withdrawn:
            return found
        found.withdrawn, found.withdrawn_by, found.why_withdrawn = timezone.now(), acts.person, why.strip()
        found.save(update_fields=["withdrawn", "withdrawn_by", "why_withdrawn"])
        record(acts, "withdrew an approval", found)
    return found

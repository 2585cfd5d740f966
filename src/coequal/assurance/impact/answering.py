"""What others say of a submitted version: the officer's advice, the groups' approvals, the regulator, and the sign-off."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import NotAllowed, Permission
from coequal.accounts.permissions import ADVISE, APPROVE_IMPACT, SIGN_OFF
from coequal.accounts.trail import record
from coequal.assurance.impact.apart import NOT_ALONE, Alone, may_take, require_apart
from coequal.assurance.impact.groups import Group, groups_of
from coequal.assurance.impact.steps import HIGH, highest_left
from coequal.assurance.impact.writing import risks_of
from coequal.assurance.models import Advice, Approval, DataUse, ImpactVersion, RegulatorAsked, SignOff
from coequal.assurance.register.changing import said
from coequal.errors import CoequalError

SAY_WHY_OVERRULED: Final = "Say why the officer’s advice is overruled."
NOT_FOLLOWED: Final = (
    "The officer advises not to go ahead. To sign it off overrules that, so choose “It is overruled”, and say why."
)


@contextmanager
def _held(acting: Acting, version: ImpactVersion, permission: Permission) -> Iterator[ImpactVersion]:
    """The version, while nobody else changes anything of its use. Raises `NotAllowed`."""
    with transaction.atomic():
        DataUse.objects.select_for_update().get(pk=version.use_id)
        found = ImpactVersion.objects.select_related("use__organisation", "by").get(pk=version.pk)
        require(acting, permission, found)
        yield found


def advise(acting: Acting, version: ImpactVersion, advises: str, says: str, alone: Alone = NOT_ALONE) -> None:
    """The data protection officer's advice; what is sent twice is one.

    Raises `CoequalError` without reasons, and as `require_apart` does.
    """
    says = said(says, "Say what you advise, and why.")
    if advises not in Advice.KINDS:
        raise CoequalError(f"Choose what you advise: {', '.join(Advice.KINDS)}.")
    with _held(acting, version, ADVISE) as found:
        held = require_apart(acting, found, ADVISE, alone)
        last = found.advices.last()
        if last and (last.by, last.advises, last.says) == (acting.person, advises, says):
            return
        Advice(version=found, advises=advises, says=says, by=acting.person, **held.kept).save()
        told: dict[str, str | bool] = {"advises": advises, "alone": held != NOT_ALONE}
        record(acting, "advised on an assessment", found, detail=told)


def waiting_for(version: ImpactVersion) -> list[Group]:
    """The groups that have said nothing of a version yet."""
    heard = {one.group for one in version.approvals.all()}
    return [one for one in groups_of(version.organisation) if one.name not in heard]


def may_speak_for(acting: Acting, version: ImpactVersion) -> list[Group]:
    """Those of them whose answer somebody may take down."""
    roles = {post.role for post in acting.posts if post.organisation == version.organisation.code}
    waits = [one for one in waiting_for(version) if one.role in roles]
    return [one for one in waits if may_take(acting, version, APPROVE_IMPACT, [one.role])]


def take_down(acting: Acting, version: ImpactVersion, group: str, *, approved: bool, says: str, alone: Alone = NOT_ALONE) -> None:
    """That a group approved it, or returns it with what has to change.

    Raises `CoequalError` where a return has no reasons or the group has spoken, `NotAllowed` for whoever may not speak for it,
    and as `require_apart` does.
    """
    if not approved:
        says = said(says, "Say what has to change before it can be approved.")
    with _held(acting, version, APPROVE_IMPACT) as found:
        waits = {one.name: one.role for one in waiting_for(found)}
        if group not in waits:
            raise CoequalError(f"{group} has answered already, or is none of the groups that approve.")
        held = require_apart(acting, found, APPROVE_IMPACT, alone, [waits[group]])
        if group not in {one.name for one in may_speak_for(acting, found)}:
            raise NotAllowed(f"What {group} says is taken down in another role than yours.")
        Approval(version=found, group=group, approved=approved, says=says.strip(), by=acting.person, **held.kept).save()
        did = "took down that an assessment was approved" if approved else "took down that an assessment was returned"
        record(acting, did, found, detail={"group": group, "alone": held != NOT_ALONE})


def record_regulator(acting: Acting, version: ImpactVersion, asked: date, answered: date | None, says: str) -> None:
    """That the regulator was asked, and what it answered; what is sent twice is one.

    Raises `CoequalError` for days that cannot be.
    """
    says = said(says, "Say what the regulator was asked, and what it answered.")
    if asked > timezone.localdate() or (answered and not asked <= answered <= timezone.localdate()):
        raise CoequalError("The answer comes after the question, and neither is in the future.")
    with _held(acting, version, ADVISE) as found:
        last = found.consultations.last()
        if last and (last.by, last.asked, last.answered, last.says) == (acting.person, asked, answered, says):
            return
        RegulatorAsked(version=found, asked=asked, answered=answered, says=says, by=acting.person).save()
        record(acting, "recorded that the regulator was consulted on an assessment", found, detail={"answered": bool(answered)})


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody signs: who accepts what is left, whether the advice is followed, and when it is looked at again."""

    accepted_by: str
    followed: bool
    why_overruled: str
    on_consultation: str
    kept_by: str
    review_due: date
    alone: Alone = NOT_ALONE


def in_the_way(version: ImpactVersion) -> Iterator[str]:
    """What has to be there before a version can be signed off."""
    if version.use.is_outdated:
        yield "The entry was changed after its screening, so it has to be screened anew first."
    if not version.advices.exists():
        yield "The data protection officer has not advised on it yet."
    yield from (f"{one.name} has not approved it yet." for one in waiting_for(version))
    if highest_left(risks_of(version)) == HIGH and not version.consultations.filter(answered__isnull=False).exists():
        yield "A high risk is left, so the regulator has to be consulted first, and its answer recorded."


def is_against(version: ImpactVersion) -> bool:
    """Whether the officer's latest advice is not to go ahead."""
    last = version.advices.last()
    return last is not None and last.advises == Advice.DO_NOT


def sign_off(acting: Acting, version: ImpactVersion, signed: Signed) -> SignOff:
    """Sign it off: data may be used as it says. Raises `CoequalError` with what is in the way, and as `require_apart` does."""
    said(signed.accepted_by, "Name who accepts what is left of the risks, with their post.")
    said(signed.kept_by, "Name who keeps it under review, with their post.")
    with _held(acting, version, SIGN_OFF) as found:
        if stands := list(in_the_way(found)):
            raise CoequalError(f"It cannot be signed off yet. {' '.join(stands)}")
        if signed.followed and is_against(found):
            raise CoequalError(NOT_FOLLOWED)
        if not signed.followed:
            said(signed.why_overruled, SAY_WHY_OVERRULED)
        if signed.review_due <= timezone.localdate():
            raise CoequalError("Choose a later day on which it is looked at again.")
        held = require_apart(acting, found, SIGN_OFF, signed.alone)
        said_so = {name: getattr(signed, name) for name in signed.__slots__ if name != "alone"}
        made = SignOff(version=found, by=acting.person, **said_so, **held.kept)
        made.save()
        told = {"advice followed": signed.followed, "alone": held != NOT_ALONE}
        record(acting, "signed an assessment off", found, detail=told)
    return made

"""Who takes which step of an assessment: whoever wrote in it takes none, and whoever advised on it does not sign it off.

Where nobody else has the role, somebody else answers for their doing it alone, by name and for a reason, which stay on record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.models import Membership
from coequal.accounts.permission import NotAllowed, Permission
from coequal.accounts.permissions import SIGN_OFF
from coequal.assurance.models import ImpactVersion
from coequal.assurance.register.changing import said

_WROTE: Final = "You wrote in this assessment, so somebody else advises on it, approves it and signs it off."
_ADVISED: Final = "You advised on this assessment, so somebody else signs it off."


@dataclass(frozen=True, slots=True)
class Alone:
    """Who answers for it that somebody takes a step of somebody else's, and why; nothing where that is not so."""

    answers_for_it: str = ""
    why: str = ""

    @property
    def kept(self) -> dict[str, str]:
        """The same, as a step keeps it."""
        return {"alone_by": self.answers_for_it, "alone_why": self.why}


NOT_ALONE: Final = Alone()


def why_others(acting: Acting, version: ImpactVersion, step: Permission) -> str:
    """Why a step is for somebody else than whoever acts, in words; nothing where they may take it."""
    who = acting.person
    if who is None or not _apart(version, step) & {who.pk}:
        return ""
    return _WROTE if version.writers.filter(pk=who.pk).exists() else _ADVISED


def nobody_else(version: ImpactVersion, step: Permission, roles: Iterable[str] = ()) -> bool:
    """Whether nobody is there for a step who neither submitted the version nor did what keeps them from it.

    `roles` are those in which it is taken, where not each of the permission's will do.
    """
    there = Membership.objects.filter(
        organisation=version.organisation,
        role__in=tuple(roles) or step.roles,
        accepted__isnull=False,
        person__is_active=True,
    )
    return not there.exclude(person=version.by).exclude(person__in=_apart(version, step)).exists()


def may_take(acting: Acting, version: ImpactVersion, step: Permission, roles: Iterable[str] = ()) -> bool:
    """Whether somebody may take a step as far as others are there for it, be it that somebody else has to answer for that."""
    return not why_others(acting, version, step) or nobody_else(version, step, roles)


def takes_alone(acting: Acting, version: ImpactVersion, step: Permission) -> bool:
    """Whether somebody who takes a step does so alone. Raises `NotAllowed` where somebody else is there for it."""
    why = why_others(acting, version, step)
    if why and not nobody_else(version, step):
        raise NotAllowed(why)
    return bool(why)


def require_apart(acting: Acting, version: ImpactVersion, step: Permission, alone: Alone, roles: Iterable[str] = ()) -> Alone:
    """What stays on record of it that somebody takes a step alone; nothing where the step is theirs.

    Raises `NotAllowed` where somebody else is there for it, and `CoequalError` where nobody answers for it, or no reason is given.
    """
    why = why_others(acting, version, step)
    if not why:
        return NOT_ALONE
    if not nobody_else(version, step, roles):
        raise NotAllowed(why)
    return Alone(
        said(alone.answers_for_it, "Name who answers for it that you do this alone, with their post."),
        said(alone.why, "Say why nobody else can do it."),
    )


def _apart(version: ImpactVersion, step: Permission) -> set[int]:
    """Those who did what keeps them from a step."""
    found = set(version.writers.values_list("pk", flat=True))
    if step is SIGN_OFF:
        found |= {one for one in version.advices.values_list("by", flat=True) if one}
    return found

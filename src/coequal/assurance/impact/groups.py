"""The groups that approve assessments, as each organisation names them."""

from dataclasses import dataclass
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permission import Thing
from coequal.accounts.permissions import APPROVE_IMPACT, CHANGE_GROUPS
from coequal.accounts.roles import Role
from coequal.accounts.trail import record
from coequal.assurance.models import ApprovingGroup
from coequal.assurance.register.changing import said
from coequal.errors import CoequalError


@dataclass(frozen=True, slots=True)
class Group:
    """A group that has to approve, and the role in which that is taken down."""

    name: str
    role: str


USUAL: Final = (Group("Information governance", Role.INFORMATION_GOVERNANCE), Group("Technical group", Role.ADMINISTRATOR))
ROLES: Final = APPROVE_IMPACT.roles


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of an organisation, as what can be changed."""

    organisation: Organisation
    state: str = ""

    @property
    def reference(self) -> str:
        """The organisation's code."""
        return self.organisation.code


def groups_of(organisation: Organisation) -> tuple[Group, ...]:
    """The groups that approve; the usual ones where an organisation has named none."""
    return tuple(Group(one.name, one.role) for one in organisation.approving_groups.all()) or USUAL


def name_groups(acting: Acting, organisation: Organisation, groups: list[Group]) -> None:
    """Name them all anew. Raises `CoequalError` unless one is taken down by information governance, or a name stands twice."""
    names = [said(one.name, "Give each group a name.") for one in groups]
    if len(set(names)) < len(names):
        raise CoequalError("Two groups have the same name.")
    if any(one.role not in ROLES for one in groups):
        raise CoequalError(f"Choose who takes down what a group says: {', '.join(ROLES)}.")
    if Role.INFORMATION_GOVERNANCE not in [one.role for one in groups]:
        raise CoequalError("One group has to be taken down by information governance.")
    thing: Thing = Groups(organisation)
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)  # so that two at once do not mix their lists
        require(acting, CHANGE_GROUPS, thing)
        organisation.approving_groups.all().delete()
        for name, one in zip(names, groups, strict=True):
            ApprovingGroup.objects.create(organisation=organisation, name=name, role=one.role)
        record(acting, "named the groups that approve assessments", Groups(organisation), detail={"groups": list(names)})

"""Which groups of people every assessment asks about: those that the law protects, and those that an organisation adds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_ASSESSED
from coequal.accounts.trail import record
from coequal.assurance.equality.answers import Answer, taken_out
from coequal.assurance.equality.matters import FURTHER, PROTECTED
from coequal.assurance.models import AssessedGroup
from coequal.errors import CoequalError

LONGEST = 120  # letters of a name
MOST = 20


@dataclass(frozen=True, slots=True)
class Further:
    """The further groups of an organisation, as what can be changed."""

    organisation: Organisation
    state: str = ""

    @property
    def reference(self) -> str:
        """The organisation's code."""
        return self.organisation.code


def further_of(organisation: Organisation) -> tuple[str, ...]:
    """Its further groups; the usual ones where it has named none."""
    return tuple(one.title for one in organisation.assessed_groups.all()) or FURTHER


def groups_of(organisation: Organisation) -> tuple[str, ...]:
    """All of them, those that the law protects first."""
    return (*(one.title for one in PROTECTED), *further_of(organisation))


def answers(kept: Mapping[str, Any], asked: Sequence[str]) -> dict[str, Answer]:
    """What is said of each group that is asked about, in that order, and of those that were before; nothing said is not known."""
    every = dict.fromkeys([*asked, *sorted(kept)])  # PostgreSQL keeps them in no order of ours
    return {title: taken_out(kept[title]) if title in kept else Answer() for title in every}


def name_further(acting: Acting, organisation: Organisation, titles: Sequence[str]) -> None:
    """Name them all anew. What was said of one that is asked about no more stays in its assessment.

    Raises `CoequalError` where none is named, where there are too many, and for a name that stands twice or is protected anyway.
    """
    names = [one.strip() for one in titles if one.strip()]
    if not names or len(names) > MOST:
        raise CoequalError(f"Name at least one further group and at most {MOST}, one a line.")
    if any(len(one) > LONGEST for one in names):
        raise CoequalError(f"The name of a group has at most {LONGEST} letters. Shorten it.")
    folded = [one.casefold() for one in names]
    if len(set(folded)) < len(folded):
        raise CoequalError("A group stands there twice. Take one of them out.")
    if there := set(folded) & {one.title for one in PROTECTED}:
        raise CoequalError(f"It is asked about in any case: {', '.join(sorted(there))}. Take it out.")
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        require(acting, CHANGE_ASSESSED, Further(organisation))
        if names != [one.title for one in organisation.assessed_groups.all()]:
            organisation.assessed_groups.all().delete()
            AssessedGroup.objects.bulk_create(AssessedGroup(organisation=organisation, title=one) for one in names)
            did = "named the further groups that assessments ask about"
            record(acting, did, Further(organisation), detail={"groups": list(names)})

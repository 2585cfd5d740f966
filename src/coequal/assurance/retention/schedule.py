"""The retention schedule: a line for each kind of record, as it comes with coequal or as an organisation has set it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml
from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import DISPOSE
from coequal.accounts.trail import Thing, record
from coequal.assurance.models import RetentionRule
from coequal.errors import CoequalError
from coequal.pages.words import plural

REVIEW: Final = "review"
ONE_BY_ONE: Final = "one by one"
ENDS: Final = "ends"
KEEP: Final = "keep"
MOST_MONTHS, LONGEST_SOURCE = 1_200, 300
_FILE: Final = Path(__file__).with_name("schedule.yaml")


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of record: what it holds, how long it is kept, from when, what happens then, and where that is laid down.

    Without `months` nothing of it is ever due: the period is not known, or it is kept for good. Without a citation none was found.
    """

    kind: str
    title: str
    holds: str
    runs_from: str
    then: str
    citation: str
    months: int | None = None
    own: bool = False  # set by the organisation; else it comes with coequal

    @property
    def period(self) -> str:
        """How long, in words."""
        if self.then == KEEP:
            return "for good"
        if self.then == ENDS:
            return "while it is used"
        if self.then == ONE_BY_ONE and self.months is None:
            return "by how each ended"
        if self.months is None:
            return "not set"
        years, months = divmod(self.months, 12)
        return " and ".join(plural(number, unit) for number, unit in ((years, "year"), (months, "month")) if number)

    @property
    def can_be_set(self) -> bool:
        """Whether an organisation says how long: not of what the site does by itself, nor of what is kept for good."""
        return self.then == REVIEW


@dataclass(frozen=True, slots=True)
class Records:
    """The records of an organisation as permissions ask for them."""

    organisation: Organisation
    state: str = ""


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Line]:
    """The lines that come with coequal."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = {
        kind: Line(
            kind=kind,
            title=one["title"],
            holds=one["holds"],
            runs_from=one["runs from"],
            then=one["then"],
            citation=one.get("citation", ""),
            months=one.get("months"),
        )
        for kind, one in told["kinds"].items()
    }
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def where_to_look() -> str:
    """Where a period may be found that was not."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return str(told["not found"]).strip()


def schedule(organisation: Organisation) -> dict[str, Line]:
    """The lines of an organisation, its own before those that come with coequal."""
    found = dict(shipped())
    for rule in RetentionRule.objects.filter(organisation=organisation, kind__in=found):  # the latest stands
        found[rule.kind] = replace(found[rule.kind], months=rule.months, citation=rule.source, own=True)
    return found


def line_of(organisation: Organisation, kind: str) -> Line:
    """The line of a kind. Raises `CoequalError` where there is no such kind."""
    found = schedule(organisation).get(kind)
    if found is None:
        raise CoequalError("The schedule has no such kind of record. Choose one of its lines.")
    return found


def set_period(acting: Acting, organisation: Organisation, kind: str, months: int, source: str) -> None:
    """A period of the organisation's own. The same again makes nothing twice.

    Raises `NotAllowed`, and `CoequalError` for a kind whose period nobody sets, for months out of proportion and without a source.
    """
    source = source.strip()
    if not 1 <= months <= MOST_MONTHS:
        raise CoequalError(f"A period is from 1 to {MOST_MONTHS:,} months.")
    if not source or len(source) > LONGEST_SOURCE:
        raise CoequalError(f"Say where this period is laid down, in at most {LONGEST_SOURCE} letters.")
    with transaction.atomic():
        acts = locked(acting, organisation)
        line = line_of(organisation, kind)
        if not line.can_be_set:
            raise CoequalError(f"{line.title}: nobody sets how long they are kept. Choose another line of the schedule.")
        if line.own and (line.months, line.citation) == (months, source):
            return
        RetentionRule(organisation=organisation, kind=kind, months=months, source=source, by=acts.person).save()
        record(acts, "set how long records are kept", Thing("retention", organisation.code), detail={"of": kind, "months": months})


def locked(acting: Acting, organisation: Organisation) -> Acting:
    """Whoever acts, in the post that lets them, while nobody else changes what is kept of an organisation. Raises `NotAllowed`."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    return acting.acting_as(require(acting, DISPOSE, Records(organisation)))

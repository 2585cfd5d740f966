"""What a commissioner keeps and decided: its policies with the reviews that are due, and its decisions by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from coequal.accounts.models import Organisation
from coequal.documents.model import Block, Document, Heading, Table, document
from coequal.facts.dates import say_date
from coequal.involvement.invented import made_up
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.policies.printed import meant
from coequal.policies.standing import HELD, answering, governs
from coequal.programmes.adoption.shelf import Versions
from coequal.programmes.models import Decision, Ratification
from coequal.programmes.telling import public


@dataclass(frozen=True, slots=True)
class Held:
    """A version that a commissioner answers for on a day, when its review is due, and the decision here that brought it, if any."""

    policy: Policy
    review_due: date | None  # none: not known
    is_overdue: bool
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What a commissioner keeps on a day, and what it decided in each year, the latest year first."""

    held: tuple[Held, ...]
    decisions: dict[int, tuple[Decision, ...]]


def register(organisation: Organisation, on: date, versions: Versions, library: Library) -> Register:
    """The register as it stands on a day. A version of which it is not known whether it still applies stands in it."""
    ratified = {
        str(one): one.decision.reference
        for one in Ratification.objects.filter(decision__in=_decided(organisation)).select_related("decision")
    }
    held = tuple(
        _held(policy, on, ratified)
        for found in versions.values()
        for policy in found
        if policy.status in HELD and governs(policy, on) is not False and _is_of(policy, organisation, on, library, ratified)
    )
    decided: dict[int, tuple[Decision, ...]] = {}
    for one in _decided(organisation).filter(on__lte=on).select_related("motion__area"):
        decided[one.on.year] = (*decided.get(one.on.year, ()), one)
    return Register(held, decided)


def _decided(organisation: Organisation) -> QuerySet[Decision]:
    """What its meetings decided and everybody can read."""
    return public.decisions().filter(motion__meeting__organisation=organisation)


def _is_of(policy: Policy, organisation: Organisation, on: date, library: Library, ratified: dict[str, str]) -> bool:
    """Whether a commissioner answers for a version: as its owner or in its owner's place, or because it was decided there."""
    codes = {body.code for body in answering(policy, library.organisations, on)}
    return organisation.code in codes or _name(policy) in ratified


def _name(policy: Policy) -> str:
    return f"{policy.id}@{policy.version}"


def _held(policy: Policy, on: date, ratified: dict[str, str]) -> Held:
    due = meant(policy.review_due)
    return Held(policy, due, due is not None and due < on, ratified.get(_name(policy), ""))


def register_document(organisation: Organisation, on: date, found: Register) -> Document:
    """The register as people read it."""
    lead = f"The policies that {organisation.name} answers for, when each is looked at again, and what was decided."
    facts = [("Of", str(organisation)), ("As it stood on", say_date(on))]
    return document(f"Register of policies: {organisation.name}", lead, list(_blocks(organisation, found)), facts)


def _blocks(organisation: Organisation, found: Register) -> Iterator[Block]:
    yield from made_up(organisation)
    yield Heading("Policies")
    rows = tuple((one.policy.title, _name(one.policy), _review(one), one.decision or "not recorded here") for one in found.held)
    yield Table("Policies in force", ("Policy", "Version", "Review due", "Decision"), rows)
    for year, decisions in found.decisions.items():
        yield Heading(f"Decisions of {year}")
        lines = tuple((one.reference, one.motion.area.title, one.motion.says, one.outcome, one.reasons) for one in decisions)
        yield Table(f"What was decided in {year}", ("Reference", "On", "Motion", "Outcome", "Why"), lines)


def _review(one: Held) -> str:
    if one.review_due is None:
        return "not known"
    return f"{say_date(one.review_due)}{', overdue' if one.is_overdue else ''}"

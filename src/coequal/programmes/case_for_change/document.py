"""The case for change as a document: what is in force where, who is treated differently, and figures with their sources."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, takewhile
from typing import Final

from django.db.models import Q

from coequal.comparison.proof.document import METHOD, proof_document
from coequal.comparison.proof.report import proof_data
from coequal.comparison.proof.two import likely_day, prove
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table, document
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.conduct.papers import blocks as text_blocks
from coequal.involvement.invented import made_up
from coequal.policies.binding import Bound, bound, governs_from
from coequal.policies.library import Library
from coequal.policies.model import Policy
from coequal.programmes.models import Figure, ServiceArea

NOT_FOUND: Final = "not found"
_SEEN: Final = {"whole": "seen whole", "partial": "seen only in part", "second-hand": "known only from others"}
_BETTER: Final = "Who fares better"


def case_document(area: ServiceArea, on: date, library: Library) -> Document:
    """The case for change of a service area, with the policies as they stood on a day. What is not found is said not to be."""
    found = {name: _bound(library, name, on) for name in area.policies}
    policies = [one.sure for one in found.values() if one and one.sure]
    blocks = [
        *made_up(area.organisation),
        *text_blocks(area.about or area.programme.purpose),
        *_in_force(found, library, on),
        *_differences(policies, library, on),
        *_figures(area),
        *_analyses(area),
    ]
    facts = [("Programme", area.programme.title), ("Policies as they stood on", say_date(on))]
    lead = f"How the policies differ now, and what is known of whom that affects: {area.title}."
    return document(f"{area.title}: the case for change", lead, blocks, facts)


def _bound(library: Library, name: str, on: date) -> Bound | None:
    """The version of a policy that was in force on a day; None where the library has no such policy."""
    try:
        return bound(library.versions(name), lambda _policy: on)
    except CoequalError:
        return None


def _in_force(found: dict[str, Bound | None], library: Library, on: date) -> Iterator[Block]:
    yield Heading("Which policies are in force")
    rows = [_row(name, one, library, on) for name, one in found.items()]
    head = ("Where", "Policy and version", "In force", "Who answers for it", "How much of it was seen")
    yield Table(f"Policies on {say_date(on)}", head, tuple(rows))
    perhaps = [f"{one.area}: version {one.version} may be in force instead." for one in _perhaps(found.values())]
    if perhaps:
        yield Listing(tuple(perhaps))


def _perhaps(found: Iterable[Bound | None]) -> list[Policy]:
    return [policy for one in found if one for policy in one.perhaps]


def _row(name: str, one: Bound | None, library: Library, on: date) -> tuple[str, ...]:
    where = library.area_of(name)
    if one is None:
        return where, name, NOT_FOUND, NOT_FOUND, NOT_FOUND
    if one.sure is None:
        return where, name, "not known" if one.perhaps else "none was", NOT_FOUND, NOT_FOUND
    policy = one.sure
    start = governs_from(policy).read_as
    since = f"since {say_date(start)}" if start else "since a day that is not known"
    return where, f"{policy.title}, version {policy.version}", since, _answers(policy, library, on), _SEEN[policy.completeness]


def _answers(policy: Policy, library: Library, on: date) -> str:
    """Who answers for a policy on a day: its owners, or those who followed them."""
    bodies = {body.name for owner in policy.owners for body in library.organisations.in_charge(owner.code, on)}
    return "; ".join(sorted(bodies)) or NOT_FOUND


def _differences(policies: Sequence[Policy], library: Library, on: date) -> Iterator[Block]:
    yield Heading("Who is treated differently")
    pairs = list(combinations(policies, 2))
    if not pairs:
        yield Paragraph("Fewer than two of the policies were found, so they cannot be compared here.")
        return
    for a, b in pairs:
        yield from _difference(a, b, library, likely_day((a, b), on))
    yield Notice("How this was found", METHOD)


def _difference(a: Policy, b: Policy, library: Library, on: date) -> Iterator[Block]:
    """How two policies stand to each other, with somebody made up who fares better under one, where there is such a person."""
    shown = proof_data(prove(Rules(a), Rules(b), on, library.area))
    told = proof_document(shown)
    yield Heading(told.title, 3)
    yield Paragraph(told.lead)
    if not any(shown["as far as seen"]["witnesses"].values()):
        return  # its lead has said why there is nobody to tell of
    for block in takewhile(_is_about_people, told.blocks):
        yield Paragraph(f"{block.text}:") if isinstance(block, Heading) else block


def _is_about_people(block: Block) -> bool:
    return not isinstance(block, Heading) or block.text.startswith(_BETTER)


def _figures(area: ServiceArea) -> Iterator[Block]:
    yield Heading("Figures")
    found = Figure.objects.filter(Q(area=area) | Q(area=None), programme=area.programme)
    if not found:
        yield Paragraph("No figures were stated.")
        return
    head = ("What", "Number", "Of", "Source", "Read on")
    yield Table("Figures and where they stand", head, tuple(map(_figure, found)))


def _figure(one: Figure) -> tuple[str, ...]:
    number = f"{one.number} {one.unit}".strip() if one.number else NOT_FOUND
    return one.says, number, one.of, one.source or NOT_FOUND, say_date(one.seen) if one.seen else ""


def _analyses(area: ServiceArea) -> Iterator[Block]:
    found = list(area.analyses.order_by("pk"))
    if not found:
        return
    yield Heading("Analyses")
    rows = tuple((one.reference, one.title, one.digest or NOT_FOUND, one.software or NOT_FOUND) for one in found)
    yield Table("Analyses on which this rests", ("Reference", "Title", "Digest of what was asked", "Software"), rows)

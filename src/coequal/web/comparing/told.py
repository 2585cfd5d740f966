"""Two policies beside each other as a page shows them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from coequal.comparison.counted_page import sentences_and_tables
from coequal.comparison.proof.document import (
    METHOD,
    apart_and_shared,
    as_far_as_seen,
    cited,
    names_of,
    proof_document,
    stands,
    treatments_blocks,
)
from coequal.comparison.proof.story import NOT_TOLD
from coequal.documents.html import body
from coequal.documents.model import Block, document
from coequal.policies.model import Policy
from coequal.policies.words import SEEN
from coequal.web.comparing.choosing import called, name_of
from coequal.web.comparing.pairs import Data


@dataclass(frozen=True, slots=True)
class SideTold:
    """One of the two: what it is called here and in lists, the parts of its address, and how much of it has been seen."""

    name: str
    called: str
    whole_name: str
    area: str
    service: str
    version: str
    seen: str


@dataclass(frozen=True, slots=True)
class Direction:
    """Who fares better under one side: somebody made up, as far as seen or surely; or a sentence that says why nobody."""

    title: str
    as_seen: bool = False
    couple: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    says: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """How many made-up people: in sentences, and the tables from which these come."""

    says: tuple[str, ...]
    tables: Markup


@dataclass(frozen=True, slots=True)
class Row:
    """Criteria of both about the same thing: how they stand, and of each side the criteria, perhaps none."""

    stands: str
    a: tuple[Data, ...]
    b: tuple[Data, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything on the page."""

    title: str
    lead: str
    as_seen: str
    sides: tuple[SideTold, SideTold]
    directions: tuple[Direction, ...]
    treatments: Markup
    people: People | None
    rows: tuple[Row, ...]
    shared: tuple[str, ...]
    method: str


def beside(data: Data, a: Policy, b: Policy) -> Beside:
    """The page about what was shown of two policies."""
    names, whole = names_of(data), proof_document(data)
    apart, shared = apart_and_shared(data)
    return Beside(
        _capital(whole.title),
        _by_name(whole.lead, a, b),
        as_far_as_seen(data, names) or "",
        (_side(a, names["a"]), _side(b, names["b"])),
        tuple(replace(one, says=_by_name(one.says, a, b)) for one in _directions(data, names)),
        _embedded(treatments_blocks(data, names), a, b),
        _people(data, names, a, b) if "people" in data else None,
        tuple(Row(_capital(stands(one, names)), _cells(one["a"]), _cells(one["b"])) for one in apart),
        tuple(shared),
        METHOD,
    )


def _side(policy: Policy, name: str) -> SideTold:
    area, _, service = policy.id.partition("/")
    seen = _capital(SEEN[policy.completeness])
    return SideTold(_capital(name), called(policy), name_of(policy), area, service, policy.version, seen)


def _directions(data: Data, names: Mapping[str, str]) -> Iterator[Direction]:
    yield _direction(data, names, "a", "b")
    yield _direction(data, names, "b", "a")


def _direction(data: Data, names: Mapping[str, str], side: str, other: str) -> Direction:
    way, title = f"{side} only", f"Who fares better under {names[side]}"
    as_seen = data["witnesses"][way] is None
    if data["as far as seen"]["witnesses"][way]:
        if way not in data["couples"]:
            return Direction(title, as_seen, says=NOT_TOLD)
        told = data["couples"][way]
        ends = (_capital(told[side]), _capital(told[other]))
        return Direction(title, as_seen, tuple(map(_capital, told["couple"])), ends)
    if because := data["not shown because"].get(way):
        return Direction(title, says=f"Nobody was found, but it is not shown that there is nobody: {because}.")
    return Direction(title, says=f"Nobody. It is proved that {names[side]} is nowhere more generous than {names[other]}.")


def _people(data: Data, names: dict[str, str], a: Policy, b: Policy) -> People:
    says, tables = sentences_and_tables(data, names)
    return People((*says, *data["people"]["warnings"]), _embedded(tables, a, b))


def _cells(criteria: Sequence[Data]) -> tuple[Data, ...]:
    return tuple({"cited": cited(one), "wording": one["wording"], "means": one["means"]} for one in criteria)


def _embedded(blocks: Iterable[Block], *policies: Policy) -> Markup:
    """Blocks of a document inside the page; its own texts are escaped where they are written out."""
    return Markup(_by_name(body(document("", "", list(blocks))), *policies))  # noqa: S704  # as said


def _by_name(text: str, *policies: Policy) -> str:
    """A text in which policies are called by their areas, not by ids."""
    for policy in policies:
        text = text.replace(policy.id, policy.area)
    return text


def _capital(text: Any) -> str:
    said = str(text)
    return f"{said[:1].upper()}{said[1:]}"

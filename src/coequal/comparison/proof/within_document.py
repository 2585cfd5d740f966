"""One policy looked into, as a document: what decides nothing, what clashes, whom nothing speaks of, and what readings change."""

from collections.abc import Iterator
from typing import Any, Final

from coequal.comparison.proof.document import cited
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph, document

Data = dict[str, Any]
_NOTHING: Final = "Nothing of the kind was found, over every case that there can be."


def within_document(data: Data) -> Document:
    """The document of `within_data`."""
    counts = [len(data[name]) for name in ("idle", "contradictions", "gaps")]
    lead = f"{_count(counts[0], 'criterion decides', 'criteria decide')} nothing; {_count(counts[1], 'contradiction')}; "
    lead += f"{_count(counts[2], 'gap')}; {_count(len(data['readings']), 'other reading')}."
    facts = [("Policy", f"{data['policy']}, version {data['version']}"), ("Seen", data["completeness"])]
    return document(f"What can be shown within one policy: {data['name']}", lead, list(_blocks(data)), facts)


def _count(number: int, one: str, many: str = "") -> str:
    words = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {words}"


def _blocks(data: Data) -> Iterator[Block]:
    yield Heading("Criteria that decide nothing")
    yield _listed(map(_idle, data["idle"]))
    yield Heading("Contradictions")
    yield _listed(map(_contradiction, data["contradictions"]))
    yield Heading("Gaps")
    yield _listed(map(_gap, data["gaps"]))
    if data["not shown"]:
        yield Heading("Not shown within the effort allowed")
        yield Listing(tuple(data["not shown"]))
    if data["readings"]:
        yield Heading("What other readings would change")
        for one in data["readings"]:
            yield from _reading(one)


def _listed(items: Iterator[str]) -> Block:
    found = tuple(items)
    return Listing(found) if found else Paragraph(_NOTHING)


def _idle(one: Data) -> str:
    if one["others"]:
        return f"{cited(one['criterion'])}: whoever fails it also fails one of these: {', '.join(one['others'])}."
    return f"{cited(one['criterion'])}: nobody can fail it."


def _contradiction(one: Data) -> str:
    return f"Nobody can have {one['treatment']}: these cannot all be met: {', '.join(map(cited, one['criteria']))}."


def _gap(one: Data) -> str:
    criteria = ", ".join(map(cited, one["criteria"]))
    return f"{criteria}: each is for some people, and none is for a couple such as this one: {one['story']}"


def _reading(one: Data) -> Iterator[Block]:
    yield Heading(f"{cited(one['criterion'])}, read as “{one['label']}”", 3)
    if one["main reading is"] == "the same":
        yield Paragraph("This reading changes the outcome of nobody.")
        return
    yield Paragraph(f"The reading that we use is {one['main reading is']}.")
    told = [one[name] for name in ("gains by the main reading", "gains by the other reading") if one[name]]
    if told:
        yield Listing(tuple(told))

"""One policy looked into, as a document: what decides nothing, what clashes, whom nothing speaks of, and what readings change."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from coequal.comparison.proof.document import cited
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph, document

Data = dict[str, Any]
_NOTHING: Final = "Nothing of the kind was found, over every case that there can be."


def within_document(data: Data) -> Document:
    """The document of `within_data`."""
    counts = [len(data[name]) for name in ("idle", "contradictions", "gaps")]
    idle = f"{_count(counts[0], 'criterion alone stops', 'criteria alone stop')} nobody"
    lead = f"{idle if counts[0] else 'no criterion was found to be idle'}; {_count(counts[1], 'contradiction')}; "
    lead += f"{_count(counts[2], 'gap')}; {_count(len(data['readings']), 'other reading')}."
    facts = [("Policy", f"{data['policy']}, version {data['version']}"), ("Seen", data["completeness"])]
    title = f"What can be shown within one policy: {data['name']}"
    return document(title, f"{lead[:1].upper()}{lead[1:]}", list(_blocks(data)), facts)


def _count(number: int, one: str, many: str = "") -> str:
    words = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {words}"


def _blocks(data: Data) -> Iterator[Block]:
    yield Heading("Criteria that alone stop nobody")
    yield from _listed(data, "idle", _idle)
    yield Heading("Contradictions")
    yield from _listed(data, "contradictions", _contradiction)
    yield Heading("Gaps")
    yield from _listed(data, "gaps", _gap)
    if data["readings"]:
        yield Heading("What other readings would change")
        for one in data["readings"]:
            yield from _reading(one)


def _listed(data: Data, kind: str, said: Callable[[Data], str]) -> Iterator[Block]:
    """What was found of a kind, what could not be settled, or that there is nothing."""
    found, unsettled = tuple(map(said, data[kind])), data["not shown"][kind]
    if found:
        yield Listing(found)
    if unsettled:
        yield Paragraph(f"Not settled within the effort that is allowed: {'; '.join(unsettled)}.")
    if not found and not unsettled:
        yield Paragraph(_NOTHING)


def _idle(one: Data) -> str:
    if one["others"]:
        return f"{cited(one['criterion'])}: whoever fails it also fails one of these: {', '.join(map(cited, one['others']))}."
    return f"{cited(one['criterion'])}: nobody can fail it."


def _contradiction(one: Data) -> str:
    return f"Nobody can have {one['treatment']}: these cannot all be met: {', '.join(map(cited, one['criteria']))}."


def _gap(one: Data) -> str:
    criteria = ", ".join(map(cited, one["criteria"]))
    return f"{criteria}: each is for some people, and none is for a case such as this one: {one['story']}"


def _reading(one: Data) -> Iterator[Block]:
    yield Heading(f"{cited(one['criterion'])}, read as “{one['label']}”", 3)
    if one["main reading is"] == "the same":
        yield Paragraph("This reading changes the outcome of nobody.")
        return
    if one["main reading is"] == "not shown":
        yield Paragraph("Whether the reading that we use is wider or narrower is not shown.")
    else:
        yield Paragraph(f"The reading that we use is {one['main reading is']}.")
    told = [one[name] for name in ("gains by the main reading", "gains by the other reading") if one[name]]
    if told:
        yield Listing(tuple(told))

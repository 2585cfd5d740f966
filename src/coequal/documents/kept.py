"""A document as plain data that can be kept, and the same document from it again: the words and drawings of the day it was made."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Picture, Quote, Table

Data = dict[str, Any]
_KINDS: Final[Mapping[str, type[Block]]] = {
    kind.__name__.lower(): kind for kind in (Heading, Paragraph, Listing, Quote, Notice, Table, Picture)
}


def kept(document: Document) -> Data:
    """The document as data that JSON can hold."""
    return {
        "title": document.title,
        "lead": document.lead,
        "facts": [list(pair) for pair in document.facts],
        "blocks": [{"kind": type(block).__name__.lower(), **_plain(asdict(block))} for block in document.blocks],
        "large": document.large,
        "contents": document.contents,
    }


def _plain(fields: Data) -> Data:
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in fields.items()}


def taken_out(data: Data) -> Document:
    """The document that was kept."""
    facts = tuple((name, value) for name, value in data["facts"])
    return Document(
        data["title"], data["lead"], tuple(map(_block, data["blocks"])), facts, data["large"], data.get("contents", False)
    )


def _block(data: Data) -> Block:
    fields = {name: value for name, value in data.items() if name != "kind"}
    match data["kind"]:
        case "table":
            rows = tuple(map(tuple, fields["rows"]))
            return Table(fields["caption"], tuple(fields["head"]), rows, frozenset(fields["numbers"]))
        case "listing":
            return Listing(tuple(fields["items"]), fields["numbered"])
        case kind:
            return _KINDS[kind](**fields)

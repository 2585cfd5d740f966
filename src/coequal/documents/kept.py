"""A document as plain data that can be kept, and the same document from it again: the words and drawings of the day it was made."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from coequal.documents.model import Block, Document, Heading, Item, Listing, Notice, Paragraph, Picture, Quote, Table

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
        "blocks": list(map(_data, document.blocks)),
        "large": document.large,
        "contents": document.contents,
    }


def _data(block: Block) -> Data:
    fields = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(block).items()}
    if isinstance(block, Listing):
        fields["items"] = list(map(_item, block.items))
    return {"kind": type(block).__name__.lower(), **fields}


def _item(item: str | Item) -> str | Data:
    return {"text": item.text, "under": list(map(_data, item.under))} if isinstance(item, Item) else item


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
            return Listing(tuple(map(_item_again, fields["items"])), fields["numbered"], fields.get("first", 1))
        case kind:
            return _KINDS[kind](**fields)


def _item_again(kept_item: str | Data) -> str | Item:
    if isinstance(kept_item, str):
        return kept_item
    under: Any = map(_block, kept_item["under"])  # of the kinds that an item has, as they were kept
    return Item(kept_item["text"], tuple(under))

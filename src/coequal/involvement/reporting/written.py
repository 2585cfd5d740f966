"""What somebody writes in a report, which is Markdown, as blocks of a document, which are plain."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from coequal.documents.model import Block, Heading, Listing, Paragraph, Quote

_READER = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def written_blocks(text: str) -> Iterator[Block]:
    """The paragraphs, headings, lists and quotes of a text. Headings stand below those of the report's sections."""
    for node in SyntaxTreeNode(_READER.parse(text)).children:
        yield from _block(node)


def _block(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(_said(node), 3)
        case "bullet_list" | "ordered_list":
            yield Listing(tuple(_items(node)), numbered=node.type == "ordered_list")
        case "blockquote":
            yield Quote(_said(node))
        case "hr":
            return
        case _:
            yield Paragraph(_said(node))


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    """The items of a list; those of a list inside it follow the item that they stand in."""
    for item in node.children:
        inner = [part for part in item.children if part.type.endswith("_list")]
        yield " ".join(_said(part) for part in item.children if part not in inner)
        for part in inner:
            yield from _items(part)


def _said(node: SyntaxTreeNode) -> str:
    """The words of a node without emphasis; of a link its words and, after them, its address."""
    match node.type:
        case "softbreak" | "hardbreak":
            return " "
        case "link":
            return f"{_inside(node)} ({node.attrs['href']})"
        case "inline" | "em" | "strong":
            return _inside(node)
        case _ if node.children:
            return " ".join(map(_said, node.children))
        case _:
            return node.content


def _inside(node: SyntaxTreeNode) -> str:
    return "".join(map(_said, node.children))

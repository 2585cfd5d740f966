"""The prose of policies, which is Markdown, as HTML."""

from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table
from markdown_it.token import Token
from markupsafe import Markup

from coequal.exchange.prose import TABLE, table_of

# Of a table. It is no landmark, as a region would be: a page may have many that are called alike.
_SCROLLS: Final = {"class": "wide", "role": "group", "aria-label": TABLE, "tabindex": "0"}


def prose(text: str) -> Markup:
    """Prose as paragraphs, lists and tables. Tags that stand in it are shown as they are written, and mean nothing."""
    return Markup(_READER.render(text))  # noqa: S704  # the reader escapes whatever is not its own


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Whether a table begins on a line: where the documents of a policy have one too, and nowhere else."""
    if first > 0 and not state.isEmpty(first - 1):
        return False
    last = next((line for line in range(first, end) if state.isEmpty(line)), end)
    lines = [state.src[state.bMarks[line] : state.eMarks[line]] for line in range(first, last)]
    if not (table_of(lines) and table(state, first, end, silent=True)):
        return False
    if not silent:
        state.push("scrolls_open", "div", 1).attrs = dict(_SCROLLS)
        begins = len(state.tokens)
        table(state, first, end, silent=False)
        _head(state.tokens[begins:])
        state.push("scrolls_close", "div", -1)
    return True


def _head(tokens: list[Token]) -> None:
    """Say of each cell at the top of a table, and of the first in each row, what it is the head of; cells stand at the left."""
    column = 0
    for token in tokens:
        match token.type:
            case "table_open":
                token.attrs = {"class": "nhsuk-table"}
            case "tr_open":
                column = 0
            case "th_open":
                token.attrs = {"scope": "col"}
            case "td_open":
                token.attrs = {} if column else {"scope": "row"}
                token.tag = "td" if column else "th"
            case "td_close":
                token.tag = "td" if column else "th"
                column += 1


_READER: Final = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image", "html_block", "html_inline"])
_READER.enable("table").block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})

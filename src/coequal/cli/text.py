"""Laying text out in a terminal: plain characters, wrapped lines, no colour."""

import shutil
from collections.abc import Iterable
from textwrap import fill

from coequal.policies.model import Policy
from coequal.policies.words import SEEN

WIDEST = 100


def width() -> int:
    """The columns to fill: the terminal's, but lines that can be read."""
    return max(40, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """A wrapped paragraph, its first line indented by `first` if that is given."""
    lead = indent if first is None else first
    return fill(text, width(), initial_indent=lead, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def bullets(items: Iterable[str], indent: str = "  ") -> str:
    """A list, an item a paragraph."""
    return "\n".join(paragraph(item, f"{indent}  ", f"{indent}- ") for item in items)


def heading(text: str) -> str:
    """A heading, underlined."""
    lines = paragraph(text)
    return f"\n{lines}\n{'-' * max(map(len, lines.splitlines()))}"


def policy_line(policy: Policy) -> str:
    """Which version of which policy, where it stands, and how much of it has been seen."""
    review = ", under review" if policy.under_review else ""
    return paragraph(f"{policy.id}, version {policy.version}: {policy.status}{review}; {SEEN[policy.completeness]}", "  ", "")


def columns(rows: list[list[str]]) -> str:
    """A table with aligned columns, the first row its head."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip() for row in rows)


def printable(text: str) -> str:
    """A text, such as the name of a file, as any table and terminal can hold it."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)

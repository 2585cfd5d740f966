"""The numbers that a published report tells, taken out of the report itself: they never change between its editions.

Whoever asked day by day for a count that is still made would see who came in between, however it is rounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coequal.documents.model import Block, Document, Heading, Table

_NUMBERED: Final = re.compile(r"\d+ (.*)")  # a section of a report; what somebody wrote in it has no such heading
_BELOW: Final = re.compile(r"\d+\.\d+ (.*)")
_CAME: Final = ("Numbers of respondents and participants", "Who answered")
_ANSWERED: Final = "What people answered: "


@dataclass(frozen=True, slots=True)
class Told:
    """The tables about one question of a survey."""

    survey: str  # its title
    question: str  # what was asked
    tables: tuple[Table, ...]


def came_in(report: Document) -> list[Table]:
    """The tables of what came in and of who answered."""
    return [block for section, _, block in _placed(report) if section in _CAME and isinstance(block, Table)]


def answered(report: Document) -> list[Told]:
    """The tables of what was answered, question by question."""
    found: dict[tuple[str, str], list[Table]] = {}
    for section, question, block in _placed(report):
        if section.startswith(_ANSWERED) and question:
            tables = found.setdefault((section.removeprefix(_ANSWERED), question), [])
            tables += [block] if isinstance(block, Table) else []
    return [Told(survey, question, tuple(tables)) for (survey, question), tables in found.items()]


def _placed(report: Document) -> Iterator[tuple[str, str, Block]]:
    """Each block with the section and the part of it in which it stands, without their numbers."""
    section = part = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            if block.level == 2:
                section, part = _said(_NUMBERED, block), ""
            elif _BELOW.fullmatch(block.text):
                part = _said(_BELOW, block)
        yield section, part, block


def _said(numbered: re.Pattern[str], heading: Heading) -> str:
    found = numbered.fullmatch(heading.text)
    return found[1] if found else ""

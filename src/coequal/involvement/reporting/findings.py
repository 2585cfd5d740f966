"""The report of findings: figures from the one count, and between them what somebody wrote."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from typing import Final

from django.utils import timezone

from coequal.documents.model import Block, Document, Heading, Notice, Paragraph, Picture, Table
from coequal.facts.dates import say_date
from coequal.involvement.invented import made_up
from coequal.involvement.models import Involvement, Passage
from coequal.involvement.models.involvements import ANNOUNCED, ON_HOLD, OPEN, PREPARING
from coequal.involvement.reporting.appendices import promises_and_gates, survey_texts
from coequal.involvement.reporting.easy import EASY
from coequal.involvement.reporting.easy import easy_read as made_easy
from coequal.involvement.reporting.heard import Heard
from coequal.involvement.reporting.opening import EXECUTIVE, opening
from coequal.involvement.reporting.passages import passages
from coequal.involvement.reporting.questions import areas, further_tables, questions
from coequal.involvement.reporting.respondents import numbers_table, respondents
from coequal.involvement.reporting.section import APPENDIX, EASY_READ, Place, Section
from coequal.involvement.reporting.short import CONCLUSION, short
from coequal.involvement.reporting.themes import of_themes
from coequal.involvement.reporting.voices import voices
from coequal.involvement.reporting.written import written_blocks

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Findings:
    """A report, and for each of its tables and pictures whose rows stand behind it."""

    document: Document
    behind: Mapping[Block, str]


def structure(involvement: Involvement) -> list[Section]:
    """Every section of the report, its appendices, and the easy read; nothing is counted before somebody asks for its figures."""
    return list(_sections(Heard(involvement)))


def _sections(heard: Heard) -> Iterator[Section]:
    involvement = heard.involvement
    yield Section("Executive summary", 2, EXECUTIVE, lambda: [numbers_table(heard.received)], behind="received")
    yield from opening(involvement)
    yield from respondents(heard)
    yield from questions(heard)
    yield from of_themes(heard)
    yield from areas(heard)
    yield from voices(heard)
    yield Section("Conclusion", 2, CONCLUSION)
    for survey in heard.surveys:
        yield from survey_texts(survey)
    yield from further_tables(heard)
    yield from promises_and_gates(involvement)
    yield EASY


def numbered(sections: Iterable[Section]) -> Iterator[tuple[str, Section]]:
    """Each section with its title as the report has it: `4.2 Events`, `Appendix B: What was promised`."""
    number = below = letter = 0
    for section in sections:
        if section.part == EASY_READ:
            yield section.title, section
        elif section.part == APPENDIX:
            yield f"Appendix {_letter(letter)}: {section.title}", section
            letter += 1
        elif section.level == 2:
            number, below = number + 1, 0
            yield f"{number} {section.title}", section
        else:
            below += 1
            yield f"{number}.{below} {section.title}", section


def _letter(place: int) -> str:
    """The letter of an appendix; after Z come AA and AB."""
    return _LETTERS[place] if place < len(_LETTERS) else f"{_letter(place // len(_LETTERS) - 1)}{_LETTERS[place % len(_LETTERS)]}"


def findings(involvement: Involvement) -> Findings:
    """The report as it stands now, with whose rows stand behind its figures."""
    written, behind = passages(involvement), dict[Block, str]()
    blocks, used = list[Block](standing_notices(involvement)), set[str]()
    for title, section in numbered(structure(involvement)):
        if section.part != EASY_READ:
            figures = list(figures_of(title, section, used))
            behind |= {block: section.behind for block in figures if section.behind and isinstance(block, Table | Picture)}
            stands = [*_said(written, section.above), *figures, *_said(written, section.below)]
            empty = [Paragraph("Nothing has been written here.")] if section.places and not stands else []
            blocks += [Heading(title, section.level), *stands, *empty]
    lead = f"What people said, and how many. By {involvement.whose}."
    made = Document(f"Report of findings: {involvement.title}", lead, tuple(blocks), facts(involvement), contents=True)
    return Findings(made, behind)


def figures_of(title: str, section: Section, used: set[str]) -> Iterator[Block]:
    """The figures of a section, each called by a caption that no other one has: whoever hears a page read aloud goes by them."""
    for block in section.figures():
        if isinstance(block, Table | Picture):
            names = (block.caption, f"{block.caption} ({'chart' if isinstance(block, Picture) else title})")
            more = (f"{block.caption} ({number})" for number in count(2))
            caption = next(name for name in chain(names, more) if name not in used)
            used.add(caption)
            yield replace(block, caption=caption)
        else:
            yield block


def report(involvement: Involvement) -> Document:
    """The report as it stands now."""
    return findings(involvement).document


def summary(involvement: Involvement) -> Document:
    """The report in short, on four pages at most where the executive summary is short itself."""
    written = passages(involvement)
    blocks = (*standing_notices(involvement), *short(Heard(involvement), lambda place: _said(written, place)))
    lead = "The full report says more, and how all this was counted."
    return Document(f"Summary of findings: {involvement.title}", lead, blocks, facts(involvement))


def easy_read(involvement: Involvement) -> Document:
    """The report in easy words, as a draft."""
    written = passages(involvement).get("easy-read")
    return made_easy(Heard(involvement), list(standing_notices(involvement)), written.text if written else "")


def _said(written: Mapping[str, Passage], place: Place | None) -> Iterator[Block]:
    """What somebody wrote in a place."""
    if place is not None and place.key in written:
        yield from written_blocks(written[place.key].text)


def facts(involvement: Involvement) -> tuple[tuple[str, str], ...]:
    """What stands under the title."""
    dates = [say_date(day) for day in (involvement.opens, involvement.closes) if day]
    return (
        ("By", involvement.whose),
        ("People could answer", " to ".join(dates) or "not known"),
        ("Reference", involvement.reference),
        ("As it stood on", say_date(timezone.localdate())),
    )


def standing_notices(involvement: Involvement) -> Iterator[Notice]:
    """What must not be overlooked: that it is invented, on hold, or not over yet."""
    yield from made_up(involvement.organisation)
    pause = involvement.pauses.filter(until=None).first()
    if pause and involvement.state == ON_HOLD:
        yield Notice("On hold", f"This involvement has been on hold since {say_date(pause.since)}. The reason: {pause.reason}")
    if involvement.state in {PREPARING, ANNOUNCED, OPEN}:
        yield Notice(
            "Not over yet", "People can still be heard. These figures are not final, and are for those who analyse them alone."
        )

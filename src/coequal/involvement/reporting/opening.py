"""How a report begins: the summary, what the involvement was about, who wrote the report, and how people were involved."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils import timezone

from coequal.documents.model import Block, Listing, Paragraph, Table
from coequal.facts.dates import say_date
from coequal.involvement.called import policy_called, service_called
from coequal.involvement.models import Involvement
from coequal.involvement.reporting.section import Place, Section
from coequal.involvement.reporting.written import written_blocks

EXECUTIVE: Final = Place(
    "executive-summary",
    "What somebody should know who reads nothing else: who was heard, what most of them said, and what few said that matters.",
    needed=True,
)
AUTHORS: Final = Place(
    "authors",
    "Who counted, coded and wrote, for whom they work, and how far they are independent of those who decide.",
    needed=True,
)
_BACKGROUND: Final = Place("background", "How it came to this involvement, and what was decided before it.")
_STRUCTURE: Final = Place("structure", "How this report is set out, where that needs to be said.")
_COMMUNICATIONS: Final = Place("communications", "How people were told of it: letters, media, posters, groups that passed it on.")


def opening(involvement: Involvement) -> Iterator[Section]:
    """The sections before any figure but those of the summary."""
    yield Section("Introduction")
    yield Section("Background", 3, _BACKGROUND, lambda: _about(involvement))
    yield Section("What people were asked about", 3, figures=lambda: _asked_about(involvement))
    yield Section("Report authors", 3, AUTHORS)
    yield Section("How this report is set out", 3, _STRUCTURE, _set_out)
    yield Section("How people were involved")
    yield Section("When", 3, figures=lambda: _when(involvement))
    yield Section("How people were told", 3, _COMMUNICATIONS, lambda: _papers(involvement))
    yield Section("Who was to be heard", 3, figures=lambda: _audiences(involvement))
    yield Section("Events", 3, figures=lambda: events_table(involvement))


def _about(involvement: Involvement) -> Iterator[Block]:
    yield Paragraph(f"This involvement was by {involvement.whose}.")
    if involvement.programme:
        yield Paragraph(f"It belongs to the programme “{involvement.programme}”.")
    yield from written_blocks(involvement.purpose)


def _asked_about(involvement: Involvement) -> Iterator[Block]:
    yield from written_blocks(involvement.proposals)
    services, policies = map(service_called, involvement.services), map(policy_called, involvement.policies)
    for words, found in (("Services", "; ".join(services)), ("Policies and their versions", "; ".join(policies))):
        if found:
            yield Paragraph(f"{words}: {found}.")
    if involvement.areas:
        yield Paragraph(f"Areas: {', '.join(area['name'] for area in involvement.areas)}.")


def _set_out() -> Iterable[Block]:
    return (
        Paragraph(
            "After this introduction the report says how people were involved, how many were heard and who they were. Then it "
            "gives what they said: question by question, by theme, by area, by organisations, at events and in letters. "
            "The appendices hold the questions as they were asked, further tables, and what was promised."
        ),
        Paragraph("All figures come from one count. The words between them were written by the authors of this report."),
    )


def _when(involvement: Involvement) -> Iterator[Block]:
    opens, closes = involvement.opens, involvement.closes
    if opens and closes:
        days = (closes - opens).days + 1
        yield Paragraph(
            f"People could answer from {say_date(opens)} to {say_date(closes)}: {days} {'day' if days == 1 else 'days'}."
        )
    for pause in involvement.pauses.all():
        ended = f" until {say_date(pause.until)}" if pause.until else ". It still is"
        yield Paragraph(f"It was put on hold on {say_date(pause.since)}{ended}. The reason: {pause.reason}")
        if pause.resumed:
            yield Paragraph(f"Why it went on: {pause.resumed}")


def _papers(involvement: Involvement) -> Iterator[Block]:
    papers = involvement.papers.exclude(published=None)
    rows = tuple((one.title, one.kind, one.language, _day(one.published and timezone.localdate(one.published))) for one in papers)
    yield Table("What people could read", ("Document", "Kind", "Language", "Published"), rows)


def _audiences(involvement: Involvement) -> Iterator[Block]:
    if involvement.plan:
        yield from written_blocks(involvement.plan)
    rows = tuple((one.name, one.why, one.how, one.reached or "Nothing is recorded.") for one in involvement.audiences.all())
    if rows:
        yield Table("Groups that were to be heard", ("Group", "Why", "How", "What came of it"), rows)


def events_table(involvement: Involvement) -> Iterator[Block]:
    """The events with how many took part; where that is not known, the table says so."""
    events = involvement.events.exclude(stands="planned")
    rows = tuple((one.title, one.kind, _day(one.held), one.place, _took_part(one.stands, one.participants)) for one in events)
    yield Table("Events", ("Event", "Kind", "Day", "Place", "Participants"), rows, frozenset({4}))
    planned = [one.title for one in involvement.events.filter(stands="planned")]
    if planned:
        yield Paragraph("Planned, with no record that they were held:")
        yield Listing(tuple(planned))


def _took_part(stands: str, participants: int | None) -> str:
    if stands == "called off":
        return "called off"
    return "not known" if participants is None else f"{participants:,}"


def _day(day: date | None) -> str:
    return say_date(day) if day else "not known"

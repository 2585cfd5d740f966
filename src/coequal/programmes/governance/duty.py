"""How a commissioner met its duty to involve people in a year: each involvement, what was done, and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from coequal.accounts.models import Organisation
from coequal.documents.model import Block, Document, Paragraph, Table, document
from coequal.involvement.counting.received import received
from coequal.involvement.invented import made_up
from coequal.involvement.law.gates import GATES
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import PREPARING
from coequal.involvement.reporting.considering import lines
from coequal.pages.words import day, plural
from coequal.programmes.telling import public

NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Met:
    """An involvement of a year: when it was, whether the duty applied, how people were involved, and what came of it."""

    involvement: Involvement
    when: str
    applies: str
    how: str
    report: str
    considered: str
    decisions: tuple[str, ...]


def duty(organisation: Organisation, year: int) -> list[Met]:
    """Every involvement that was open in a year, the earliest first; those that nobody could read of yet are left out."""
    of_the_year = Q(opens__year__lte=year) & (Q(closes__year__gte=year) | Q(closes=None, opens__year=year))
    found = organisation.involvements.filter(of_the_year).order_by("opens", "pk")
    return [_met(one) for one in found if one.state != PREPARING]


def _met(one: Involvement) -> Met:
    edition = one.published_reports.last()
    report = f"published on {day(edition.at)}, edition {edition.number}" if edition else "not published here"
    decided = public.decisions().filter(motion__area__involvements=one).values_list("reference", flat=True)
    days = [day(each) for each in (one.opens, one.closes) if each]
    how = _how(one, has_report=edition is not None)
    return Met(one, " to ".join(days), _applies(one), how, report, _considered(one), tuple(decided))


def _applies(one: Involvement) -> str:
    """Whether the duty applied, as it was answered before people were asked."""
    answer = one.gate_answers.filter(gate="duty").last()
    choice = GATES["duty"].choice(answer.answer) if answer else None
    return f"{choice.words}. {answer.evidence}".strip() if answer and choice else NOT_KNOWN


def _how(one: Involvement, *, has_report: bool) -> str:
    """How many events were held and, once the report tells it, how many responses were counted in it.

    Of a record of the past that was not counted here.
    """
    if one.dates_only:
        return "not counted here"
    came = received(one)
    events = f"{plural(came.events, 'event')} held"
    if not has_report:
        return f"{events}; how many people answered is told once the report is published"
    return f"{plural(came.analysed, 'response')} in the tables of the report, {events}"


def _considered(one: Involvement) -> str:
    found = lines(one)
    if not found:
        return NOT_KNOWN
    answered = sum(1 for line in found if line.is_answered and line.is_public)
    return f"what was made of {answered} of {plural(len(found), 'theme')} is published"


def duty_document(organisation: Organisation, year: int) -> Document:
    """The same as people read it."""
    lead = f"How {organisation.name} involved people in {year}, and what came of it."
    return document(
        f"The duty to involve people: {organisation.name}, {year}",
        lead,
        list(_blocks(organisation, year)),
        [("Of", str(organisation))],
    )


def _blocks(organisation: Organisation, year: int) -> Iterator[Block]:
    yield from made_up(organisation)
    found = duty(organisation, year)
    if not found:
        yield Paragraph(f"No involvement of {year} is recorded here. Whether there was one elsewhere is not known.")
        return
    head = ("Involvement", "When", "Did the duty apply?", "How people were involved", "Report", "What was made of it", "Decisions")
    rows = tuple(
        (str(one.involvement), one.when, one.applies, one.how, one.report, one.considered, ", ".join(one.decisions) or "none")
        for one in found
    )
    yield Table(f"Involvements of {year}", head, rows)

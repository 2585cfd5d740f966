"""An assessment as a document: each group with effect, evidence, what is done about it and what is left; aims; quality."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from django.utils.timezone import localdate

from coequal.assurance.equality.answers import Answer
from coequal.assurance.equality.matters import AIMS, ASPECTS, SOURCES
from coequal.assurance.equality.standing import Standing
from coequal.assurance.equality.writing import Kept, answers_of, risks_of
from coequal.assurance.impact.steps import NOT_KNOWN
from coequal.assurance.models import EqualityVersion
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table, document
from coequal.exchange.prose import prose_blocks
from coequal.facts.dates import say_date

_LEAD: Final = "What it would do to whom, what shows that, what is done about it, and what is left."
_SCALE: Final = ("Aspect", "What could become worse", "With nothing done", "What is done about it", "What is left")


def equality_document(version: EqualityVersion, standing: Standing) -> Document:
    """A version, with where it stands beside what it is about now."""
    of = version.assessment
    blocks: list[Block] = [Notice("An invented area", of.organisation.made_up)] if of.organisation.invented else []
    blocks += [*_outcome(version, standing), *assessed(version)]
    facts = [
        ("About", f"the {of.kind} “{of.title}”"),
        ("Reference", version.reference),
        ("Submitted on", say_date(localdate(version.at))),
        ("Digest", version.digest),
        ("Digest of what it is about", version.about),
    ]
    return document(f"Impact on equality and quality: {of.title}", _LEAD, blocks, facts)


def _outcome(version: EqualityVersion, standing: Standing) -> Iterator[Block]:
    outcome = getattr(version, "outcome", None)
    if outcome is None:
        yield Notice("Not signed off", "Nobody has signed this version off yet.")
    elif not outcome.signed:
        yield Notice("Returned", f"This version was returned on {say_date(localdate(outcome.at))}: {outcome.says}")
    else:
        on, again = say_date(localdate(outcome.at)), say_date(outcome.review_due)
        yield Paragraph(
            f"Signed off on {on}. {outcome.says} {outcome.answers_for_it} answers for it. To be looked at again by {again}."
        )
        if version != standing.version:
            yield Notice("A later version stands", "This version was followed by another one.")
        elif not standing.counts or standing.state != "ready":
            yield Notice(standing.state.capitalize(), standing.says)


def assessed(of: Kept) -> Iterator[Block]:
    """What is said in a version, or in what is being written."""
    found = answers_of(of)
    yield Heading("In short")
    yield short_table(found)
    yield Heading("Groups of people")
    for title, one in found.items():
        yield from _group(title, one)
    yield Heading("The aims of the equality duty")
    for aim in AIMS:
        yield Heading(f"{aim.title} ({aim.source})", 3)
        yield from prose_blocks(of.texts.get(aim.key, "")) if of.texts.get(aim.key) else [Paragraph("Nothing is written yet.")]
    yield Heading("Quality")
    yield Table("Risks for quality", _SCALE, tuple(_risks(of)))


def short_table(found: Mapping[str, Answer]) -> Table:
    """Every group with its effect and what is left of it, as a sign and in words."""
    rows = tuple((title, one.words, one.words_left) for title, one in found.items())
    return Table("Effect on each group", ("For whom", "Effect", "What is left after what is done about it"), rows)


def _group(title: str, one: Answer) -> Iterator[Block]:
    source = SOURCES.get(title)
    yield Heading(f"{title.capitalize()}{f' ({source})' if source else ''}", 3)
    yield Paragraph(f"Effect: {one.words}.")
    if not one.is_given:
        yield Paragraph("Nothing is written on this yet.")
    else:
        yield from prose_blocks(one.says)
    if one.evidence:
        yield Paragraph("What shows it:")
        yield Listing(tuple(each.words for each in one.evidence))
        yield from (table for each in one.evidence if (table := each.table))
    elif one.is_given:
        yield Paragraph("No evidence is linked.")
    if one.harms:
        yield from _measure(one)


def _measure(one: Answer) -> Iterator[Block]:
    if not one.measure.strip():
        yield Paragraph("What is done about it is not said yet.")
    elif not one.acts:
        yield Paragraph(f"Nothing is done about it, because: {one.measure}")
    else:
        until = say_date(date.fromisoformat(one.until)) if one.until else "not said"
        yield Paragraph(f"What is done about it: {one.measure} By: {one.by or 'not said'}. Until: {until}.")
    yield Paragraph(f"What is left: {one.words_left}.")


def _risks(of: Kept) -> Iterator[tuple[str, ...]]:
    for aspect, risk in zip(ASPECTS, risks_of(of).values(), strict=True):
        says = risk.harm or "Nothing is written on this yet."
        before = _weighed(risk.likelihood, risk.severity, risk.before)
        left = _weighed(risk.likelihood_left, risk.severity_left, risk.left)
        yield aspect.title, says, before, risk.measure or "nothing is said", left


def _weighed(likelihood: str, severity: str, together: str) -> str:
    """A risk in words; not known where either is not."""
    return together if together == NOT_KNOWN else f"{together}: {likelihood}, and {severity}"

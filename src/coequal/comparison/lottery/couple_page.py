"""The lottery of one couple as a document."""

from collections.abc import Iterator
from typing import Any

from coequal.comparison.lottery.page import (
    NOT_A_DECISION,
    Report,
    apart_block,
    bodies_block,
    day_says,
    in_one_couple,
    measures_block,
    time_block,
    together,
    totals_block,
)
from coequal.comparison.lottery.report import BESIDE_NICE
from coequal.comparison.lottery.scopes import AS_SEEN
from coequal.comparison.lottery.words import AS_FAR_AS_SEEN, SEEN, amounts_say, number_of, row_says
from coequal.documents.model import Block, Document, Heading, Listing, Paragraph, Table, document
from coequal.eligibility.outcome import ELIGIBLE, NOT_ELIGIBLE, NOT_KNOWN

MOST_OPEN = 2  # criteria of an area that are not known and named; the others are counted


def couple_document(report: Report, service: str) -> Document:
    """One case in every area: where it is funded, for how much, and why not elsewhere."""
    facts = (("Service", service), ("Policies as they stood on", day_says(report)))
    counted, others = (list(_lead_read_otherwise(rows)) for rows in (report["areas"], _compared(report)))
    lead = [*report["decided elsewhere"], *counted, _lead(report), _lead_as_seen(report), *others]
    return document("One case in every area", " ".join(lead), list(_blocks(report)), facts)


def _lead_read_otherwise(rows: list[Report]) -> Iterator[str]:
    """That an outcome hangs on how a policy is read; of an area that counts, this goes before any outcome."""
    read = [own for own in rows if own.get(AS_SEEN, own)["readings"]]
    if read:
        yield f"It depends on how the policy is read in {', '.join(row_says(own, read) for own in read)}."


def _lead(report: Report) -> str:
    areas = report["areas"]
    funded = [own["name"] for own in areas if own["outcome"] == ELIGIBLE]
    if not areas:
        return "We have seen no area's policy whole, so nowhere can this case be found eligible here."
    if len(areas) == 1:
        only = f"{areas[0]['name']} is the only area whose policy we have seen whole"
        return f"{only}: there the outcome is {areas[0]['outcome']}."
    where = f": {', '.join(funded)}" if funded else ""
    return f"Eligible in {len(funded)} of {len(areas)} areas whose policy we have seen whole{where}."


def _lead_as_seen(report: Report) -> str:
    rows = _compared(report)
    if not rows:
        return "No other area's policy has been seen far enough to compare."
    refused, open_to = (sum(own[AS_SEEN]["outcome"] == name for own in rows) for name in (NOT_ELIGIBLE, ELIGIBLE))
    counts = f"refused in {refused}, nothing seen that refuses in {open_to}, open in {len(rows) - refused - open_to}"
    return f"Of {number_of(len(rows), 'other area', 'other areas')}, seen only in part: {counts}."


def _compared(report: Report) -> list[Report]:
    return [own for own in report["set apart"] if own["compared as far as seen"]]


def _blocks(report: Report) -> Iterator[Block]:
    yield from totals_block(report)
    if report["areas"]:
        yield Heading("Areas whose policy we have seen whole")
        whole = tuple(_row(own, report["areas"]) for own in report["areas"])
        yield Table("Outcome and amounts", ("Area", "Outcome", "How much", "Why"), whole)
    if rows := [_seen_row(own, _compared(report)) for own in _compared(report)]:
        yield Heading("Other areas, as far as their policies have been seen")
        yield Paragraph("An unseen part of a policy could refuse whomever the seen part does not. These are no outcomes.")
        yield Table("As far as seen", ("Area", "Seen", "As far as seen", "How much", "Why"), tuple(rows))
    yield from _near(report)
    yield from measures_block(report, in_one_couple)
    yield from time_block(report, in_one_couple)
    yield from apart_block(report)
    yield from bodies_block(report)
    if report["assumptions"]:
        yield Heading("Bear in mind")
        yield Listing(tuple(report["assumptions"]))
    yield Paragraph(NOT_A_DECISION)


def _row(own: Report, rows: list[Report]) -> tuple[str, ...]:
    return (row_says(own, rows), own["outcome"], amounts_say(own["treatments"]), _why(own, own["outcome"]))


def _seen_row(own: Report, rows: list[Report]) -> tuple[str, ...]:
    seen: dict[str, Any] = own[AS_SEEN]
    how_far, amounts = SEEN[own["completeness"]], amounts_say(seen["treatments"])
    return (row_says(own, rows), how_far, AS_FAR_AS_SEEN[seen["outcome"]], amounts, _why(seen, seen["outcome"]))


def _why(own: Report, outcome: str) -> str:
    """What refuses, what a person must judge or the first that is not known, and the readings that would change the outcome."""
    said = own["because"]
    if outcome == NOT_KNOWN and len(said) > MOST_OPEN:
        said = [*said[:MOST_OPEN], f"{number_of(len(said) - MOST_OPEN, 'other is', 'others are')} not known either."]
    read = [
        f"{outcome.capitalize()} as we read it; if {other['criterion']} is read as “{other['label']}”: {other['outcome']}."
        for other in own["readings"]
    ]
    return " ".join([*said, *read]) or "–"


def _near(report: Report) -> Iterator[Block]:
    """Where the answer is another than that of NICE's guideline."""
    rows = [own for own in (*report["areas"], *_compared(report)) if own.get(BESIDE_NICE)]
    if rows:
        yield Heading("Where the answer differs from NICE's guideline")
        yield Paragraph("The guideline binds nobody. Area and guideline are compared as far as each has been seen.")
        said = [(own[BESIDE_NICE], row_says(own, rows)) for own in rows]
        yield Listing(tuple(f"{what.capitalize()}: {'; '.join(areas)}." for what, areas in together(said)))

"""The lottery of many people as a document."""

from collections.abc import Iterator
from typing import Any

from coequal.comparison.lottery.beside import BESIDE, UNTOLD
from coequal.comparison.lottery.measures import DEPENDS
from coequal.comparison.lottery.page import (
    NOT_A_DECISION,
    Report,
    apart_block,
    bodies_block,
    day_says,
    in_many,
    measures_block,
    time_block,
    totals_block,
)
from coequal.comparison.lottery.report import BESIDE_NICE
from coequal.comparison.lottery.scopes import AS_SEEN, COUNTED, WHATEVER
from coequal.comparison.lottery.words import AS_FAR_AS_SEEN, SEEN, interval_says, number_of, row_says
from coequal.documents.model import Block, Document, Heading, Listing, Notice, Paragraph, Table, document
from coequal.eligibility.outcome import OUTCOMES
from coequal.populations.publishing import HIDDEN, share

Count = int | str


def people_document(report: Report, service: str) -> Document:
    """Many people in every area: the share who are funded, and how far the areas are apart."""
    facts = (
        ("Service", service),
        ("Policies as they stood on", day_says(report)),
        ("People in the lottery", f"{_said(report['in the lottery'])} of {_said(report['people'])}"),
    )
    return document("The same people in every area", lead(report), list(_blocks(report)), facts)


def lead(report: Report) -> str:
    """What holds whatever is unseen, then what was seen whole; shares as far as seen mislead where they stand alone."""
    whole, every = report[COUNTED], report[WHATEVER]
    seen = f"We have seen the whole policy of {number_of(whole['areas'], 'area', 'areas')}"
    if "because" in every:
        return f"{seen}. {every['because']}"
    over = f"Over the {every['areas']} areas with a policy that binds"
    if whole["areas"] == every["areas"]:
        return f"{over}, all seen whole, the outcome depends on the area for {interval_says(every[DEPENDS])} of people."
    if every[DEPENDS]["least"]:
        said = f"the outcome depends on the area for {_at_least(every[DEPENDS])} of people, whatever the unseen parts say."
    else:
        said = "too little is known to say that the outcome depends on the area for anybody."
    among = f"; among these it depends on the area for {interval_says(whole[DEPENDS])} of people" if whole[DEPENDS] else ""
    return f"{over}, {said} {seen}{among}."


def _at_least(share: dict[str, float]) -> str:
    """A share that is known from below; one that cannot be more is no more than it is."""
    return f"{'at least ' if share['least'] < share['most'] else ''}{100 * share['least']:.1f} %"


def _blocks(report: Report) -> Iterator[Block]:
    if report["synthetic"]:
        yield Notice("Synthetic people", "Made up, so these are no counts of anybody.")
    if report["published"]:
        yield Notice("For publication", "Counts of 1 to 7 are *, others are rounded to 5; shares come from these.")
    if report["warnings"]:
        yield Listing(tuple(report["warnings"]))
    yield from totals_block(report)
    yield from _areas(report)
    yield from beyond_areas(report)
    yield Paragraph(NOT_A_DECISION)


def _areas(report: Report) -> Iterator[Block]:
    if report["areas"]:
        yield Heading("Areas whose policy we have seen whole")
        yield _outcomes("Outcomes", OUTCOMES, report["areas"], report, None)
    if rows := [own for own in report["set apart"] if own["compared as far as seen"]]:
        yield Heading("Other areas, as far as their policies have been seen")
        yield Paragraph("An unseen part of a policy could refuse whomever the seen part does not. These are no outcomes.")
        yield _outcomes("As far as seen", tuple(AS_FAR_AS_SEEN[name] for name in OUTCOMES), rows, report, AS_SEEN)


def beyond_areas(report: Report) -> Iterator[Block]:
    """All that is said of the areas together, what is set apart, and of which bodies no policy was seen."""
    yield from _near(report)
    yield from measures_block(report, in_many)
    yield from time_block(report, in_many)
    yield from apart_block(report)
    yield from bodies_block(report)


def _outcomes(caption: str, heads: tuple[str, ...], rows: list[Report], report: Report, part: str | None) -> Table:
    """The outcomes by area, those with the most eligible people first."""
    people = report["in the lottery"]

    def counts(own: Report) -> dict[str, Count]:
        found: dict[str, Count] = (own[part] if part else own)["outcomes"]
        return found

    def row(own: Report) -> tuple[str, ...]:
        seen = [SEEN[own["completeness"]]] if part else []
        numbers = [_said(counts(own)[name]) for name in OUTCOMES]
        return (row_says(own, rows), *seen, *numbers, share(counts(own)[OUTCOMES[0]], people), _mean(own["funded"]))

    ordered = sorted(rows, key=lambda own: (-_size(counts(own)[OUTCOMES[0]]), own["policy"], own["version"]))
    head = ("Area", *(["Seen"] if part else []), *(name.capitalize() for name in heads), f"Share {heads[0]}", "Mean amount")
    first = 2 if part else 1
    return Table(caption, head, tuple(map(row, ordered)), frozenset(range(first, len(head))))


def _mean(funded: list[dict[str, Any]]) -> str:
    """The mean of the amount that most people get, over those of whom it is known: `1.6 fresh cycles`."""
    totals: dict[str, list[tuple[int, int]]] = {}
    for own in funded:
        if own["people"] == HIDDEN:
            return HIDDEN
        totals.setdefault(own["amount"], []).append((own["number"], own["people"]))
    if not totals:
        return "–"
    name, found = max(totals.items(), key=lambda item: sum(people for _, people in item[1]))
    people = sum(number for _, number in found)
    return f"{sum(number * own for number, own in found) / people:.2f} {name}"


def _near(report: Report) -> Iterator[Block]:
    """For whom areas answer otherwise than NICE's guideline."""
    rows = [own for own in report["set apart"] if own["compared as far as seen"]]
    rows = [own for own in (*report["areas"], *rows) if BESIDE_NICE in own]
    if rows:
        yield Heading("Beside NICE's guideline")
        yield Paragraph(
            "The guideline binds nobody. Area and guideline are compared as far as each has been seen; "
            f"“{UNTOLD}” where the answer of either is not known."
        )
        people = report["in the lottery"]
        table = [(row_says(own, rows), *(share(own[BESIDE_NICE][name], people) for name in BESIDE)) for own in rows]
        head = ("Area", *(name.capitalize() for name in BESIDE))
        yield Table("Shares of people", head, tuple(table), frozenset(range(1, 5)))


def _said(count: Count) -> str:
    return f"{count:,}" if isinstance(count, int) else count


def _size(count: Count) -> int:
    return count if isinstance(count, int) else 1

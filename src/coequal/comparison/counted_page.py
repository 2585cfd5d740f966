"""How many people two policies treat differently, as part of a document, and as a chart."""

from collections.abc import Iterator
from typing import Any, Final

from coequal.comparison.counted import AS_IT_IS, AS_SEEN
from coequal.documents.model import Block, Heading, Notice, Paragraph, Table
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, OUTCOMES
from coequal.populations.publishing import HIDDEN, say_count, share

Data = dict[str, Any]
Count = int | str
BESIDE: Final = Heading("The same people under both", 3)  # under which the chart belongs
# From the best outcome to the worst, as far as both are known.
_BETTER: Final = ((ELIGIBLE, FOR_JUDGEMENT), (ELIGIBLE, NOT_ELIGIBLE), (FOR_JUDGEMENT, NOT_ELIGIBLE))


def people_blocks(data: Data, names: dict[str, str]) -> Iterator[Block]:
    """The counts of the people that were asked for: who fares better under which, then every pair of outcomes."""
    people = data["people"]
    yield Heading("How many people")
    if people["synthetic"]:
        yield Notice("Synthetic people", "They are made up, so these are no counts of anybody.")
    if people["published"]:
        yield Paragraph("Counts of 1 to 7 are *, others are rounded to 5.")
    yield from (Paragraph(said) for said in people["warnings"])
    yield BESIDE
    yield from _table(people, names, AS_IT_IS, "as the policies are")
    if any(data[side]["completeness"] != "whole" for side in names):
        yield from _table(people, names, AS_SEEN, "as far as the policies have been seen")


def _table(people: Data, names: dict[str, str], kind: str, what: str) -> Iterator[Block]:
    yield Paragraph(f"{_capital(what)}: {_better(people, names, kind)}")
    rows = [(outcome, *(_said(people[kind][outcome][other]) for other in OUTCOMES)) for outcome in OUTCOMES]
    head = (f"Under {names['a']}", *(f"{other} under {names['b']}" for other in OUTCOMES))
    yield Table(f"People by both outcomes, {what}", head, tuple(rows), frozenset(range(1, len(head))))


def _better(people: Data, names: dict[str, str], kind: str) -> str:
    """How many fare better under each, and of how many it cannot be told."""
    counts, everybody = people[kind], people["people"]
    under_a, under_b = (total(counts[x][y] if not turned else counts[y][x] for x, y in _BETTER) for turned in (False, True))
    open_ = total(counts[x][y] for x in OUTCOMES for y in OUTCOMES if NOT_KNOWN in (x, y))
    return (
        f"of {say_count(everybody)} people {_said(under_a)} ({share(under_a, everybody)}) fare better under {names['a']} and "
        f"{_said(under_b)} ({share(under_b, everybody)}) under {names['b']}; of {_said(open_)} it cannot be told."
    )


def total(counts: Any) -> Count:
    """Counts added up, as far as they are shown; hidden where one of them is."""
    found = list(counts)
    return HIDDEN if HIDDEN in found else sum(found)


def _said(count: Count) -> str:
    return f"{count:,}" if isinstance(count, int) else count


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

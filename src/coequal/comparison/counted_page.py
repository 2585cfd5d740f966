"""How many people two policies treat differently, as part of a document, and as a chart."""

from collections.abc import Iterator
from typing import Any, Final

from coequal.comparison.counted import AS_IT_IS, AS_SEEN
from coequal.comparison.counted_sums import BETTER_UNDER_A, BETTER_UNDER_B, OPEN, SUMS
from coequal.comparison.proof.verdict import NOT_SHOWN
from coequal.documents.model import Block, Heading, Notice, Paragraph, Table
from coequal.eligibility.outcome import OUTCOMES
from coequal.populations.publishing import say_count, share

Data = dict[str, Any]
Count = int | str
_WHAT: Final = {AS_IT_IS: "as the policies are", AS_SEEN: "as far as the policies have been seen"}
BESIDE: Final = Heading("The same people under both", 3)  # under which the chart belongs


def people_blocks(data: Data, names: dict[str, str]) -> Iterator[Block]:
    """The counts of the people that were asked for: who fares better under which, then every pair of outcomes."""
    people = data["people"]
    yield Heading("How many people")
    if people["synthetic"]:
        yield Notice("Synthetic people", "They are made up, so these are no counts of anybody.")
    if people["published"]:
        yield Paragraph("Counts of 1 to 7 are *, and so is a sum with such a count in it. Others are rounded to 5.")
    yield from (Paragraph(said) for said in people["warnings"])
    yield BESIDE
    yield from _counts(data, names)


def _counts(data: Data, names: dict[str, str]) -> Iterator[Paragraph | Table]:
    """Of each of the counts that say something: a sentence, and a table."""
    for kind in telling(data):
        yield from _table(data["people"], names, kind, _WHAT[kind])


def telling(data: Data) -> list[str]:
    """Which counts say something: those of the policies as they are and, where one is not whole, as far as both were seen.

    The latter say nothing where no criterion of one was seen: whoever refuses nobody seems to fund everybody.
    """
    seen = data["as far as seen"]
    whole = all(data[side]["completeness"] == "whole" for side in ("a", "b"))
    compared = seen["relation"] != NOT_SHOWN or any(seen["witnesses"].values())
    return [AS_IT_IS] if whole or not compared else [AS_IT_IS, AS_SEEN]


def sentences_and_tables(data: Data, names: dict[str, str]) -> tuple[list[str], list[Table]]:
    """What is counted, in sentences; and the tables from which they come."""
    found = list(_counts(data, names))
    return [one.text for one in found if isinstance(one, Paragraph)], [one for one in found if isinstance(one, Table)]


def _table(people: Data, names: dict[str, str], kind: str, what: str) -> Iterator[Paragraph | Table]:
    yield Paragraph(f"{_capital(what)}: {_better(people, names, kind)}")
    rows = [(outcome, *(_said(people[kind][outcome][other]) for other in OUTCOMES)) for outcome in OUTCOMES]
    head = (f"Under {names['a']}", *(f"{other} under {names['b']}" for other in OUTCOMES))
    yield Table(f"People by both outcomes, {what}", head, tuple(rows), frozenset(range(1, len(head))))


def _better(people: Data, names: dict[str, str], kind: str) -> str:
    """How many fare better under each, and of how many it cannot be told."""
    sums, everybody = people[SUMS][kind], people["people"]
    under_a, under_b, open_ = sums[BETTER_UNDER_A], sums[BETTER_UNDER_B], sums[OPEN]
    if open_ == everybody:
        return f"of none of {say_count(everybody)} people can it be told under which they fare better."
    return (
        f"of {say_count(everybody)} people {_said(under_a)} ({share(under_a, everybody)}) fare better under {names['a']} and "
        f"{_said(under_b)} ({share(under_b, everybody)}) under {names['b']}; of {_said(open_)} it cannot be told."
    )


def _said(count: Count) -> str:
    return f"{count:,}" if isinstance(count, int) else count


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"

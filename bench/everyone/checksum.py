"""What every engine must come to: one row of sums and counts over all people, in which hardly any mistake could hide.

A criterion that can be failed has a bit, by its place in `CRITERIA`. It *passes* where its status is met or not applicable,
does not where it is not met or for judgement, and is null where it is not known. A person's `not_met` has the bits of
the criteria that do not pass, and `not_known` those of the criteria that are null.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from bench.everyone.people import rules

from coequal.eligibility.outcome import OUTCOMES

CRITERIA = tuple(criterion.id for criterion in rules().criteria if criterion.kind not in ("information", "duty"))
TREATMENTS = tuple(treatment.id for treatment in rules().policy.treatments)
_BITS = {criterion: bit for bit, criterion in enumerate(CRITERIA)}


@dataclass(frozen=True, slots=True)
class Checksum:
    """Sums and counts over people. `outcomes` has a row for each of `TREATMENTS` with a count for each of `OUTCOMES`.

    `criteria` has a row for each of `CRITERIA` with how many pass, how many do not, and of how many it is not known.
    """

    rows: int
    not_met: int
    not_known: int
    outcomes: tuple[tuple[int, ...], ...]
    criteria: tuple[tuple[int, int, int], ...]

    def difference(self, other: "Checksum") -> str:
        """What is not the same in another, in words; nothing where all is."""
        found = [
            f"{field.name}: {mine} and {theirs}"
            for field in fields(self)
            if (mine := getattr(self, field.name)) != (theirs := getattr(other, field.name)) and field.name != "criteria"
        ]
        pairs = zip(CRITERIA, self.criteria, other.criteria, strict=True)
        return "; ".join([*found, *(f"{name}: {mine} and {theirs}" for name, mine, theirs in pairs if mine != theirs)])


@dataclass(frozen=True, slots=True)
class Answer:
    """What comes out for one person: two masks, and the outcome of each treatment."""

    not_met: int
    not_known: int
    outcomes: tuple[str, ...]


def deciding(treatment: str, *, judgement: bool) -> int:
    """The bits of the criteria that decide on a treatment: those that a person judges, or the others."""
    place = TREATMENTS.index(treatment)
    governing = [rules().criteria[number] for number in rules().governing[place].places]
    return bits(criterion.id for criterion in governing if (criterion.kind == "judgement") == judgement)


def bits(criteria: Iterable[str]) -> int:
    """The bits of some criteria together."""
    return sum(1 << _BITS[criterion] for criterion in criteria)


def column(criterion: str) -> str:
    """A criterion's name as a column: `ovarian_reserve`."""
    return criterion.replace("-", "_")


def summed(answers: Sequence[Answer]) -> Checksum:
    """The checksum of answers that came one by one."""
    return Checksum(
        rows=len(answers),
        not_met=sum(answer.not_met for answer in answers),
        not_known=sum(answer.not_known for answer in answers),
        outcomes=tuple(
            tuple(Counter(answer.outcomes[place] for answer in answers)[outcome] for outcome in OUTCOMES)
            for place in range(len(TREATMENTS))
        ),
        criteria=tuple(
            counted(len(answers), sum(a.not_met >> bit & 1 for a in answers), sum(a.not_known >> bit & 1 for a in answers))
            for bit in range(len(CRITERIA))
        ),
    )


def counted(rows: int, not_met: int, not_known: int) -> tuple[int, int, int]:
    """A row of `Checksum.criteria`."""
    return rows - not_met - not_known, not_met, not_known


def from_row(row: Sequence[Any]) -> Checksum:
    """The checksum in a row of one table.

    Its columns: people, both sums, the counts of outcomes treatment by treatment, then of each criterion
    how many do not pass and of how many it is not known.
    """
    people, not_met, not_known, *counts = map(int, row)
    wide, first = len(OUTCOMES), len(OUTCOMES) * len(TREATMENTS)
    return Checksum(
        rows=people,
        not_met=not_met,
        not_known=not_known,
        outcomes=tuple(tuple(counts[start : start + wide]) for start in range(0, first, wide)),
        criteria=tuple(counted(people, *counts[start : start + 2]) for start in range(first, len(counts), 2)),
    )

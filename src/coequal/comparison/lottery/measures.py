"""How far areas are apart: sums over couples and pairs of areas, and the measures that are made of them.

A pair is two different areas that one couple could live in. Where an area's answer for the couple is not known, its pairs
cannot be told apart: they count neither as the same nor as different, and a measure is an interval from the least to the
most that it may be. The formulas take whole numbers, of one couple, or arrays of them, of many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Numbers = Any  # a whole number, or an array of them with a place for each couple
FEWEST_AREAS = 2
OUTCOME = "chance that two areas differ in outcome"
FUNDED = "chance that two areas differ in outcome or amount"
DEPENDS = "share of couples whose outcome depends on the area"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Of each couple the pairs of areas that differ for it, and those of which that cannot be told.

    `apart` and `open` are about the outcome; `funded_apart` and `funded_open` about the outcome or the amount.
    """

    apart: Numbers
    open: Numbers
    funded_apart: Numbers
    funded_open: Numbers


def pairs(areas: int, eligible: Numbers, judged: Numbers, refused: Numbers, amounts: Iterable[Sequence[Numbers]]) -> Pairs:
    """The pairs, from how many of so many areas have each outcome for a couple; in the others it is not known.

    `amounts` has a sequence for each name of an amount: in how many areas the couple is eligible for each number of it.
    """
    apart = eligible * judged + eligible * refused + judged * refused
    unknown = _two_of(areas) - _two_of(eligible + judged + refused)
    compared = eligible * 0
    more_or_less = eligible * 0
    for counts in amounts:
        together = _two_of(sum(counts))
        compared = compared + together
        more_or_less = more_or_less + together - sum(map(_two_of, counts))
    return Pairs(apart, unknown, apart + more_or_less, unknown + _two_of(eligible) - compared)


def _two_of(number: Numbers) -> Numbers:
    """How many pairs there are of so many."""
    return number * (number - 1) // 2


@dataclass(frozen=True, slots=True)
class Sums:
    """Everything that the measures are made of, added up over couples. `eligible_in[k]` couples are eligible in k areas."""

    areas: int
    couples: int
    apart: int
    open: int
    funded_apart: int
    funded_open: int
    depends: int
    may_depend: int
    eligible_in: tuple[int, ...]

    def __add__(self, other: "Sums") -> "Sums":
        """The sums over both; about the same areas."""
        assert self.areas == other.areas
        return Sums(
            self.areas,
            self.couples + other.couples,
            self.apart + other.apart,
            self.open + other.open,
            self.funded_apart + other.funded_apart,
            self.funded_open + other.funded_open,
            self.depends + other.depends,
            self.may_depend + other.may_depend,
            tuple(a + b for a, b in zip(self.eligible_in, other.eligible_in, strict=True)),
        )


def nobody_yet(areas: int) -> Sums:
    """The sums over no couple."""
    return Sums(areas, 0, 0, 0, 0, 0, 0, 0, (0,) * (areas + 1))


def of_one(areas: int, found: Pairs, eligible: int) -> Sums:
    """The sums over one couple, that is eligible in so many areas."""
    depends = found.apart > 0
    may = not depends and found.open > 0
    spread = tuple(int(k == eligible) for k in range(areas + 1))
    apart, unknown, funded_apart, funded_unknown = found.apart, found.open, found.funded_apart, found.funded_open
    return Sums(areas, 1, apart, unknown, funded_apart, funded_unknown, int(depends), int(may), spread)


def measures(sums: Sums) -> dict[str, Any]:
    """The measures as JSON has them; each is an interval, or None with a sentence that says why."""
    all_pairs = sums.couples * _two_of(sums.areas)
    why = _why_none(sums)
    found: dict[str, Any] = {
        "areas": sums.areas,
        OUTCOME: None if why else _interval(sums.apart, sums.open, all_pairs),
        FUNDED: None if why else _interval(sums.funded_apart, sums.funded_open, all_pairs),
        DEPENDS: None if why else _interval(sums.depends, sums.may_depend, sums.couples),
    }
    return {**found, "because": why} if why else found


def _why_none(sums: Sums) -> str | None:
    if sums.areas < FEWEST_AREAS:
        there = "there is no area" if sums.areas == 0 else "there is only one area"
        return f"A lottery takes two areas, and {there} to count."
    return None if sums.couples else "Nobody is in the lottery."


def _interval(least: int, more: int, of: int) -> dict[str, float]:
    return {"least": least / of, "most": (least + more) / of}

"""A count as it may be published: small numbers hidden, also from whoever takes one table from another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

from coequal.assurance.disclosure import FEWEST, Shown, grid, share_shown, shown, together
from coequal.assurance.sums import Key, Sum
from coequal.involvement.counting.closed import NOT_STATED, Cross, Spread, Tally
from coequal.involvement.counting.linked import Cell, is_found
from coequal.involvement.surveys.model import SCALE

_Z: Final = 1.959964  # 19 times in 20
_HIDDEN: Final = Shown(None)
_BASE, _SILENT, _UNASKED, _SIZE = ":answered", ":not answered", ":not asked", ":all"  # no key of an answer has a colon


@dataclass(frozen=True, slots=True)
class Published:
    """A tally as it may be published."""

    tally: Tally
    counts: Mapping[str, Shown]
    base: Shown
    not_answered: Shown
    not_asked: Shown

    def share(self, key: str) -> float | None:
        """The share of an answer among those who answered; None where it is hidden, or nobody answered."""
        return share_shown(self.counts[key], self.base)

    @property
    def mean(self) -> float | None:
        """The mean of a scale by its counts as published, to one place; None where one is hidden, which the mean would tell."""
        if self.tally.kind != SCALE:
            return None
        counts = [(int(key), one.count) for key, one in self.counts.items() if one.count is not None]
        base = sum(count for _, count in counts)
        if len(counts) < len(self.counts) or not base:
            return None
        return round(sum(step * count for step, count in counts) / base, 1)

    @property
    def spread(self) -> Spread | None:
        """Where numbers lie; None where a quarter of those who answered are so few that it is not told."""
        return self.tally.spread if (self.base.count or 0) >= 4 * FEWEST else None

    def interval(self, key: str) -> tuple[float, float] | None:
        """Between which shares that of everybody lies, 19 times in 20; only where people were drawn by chance."""
        share = self.share(key)
        if not self.tally.at_random or share is None or not self.base.count:
            return None
        n = self.base.count
        middle = (share + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
        half = _Z * sqrt(share * (1 - share) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


def published(tally: Tally) -> Published:
    """A tally as it may be published, beside the exact number of responses."""
    base, silent, unasked = together([tally.base, tally.not_answered, tally.not_asked], exact=True)
    if tally.several:
        counts = [together(_yes_and_no(tally, key), exact=True)[0] for key in tally.counts]
    else:
        *counts, other_silent, other_unasked = together(tally.parts, exact=True)
        silent, unasked = _both(silent, other_silent), _both(unasked, other_unasked)
    return Published(tally, _of_several(tally, counts), base, silent, unasked)


def published_groups(cross: Cross) -> dict[str, Published]:
    """The tallies of groups as they may be published beside one another, beside that of all together, and how large each is.

    Where what one of these tables hides could be found by the others, nothing is told of any group; where that is not enough,
    not even how many of it answered.
    """
    found = _side_by_side(cross)
    if _is_told(cross, found):
        found = {key: replace(one, counts=dict.fromkeys(one.counts, _HIDDEN)) for key, one in found.items()}
    if _is_told(cross, found):
        found = {key: replace(one, base=_HIDDEN, not_answered=_HIDDEN, not_asked=_HIDDEN) for key, one in found.items()}
    return found


def _is_told(cross: Cross, groups: Mapping[str, Published]) -> bool:
    """Whether somebody who takes these tables together finds what is hidden."""
    sizes = {key: one.tally.whole for key, one in groups.items() if key != NOT_STATED}
    silent = groups[NOT_STATED].tally.whole if NOT_STATED in groups else 0
    if cross.overlapping:
        said = {key: shown(size) for key, size in sizes.items()}
    else:
        said = dict(zip([*sizes, NOT_STATED], together([*sizes.values(), silent], exact=True), strict=True))
    every = published(cross.all)
    cells = dict(_cells("", every)) | {("", _SIZE): Cell(cross.all.whole, _HIDDEN, exact=True)}
    for key, one in groups.items():
        cells |= dict(_cells(f":{key}", one))
        cells[f":{key}", _SIZE] = Cell(one.tally.whole, said.get(key, _HIDDEN))
    sums = [each for group in ("", *(f":{key}" for key in groups)) for each in _sums(group, every)]
    if not cross.overlapping:
        parts = (*every.counts, _BASE, _SILENT, _UNASKED, _SIZE)
        sums += [Sum(("", part), tuple((f":{key}", part) for key in groups)) for part in parts]
    return is_found(cells, sums)


def _cells(group: str, one: Published) -> Iterator[tuple[Key, Cell]]:
    """What is published of a group, by names."""
    for key, said in one.counts.items():
        yield (group, key), Cell(one.tally.counts[key], said)
        yield (group, key, "others"), Cell(0, _HIDDEN)
    yield (group, _BASE), Cell(one.tally.base, one.base)
    yield (group, _SILENT), Cell(one.tally.not_answered, one.not_answered)
    yield (group, _UNASKED), Cell(one.tally.not_asked, one.not_asked)


def _sums(group: str, every: Published) -> Iterator[Sum]:
    """What comes to what within a group."""
    yield Sum((group, _SIZE), ((group, _BASE), (group, _SILENT), (group, _UNASKED)))
    if every.tally.several:
        yield from (Sum((group, _BASE), ((group, key), (group, key, "others"))) for key in every.counts)
    elif every.counts:
        yield Sum((group, _BASE), tuple((group, key) for key in every.counts))


def _side_by_side(cross: Cross) -> dict[str, Published]:
    tallies = list(cross.groups.values())
    columns: list[list[Shown]]
    if cross.all.several or cross.overlapping:
        each = [[_yes_and_no(tally, key) for tally in tallies] for key in cross.all.counts]
        rows = [[column[0] for column in grid(list(zip(*one, strict=True)), totals_of_rows=not cross.overlapping)] for one in each]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in tallies]
    else:
        parts = [
            [*(tally.counts.get(key, 0) for key in cross.all.counts), tally.not_answered, tally.not_asked] for tally in tallies
        ]
        columns = [column[:-2] for column in grid(list(zip(*parts, strict=True)), totals_of_rows=True)]
    below = grid(
        [[getattr(tally, name) for tally in tallies] for name in ("base", "not_answered", "not_asked")],
        totals_of_rows=not cross.overlapping,
    )
    found = {}
    for (key, tally), counts, (base, silent, unasked) in zip(cross.groups.items(), columns, below, strict=True):
        whole = _with_keys(tally, cross.all)
        found[key] = Published(whole, _of_several(whole, counts), base, silent, unasked)
    return found


def _with_keys(tally: Tally, whole: Tally) -> Tally:
    """A group's tally with every answer of the whole, in their order."""
    return replace(tally, counts={key: tally.counts.get(key, 0) for key in whole.counts}, labels=whole.labels)


def _of_several(tally: Tally, counts: list[Shown]) -> dict[str, Shown]:
    """The counts by their keys; of a handful who answered, nothing."""
    if 0 < tally.base < FEWEST:
        counts = [Shown(None)] * len(counts)
    return dict(zip(tally.counts, counts, strict=False))  # numbers and texts have one count, and no keys


def _yes_and_no(tally: Tally, key: str) -> list[int]:
    """Those who gave an answer, those who gave others alone, and the rest."""
    count = tally.counts.get(key, 0)
    return [count, tally.base - count, tally.not_answered, tally.not_asked]


def _both(one: Shown, other: Shown) -> Shown:
    """A count that is hidden where one of two tables hides it."""
    return other if other.count is None else one

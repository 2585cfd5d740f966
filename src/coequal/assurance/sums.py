"""Counts that add up in several ways, as they may be published side by side: in one table, or in several of the same people.

What is hidden in one table must not be found from another. So all of them are looked at together, as whoever reads them all
would: from the least and the most that each count can be, and from the sums in which it stands.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

from coequal.assurance.disclosure import ENOUGH, FEWEST, NO_LIMIT, Range, Shown, around, shown

Key = Hashable


@dataclass(frozen=True, slots=True)
class Sum:
    """That some counts come to another one, as everybody can tell."""

    whole: Key
    parts: tuple[Key, ...]


def side_by_side(counts: Mapping[Key, int], sums: Sequence[Sum], unsaid: Collection[Key] = ()) -> dict[Key, Shown]:
    """The counts as they may be published, those `unsaid` left out, which stand in sums and are published nowhere.

    Hidden are: from 1 to 7; the parts of a whole from 1 to 7, for they say what became of few people; and whatever a hidden one
    could be found from. Nought stays nought where everybody can tell that nobody was there.
    """
    told = _Told(counts, sums, frozenset(unsaid))
    while any(map(told.hide_beside, told.found())):
        pass
    return {key: Shown(None) if key in told.hidden else shown(count) for key, count in counts.items() if key not in told.unsaid}


class _Told:
    """What is hidden so far, and what of that can be found."""

    def __init__(self, counts: Mapping[Key, int], sums: Sequence[Sum], unsaid: frozenset[Key]) -> None:
        self.counts, self.sums, self.unsaid = counts, sums, unsaid
        self.small = frozenset(key for key, count in counts.items() if 0 < count < FEWEST)
        nobody = {part for one in sums if not counts[one.whole] for part in one.parts}
        of_few = {part for one in sums if one.whole in self.small for part in one.parts}
        self.hidden = (set(self.small) | (of_few - nobody)) - unsaid

    def found(self) -> list[Key]:
        """The hidden counts that can be nothing but one or two numbers."""
        ranges = self._ranges()
        return sorted((key for key in self.hidden if ranges[key][1] - ranges[key][0] + 1 < ENOUGH), key=repr)

    def hide_beside(self, found: Key) -> bool:
        """Hide the nearest counts that are shown, wholes and parts alike: to hide a part alone can tell what the whole is.

        Whether there were any.
        """
        reached, near = {found}, [one for one in self.sums if found in (one.whole, *one.parts)]
        while near:
            beside = {key for one in near for key in (one.whole, *one.parts)}
            if told := {key for key in beside - self.hidden - self.unsaid if self.counts[key]}:
                self.hidden |= told
                return True
            grown = reached.union(*((one.whole, *one.parts) for one in near))
            if grown == reached:
                break
            reached = grown
            near = [one for one in self.sums if not reached.isdisjoint((one.whole, *one.parts))]
        return False

    def _ranges(self) -> dict[Key, Range]:
        """Between which numbers each count lies, for whoever reads all of them and even knows which are hidden for being few."""
        ranges = {key: self._alone(key) for key in self.counts}
        while any(narrowed(ranges, one) for one in self.sums):
            pass
        return ranges

    def _alone(self, key: Key) -> Range:
        if key in self.unsaid:
            return (0, NO_LIMIT)
        if key in self.hidden:
            return (1, FEWEST - 1) if key in self.small else (0, NO_LIMIT)
        return around(shown(self.counts[key]).count or 0)


def narrowed(ranges: dict[Key, Range], one: Sum) -> bool:
    """Put into the ranges what a sum says of them; whether it said anything new."""
    before = [ranges[key] for key in (one.whole, *one.parts)]
    lowest, highest = sum(ranges[part][0] for part in one.parts), sum(ranges[part][1] for part in one.parts)
    low, high = ranges[one.whole]
    low, high = ranges[one.whole] = (max(low, lowest), min(high, highest))
    for part in one.parts:
        least, most = ranges[part]
        ranges[part] = (max(least, low - (highest - most)), min(most, high - (lowest - least)))
    return before != [ranges[key] for key in (one.whole, *one.parts)]

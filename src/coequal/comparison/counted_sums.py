"""What counts of people under two policies come to: who fares better under which, and of how many it cannot be told."""

from typing import Any, Final

from coequal.comparison.counted import AS_IT_IS, AS_SEEN
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN, OUTCOMES
from coequal.populations.publishing import HIDDEN, publish, published

SUMS: Final = "sums"
BETTER_UNDER_A, BETTER_UNDER_B, OPEN = "better under a", "better under b", "cannot be told"
# From the best outcome to the worst, as far as both are known.
_BETTER: Final = frozenset({(ELIGIBLE, FOR_JUDGEMENT), (ELIGIBLE, NOT_ELIGIBLE), (FOR_JUDGEMENT, NOT_ELIGIBLE)})
_SUMS: Final = {
    **{f"{x} under a": frozenset((x, y) for y in OUTCOMES) for x in OUTCOMES},
    BETTER_UNDER_A: _BETTER,
    BETTER_UNDER_B: frozenset((y, x) for x, y in _BETTER),
    OPEN: frozenset((x, y) for x in OUTCOMES for y in OUTCOMES if NOT_KNOWN in (x, y)),
}


def as_shown(report: dict[str, Any], *, public: bool) -> dict[str, Any]:
    """Counts with their sums; where they are `public`, as they may be published: added up first, and rounded after."""
    sums = {kind: {name: _added(report[kind], cells, public) for name, cells in _SUMS.items()} for kind in (AS_IT_IS, AS_SEEN)}
    return {**(publish(report) if public else report), SUMS: sums}


def _added(counts: dict[str, dict[str, int]], cells: frozenset[tuple[str, str]], public: bool) -> int | str:
    """A sum; hidden where one of its counts is, which else could be worked out from the others."""
    found = [counts[x][y] for x, y in cells]
    if not public:
        return sum(found)
    return HIDDEN if HIDDEN in map(published, found) else published(sum(found))

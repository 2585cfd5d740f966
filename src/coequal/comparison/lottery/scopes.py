"""Over which areas the measures are asked: those that count, all whatever their unseen parts say, and all as far as seen."""

from typing import Final

from coequal.comparison.lottery.areas import Area, Day
from coequal.comparison.seen import is_whole
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE

COUNTED: Final = "measures"  # the areas whose policy surely binds and was seen whole
WHATEVER: Final = "whatever is unseen"  # all areas whose policy surely binds; what is said holds whatever the unseen parts say
AS_SEEN: Final = "as far as seen"  # those of which a condition was seen, as if there were nothing else in their policies
SCOPES: Final = (COUNTED, WHATEVER, AS_SEEN)
TOLD: Final = (ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE)  # the outcomes that tell areas apart


def compares(area: Area, scope: str) -> bool:
    """Whether an area is compared in a scope."""
    return {COUNTED: area.counts, WHATEVER: area.binds, AS_SEEN: area.counts_as_seen}[scope]


def areas_of(day: Day, scope: str) -> tuple[Area, ...]:
    """The areas of a day that are compared in a scope."""
    return tuple(area for area in day.areas if compares(area, scope))


def told(area: Area, scope: str) -> tuple[str, ...]:
    """The outcomes of an area that are certain in a scope: an unseen part could refuse whomever the seen part does not."""
    return (NOT_ELIGIBLE,) if scope == WHATEVER and not is_whole(area.policy) else TOLD

"""An area beside the yardstick: for whom its answer is another than that of NICE's guideline, each as far as it was seen."""

from collections.abc import Mapping
from typing import Final

from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN
from coequal.populations.graph import Graph
from coequal.populations.terms import AND, OR

REFUSED_HERE: Final = "refused here, eligible there"
REFUSED_THERE: Final = "eligible here, refused there"
JUDGED: Final = "for judgement in one of them"
UNTOLD: Final = "cannot be told"
BESIDE: Final = (REFUSED_HERE, REFUSED_THERE, JUDGED, UNTOLD)


def beside(here: Mapping[str, int], there: Mapping[str, int], graph: Graph) -> dict[str, int]:
    """The terms of an area beside the yardstick's; of whoever is in none of them both say the same."""
    judged = [(FOR_JUDGEMENT, ELIGIBLE), (FOR_JUDGEMENT, NOT_ELIGIBLE), (ELIGIBLE, FOR_JUDGEMENT), (NOT_ELIGIBLE, FOR_JUDGEMENT)]
    return {
        REFUSED_HERE: graph.joined(AND, [here[NOT_ELIGIBLE], there[ELIGIBLE]]),
        REFUSED_THERE: graph.joined(AND, [here[ELIGIBLE], there[NOT_ELIGIBLE]]),
        JUDGED: graph.joined(OR, [graph.joined(AND, [here[one], there[other]]) for one, other in judged]),
        UNTOLD: graph.joined(OR, [here[NOT_KNOWN], there[NOT_KNOWN]]),
    }


def beside_for_one(here: str, there: str) -> str | None:
    """The same for one couple, from its two outcomes; None where both say the same."""
    if NOT_KNOWN in (here, there):
        return UNTOLD
    if FOR_JUDGEMENT in (here, there):
        return None if here == there else JUDGED
    return {(NOT_ELIGIBLE, ELIGIBLE): REFUSED_HERE, (ELIGIBLE, NOT_ELIGIBLE): REFUSED_THERE}.get((here, there))

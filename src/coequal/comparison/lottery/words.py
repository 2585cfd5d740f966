"""The lottery in words: how areas, shares, outcomes and amounts are said, wherever they are shown."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from coequal.comparison.lottery.measures import DEPENDS, FUNDED, OUTCOME
from coequal.comparison.lottery.scopes import AS_SEEN, COUNTED, WHATEVER
from coequal.eligibility.outcome import ELIGIBLE, FOR_JUDGEMENT, NOT_ELIGIBLE, NOT_KNOWN

AS_FAR_AS_SEEN: Final = {
    ELIGIBLE: "nothing seen refuses",
    NOT_ELIGIBLE: "refused",
    FOR_JUDGEMENT: "for judgement",
    NOT_KNOWN: "not known",
}
SEEN: Final = {"whole": "rules not found", "partial": "in part", "second-hand": "at second hand"}
SCOPE_SAYS: Final = {COUNTED: "seen whole", WHATEVER: "all, whatever is unseen", AS_SEEN: "as far as seen"}
MEASURE_SAYS: Final = {
    OUTCOME: "Two areas picked at random differ in the outcome",
    FUNDED: "They differ in the outcome or in how much is funded",
    DEPENDS: "The outcome depends on the area",
}


def row_says(row: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    """The area of a row, with its version where rows have the area twice."""
    twice = sum(other["policy"] == row["policy"] for other in rows) > 1
    return f"{row['name']} ({row['version']})" if twice else str(row["name"])


def interval_says(measure: Mapping[str, float] | None) -> str:
    """A measure as `31.0 % to 52.4 %`, or as one share where it is known; a dash where there is none."""
    if measure is None:
        return "–"
    least, most = (f"{100 * measure[end]:.1f} %" for end in ("least", "most"))
    return least if least == most else f"{least} to {most}"


def amounts_say(treatments: Mapping[str, Mapping[str, Any]]) -> str:
    """How much of the treatments that are not refused is funded, as far as that is known: `fresh cycles 2, embryo transfers 4`."""
    said = []
    for name, own in treatments.items():
        numbers = [f"{amount} {own[amount]}" for amount in own if amount != "outcome" and isinstance(own[amount], int | float)]
        if numbers and own["outcome"] != NOT_ELIGIBLE:
            said.append(f"{name}: {', '.join(numbers)}" if len(treatments) > 1 else ", ".join(numbers))
    return "; ".join(said) or "–"


def bodies_say(bodies: Iterable[Mapping[str, str]]) -> str:
    """Bodies by name and code."""
    return ", ".join(f"{body['name']} ({body['code']})" for body in bodies)


def number_of(count: int, one: str, many: str) -> str:
    """`1 area`, `2 areas`, `no area`."""
    return f"{count or 'no'} {one if count < 2 else many}"

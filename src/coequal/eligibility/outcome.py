"""Five statuses of a criterion, four outcomes of a treatment, and the one rule that leads from these to those."""

from collections.abc import Collection
from typing import Final

MET: Final = "met"
NOT_MET: Final = "not met"
NOT_KNOWN: Final = "not known"
FOR_JUDGEMENT: Final = "for judgement"
NOT_APPLICABLE: Final = "not applicable"

ELIGIBLE: Final = "eligible"
NOT_ELIGIBLE: Final = "not eligible"

# From the mildest to the gravest; the gravest status among the criteria gives the outcome.
OUTCOMES: Final = (ELIGIBLE, NOT_KNOWN, FOR_JUDGEMENT, NOT_ELIGIBLE)
GRAVITY: Final = {MET: 0, NOT_APPLICABLE: 0, NOT_KNOWN: 1, FOR_JUDGEMENT: 2, NOT_MET: 3}
DECIDING: Final = frozenset(("requirement", "judgement", "elsewhere", "not seen"))  # the kinds that touch the outcome


def outcome(statuses: Collection[str]) -> str:
    """The outcome of a treatment from the statuses of the criteria that govern it.

    Any *not met* makes *not eligible*; else any *for judgement*; else any *not known*; else *eligible*.
    """
    if NOT_MET in statuses:
        return NOT_ELIGIBLE
    if FOR_JUDGEMENT in statuses:
        return FOR_JUDGEMENT
    return NOT_KNOWN if NOT_KNOWN in statuses else ELIGIBLE


def status(kind: str, applies: bool | None, condition: bool | None) -> str:
    """The status of a criterion by its kind, from whether it applies and whether its condition holds.

    A criterion without `applies when` applies, and one without a condition has one that is true.
    """
    if kind in ("duty", "information") or applies is False:
        return NOT_APPLICABLE
    if kind == "elsewhere":
        return NOT_MET if applies else NOT_KNOWN
    if kind == "judgement":
        found = _THREE[not condition if condition is not None else None, FOR_JUDGEMENT]
    else:
        found = _THREE[condition, NOT_MET]
    return found if applies or found == MET else NOT_KNOWN


_THREE: Final = {
    (value, otherwise): {True: MET, False: otherwise, None: NOT_KNOWN}[value]
    for value in (True, False, None)
    for otherwise in (NOT_MET, FOR_JUDGEMENT)
}

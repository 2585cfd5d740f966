"""When the clock of a request stood still: while it waited for the clinician, and while no consent stood."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coequal.referrals.clock.clock import Stop
from coequal.referrals.models import Step
from coequal.referrals.moves.states import WITH_ASKER
from coequal.referrals.moves.table import CONSENT_BACK, CONSENT_GONE


def stops(steps: Sequence[Step]) -> Iterator[Stop]:
    """The stops, by the steps of a request in order; those of the two kinds may overlap."""
    for step, after in pairwise([*steps, None]):
        if step and step.came_to in WITH_ASKER:
            yield Stop(step.day, after.day if after else None, f"it was {step.came_to}")
    yield from _without_consent(steps)


def _without_consent(steps: Sequence[Step]) -> Iterator[Stop]:
    """From the day on which the patient took the consent back until that of a new one: the clinic has to act meanwhile."""
    gone, why = None, "the patient took the consent back"
    for step in steps:
        if step.kind == CONSENT_GONE and gone is None:
            gone = step.day
        elif step.kind == CONSENT_BACK and gone is not None:
            yield Stop(gone, step.day, why)
            gone = None
    if gone is not None:
        yield Stop(gone, None, why)

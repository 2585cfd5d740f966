"""When the clock of a request stood still: while it waited for the clinician, and while no consent stood."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from coequal.referrals.clock.clock import Stop
from coequal.referrals.models import Step
from coequal.referrals.moves.states import DEFERRED, WITH_ASKER
from coequal.referrals.moves.table import CONSENT_BACK, CONSENT_GONE


def stops(steps: Sequence[Step], told: Sequence[date | None] = ()) -> Iterator[Stop]:
    """The stops, by the steps of a request in order; those of the two kinds may overlap.

    `told` are the days on which the clinician was told by letter of one deferral after another, None where that is still to come:
    until then nobody waits for them. Where it is not given, a deferral counts from its step.
    """
    letters = iter(told)
    for step, after in pairwise([*steps, None]):
        if step is None or step.came_to not in WITH_ASKER or step.left == step.came_to:
            continue
        since = next(letters, step.day) if step.came_to == DEFERRED else step.day
        if since is not None:
            yield Stop(since, max(since, after.day) if after else None, f"it was {step.came_to}")
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

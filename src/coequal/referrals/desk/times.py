"""How long requests took: in working days of a clock that stood while the clinician had to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coequal.referrals.clock.clock import Clock, Stop
from coequal.referrals.clock.limits import WORKING_DAYS, Limit
from coequal.referrals.models import Step
from coequal.referrals.moves.states import APPROVED, DECLINED, DEVELOPMENT, ELSEWHERE, WRITING
from coequal.referrals.moves.stops import stops

ANSWERS = (APPROVED, DECLINED, ELSEWHERE, DEVELOPMENT)
_COUNTED = Limit(1, WORKING_DAYS)  # of a clock that only counts


@dataclass(frozen=True, slots=True)
class Taken:
    """How a request went until it was first answered: the day on which it came, that of the answer, and the stops between."""

    start: date
    end: date
    stops: tuple[Stop, ...]

    @property
    def days(self) -> int:
        """The working days that it took."""
        return Clock(self.start, _COUNTED, self.stops).used(self.end)

    def in_time(self, limit: Limit | None) -> bool | None:
        """Whether the answer came within a limit; None where there is none."""
        return None if limit is None else not Clock(self.start, limit, self.stops).is_late(self.end)


def taken(steps: Sequence[Step]) -> Taken | None:
    """How long a request took, by its steps in order; None for one that was not answered yet, or never submitted."""
    came = next((n for n, one in enumerate(steps) if one.left == WRITING), None)
    if came is None:
        return None
    answered = next((n for n, one in enumerate(steps) if n >= came and one.came_to in ANSWERS), None)
    if answered is None:
        return None
    gone = steps[came : answered + 1]
    return Taken(gone[0].day, gone[-1].day, tuple(stops(gone)))

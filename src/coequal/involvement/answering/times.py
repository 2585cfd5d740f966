"""Until when somebody can answer: to midnight where people live, and a day longer for whoever had begun.

Nobody answers while the data register does not let personal data be used, be it that they had begun before.
"""

from datetime import date, datetime, timedelta
from typing import Final

from coequal.errors import CoequalError
from coequal.involvement.models import Involvement, Response
from coequal.involvement.models.involvements import CLOSED, ON_HOLD, OPEN, start_of

_SHUT: Final = "It has closed, or has not been opened."
_WHY: Final = {ON_HOLD: "It is on hold.", OPEN: "Personal data must not be used for it at the moment."}
LONGER: Final = timedelta(hours=24)  # for whoever had begun; by the clock of no place, which may be put back meanwhile


class NotNow(CoequalError):
    """The survey takes no answers at the moment; `state` is that of its involvement."""

    def __init__(self, message: str, state: str) -> None:
        super().__init__(message)
        self.state = state


def closed_at(involvement: Involvement) -> datetime | None:
    """The moment at which it closes or closed; None where no day is set."""
    return involvement.closed_at


def over_at(involvement: Involvement) -> datetime | None:
    """The moment from which nobody can finish any more; None where no day is set."""
    closed = closed_at(involvement)
    return closed + LONGER if closed else None


def is_late(response: Response, moment: datetime) -> bool:
    """Whether what is sent at a moment comes after the end."""
    closed = closed_at(response.survey.involvement)
    return closed is not None and moment >= closed


def came_late(involvement: Involvement, received: date) -> bool:
    """Whether what came on a day, by post or in a file, came after the end: on a day that began when it was over."""
    closed = closed_at(involvement)
    return closed is not None and start_of(received) >= closed


def goes_on(response: Response, moment: datetime) -> bool:
    """Whether whoever began a response can go on with it at a moment."""
    involvement = response.survey.involvement
    state = involvement.state_on(moment)
    if involvement.dates_only or state not in (OPEN, CLOSED) or not involvement.may_use_data:
        return False
    if state == OPEN:
        return True
    closed, over = closed_at(involvement), over_at(involvement)
    assert closed is not None  # it is closed
    assert over is not None
    return response.began is not None and response.began < closed and moment < over


def require_open(response: Response, moment: datetime) -> None:
    """Nothing, where a response can be gone on with. Raises `NotNow`."""
    if not goes_on(response, moment):
        state = response.survey.involvement.state_on(moment)
        past = response.survey.involvement.dates_only
        why = _SHUT if past else _WHY.get(state, _SHUT)
        raise NotNow(f"This survey takes no answers at the moment. {why} What you sent before is kept.", state)

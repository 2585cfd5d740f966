"""What of involvements stands on somebody's start page: what the law still asks, and what closes soon."""

from collections.abc import Iterator

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import ANSWER_GATE
from coequal.facts.dates import say_date
from coequal.involvement.law.gate import CLOSING, DECIDING, OPENING
from coequal.involvement.law.gates import missing
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import CLOSED, OPEN, PREPARING
from coequal.pages.words import plural
from coequal.web.hearing.forms import soon
from coequal.web.hearing.pages import desk_of
from coequal.web.staff.start import Line, on_start

_SOON = 7  # days
_STEPS = {PREPARING: OPENING, OPEN: CLOSING, CLOSED: DECIDING}


@on_start
def involvements_waiting(acting: Acting) -> Iterator[Line]:
    """Involvements that close soon, and those before whose next step the law still asks something."""
    there = Involvement.objects.filter(organisation__code__in=acting.organisations_as(ANSWER_GATE), reported=None, dates_only=False)
    for involvement in there.select_related("organisation"):
        state = involvement.state
        closing = state == OPEN and soon(involvement, _SOON)
        if closing and involvement.closes:
            yield Line(f"“{involvement.title}” closes at the end of {say_date(involvement.closes)}", desk_of(involvement))
        if state in _STEPS and (state != OPEN or closing) and (left := missing(involvement, _STEPS[state])):
            words = f"“{involvement.title}”: the law asks {plural(len(left), 'thing')} before {_STEPS[state]}"
            yield Line(words, desk_of(involvement, "gates"))

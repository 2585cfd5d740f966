"""What the involvements of a service area have come to: whether they are closed, reported, and taken into account."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from django.utils import timezone

from coequal.facts.dates import say_date
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import CLOSED, REPORTED
from coequal.involvement.reporting.considering import lines
from coequal.programmes.models import Move, ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.gate import Met
from coequal.programmes.stages.standing import standing_of

_Of = Callable[[Involvement], Met]


def heard(area: ServiceArea, on: date, back: Move | None) -> Met:
    """Whether people were listened to: each involvement is closed and reported, and one opened since the service area went back."""
    found = _linked(area)
    return _of_each(found if _opened_since(found, back.on if back else None) else [], (partial(closed_by, on=on), _reported))


def closed(area: ServiceArea, on: date) -> Met:
    """Whether nobody is being asked any more on a day."""
    return _after_consultation(area, partial(closed_by, on=on))


def reported(area: ServiceArea, _on: date) -> Met:
    """Whether everybody can read what was heard."""
    return _after_consultation(area, _reported)


def considered(area: ServiceArea, _on: date) -> Met:
    """Whether everybody can read what was made of each theme."""
    return _after_consultation(area, _considered)


def _linked(area: ServiceArea) -> list[Involvement]:
    return list(area.involvements.order_by("pk"))


def _opened_since(involvements: Sequence[Involvement], day: date | None) -> bool:
    """Whether one of them opened on a day or later; where no day is given, whether there is one."""
    return any(day is None or (one.opens is not None and one.opens >= day) for one in involvements)


def _after_consultation(area: ServiceArea, check: _Of) -> Met:
    """A check of every involvement, of which one has to be of the consultation, unless that was passed over."""
    found, standing = _linked(area), standing_of(area)
    if kinds.CONSULTATION not in standing.passed_over:
        opened = [one.on for one in standing.moves if one.kind in kinds.OPENING and one.stage == kinds.CONSULTATION]
        if found and not (opened and _opened_since(found, opened[-1])):
            return Met(False, "No involvement of this service area opened after the stage of consultation did.")
    elif not found:
        return Met(True, "Nobody was asked. The consultation was passed over, and everybody can read why.")
    return _of_each(found, (check,))


def _of_each(involvements: Sequence[Involvement], checks: Sequence[_Of]) -> Met:
    """What checks of several come to: a no where one is a no, else not known where one is not known, else a yes."""
    if not involvements:
        return Met(False, "No involvement belongs to this service area.")
    found = [check(one) for one in involvements for check in checks]
    weighed = [met for met in found if met.answer is False] or [met for met in found if met.answer is None] or found
    return Met(weighed[0].answer, " ".join(met.says for met in weighed))


def closed_by(involvement: Involvement, on: date) -> Met:
    """Whether an involvement had closed by a day, so that nobody can be heard in it any more."""
    at = involvement.closed_at
    if at is None:
        return Met(None, f"{involvement}: its last day is not known.")
    day = timezone.localdate(at)
    if involvement.state not in {CLOSED, REPORTED} or day > on:
        return Met(False, f"{involvement}: it is not closed.")
    return Met(True, f"{involvement}: it had closed by {say_date(day)}.")


def _reported(involvement: Involvement) -> Met:
    if involvement.state == REPORTED:
        return Met(True, f"{involvement}: its report is published.")
    if involvement.dates_only:
        return Met(None, f"{involvement}: whether a report was published is not known.")
    return Met(False, f"{involvement}: its report is not published.")


def _considered(involvement: Involvement) -> Met:
    if involvement.dates_only:
        return Met(None, f"{involvement}: what was made of its themes is not known.")
    found = lines(involvement)
    if not found and involvement.extracts.filter(says_nothing=False).exists():
        return Met(None, f"{involvement}: people wrote texts, and no themes were made of them. What was made of them is not known.")
    left = [line.theme.title for line in found if not (line.is_answered and line.is_public)]
    if left:
        return Met(False, f"{involvement}: not published is what was made of {'; '.join(left)}.")
    return Met(True, f"{involvement}: what was made of each theme is published.")

"""The stages of a service area side by side with the days that were planned: what is done, what is open, what is to come."""

from dataclasses import dataclass
from typing import Final

from coequal.programmes.conduct.planning import planned
from coequal.programmes.models import Move, Plan, ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.standing import Standing, standing_of
from coequal.programmes.stages.table import STAGES, Stage

DONE: Final = "done"
IS_OPEN: Final = "open"
PASSED_OVER: Final = "passed over"
TO_COME: Final = "to come"
NOT_KNOWN: Final = "not known"  # of a record of the past, in which nothing tells whether it came to that


@dataclass(frozen=True, slots=True)
class Line:
    """A stage, how it stands, the plan that stands of it, and the steps by which it was opened, and completed or passed over.

    What was done before somebody went back counts no more here; the steps themselves stay in the record.
    """

    stage: Stage
    stands: str
    plan: Plan | None
    opened: Move | None
    ended: Move | None


def timeline(area: ServiceArea) -> list[Line]:
    """Every stage of a service area, in their order."""
    standing, plans = standing_of(area), planned(area)
    moves = list(area.moves.prefetch_related("overrides"))
    past = area.programme.history_only
    return [_line(stage, standing, moves, plans.get(stage.key), past=past) for stage in STAGES]


def _line(stage: Stage, standing: Standing, moves: list[Move], plan: Plan | None, *, past: bool) -> Line:
    stands = _stands(stage.key, standing, past=past)
    opened = _last(moves, stage.key, kinds.OPENING) if stands in {DONE, IS_OPEN} else None
    ended = _last(moves, stage.key, (kinds.COMPLETE, kinds.PASS_OVER)) if stands in {DONE, PASSED_OVER} else None
    return Line(stage, stands, plan, opened, ended)


def _stands(key: str, standing: Standing, *, past: bool) -> str:
    if key == standing.stage:
        return IS_OPEN
    if key in standing.done:
        return DONE
    if key in standing.passed_over:
        return PASSED_OVER
    return NOT_KNOWN if past else TO_COME


def _last(moves: list[Move], key: str, of: tuple[str, ...]) -> Move:
    """The last step of some kinds on a stage."""
    return next(move for move in reversed(moves) if move.stage == key and move.kind in of)

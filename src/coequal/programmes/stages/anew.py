"""What has to be done anew: once a service area went back, only what was made since then counts."""

from datetime import datetime

from coequal.programmes.models import Move, ServiceArea
from coequal.programmes.stages import kinds


def gone_back(area: ServiceArea, stage: str) -> Move | None:
    """The latest step back to a stage or to one before it; None where there was none."""
    reopened = kinds.KEYS[: kinds.KEYS.index(stage) + 1]
    found = [move for move in area.moves.all() if move.kind == kinds.GO_BACK and move.stage in reopened]
    return found[-1] if found else None


def counts(at: datetime | None, back: Move | None) -> bool:
    """Whether what was made at a moment counts still; where nobody went back, also where the moment is not known."""
    return back is None or (at is not None and at > back.at)

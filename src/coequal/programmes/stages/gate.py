"""A gate: what must be there before a stage opens, which is read from the record and never ticked by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from coequal.programmes.models import ServiceArea


@dataclass(frozen=True, slots=True)
class Met:
    """Whether something is there, in words too; None where that is not known, which stops a stage as a no does."""

    answer: bool | None
    says: str


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be there, why, and how that is read from the record on a day."""

    key: str
    says: str
    why: str
    check: Callable[[ServiceArea, date], Met]
    absolute: bool = False  # whether nobody can let it pass

"""What people said and what was decided, in service areas of a programme, as everybody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import PREPARING
from coequal.programmes.models import CallIn, Decision, Move, Ratification, ServiceArea
from coequal.programmes.models.governing import CARRIED, DEFERRED, LOST
from coequal.programmes.stages import kinds

COLOURS = {CARRIED: "green", LOST: "red", DEFERRED: "grey"}


@dataclass(frozen=True, slots=True)
class Heard:
    """An involvement, and whether its report and what came of it can be read."""

    involvement: Involvement
    has_report: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, what came into force by it, and the call-in that stops it at the moment, where there is one."""

    decision: Decision
    ratification: Ratification | None
    called_in: CallIn | None

    @property
    def colour(self) -> str:
        """The colour of its outcome, which says nothing by itself."""
        return COLOURS[self.decision.outcome]


def heard(areas: Iterable[ServiceArea]) -> list[Heard]:
    """Each involvement that was announced, once, the earliest first."""
    found = (
        Involvement.objects.filter(service_areas__in=list(areas)).distinct().order_by("opens", "pk").select_related("organisation")
    )
    return [
        Heard(one, one.published_reports.exists(), one.considerations.filter(published__isnull=False).exists())
        for one in found
        if one.state != PREPARING
    ]


def decided(areas: Iterable[ServiceArea]) -> list[Decided]:
    """Every decision, the newest first."""
    found = Decision.objects.filter(motion__area__in=list(areas)).select_related("motion__area", "motion__meeting", "ratification")
    return [Decided(one, getattr(one, "ratification", None), one.call_ins.filter(ended=None).first()) for one in found]


def stated_in_force(areas: Iterable[ServiceArea]) -> list[Move]:
    """What came into force without a decision that is recorded here, as sources state it, the earliest first."""
    found = Move.objects.filter(area__in=list(areas), kind=kinds.OPEN, stage=kinds.IN_FORCE).exclude(source="")
    return list(found.select_related("area").order_by("on", "pk"))

"""What people said and what was decided, in service areas of a programme, as everybody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import PREPARING
from coequal.programmes.models import BoardPaper, CallIn, Decision, Meeting, Move, Ratification, ServiceArea
from coequal.programmes.models.governing import CALLED, CARRIED, DEFERRED, LOST, RECONSIDERED, SITTING
from coequal.programmes.stages import kinds

OUTCOMES: Final = {CARRIED: "green", LOST: "red", DEFERRED: "yellow"}  # in which colours they stand, beside their words


@dataclass(frozen=True, slots=True)
class Heard:
    """An involvement, and whether its report and what came of it can be read."""

    involvement: Involvement
    has_report: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, what came into force by it, and the call-ins that stop it at the moment or had it decided again."""

    decision: Decision
    ratification: Ratification | None
    called_in: CallIn | None
    reconsidered: CallIn | None

    @property
    def colour(self) -> str:
        """The colour of its outcome, which says nothing by itself."""
        return OUTCOMES[self.decision.outcome]


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
    return [
        Decided(
            one,
            getattr(one, "ratification", None),
            one.call_ins.filter(ended=None).first(),
            one.call_ins.filter(came_to=RECONSIDERED).first(),
        )
        for one in found
    ]


def meetings(areas: Iterable[ServiceArea]) -> list[Meeting]:
    """The meetings that have still to decide, as far as everybody can read papers on it, the earliest first."""
    papers = BoardPaper.objects.filter(area__in=list(areas)).exclude(published=None)
    return list(Meeting.objects.filter(papers__in=papers, state__in=(CALLED, SITTING)).distinct().order_by("on", "pk"))


def stated(areas: Iterable[ServiceArea]) -> list[Move]:
    """What was decided and came into force in the past, as sources state it, the earliest first."""
    taken = Q(kind=kinds.COMPLETE, stage=kinds.DECISION) | Q(kind=kinds.OPEN, stage=kinds.IN_FORCE)
    found = Move.objects.filter(taken, area__in=list(areas)).exclude(source="")
    return list(found.select_related("area").order_by("on", "pk"))

"""What the addresses name: service areas, scorecards, rounds and what they hold, options and what is said of them."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import models
from django.http import Http404

from coequal.accounts.models import Organisation
from coequal.programmes.models import (
    Appraisal,
    Evidence,
    Hurdle,
    Option,
    Round,
    Scorecard,
    Scorer,
    ServiceArea,
    Topic,
)
from coequal.web.aligning.named import area_named

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class OfArea(Generic[M]):
    """Something of a service area. Who may do what with it hangs on where the area stands, not on the thing's own state."""

    area: ServiceArea
    thing: M

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.area.organisation

    @property
    def state(self) -> str:
        """Where its service area stands."""
        return self.area.state


@dataclass(frozen=True, slots=True)
class Judged:
    """An option and a hurdle, by which it is judged."""

    option: Option
    hurdle: Hurdle

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.option.organisation

    @property
    def state(self) -> str:
        """Where the service area stands."""
        return self.option.state


@dataclass(frozen=True, slots=True)
class ToReproduce:
    """An appraisal that can be worked out again; whether it can hangs on how its analysis stands."""

    appraisal: Appraisal

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.appraisal.organisation

    @property
    def state(self) -> str:
        """How its analysis stands."""
        return self.appraisal.analysis.state


def scorecard_named(number: int) -> "OfNoState":
    """A version of a scorecard. Raises `Http404`."""
    return OfNoState(_first(Scorecard.objects.select_related("organisation"), pk=number))


@dataclass(frozen=True, slots=True)
class OfNoState:
    """A version of a scorecard, which stays as it is."""

    card: Scorecard
    state: str = ""

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.card.organisation


def round_named(reference: str, round: str, **_parts: object) -> OfArea[Round]:  # noqa: A002  # what the address calls it
    """A round of a service area. Raises `Http404`."""
    area = area_named(reference)
    found = _first(Round.objects.select_related("scorecard__organisation"), area=area, reference=round)
    found.area = area
    return OfArea(area, found)


def topic_named(reference: str, round: str, topic: int) -> OfArea[Topic]:  # noqa: A002  # what the address calls it
    """A topic of a round. Raises `Http404`."""
    of = round_named(reference, round)
    found = _first(Topic.objects.all(), round=of.thing, pk=topic)
    found.round = of.thing
    return OfArea(of.area, found)


def evidence_named(reference: str, round: str, topic: int, evidence: int) -> OfArea[Evidence]:  # noqa: A002  # what the address calls it
    """A piece of evidence on a topic. Raises `Http404`."""
    of = topic_named(reference, round, topic)
    found = _first(Evidence.objects.all(), topic=of.thing, pk=evidence)
    found.topic = of.thing
    return OfArea(of.area, found)


def scorer_named(reference: str, round: str, scorer: int) -> OfArea[Scorer]:  # noqa: A002  # what the address calls it
    """A member of a round. Raises `Http404`."""
    of = round_named(reference, round)
    found = _first(Scorer.objects.select_related("person"), round=of.thing, pk=scorer)
    found.round = of.thing
    return OfArea(of.area, found)


def option_named(reference: str, option: str, **_parts: object) -> Option:
    """An option of a service area. Raises `Http404`."""
    area = area_named(reference)
    found = _first(Option.objects.all(), area=area, reference=option)
    found.area = area
    return found


def judged_named(reference: str, option: str, hurdle: int) -> Judged:
    """An option and one of the hurdles of its service area. Raises `Http404`."""
    found = option_named(reference, option)
    return Judged(found, _first(Hurdle.objects.all(), area=found.area, pk=hurdle))


def appraisal_named(reference: str, appraisal: int) -> Appraisal:
    """An appraisal that is attached to a service area. Raises `Http404`."""
    area = area_named(reference)
    found = _first(Appraisal.objects.select_related("analysis__organisation"), area=area, pk=appraisal)
    found.area = area
    return found


def to_reproduce(reference: str, appraisal: int) -> ToReproduce:
    """An appraisal that is to be worked out again. Raises `Http404`."""
    return ToReproduce(appraisal_named(reference, appraisal))


def _first(rows: models.QuerySet[M], **named: object) -> M:
    found = rows.filter(**named).first()
    if found is None:
        raise Http404
    return found

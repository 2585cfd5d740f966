"""What of a programme everybody can read: one rule for its pages, its feeds, registers, decisions, meetings and papers.

All of it begins with the day on which the programme was published. What is still worked on is not read before it is complete.
"""

from django.db.models import Prefetch, Q, QuerySet

from coequal.programmes.models import BoardPaper, Decision, Meeting, Motion, Programme, Round, ServiceArea, Topic, Update
from coequal.programmes.models.governing import CALLED
from coequal.programmes.models.prioritising import GIVEN_UP, RECOMMENDED
from coequal.programmes.stages import kinds
from coequal.programmes.stages.standing import standing_of


def programmes() -> QuerySet[Programme]:
    """Every programme that was published."""
    return Programme.objects.filter(published__isnull=False)


def areas() -> QuerySet[ServiceArea]:
    """Their service areas."""
    return ServiceArea.objects.filter(programme__in=programmes())


def updates() -> QuerySet[Update]:
    """What everybody is told of them."""
    return Update.objects.filter(programme__in=programmes())


def rounds(area: ServiceArea) -> QuerySet[Round]:
    """The rounds of scoring of a public service area that are over: with a recommendation, or given up with a reason.

    The earliest come first.
    """
    over = area.rounds.filter(state__in=(RECOMMENDED, GIVEN_UP))
    return over.order_by("made", "pk").prefetch_related(Prefetch("topics", Topic.objects.all()))


def has_options(area: ServiceArea) -> bool:
    """Whether options can be read: once the shortlist is complete. While it is looked at again they are working papers."""
    return kinds.SHORTLIST in standing_of(area).done and area.options.exists()


def motions() -> QuerySet[Motion]:
    """What meetings are asked to decide on their service areas."""
    return Motion.objects.filter(area__in=areas())


def decisions() -> QuerySet[Decision]:
    """What was decided on that."""
    return Decision.objects.filter(motion__in=motions())


def papers(meeting: Meeting) -> QuerySet[BoardPaper]:
    """The papers of a meeting that were published, and are not on a service area of which nobody outside knows yet."""
    return meeting.papers.filter(Q(area=None) | Q(area__in=areas()), published__isnull=False)


def is_public(meeting: Meeting) -> bool:
    """Whether everybody can read of a meeting: it has such papers, or has begun, or was called off."""
    return meeting.state != CALLED or papers(meeting).exists()

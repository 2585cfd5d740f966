"""What the addresses of meetings and decisions name, with whose it is and where it stands."""

from dataclasses import dataclass

from django.http import Http404

from coequal.accounts.models import Organisation
from coequal.programmes.models import BoardPaper, Decision, DelegatedLimit, Meeting, Motion, ServiceArea
from coequal.programmes.telling import public


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """Something of a meeting: whoever may change the meeting may change that."""

    meeting: Meeting

    @property
    def organisation(self) -> Organisation:
        """Whose its meeting is."""
        return self.meeting.organisation

    @property
    def state(self) -> str:
        """Where its meeting stands."""
        return self.meeting.state


@dataclass(frozen=True, slots=True)
class PaperAt(OfMeeting):
    """A paper of a meeting."""

    paper: BoardPaper


@dataclass(frozen=True, slots=True)
class MotionAt(OfMeeting):
    """A motion of a meeting, for what is taken down of it while the meeting goes on."""

    motion: Motion


@dataclass(frozen=True, slots=True)
class Putting:
    """A service area on which something is put to a meeting: the service area has to stand where it can be."""

    meeting: Meeting
    area: ServiceArea

    @property
    def organisation(self) -> Organisation:
        """Whose the service area is."""
        return self.area.organisation

    @property
    def state(self) -> str:
        """Where the service area stands."""
        return self.area.state


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as what can be ratified or called in, by where its service area stands."""

    decision: Decision

    @property
    def organisation(self) -> Organisation:
        """Whose it is."""
        return self.decision.organisation

    @property
    def state(self) -> str:
        """Where its service area stands."""
        return self.decision.motion.area.state


def meeting_named(reference: str) -> Meeting:
    """A meeting by its reference. Raises `Http404`."""
    found = Meeting.objects.select_related("organisation", "delegated").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def motion_named(reference: str, motion: str) -> Motion:
    """A motion of a meeting, which stands where its service area does. Raises `Http404`."""
    related = ("meeting__organisation", "meeting__delegated", "area__programme__organisation", "handover", "again_of")
    found = Motion.objects.select_related(*related).filter(meeting__reference=reference, reference=motion).first()
    if found is None:
        raise Http404
    return found


def motion_at(reference: str, motion: str) -> MotionAt:
    """A motion of a meeting, which stands where the meeting does. Raises `Http404`."""
    found = motion_named(reference, motion)
    return MotionAt(found.meeting, found)


def paper_at(reference: str, number: int) -> PaperAt:
    """A paper of a meeting. Raises `Http404`."""
    meeting = meeting_named(reference)
    paper = meeting.papers.filter(pk=number).first()
    if paper is None:
        raise Http404
    paper.meeting = meeting
    return PaperAt(meeting, paper)


def putting_named(reference: str, area: str) -> Putting:
    """A service area of the same organisation as a meeting. Raises `Http404`."""
    meeting = meeting_named(reference)
    areas = ServiceArea.objects.select_related("programme__organisation", "proposal")
    found = areas.filter(reference=area, programme__organisation=meeting.organisation).first()
    if found is None:
        raise Http404
    return Putting(meeting, found)


def limit_named(number: int) -> DelegatedLimit:
    """A delegated limit. Raises `Http404`."""
    found = DelegatedLimit.objects.select_related("organisation").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def decided_named(reference: str) -> Decided:
    """A decision by its reference. Raises `Http404`."""
    related = ("motion__meeting__organisation", "motion__area__programme__organisation", "motion__handover", "by")
    found = Decision.objects.select_related(*related).filter(reference=reference).first()
    if found is None:
        raise Http404
    return Decided(found)


def public_decision(reference: str) -> Decision:
    """A decision that everybody may read: not one on a programme of which nobody outside knows yet. Raises `Http404`."""
    found = decided_named(reference).decision
    if not public.decisions().filter(pk=found.pk).exists():
        raise Http404
    return found


def public_meeting(reference: str) -> Meeting:
    """A meeting that everybody may read of: one with published papers, or one that began or was called off. Raises `Http404`."""
    found = meeting_named(reference)
    if not public.is_public(found):
        raise Http404
    return found


def public_paper(reference: str, number: int) -> BoardPaper:
    """A published paper, but for one on a programme of which nobody outside knows yet. Raises `Http404`."""
    found = paper_at(reference, number)
    if not public.papers(found.meeting).filter(pk=number).exists():
        raise Http404
    return found.paper

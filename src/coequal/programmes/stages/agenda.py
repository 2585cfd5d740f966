"""What of a service area is before meetings: what is still to be decided, what was overtaken, and what people could read."""

from datetime import date

from django.db.models import Q

from coequal.facts.dates import say_date
from coequal.programmes.models import BoardPaper, Decision, Meeting, Motion, Move, ServiceArea
from coequal.programmes.models.governing import CALLED, DEFERRED, SITTING
from coequal.programmes.stages import kinds
from coequal.programmes.stages.anew import counts, gone_back
from coequal.programmes.stages.gate import Met


def overtaken(motion: Motion) -> str:
    """Why a motion is no longer what there is to decide; nothing where it is."""
    back, proposal = gone_back(motion.area, kinds.DECISION), motion.area.proposal
    if not counts(motion.at, back):
        return f"The service area went back after {motion.reference} was put. Defer it, and put it anew once all is done anew."
    text = motion.handover
    if text and proposal and text != proposal and text.policy == proposal.policy:
        return f"The service area proposes another text by now: {proposal.reference}. Defer {motion.reference}, and put that text."
    return ""


def undecided(area: ServiceArea) -> list[Motion]:
    """The motions on which a meeting that is called or sits has still to decide."""
    found = area.motions.filter(decision=None, meeting__state__in=(CALLED, SITTING)).select_related("area__proposal", "handover")
    return [one for one in found if not overtaken(one)]


def is_decided(area: ServiceArea) -> bool:
    """Whether a meeting decided anything, and did not only defer it, since the stage of decision opened."""
    opened = [one for one in area.moves.all() if one.kind in kinds.OPENING and one.stage == kinds.DECISION][-1:]
    made = Decision.objects.filter(motion__area=area).exclude(outcome=DEFERRED)
    return any(made.filter(at__gte=one.at).exists() for one in opened)


def unsettled(area: ServiceArea) -> str:
    """Why the stage of decision cannot be complete yet; nothing where it can."""
    if left := undecided(area):
        return f"A meeting has still to decide on {', '.join(one.reference for one in left)}."
    return "" if is_decided(area) else "No meeting has decided anything in this stage yet."


def has_papers(meeting: Meeting, area: ServiceArea) -> bool:
    """Whether people could read something on a service area for a meeting: its own paper, or one for the whole meeting."""
    return meeting.papers.filter(Q(area=area) | Q(area=None), published__isnull=False).exists()


def called(area: ServiceArea, _on: date, back: Move | None) -> Met:
    """Whether a meeting is called with published papers on a service area; one for the whole meeting counts by its motions."""
    ours = Q(area=area) | Q(area=None, meeting__motions__area=area)
    papers = BoardPaper.objects.filter(ours, published__isnull=False, meeting__state__in=(CALLED, SITTING))
    for paper in papers.select_related("meeting"):
        if counts(paper.published, back):
            says = f"A meeting is called, and its papers are published: {paper.meeting.title}, {say_date(paper.meeting.on)}."
            return Met(True, says)
    return Met(False, "No meeting is called that has a published paper on this.")

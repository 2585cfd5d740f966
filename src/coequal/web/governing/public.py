"""What everybody reads: a decision with its reasons and all that was before the meeting, and a meeting with its papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.programmes.governance.evidence import Piece
from coequal.programmes.governance.meetings import late
from coequal.programmes.governance.papers import paper_document
from coequal.programmes.models import Decision, Meeting, Motion, Ratification
from coequal.programmes.models.governing import RECONSIDERED
from coequal.programmes.telling import public
from coequal.web.files import on_page
from coequal.web.governing.found import public_decision, public_meeting, public_paper
from coequal.web.governing.motions import cost
from coequal.web.governing.pages import COLOURS
from coequal.web.governing.papers import paper_file
from coequal.web.limits import limited
from coequal.web.programmes.outcomes import OUTCOMES
from coequal.web.shelf import shelf

_KINDS: Final = {
    "text": "The text",
    "paper": "Paper",
    "case": "Case for change",
    "involvement": "People asked",
    "theme": "What people said",
    "prioritisation": "Evidence and scoring",
    "option": "Option",
    "impact": "Impact on people and quality",
    "assessment": "Assessment of equality and quality",
    "appraisal": "Options appraisal",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of what was before a meeting, with the page where everybody can read it, where there is one."""

    kind: str
    reference: str
    says: str
    digest: str
    address: str


@everyone
@require_safe
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    """A decision, with its reasons, evidence, dissent, conditions, what was let pass, call-ins, and what is in force by it."""
    made = public_decision(reference)
    motion, ratified = made.motion, getattr(made, "ratification", None)
    pieces: list[Piece] = made.evidence
    page = {
        "decision": made,
        "motion": motion,
        "meeting": motion.meeting,
        "meeting_is_public": public.is_public(motion.meeting),
        "organisation": made.organisation,
        "colour": OUTCOMES[made.outcome],
        "cost": cost(motion.pounds_a_year),
        "count": next((one["says"] for one in pieces if one["kind"] == "count"), ""),
        "evidence": list(_shown(made)),
        "passed": list(_passed(made)),
        "dissent": motion.votes.exclude(dissent="").select_related("attendance"),
        "interests": motion.interests.select_related("attendance"),
        "called": made.call_ins.all(),
        "is_open": made.call_ins.filter(ended=None).exists(),
        "reconsidered": made.call_ins.filter(came_to=RECONSIDERED).exists(),
        "ratified": ratified,
        "starts": ratified.stands_from if ratified else None,
        "ended": _ended(ratified) if ratified else None,
        "today": timezone.localdate(),
        "version": _version(ratified) if ratified else {},
        "again": [one for one in made.reconsidered_by.select_related("meeting", "decision") if hasattr(one, "decision")],
    }
    return render(request, "governing/decision.html", page)


def _passed(made: Decision) -> Iterator[str]:
    """What should have been there and was not, or was there and should not, with the reason of whoever let it pass."""
    pieces: list[Piece] = made.evidence
    yield from (one["says"] for one in pieces if one["kind"] == "override")
    if made.motion.knowingly:
        yield f"Faults were found in the text, and it was put to the meeting knowingly: {made.motion.knowingly}"


def _ended(ratified: Ratification) -> date | None:
    """The last day of a version that is over by now, as the library has it; none while it is not over, or that is not known."""
    found = [one.ends for one in shelf().policies.get(ratified.policy, ()) if one.version == ratified.version and one.ends]
    last = found[0].read_as if found else None
    return last if last and last < timezone.localdate() else None


def _version(ratified: Ratification) -> dict[str, str]:
    """The parts of the address of a version."""
    area, _, service = ratified.policy.partition("/")
    return {"area": area, "service": service, "version": ratified.version}


def _shown(made: Decision) -> Iterator[Shown]:
    """What was before the meeting, of what is neither the count nor something that was let pass."""
    pieces: list[Piece] = made.evidence
    meeting = made.motion.meeting
    for one in pieces:
        address = ""
        if one["kind"] == "involvement":
            address = reverse("involvement:one", kwargs={"reference": one["reference"]})
        if one["kind"] == "paper":
            address = reverse("governing:public-meeting", kwargs={"reference": meeting.reference})
        if one["kind"] in _KINDS:
            yield Shown(_KINDS[one["kind"]], one["reference"], one["says"], one["digest"], address)


@everyone
@require_safe
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    """A meeting: when and where, who decides, its agenda, its papers, and what was decided."""
    found = public_meeting(reference)
    papers = public.papers(found).select_related("area")
    page = {
        "meeting": found,
        "colour": COLOURS[found.state],
        "outcomes": OUTCOMES,
        "papers": papers,
        "motions": list(_agenda(found)),
        "late": late(found) if found.short_notice else [],
    }
    return render(request, "governing/public-meeting.html", page)


def _agenda(found: Meeting) -> Iterator[tuple[Motion, Decision | None]]:
    """Each motion on a programme of which everybody can read, and what was decided on it."""
    for one in public.motions().filter(meeting=found).select_related("area__programme", "decision"):
        yield one, getattr(one, "decision", None)


@everyone
@require_safe
def paper(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A published paper as a page."""
    found = public_paper(reference, number)
    page = {"meeting": found.meeting, "paper": found, "body": on_page(paper_document(found))}
    return render(request, "governing/public-paper.html", page)


@everyone
@require_safe
@limited(60, 60)
def paper_pdf(_request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A published paper as a tagged PDF."""
    return paper_file(public_paper(reference, number), "pdf")


@everyone
@require_safe
@limited(60, 60)
def paper_word(_request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A published paper as a Word file."""
    return paper_file(public_paper(reference, number), "docx")

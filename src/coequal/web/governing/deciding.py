"""The decision of a meeting on a motion, as it is taken down: what stands in the way, a last look, and the record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_MEETING
from coequal.facts.dates import say_date
from coequal.pages.words import plural
from coequal.programmes.assessed.shown import unknown
from coequal.programmes.governance.deciding import decide as take_down
from coequal.programmes.governance.deciding import ends_stage, obstacles, outcome
from coequal.programmes.governance.evidence import evidence
from coequal.programmes.governance.meetings import locked_meeting
from coequal.programmes.governance.voting import counted
from coequal.programmes.models import Decision, Motion
from coequal.programmes.models.governing import ADOPT, CARRIED, DEFERRED
from coequal.programmes.models.options import SHORTLIST
from coequal.programmes.stages.agenda import undecided
from coequal.programmes.stages.moves import held_area
from coequal.programmes.telling.whom import whom
from coequal.web.governing.found import MotionAt, motion_at
from coequal.web.governing.motion_forms import DecideForm
from coequal.web.governing.motions import in_the_way
from coequal.web.governing.pages import SEND, Look, Page, look_page, motion_mark, of_motion, require_seen, seen, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(RUN_MEETING, of=motion_at)
@require_http_methods(SEND)
def decide(request: StaffRequest, found: MotionAt) -> HttpResponse:
    """What was decided, with all that was before the meeting; whoever takes it down sees first what it comes to.

    A motion can be deferred wherever its service area stands, so this page goes by the meeting.
    """
    motion = found.motion
    form, now = DecideForm(motion, sent(request)), motion_mark(motion)
    mark, wanted = seen(request, now), wants(request, form)
    made: list[Decision] = []
    if wanted == "do" and done(form, lambda: made.append(_decide(request, motion, form, mark))):
        return to(reverse("governing:after", kwargs={"reference": made[0].reference}))
    page = Page("Take down the decision", "Look at it once more", of_motion(motion), "This motion", motion.area.title)
    before = {"motion": motion, "count": counted(motion), "evidence": evidence(motion)}
    if wanted == "look":
        for one in obstacles(motion, form.cleaned_data["manner"], form.cleaned_data["on"]):
            form.add_error(None, one.says)
        if not form.errors:
            return look_page(request, page, _look(motion, form), mark=mark, evidence=before["evidence"])
    stands = list(in_the_way(motion))
    marked = now if wanted == "do" else mark
    return render(request, "governing/decide.html", {"form": form, "page": page, "seen": marked, "stands": stands, **before})


def _decide(request: StaffRequest, motion: Motion, form: DecideForm, mark: str) -> Decision:
    """Take it down, if it rests on what was seen. Raises `CoequalError`."""
    said, acting = form.cleaned_data, request.acting
    with held_area(motion.area), locked_meeting(acting, motion.meeting, RUN_MEETING):
        require_seen(mark, motion_mark(motion))
        return take_down(acting, motion, said["manner"], said["reasons"], conditions=form.said_conditions, on=said["on"])


def _look(motion: Motion, form: DecideForm) -> Look:
    said = form.cleaned_data
    comes_to = outcome(motion, said["manner"])
    rows = [
        ("The motion", motion.says),
        ("What it comes to", comes_to),
        ("How", said["manner"]),
        ("The count", counted(motion).says),
        ("Why", said["reasons"]),
        *((f"Condition {number}", one) for number, one in enumerate(form.said_conditions, start=1)),
        ("Decided on", say_date(said["on"])),
    ]
    follows = ["A decision stays as it was recorded. It can be called in, and another meeting can decide again."]
    if comes_to == CARRIED and motion.kind == ADOPT:
        follows.append("Nothing comes into force by it yet: somebody else of governance than you has to ratify it first.")
    if comes_to == DEFERRED:
        follows.append("The motion is neither carried nor lost, and can be put again.")
    else:
        follows.extend(unknown(motion.area.options.filter(place=SHORTLIST)))
    if left := len([one for one in undecided(motion.area) if one != motion]):
        words = plural(left, "other motion on this service area is", "other motions on this service area are")
        follows.append(f"{words} still to be decided, so the stage of decision stays open.")
    elif ends_stage(motion, comes_to):
        follows.append("It is the last motion on this service area, so the stage of decision is then complete.")
    return Look("Look at the decision once more", "Take it down", rows, follows, whom(motion.area.programme, motion.area))

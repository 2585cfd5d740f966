"""Interests in a motion, and the votes on it, as they are taken down."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_MEETING
from coequal.programmes.governance.meetings import locked_meeting
from coequal.programmes.governance.voting import counted, declare, vote
from coequal.programmes.models import Motion
from coequal.programmes.models.governing import VOTES_ALL_THE_SAME
from coequal.web.governing.found import MotionAt, motion_at
from coequal.web.governing.motion_forms import InterestForm, VotesForm
from coequal.web.governing.pages import (
    SEND,
    Look,
    Page,
    form_page,
    look_page,
    motion_mark,
    of_meeting,
    of_motion,
    require_seen,
    seen,
    wants,
)
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(RUN_MEETING, of=motion_at)
@require_http_methods(SEND)
def interest(request: StaffRequest, found: MotionAt) -> HttpResponse:
    """An interest that somebody declares, after a last look at what follows."""
    motion = found.motion
    form = InterestForm(motion, sent(request))
    wanted = wants(request, form)
    if wanted == "do":
        told = form.cleaned_data
        if done(form, lambda: declare(request.acting, form.seat, motion, told["says"], told["follows"])):
            return to(of_motion(motion))
    page = _page(motion, "Take down an interest", "Look at it once more")
    if wanted == "look":
        return look_page(request, page, _interest(form))
    stands = (
        [] if form.seats else [(of_meeting(motion.meeting, "seats"), "Nobody has a seat at this meeting yet. Name them first.")]
    )
    return form_page(request, form, page, stands=stands)


def _interest(form: InterestForm) -> Look:
    told = form.cleaned_data
    rows = [("Who", str(form.seat)), ("What the interest is", told["says"]), ("What follows", told["follows"])]
    follows = ["An interest that was declared stays on the record. What follows from the latest one holds."]
    if told["follows"] != VOTES_ALL_THE_SAME:
        follows.append(f"{form.seat} does not count for the quorum of this motion, and no vote of theirs counts.")
    return Look(
        "Look at the interest once more",
        "Take it down",
        rows,
        follows,
        "Nobody is told now. Everybody can read it with the decision.",
    )


@needs(RUN_MEETING, of=motion_at)
@require_http_methods(SEND)
def votes(request: StaffRequest, found: MotionAt) -> HttpResponse:
    """The votes of all who may vote and have not, as one form, after a last look at them."""
    motion = found.motion
    form, now = VotesForm(motion, sent(request)), motion_mark(motion)
    mark, wanted = seen(request, now), wants(request, form)
    if wanted == "do" and done(form, lambda: _take_down(request, motion, form, mark)):
        return to(of_motion(motion))
    count = counted(motion)
    lead = (motion.says, f"{count.says} {'There is a quorum.' if count.is_quorate else 'There is no quorum for this motion.'}")
    page = _page(motion, "Take down the votes", "Look at them once more", lead)
    if wanted == "look":
        return look_page(request, page, _votes(form), mark=mark)
    nobody = (of_meeting(motion.meeting, "there"), "Nobody is left who may vote on this and has not. Say first who is there.")
    return form_page(request, form, page, mark=now if wanted == "do" else mark, stands=[] if form.seats else [nobody])


def _votes(form: VotesForm) -> Look:
    rows = [(str(one), f"{how}. On the record: {why}" if why else how) for one, how, why in form.given]
    left = [one.name for one in form.seats.values() if one not in [who for who, _how, _why in form.given]]
    follows = ["A vote stays as it was given. Nobody can vote twice on a motion."]
    if left:
        follows.append(f"Not taken down yet: {', '.join(left)}.")
    told = (
        "Nobody is told now. How many voted for and against, and each reason on the record, stands with the decision for everybody."
    )
    return Look("Look at the votes once more", "Take them down", rows, follows, told)


def _take_down(request: StaffRequest, motion: Motion, form: VotesForm, mark: str) -> None:
    """Take down all of them or, where anything changed meanwhile, none. Raises `CoequalError`."""
    with locked_meeting(request.acting, motion.meeting, RUN_MEETING):
        require_seen(mark, motion_mark(motion))
        for one, how, why in form.given:
            vote(request.acting, one, motion, how, why)


def _page(motion: Motion, title: str, button: str, lead: tuple[str, ...] = ()) -> Page:
    return Page(title, button, of_motion(motion), "This motion", f"{motion.area.title}, {motion.reference}", lead)

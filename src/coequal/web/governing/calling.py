"""The list of meetings, and how one is called."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CALL_MEETING, SEE_PROGRAMMES
from coequal.programmes.governance import meetings as governance
from coequal.programmes.models import Decision, DelegatedLimit, Meeting
from coequal.programmes.models.governing import ADOPT, CALLED, CARRIED, MEETING_STATES, RECONSIDERED
from coequal.web.governing.forms import CallForm
from coequal.web.governing.pages import COLOURS, SEND, Page, form_page, of_meeting
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.programmes.outcomes import OUTCOMES


@needs(SEE_PROGRAMMES)
@require_safe
def meetings(request: StaffRequest) -> HttpResponse:
    """All meetings of the organisations for which somebody sees them, and the decisions that nothing has come into force by yet."""
    codes = request.acting.organisations_as(SEE_PROGRAMMES)
    found = list(Meeting.objects.filter(organisation__code__in=codes).select_related("organisation", "delegated"))
    groups = [(state, [one for one in found if one.state == state]) for state in MEETING_STATES]
    page = {
        "groups": [(state, COLOURS[state], there) for state, there in groups if there],
        "waiting": waiting(codes),
        "outcomes": OUTCOMES,
        "may_call": request.acting.may(CALL_MEETING),
    }
    return render(request, "governing/list.html", page)


def waiting(codes: frozenset[str]) -> list[Decision]:
    """Carried decisions to adopt a version, by which nothing has come into force yet, of some organisations."""
    carried = Decision.objects.filter(
        motion__meeting__organisation__code__in=codes, outcome=CARRIED, motion__kind=ADOPT, ratification=None
    )
    return list(carried.exclude(call_ins__came_to=RECONSIDERED).select_related("motion__area", "motion__meeting"))


@needs(CALL_MEETING)
@require_http_methods(SEND)
@limited(60, 3600)
def call(request: StaffRequest) -> HttpResponse:
    """A new meeting."""
    codes = request.acting.organisations_as(CALL_MEETING)
    limits = [one for one in DelegatedLimit.objects.filter(organisation__code__in=codes) if not _is_over(one)]
    form = CallForm(list(Organisation.objects.filter(code__in=codes)), limits, sent(request))
    called: list[Meeting] = []
    if form.is_valid() and done(form, lambda: called.append(governance.call(request.acting, form.whose, form.said))):
        return to(of_meeting(called[0]))
    lead = (
        "Everybody can read of the meeting as soon as its papers are published.",
        f"Papers have to be out {governance.CLEAR_DAYS} clear days before the meeting.",
    )
    return form_page(request, form, Page("Call a meeting", "Call it", reverse("governing:list"), "All meetings", lead=lead))


def _is_over(limit: DelegatedLimit) -> bool:
    return limit.until is not None and limit.until < timezone.localdate()


def soon(codes: frozenset[str]) -> list[Meeting]:
    """The meetings that are called and still to come, or whose day it is, the nearest first."""
    return list(Meeting.objects.filter(organisation__code__in=codes, state=CALLED).order_by("on", "pk"))

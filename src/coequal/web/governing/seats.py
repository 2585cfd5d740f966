"""Who sits at a meeting, who is there, and on what they make a quorum."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import RUN_MEETING, SEE_PROGRAMMES
from coequal.programmes.governance.meetings import attend, locked_meeting, seat
from coequal.programmes.models import Meeting
from coequal.web.governing.desk import motions_of
from coequal.web.governing.forms import SeatForm, ThereForm
from coequal.web.governing.found import meeting_named
from coequal.web.governing.pages import COLOURS, SEND, of_meeting, require_seen, seats_mark, seen
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to


@needs(SEE_PROGRAMMES, posting=RUN_MEETING, of=meeting_named)
@require_http_methods(SEND)
def seats(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """All seats, and the form for a new one."""
    may = request.acting.may(RUN_MEETING, meeting)
    form = SeatForm(sent(request)) if may else None
    if form and form.is_valid() and done(form, lambda: seat(request.acting, meeting, **form.cleaned_data)):
        return to(of_meeting(meeting, "seats"))
    return render(request, "governing/seats.html", {"meeting": meeting, "colour": COLOURS[meeting.state], "form": form})


@needs(SEE_PROGRAMMES, posting=RUN_MEETING, of=meeting_named)
@require_http_methods(SEND)
def there(request: StaffRequest, meeting: Meeting) -> HttpResponse:
    """Who is there, in one form; and for each motion how many of them can vote on it."""
    form, now = ThereForm(meeting, sent(request)), seats_mark(meeting)
    mark = seen(request, now)
    if form.is_valid():
        if done(form, lambda: _keep(request, meeting, form, mark)):
            return to(of_meeting(meeting, "there"))
        mark = now
    page = {
        "meeting": meeting,
        "colour": COLOURS[meeting.state],
        "form": form,
        "seen": mark,
        "motions": motions_of(meeting),
        "at": timezone.now(),
        "may": request.acting.may(RUN_MEETING, meeting),
    }
    return render(request, "governing/there.html", page)


def _keep(request: StaffRequest, meeting: Meeting, form: ThereForm, mark: str) -> None:
    """Say of each who is there: all of it or, where somebody else was faster, nothing. Raises `CoequalError`."""
    with locked_meeting(request.acting, meeting, RUN_MEETING) as held:
        require_seen(mark, seats_mark(held))
        for one, is_there in form.changed:
            attend(request.acting, one, there=is_there)

"""An appeal as a member of the panel reads it that is to hear it: what the one who hears it reads, and never who it is about."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import NotAllowed
from coequal.accounts.permissions import SIT
from coequal.referrals.deciding.files import for_deciders
from coequal.referrals.deciding.judges import why_not_hear
from coequal.referrals.models import Seat
from coequal.referrals.seeing.looking import HEARING, export
from coequal.referrals.seeing.table import NAMELESS_FILES
from coequal.web.deciding.appeals import read_to_hear
from coequal.web.deciding.files import as_download
from coequal.web.deciding.found import AppealBefore, my_appeal_at, my_appeal_file_at
from coequal.web.deciding.sitting import own_seat
from coequal.web.limits import limited


@needs(SIT, of=my_appeal_at)
@require_safe
def my_appeal(request: StaffRequest, found: AppealBefore) -> HttpResponse:
    """What the appeal says, what was decided, and the case."""
    page = {"panel": found.panel, "seat": _own_seat(request, found), **read_to_hear(request.acting, found.appeal)}
    return render(request, "deciding/my-appeal.html", page)


@needs(SIT, of=my_appeal_file_at)
@require_safe
@limited(60, 60)
def file(request: StaffRequest, found: AppealBefore) -> HttpResponse:
    """A file that names nobody and was found clean. That it was taken out goes on record."""
    _own_seat(request, found)
    attachment = for_deciders(found.request).filter(reference=request.resolver_match.kwargs["attachment"]).first()  # type: ignore[union-attr]  # an address led here
    if attachment is None:
        raise Http404
    export(request.acting, found.request, NAMELESS_FILES, HEARING, attachment.reference)
    return as_download(attachment)


def _own_seat(request: StaffRequest, found: AppealBefore) -> Seat:
    """The seat of whoever asks. Raises `NotAllowed`, also for whoever may not hear this appeal."""
    seat = own_seat(request, found.panel)
    if why := why_not_hear(seat.person, found.request):
        raise NotAllowed(f"{why} Tell the officer of the panel.")
    return seat

"""The files with a request: had by an officer, who says of each whether it names anybody, without which no decider sees it."""

from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN, SEE_REQUESTS
from coequal.referrals.deciding.files import say_whom_it_names
from coequal.referrals.models import Attachment
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.requesting.file_kinds import KINDS
from coequal.referrals.seeing.looking import DEALING, export
from coequal.referrals.seeing.table import FILES
from coequal.web.deciding.forms import NamesForm
from coequal.web.deciding.found import FileOf, file_at
from coequal.web.deciding.pages import SEND, Page, form_page, of_request
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited

ENDINGS: Final = {kind.media: kind.endings[0] for kind in KINDS}


@needs(SEE_REQUESTS, of=file_at)
@require_safe
@limited(60, 60)
def file(request: StaffRequest, found: FileOf) -> HttpResponse:
    """A file, under its reference: the name that it came with may name somebody. That it was taken out goes on record."""
    export(request.acting, found.request, FILES, DEALING, found.attachment.reference)
    return as_download(found.attachment)


def as_download(attachment: Attachment) -> HttpResponse:
    """A file that a browser saves and does not open."""
    kind = attachment.kind if attachment.kind in ENDINGS else "application/octet-stream"
    name = f"{attachment.reference}{ENDINGS.get(kind, '.bin')}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(attachment.content), content_type=kind, headers=headers)


@needs(SEE_REQUESTS, of=file_at)
@require_http_methods(SEND)
def names(request: StaffRequest, found: FileOf) -> HttpResponse:
    """Whether a file names anybody, as whoever has read all of it says."""
    attachment, screens = found.attachment, request.acting.may(SCREEN, found)
    form = NamesForm(sent(request), screens=screens)
    if form.is_valid() and done(form, lambda: _say(request, found, form)):
        return to(of_request(found.request))
    lead = (
        "Open the file first, and read all of it, with its headers, footers, and what is written on pictures.",
        (
            "It names somebody where it says the patient’s name, NHS number, date of birth, address, telephone number or e-mail "
            "address, or those of a partner or a relative."
        ),
        "A file that names nobody is read by those who decide, and stays as long as the request is kept.",
        "Whoever opened a file that names somebody cannot judge this request. What you find is kept, under your name.",
        *(() if screens else (f"The request is {found.state}. That a file names nobody is said before a panel has it.",)),
    )
    page = Page("Whom this file names", "Keep it", of_request(found.request), "This request", attachment.reference, lead)
    scanned = f"It is {attachment.scanned}, so those who decide do not see it until a scan has found it clean."
    stands = [] if attachment.scanned == CLEAN else [(of_request(found.request), scanned)]
    return form_page(request, form, page, stands=stands)


def _say(request: StaffRequest, found: FileOf, form: NamesForm) -> None:
    say_whom_it_names(request.acting, found.request, found.attachment, names_nobody=form.cleaned_data["names"] == NamesForm.NOBODY)

"""The files with a request: had by an officer, and found to name nobody, without which no decider sees them."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SCREEN, SEE_REQUESTS
from coequal.pages.forms import Form
from coequal.referrals.deciding.files import find_nameless
from coequal.referrals.models import Attachment
from coequal.referrals.models.requests import CLEAN
from coequal.referrals.seeing.looking import DEALING, look
from coequal.referrals.seeing.table import FILES
from coequal.web.deciding.found import FileOf, file_at
from coequal.web.deciding.pages import SEND, Page, form_page, of_request
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited

ENDINGS: Final[Mapping[str, str]] = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


@needs(SEE_REQUESTS, of=file_at)
@require_safe
@limited(60, 60)
def file(request: StaffRequest, found: FileOf) -> HttpResponse:
    """A file, under its reference: the name that it came with may name somebody."""
    look(request.acting, found.request, FILES, DEALING)
    return as_download(found.attachment)


def as_download(attachment: Attachment) -> HttpResponse:
    """A file that a browser saves and does not open."""
    kind = attachment.kind if attachment.kind in ENDINGS else "application/octet-stream"
    name = f"{attachment.reference}.{ENDINGS.get(kind, 'bin')}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(attachment.content), content_type=kind, headers=headers)


@needs(SCREEN, of=file_at)
@require_http_methods(SEND)
def nameless(request: StaffRequest, found: FileOf) -> HttpResponse:
    """That a file names nobody, as whoever has read all of it says."""
    form, attachment = Form(sent(request)), found.attachment
    if form.is_valid() and done(form, lambda: find_nameless(request.acting, found.request, attachment)):
        return to(of_request(found.request))
    lead = (
        "Read the whole file first, with its headers, footers, and what is written on pictures.",
        (
            "It must not say the patient’s name, NHS number, date of birth, address, telephone number or e-mail address, "
            "nor those of a partner or a relative."
        ),
        "After that the members of the panel see the file. That you found it is kept.",
    )
    page = Page("This file names nobody", "It names nobody", of_request(found.request), "This request", attachment.reference, lead)
    scanned = (
        ""
        if attachment.scanned == CLEAN
        else f"It is {attachment.scanned}, so members do not see it until a scan has found it clean."
    )
    return form_page(request, form, page, stands=[(of_request(found.request), scanned)] if scanned else [])

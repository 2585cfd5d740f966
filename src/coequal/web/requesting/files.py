"""Files with an application: added, downloaded, taken out. A file is only ever given out to be saved, never shown."""

import re
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import SEE_ASKED, WRITE_REQUEST
from coequal.referrals.models import Attachment
from coequal.referrals.moves.sides import Asked
from coequal.referrals.requesting.attaching import MOST, attach, scan_again, take_out, why_it_stays
from coequal.referrals.requesting.scanning import has_scanner
from coequal.referrals.seeing.looking import export, look
from coequal.referrals.seeing.purposes import FOLLOWING, WRITING
from coequal.referrals.seeing.table import FILES
from coequal.web.bodies import takes_attachment
from coequal.web.governing.pages import SEND
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import to
from coequal.web.requesting.forms import FileForm
from coequal.web.requesting.found import FileAt, file_at, funding_at
from coequal.web.requesting.pages import of_request

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._ -]")


@needs(WRITE_REQUEST, of=funding_at)
@require_http_methods(SEND)
@takes_attachment
def files(request: StaffRequest, asked: Asked) -> HttpResponse:
    """The files of a request, and the form for another one."""
    found = asked.request
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid() and done(form, lambda: _attach(request, asked, form)):
        return to(of_request(found, "files"))
    look(request.acting, found, FILES, WRITING)
    told = {
        "form": form,
        "asked": found,
        "files": [(one, why_it_stays(one)) for one in found.attachments.defer("content")],
        "most": MOST,
        "scanner": has_scanner(),
    }
    return render(request, "requesting/files.html", told)


def _attach(request: StaffRequest, asked: Asked, form: FileForm) -> None:
    file = form.sent
    attach(request.acting, asked.request, file.name or "", file.read(), file.content_type or "")


@needs(SEE_ASKED, of=file_at)
@require_safe
def download(request: StaffRequest, at: FileAt) -> HttpResponse:
    """A file to save; that it was taken out goes on record."""
    export(request.acting, at.request, FILES, FOLLOWING, at.attachment.reference)
    return as_download(at.attachment)


def as_download(attachment: Attachment) -> HttpResponse:
    """A file as no browser shows or runs it: to be saved, of the type that its content has, and under a clean name."""
    plain = _NOT_PLAIN.sub("_", attachment.name)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(attachment.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return HttpResponse(attachment.content, content_type=attachment.kind, headers=headers)


@needs(WRITE_REQUEST, of=file_at)
@require_POST
def out(request: StaffRequest, at: FileAt) -> HttpResponse:
    """Take a file out for good."""
    take_out(request.acting, at.attachment)
    return to(of_request(at.request, "files"))


@needs(WRITE_REQUEST, of=funding_at)
@require_POST
def scanned(request: StaffRequest, asked: Asked) -> HttpResponse:
    """Have the files scanned that were not."""
    scan_again(request.acting, asked.request)
    return to(of_request(asked.request, "files"))

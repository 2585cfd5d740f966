"""The pack of a panel, on a page and as a file, for whoever prepares it and for its members: nothing in it says who anybody is.

It is made anew each time and kept nowhere, because what it says belongs to people.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PREPARE_PANEL, SIT
from coequal.documents.model import Document
from coequal.referrals.approving.bound import Bound
from coequal.referrals.deciding import pack as papers
from coequal.referrals.models import Panel, Request
from coequal.web.deciding.case import policy_of
from coequal.web.deciding.found import panel_at
from coequal.web.deciding.pages import of_panel
from coequal.web.deciding.sitting import own_seat
from coequal.web.files import FORMS, on_page
from coequal.web.limits import limited
from coequal.web.referring.binding import bound_of


@needs(PREPARE_PANEL, of=panel_at)
@require_safe
def pack(request: StaffRequest, found: Panel) -> HttpResponse:
    """The pack, as the record stands."""
    return _on_page(request, found, "panel", "pack")


@needs(PREPARE_PANEL, of=panel_at)
@require_safe
@limited(20, 60)
def pack_pdf(request: StaffRequest, found: Panel) -> HttpResponse:
    """The pack as a tagged PDF."""
    return _as_file(request, found, "pdf")


@needs(PREPARE_PANEL, of=panel_at)
@require_safe
@limited(20, 60)
def pack_word(request: StaffRequest, found: Panel) -> HttpResponse:
    """The pack as a Word file."""
    return _as_file(request, found, "docx")


@needs(SIT, of=panel_at)
@require_safe
def my_pack(request: StaffRequest, found: Panel) -> HttpResponse:
    """The pack, for somebody with a seat."""
    own_seat(request, found)
    return _on_page(request, found, "my-panel", "my-pack")


@needs(SIT, of=panel_at)
@require_safe
@limited(20, 60)
def my_pack_pdf(request: StaffRequest, found: Panel) -> HttpResponse:
    """The pack as a tagged PDF, for somebody with a seat."""
    own_seat(request, found)
    return _as_file(request, found, "pdf")


@needs(SIT, of=panel_at)
@require_safe
@limited(20, 60)
def my_pack_word(request: StaffRequest, found: Panel) -> HttpResponse:
    """The pack as a Word file, for somebody with a seat."""
    own_seat(request, found)
    return _as_file(request, found, "docx")


def _on_page(request: StaffRequest, found: Panel, back: str, view: str) -> HttpResponse:
    page = {
        "panel": found,
        "body": on_page(_made(request, found)),
        "back": of_panel(found, back),
        "pdf": of_panel(found, f"{view}-pdf"),
        "word": of_panel(found, f"{view}-word"),
    }
    return render(request, "deciding/pack.html", page)


def _as_file(request: StaffRequest, found: Panel, ending: str) -> HttpResponse:
    form = FORMS[ending]
    headers = {"Content-Disposition": f'attachment; filename="{found.reference}-pack.{ending}"'}
    return HttpResponse(form.made(_made(request, found)), content_type=form.kind, headers=headers)


def _made(request: StaffRequest, found: Panel) -> Document:
    return papers.pack(request.acting, found, _bound)


def _bound(asked: Request) -> Bound | None:
    return bound_of(asked) if policy_of(asked) else None

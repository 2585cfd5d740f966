"""The pack of a panel, on a page and as a file, for whoever prepares it and for its members: nothing in it says who anybody is.

It is made anew each time and kept nowhere, because what it says belongs to people.
"""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import PREPARE_PANEL, SIT
from coequal.documents.model import Document
from coequal.referrals.deciding import pack as papers
from coequal.referrals.models import Panel
from coequal.referrals.seeing.looking import Opening, export, look
from coequal.web.deciding.case import bound_or_none
from coequal.web.deciding.found import panel_at
from coequal.web.deciding.pages import of_panel
from coequal.web.deciding.sitting import own_seat
from coequal.web.files import as_file, on_page
from coequal.web.limits import limited

View = Callable[..., HttpResponseBase]


def _page(permission: Permission, back: str, view: str) -> View:
    """The pack as the record stands, on a page with the way back and to its files."""

    @needs(permission, of=panel_at)
    @require_safe
    def page(request: StaffRequest, found: Panel) -> HttpResponse:
        told = {
            "panel": found,
            "body": on_page(_made(request, found, permission, look)),
            "back": of_panel(found, back),
            "pdf": of_panel(found, f"{view}-pdf"),
            "word": of_panel(found, f"{view}-word"),
        }
        return render(request, "deciding/pack.html", told)

    return page


def _file(permission: Permission, ending: str) -> View:
    """The pack as a file."""

    @needs(permission, of=panel_at)
    @require_safe
    @limited(20, 60)
    def file(request: StaffRequest, found: Panel) -> HttpResponse:
        return as_file(_made(request, found, permission, export), f"{found.reference}-pack", ending, personal=True)

    return file


def _made(request: StaffRequest, found: Panel, permission: Permission, opening: Opening) -> Document:
    """The pack; of members for whoever has a seat. Raises `NotAllowed`."""
    if permission is SIT:
        own_seat(request, found)
    return papers.pack(request.acting, found, bound_or_none, opening)


pack = _page(PREPARE_PANEL, "panel", "pack")
pack_pdf, pack_word = _file(PREPARE_PANEL, "pdf"), _file(PREPARE_PANEL, "docx")
my_pack = _page(SIT, "my-panel", "my-pack")
my_pack_pdf, my_pack_word = _file(SIT, "pdf"), _file(SIT, "docx")

"""One step with a request: a form with the reasons, a last look at what follows from it, and then it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permission import Permission
from coequal.pages.forms import Form
from coequal.referrals.models import Request
from coequal.web.deciding.pages import SEND, Look, Page, form_page, look_page, wants
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to

View = Callable[..., HttpResponseBase]
Back = Callable[[StaffRequest, Request], tuple[str, str]]  # the address to which a step leads back, and its words
_ONCE_MORE: Final = "Look at it once more"


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that is done with a request: its words, what is typed for it, how it is done, what follows, and who is told.

    `act` gets whoever acts, the request, and what was typed, field by field. Where nothing is typed, the first page is the last
    look.
    """

    title: str
    button: str
    act: Callable[..., object]
    follows: tuple[str, ...]
    told: str
    form: Callable[..., Form] = Form
    lead: tuple[str, ...] = ()


def view_of(doing: Doing, permission: Permission, of: Callable[..., Request], back: Back) -> View:
    """The view of one thing that is done, for those who hold a permission; `of` finds the request that the address names."""

    @needs(permission, of=of)
    @require_http_methods(SEND)
    def view(request: StaffRequest, found: Request) -> HttpResponse:
        return _do(request, found, doing, back(request, found))

    return view


def _do(request: StaffRequest, found: Request, doing: Doing, back: tuple[str, str]) -> HttpResponse:
    form = doing.form(sent(request))
    wanted = wants(request, form)
    if not form.fields and wanted == "form":  # there is nothing to change: whoever would goes back
        if request.POST.get("sure") == "change":
            return to(back[0])
        wanted = "look"
    told = [(str(field.label), str(form.cleaned_data[name])) for name, field in form.fields.items()] if wanted != "form" else []
    if wanted == "do" and done(form, lambda: doing.act(request.acting, found, *(says for _label, says in told))):
        return to(back[0])
    page = Page(doing.title, _ONCE_MORE, *back, found.reference, doing.lead)
    if wanted == "look":
        rows = [("Request", found.reference), *told]
        return look_page(request, page, Look(_ONCE_MORE, doing.button, rows, doing.follows, doing.told))
    return form_page(request, form, page)

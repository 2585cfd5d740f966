"""The case for change as staff see it: made from the record as of a day, looked at, and published."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import PUBLISH_CASE, SEE_PROGRAMMES
from coequal.pages.forms import Form
from coequal.policies.load import digest
from coequal.programmes.case_for_change.document import case_document
from coequal.programmes.case_for_change.publishing import publish as publish_it
from coequal.programmes.case_for_change.publishing import written
from coequal.programmes.models import ServiceArea
from coequal.programmes.telling.whom import whom
from coequal.web.aligning.named import area_named
from coequal.web.aligning.pages import about, desk_of
from coequal.web.aligning.reasons import OnADay
from coequal.web.files import on_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import to
from coequal.web.limits import limited
from coequal.web.shelf import Shelf, shelf


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
@limited(60, 60)
def case(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """The case for change as it would be published now, with the policies of a day."""
    asked = OnADay(request.GET if "on[day]" in request.GET else None)
    on = asked.cleaned_data["on"] if asked.is_valid() else Shelf.today()
    return _shown(request, area, on, asked)


@needs(PUBLISH_CASE, of=area_named)
@require_POST
@limited(60, 60)
def publish(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """Publish it as it was looked at; where it has changed meanwhile, it is shown as it is now."""
    on, form = _day(request), Form(request.POST)
    looked_at = request.POST.get("looked_at", "")
    library = shelf().shelved
    if form.is_valid() and done(form, lambda: publish_it(request.acting, area, on, library, looked_at=looked_at)):
        return to(desk_of(area, "case"))
    return _shown(request, area, on, form)


def _day(request: HttpRequest) -> date:
    """The day that stood on the page from which it is published; today where none did."""
    try:
        return date.fromisoformat(request.POST.get("on", ""))
    except ValueError:
        return Shelf.today()


def _shown(request: StaffRequest, area: ServiceArea, on: date, form: Form) -> HttpResponse:
    made = case_document(area, on, shelf().shelved)
    page = {
        **about(area),
        "form": form,
        "asked": form if isinstance(form, OnADay) else OnADay(),
        "on": on,
        "title": made.title,
        "document": on_page(made, above=2),
        "digest": digest(written(made)),
        "editions": area.caseforchanges.select_related("by").order_by("-number"),
        "told": whom(area.programme, area),
        "may_publish": request.acting.may(PUBLISH_CASE, area),
    }
    return render(request, "aligning/case.html", page)

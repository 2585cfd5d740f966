"""The options of a service area: long list, hurdles, shortlist, what each would do, and the whole as a document."""

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import ATTACH_APPRAISAL, CHANGE_OPTIONS, SEE_PROGRAMMES
from coequal.assurance.equality.standing import side_by_side
from coequal.documents.model import document as of_blocks
from coequal.programmes.assessed.shown import standings
from coequal.programmes.models import Option, ServiceArea
from coequal.programmes.models.options import DROPPED, LONG_LIST, SHORTLIST
from coequal.programmes.options import candidates
from coequal.programmes.options.candidates import STAGES
from coequal.programmes.options.document import document
from coequal.programmes.options.standing import EQUALITY, QUALITY, impacts_of, judgements_of
from coequal.programmes.stages import gates, kinds
from coequal.programmes.stages.gate import Gate, Met
from coequal.programmes.stages.standing import standing_of
from coequal.web.aligning.named import area_named
from coequal.web.files import as_file, on_page
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.prioritising.option_forms import HurdleForm, PutForward
from coequal.web.prioritising.pages import Page, about, at_area, at_option, form_page, is_open

_SEND = ["GET", "HEAD", "POST"]
_PLACES: Final = {SHORTLIST: "On the shortlist", LONG_LIST: "On the long list", DROPPED: "Dropped, and why"}
_GATES: Final[dict[str, tuple[tuple[Gate, str], ...]]] = {  # what the stage after asks of options, and where it is put right
    kinds.LONG_LIST: ((gates.JUDGED, "#judged"), (gates.CHOICE, "put-forward")),
    kinds.SHORTLIST: ((gates.SHORTENED, "#places"), (gates.APPRAISED, "attach"), (gates.IMPACTS, "#impacts")),
}


def may_change(request: StaffRequest, area: ServiceArea) -> bool:
    """Whether somebody may change options now: they hold the permission, and a stage of options is open."""
    return request.acting.may(CHANGE_OPTIONS, area) and is_open(area, *STAGES)


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
def every(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """All options by their place, each option on each hurdle, appraisals, and what is written of impacts."""
    options = list(area.options.prefetch_related("judgements", "impacts"))
    for one in options:
        one.area = area
    page = {
        **about(area),
        "options": options,
        "places": [(words, there) for place, words in _PLACES.items() if (there := [one for one in options if one.place == place])],
        "hurdles": list(area.hurdles.all()),
        "judged": [(one, list(judgements_of(one).items())) for one in options],
        "impacts": list(_impacts(options)),
        **_assessed([one for one in options if one.place != DROPPED]),
        "appraisals": area.appraisals.select_related("analysis"),
        "asked": list(_asked(area)),
        "may": may_change(request, area),
        "may_attach": request.acting.may(ATTACH_APPRAISAL, area) and is_open(area, *STAGES),
    }
    return render(request, "prioritising/options.html", page)


def _impacts(options: list[Option]) -> Iterator[tuple[Option, list[str]]]:
    """Each option that was not dropped, with how much is written of each kind of impact."""
    for one in options:
        if one.place != DROPPED:
            told = []
            for kind in (EQUALITY, QUALITY):
                found = impacts_of(one, kind).values()
                told.append(f"{sum(each is not None for each in found)} of {len(found)}")
            yield one, told


def _assessed(options: list[Option]) -> dict[str, Any]:
    """Where the assessment of each option stands, and all of them side by side by group of people."""
    found = standings(options)
    table = side_by_side("Effect of each option on each group", [(one.title, standing) for one, standing in found])
    return {"assessed": found, "beside": on_page(of_blocks("", "", [table]), above=2) if found else ""}


def _asked(area: ServiceArea) -> Iterator[tuple[Gate, Met, str]]:
    """What the next stage asks of options, whether it is there, and where it is put right."""
    for gate, where in _GATES.get(standing_of(area).stage, ()):
        address = where if where.startswith("#") else at_area(area, where)
        yield gate, gate.check(area, timezone.localdate()), address


@needs(CHANGE_OPTIONS, of=area_named)
@require_http_methods(_SEND)
@limited(120, 3600)
def put_forward(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """A new option on the long list."""
    form, made = PutForward(area, sent(request)), []

    def keep() -> None:
        told: dict[str, Any] = dict(form.cleaned_data)
        title, text = told.pop("title"), told.pop("about")
        made.append(candidates.put_forward(request.acting, area, title, text, **told))

    if form.is_valid() and done(form, keep):
        return to(at_option(made[0]))
    lead = ("An option is something that could be decided. Put forward what people asked for too, even if it will be dropped.",)
    page = Page("Put an option forward", "Put it forward", at_area(area, "options"), "Options", lead)
    return form_page(request, area, form, page)


@needs(CHANGE_OPTIONS, of=area_named)
@require_http_methods(_SEND)
@limited(120, 3600)
def hurdle(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """A new hurdle."""
    form = HurdleForm(sent(request))
    if form.is_valid() and done(form, lambda: candidates.set_hurdle(request.acting, area, **form.cleaned_data)):
        return to(at_area(area, "options"))
    lead = ("Every option has to be judged by every hurdle, those that are there already too. A hurdle that is set stays.",)
    page = Page("Set a hurdle", "Set it", at_area(area, "options"), "Options", lead)
    return form_page(request, area, form, page)


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
@limited(120, 60)
def whole(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """All options as a document, as everybody may see it later."""
    return render(request, "prioritising/whole.html", {**about(area), "document": on_page(document(area), above=2)})


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
@limited(60, 60)
def pdf(_request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """The same as a tagged PDF."""
    return as_file(document(area), f"{area.reference}-options", "pdf")


@needs(SEE_PROGRAMMES, of=area_named)
@require_safe
@limited(60, 60)
def word(_request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """The same as a Word file."""
    return as_file(document(area), f"{area.reference}-options", "docx")

"""What belongs to a programme: whose it is, its figures, what everybody is told of it, and its service areas."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_PROGRAMME, SEE_PROGRAMMES, TELL_OF_PROGRAMME
from coequal.errors import CoequalError
from coequal.organisations.bodies import Body
from coequal.pages.forms import Form
from coequal.programmes.conduct import areas as service_areas
from coequal.programmes.conduct import commissioners as conduct
from coequal.programmes.conduct.changing import last_told, state_figure, take_out_figure, update
from coequal.programmes.models import Commissioner, Figure, Programme, ServiceArea
from coequal.programmes.telling.whom import whom
from coequal.web.aligning.belonging_forms import CommissionerForm, FigureForm, LeaveForm, ServiceAreaForm, UpdateForm
from coequal.web.aligning.desk import lines
from coequal.web.aligning.named import commissioner_named, figure_named, programme_named
from coequal.web.aligning.pages import Page, about, desk_of, form_page
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import number_before, sent, to
from coequal.web.shelf import Shelf, shelf

_SEND = ["GET", "HEAD", "POST"]


@needs(SEE_PROGRAMMES, posting=CHANGE_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def commissioners(request: StaffRequest, programme: Programme) -> HttpResponse:
    """Whose programme it is over the years; who followed bodies that ended; and the form for another body."""
    register, may = shelf().library.organisations, request.acting.may(CHANGE_PROGRAMME, programme)
    bodies = sorted(register.bodies.values(), key=lambda one: (one.until is not None, one.name))
    if programme.organisation.invented:
        bodies.insert(0, conduct.body_of(register, programme, programme.organisation.code))
    form = CommissionerForm(bodies, sent(request)) if may else None
    if form and form.is_valid() and done(form, lambda: conduct.join(request.acting, programme, register, **form.cleaned_data)):
        return to(desk_of(programme, "commissioners"))
    page = {
        **about(programme),
        "rows": [(one, _name(programme, one.code)) for one in programme.commissioners.all()],
        "successions": list(conduct.successions(programme, register, Shelf.today())),
        "form": form,
    }
    return render(request, "aligning/commissioners.html", page)


def _name(programme: Programme, code: str) -> str:
    """The name of a body; its code, where the register knows it no more."""
    try:
        found: Body = conduct.body_of(shelf().library.organisations, programme, code)
    except CoequalError:
        return code
    return found.name


@needs(CHANGE_PROGRAMME, of=programme_named)
@require_POST
def succeed(request: StaffRequest, programme: Programme) -> HttpResponse:
    """Put those who follow in the place of bodies that ended, as the register knows them."""
    conduct.succeed(request.acting, programme, shelf().library.organisations, Shelf.today())
    return to(desk_of(programme, "commissioners"))


@needs(CHANGE_PROGRAMME, of=commissioner_named)
@require_http_methods(_SEND)
def leave(request: StaffRequest, commissioner: Commissioner) -> HttpResponse:
    """The last day of a commissioner."""
    programme, form = commissioner.programme, LeaveForm(sent(request))
    if form.is_valid() and done(form, lambda: conduct.leave(request.acting, commissioner, form.cleaned_data["until"])):
        return to(desk_of(programme, "commissioners"))
    title = f"The last day of {_name(programme, commissioner.code)}"
    lead = ("It stays recorded that it was their programme until then. A last day that was recorded cannot be changed.",)
    page = Page(title, "Record it", lead, warn=True, back="commissioners", back_words="Whose programme it is")
    return form_page(request, programme, form, page)


@needs(SEE_PROGRAMMES, posting=CHANGE_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def figures(request: StaffRequest, programme: Programme) -> HttpResponse:
    """The figures with their sources, and the form for another."""
    may = request.acting.may(CHANGE_PROGRAMME, programme)
    form = FigureForm(programme, sent(request)) if may else None
    if form and form.is_valid():
        given = dict(form.cleaned_data)
        of = _area(programme, given.pop("area"))
        says = given.pop("says")
        if done(form, lambda: state_figure(request.acting, programme, says, area=of, **given)):
            return to(desk_of(programme, "figures"))
    page = {**about(programme), "rows": programme.figures.select_related("area"), "form": form}
    return render(request, "aligning/figures.html", page)


@needs(CHANGE_PROGRAMME, of=figure_named)
@require_http_methods(_SEND)
def figure_out(request: StaffRequest, figure: Figure) -> HttpResponse:
    """Take a figure out that was stated by mistake."""
    form = Form(sent(request))
    if form.is_valid():
        take_out_figure(request.acting, figure)
        return to(desk_of(figure.programme, "figures"))
    follows = (str(figure), "It is no longer shown, and stands in no case for change that is published from now on.")
    page = Page("Take this figure out", "Take it out", (), follows, warn=True, back="figures", back_words="Figures")
    return form_page(request, figure.programme, form, page)


@needs(SEE_PROGRAMMES, posting=TELL_OF_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
def updates(request: StaffRequest, programme: Programme) -> HttpResponse:
    """What everybody was told, and the form to tell them something. Whoever sends it has seen the last thing told."""
    may = request.acting.may(TELL_OF_PROGRAMME, programme)
    form = UpdateForm(programme, sent(request)) if may else None
    if form and form.is_valid():
        given = dict(form.cleaned_data)
        of, says, seen = _area(programme, given.pop("area")), given.pop("says"), number_before(request, 0)
        if done(form, lambda: update(request.acting, programme, says, area=of, seen=seen, **given)):
            return to(desk_of(programme, "updates"))
    page = {
        **about(programme),
        "rows": programme.updates.select_related("area", "by").order_by("-on", "-pk"),
        "form": form,
        "seen": last_told(programme),
        "told": whom(programme),
    }
    return render(request, "aligning/updates.html", page)


def _area(programme: Programme, reference: str) -> ServiceArea | None:
    """The service area that was chosen; None for the whole programme."""
    return programme.areas.filter(reference=reference).first()


@needs(SEE_PROGRAMMES, posting=CHANGE_PROGRAMME, of=programme_named)
@require_http_methods(_SEND)
@takes_text
def areas(request: StaffRequest, programme: Programme) -> HttpResponse:
    """The service areas with where they stand, and the form for another."""
    may = request.acting.may(CHANGE_PROGRAMME, programme)
    form = ServiceAreaForm(sent(request)) if may else None
    if form and form.is_valid() and done(form, lambda: service_areas.add(request.acting, programme, **form.cleaned_data)):
        return to(desk_of(programme, "areas"))
    return render(request, "aligning/areas.html", {**about(programme), "lines": list(lines(programme)), "form": form})

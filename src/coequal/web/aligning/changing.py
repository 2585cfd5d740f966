"""A service area as a whole: what it is about, what it rests on, its name, and how it is split or merged."""

from typing import Final

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CHANGE_AREA, HOLD_AREA, SEE_PROGRAMMES
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE
from coequal.drafting.models import ACCEPTED, Handover
from coequal.involvement.conduct.changing import fingerprint
from coequal.involvement.models import Involvement
from coequal.programmes.conduct import areas as conduct
from coequal.programmes.conduct.changing import change_area
from coequal.programmes.models import ServiceArea
from coequal.programmes.stages import states
from coequal.programmes.telling.whom import whom
from coequal.web.aligning.area_forms import AreaAboutForm, LinkForm, MergeForm, ProposalForm, SplitForm
from coequal.web.aligning.named import area_named
from coequal.web.aligning.pages import Page, desk_of, form_page
from coequal.web.aligning.pages import about as about_it
from coequal.web.aligning.programme_forms import NameForm
from coequal.web.bodies import takes_text
from coequal.web.hearing.forms import Why, done
from coequal.web.hearing.pages import before, sent, to

_SEND = ["GET", "HEAD", "POST"]
_INVOLVEMENT: Final = "involvement"
_ANALYSIS: Final = "analysis"


@needs(CHANGE_AREA, of=area_named)
@require_http_methods(_SEND)
@takes_text
def about(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """What it is about, and which policies differ."""
    form, held = AreaAboutForm(area, sent(request)), before(request, fingerprint(area))
    if form.is_valid() and done(form, lambda: change_area(request.acting, area, held, form.cleaned_data)):
        return to(desk_of(area))
    return form_page(request, area, form, Page("What it is about", "Save"), before=held)


@needs(CHANGE_AREA, of=area_named)
@require_http_methods(_SEND)
def name(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """Another name; it stays the same service area."""
    form, held = NameForm(sent(request), initial={"title": area.title}), before(request, fingerprint(area))
    if form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: conduct.rename(request.acting, area, given["title"], given["why"], before=held)):
            return to(desk_of(area))
    lead = (f"It is called “{area.title}” now. It stays the same service area, and people can read what it was called.",)
    return form_page(
        request, area, form, Page("Give it another name", "Rename it", (*lead, whom(area.programme, area))), before=held
    )


@needs(SEE_PROGRAMMES, posting=CHANGE_AREA, of=area_named)
@require_http_methods(_SEND)
def links(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """The involvements of a service area, the analyses on which its case for change rests, and the forms to link others."""
    kind = request.POST.get("kind", "")
    offered = {name: _offered(area, name) for name in (_INVOLVEMENT, _ANALYSIS)}
    labels = {_INVOLVEMENT: "Involvement", _ANALYSIS: "Analysis"}
    forms = {
        name: LinkForm(labels[name], rows, sent(request) if kind == name else None, auto_id=f"id_{name}_%s")
        for name, rows in offered.items()
    }
    form = forms.get(kind)
    if form is not None and form.is_valid():
        thing = offered[kind].get(reference=form.cleaned_data["what"])
        if done(form, lambda: conduct.link(request.acting, area, thing)):
            return to(desk_of(area, "links"))
    page = {
        **about_it(area),
        "involvements": area.involvements.order_by("pk"),
        "analyses": area.analyses.order_by("pk"),
        "forms": {name: found for name, found in forms.items() if offered[name]},
        "form": form,
        "may": request.acting.may(CHANGE_AREA, area),
    }
    return render(request, "aligning/links.html", page)


def _offered(area: ServiceArea, kind: str) -> QuerySet[Involvement] | QuerySet[Analysis]:
    """What of the same organisation could be linked, and is not."""
    if kind == _INVOLVEMENT:
        there = area.involvements.values("pk")
        return Involvement.objects.filter(organisation=area.organisation).exclude(pk__in=there)
    return Analysis.objects.filter(organisation=area.organisation, state=DONE).exclude(pk__in=area.analyses.values("pk"))


@needs(CHANGE_AREA, of=area_named)
@require_POST
def unlink(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """That an involvement or an analysis is not of this service area after all; of what people know, it is asked first why."""
    linked: list[Involvement | Analysis] = [*area.involvements.all(), *area.analyses.all()]
    thing = next((one for one in linked if one.reference == request.POST.get("what")), None)
    if thing is None:  # somebody else may have taken it out already
        return to(desk_of(area, "links"))
    if not (isinstance(thing, Involvement) and conduct.is_known(thing)):
        conduct.unlink(request.acting, area, thing)
        return to(desk_of(area, "links"))
    given = request.POST if "why" in request.POST else None
    form = Why("Why it is not of this service area", "Everybody can read the reason.", given)
    if form.is_valid() and done(form, lambda: conduct.unlink(request.acting, area, thing, form.cleaned_data["why"])):
        return to(desk_of(area, "links"))
    follows = (f"No stage of this service area waits for “{thing.title}” any more.", whom(area.programme, area))
    words = "Involvements and analyses"
    page = Page("Take an involvement out", "Take it out", (), follows, warn=True, back="links", back_words=words)
    return form_page(request, area, form, page, what=thing.reference)


@needs(SEE_PROGRAMMES, posting=CHANGE_AREA, of=area_named)
@require_http_methods(_SEND)
def proposal(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """The text that is proposed for decision, chosen of those that governance accepted."""
    accepted = Handover.objects.filter(state=ACCEPTED, draft__organisation=area.organisation)
    offered = [(one.reference, f"{one.policy}, version {one.version} ({one.reference})") for one in accepted]
    open_to = request.acting.may(CHANGE_AREA, area) and area.state == states.UNDER_WAY
    form = ProposalForm(offered, sent(request)) if open_to and offered else None
    held = before(request, fingerprint(area))
    if form and form.is_valid():
        chosen = accepted.get(reference=form.cleaned_data["handover"])
        if done(form, lambda: conduct.propose(request.acting, area, chosen, before=held)):
            return to(desk_of(area))
        held = fingerprint(area)  # what somebody else chose meanwhile stands above the form
    return render(request, "aligning/proposal.html", {**about_it(area), "form": form, "before": held, "offered": offered})


@needs(HOLD_AREA, of=area_named)
@require_http_methods(_SEND)
def split(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """Split it into others; it ends."""
    form = SplitForm(area, sent(request))
    if form.is_valid():
        given = form.cleaned_data
        titles, why, on = given["titles"], given["why"], given["on"]
        if done(form, lambda: conduct.split(request.acting, area, titles, why, on=on, stated=form.stated)):
            return to(desk_of(area.programme))
    follows = (
        "This service area ends. What was done in it stays, for everybody to read.",
        "The new ones begin anew.",
        whom(area.programme, area),
    )
    return form_page(request, area, form, Page("Split it", "Split it now", follows=follows, warn=True))


@needs(HOLD_AREA, of=area_named)
@require_http_methods(_SEND)
def merge(request: StaffRequest, area: ServiceArea) -> HttpResponse:
    """Make it part of another one; it ends."""
    form = MergeForm(area, sent(request))
    if form.is_valid():
        given = form.cleaned_data
        into = area.programme.areas.get(reference=given["into"])
        if done(form, lambda: conduct.merge(request.acting, area, into, given["why"], on=given["on"], stated=form.stated)):
            return to(desk_of(area.programme))
    ends = ("This service area ends. What was done in it stays, for everybody to read.", whom(area.programme, area))
    follows = ends if form.others else ("There is no other service area of this programme. Name one first.",)
    page = Page("Make it part of another one", "Make it part of that one now", follows=follows, warn=True)
    return form_page(request, area, form, page, nothing=not form.others)

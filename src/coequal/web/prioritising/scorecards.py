"""Scorecards: all of them with their versions, one of them in words, and how a new one or a new version is made."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CHANGE_SCORECARDS, SEE_PROGRAMMES
from coequal.programmes.models import Scorecard
from coequal.programmes.prioritisation import example, scorecards
from coequal.programmes.prioritisation.scorecards import Domain, domains_of
from coequal.web.hearing.forms import done
from coequal.web.hearing.pages import sent, to
from coequal.web.limits import limited
from coequal.web.prioritising.found import OfNoState, scorecard_named
from coequal.web.prioritising.scorecard_forms import ScorecardForm


@needs(SEE_PROGRAMMES)
@require_safe
def every(request: StaffRequest) -> HttpResponse:
    """The scorecards of one's organisations, each with its versions, the newest first."""
    codes = request.acting.organisations_as(SEE_PROGRAMMES)
    groups: dict[tuple[Organisation, str], list[Scorecard]] = {}
    for one in Scorecard.objects.filter(organisation__code__in=codes).select_related("organisation", "made_by"):
        groups.setdefault((one.organisation, one.title), []).append(one)
    page = {"groups": list(groups.items()), "may_make": request.acting.may(CHANGE_SCORECARDS)}
    return render(request, "prioritising/scorecards.html", page)


@needs(SEE_PROGRAMMES, of=scorecard_named)
@require_safe
def one(request: StaffRequest, found: OfNoState) -> HttpResponse:
    """One version: its domains, what each weighs, and what each score means."""
    card, domains = found.card, domains_of(found.card)
    page = {
        "card": card,
        "domains": domains,
        "shares": _shares(domains),
        "rounds": card.rounds.select_related("area"),
        "newest": Scorecard.objects.filter(organisation=card.organisation, title=card.title).first(),
        "may_make": request.acting.may(CHANGE_SCORECARDS, found),
    }
    return render(request, "prioritising/scorecard.html", page)


def _shares(domains: Sequence[Domain]) -> list[str]:
    """The share of all points that each domain has."""
    points = [float(one.weight) * one.highest for one in domains]
    return [f"{100 * each / sum(points):.0f} %" for each in points]


@needs(CHANGE_SCORECARDS)
@require_http_methods(["GET", "HEAD", "POST"])
@limited(120, 3600)
def make(request: StaffRequest) -> HttpResponse:
    """A scorecard, or a new version: from nothing, from the example, or from a version that is there."""
    organisations = list(Organisation.objects.filter(code__in=request.acting.organisations_as(CHANGE_SCORECARDS)))
    start, initial, from_example = _start(request)
    form = ScorecardForm(organisations, start, sent(request), initial=initial)
    if form.wants_more:
        form.unread()
    if form.is_valid():
        told = form.cleaned_data
        made = []

        def keep() -> None:
            made.append(scorecards.make(request.acting, form.whose, told["title"], form.domains, told["origin"]))

        if done(form, keep):
            return to(reverse("prioritising:scorecard", kwargs={"number": made[0].pk}))
    return render(request, "prioritising/make.html", {"form": form, "from_example": from_example})


def _start(request: StaffRequest) -> tuple[Sequence[Domain], dict[str, str], bool]:
    """The domains that a form starts from, its other texts, and whether they are the example's. Raises `Http404`."""
    wanted = request.GET.get("from", "")
    if wanted == "example":
        return example.DOMAINS, {"title": example.TITLE, "origin": example.ORIGIN}, True
    if not wanted:
        return (), {}, False
    codes = request.acting.organisations_as(CHANGE_SCORECARDS)
    there = Scorecard.objects.filter(organisation__code__in=codes)
    card = there.filter(pk=int(wanted)).first() if wanted.isascii() and wanted.isdigit() and len(wanted) < 16 else None
    if card is None:
        raise Http404
    return domains_of(card), {"title": card.title, "origin": card.origin, "organisation": card.organisation.code}, False

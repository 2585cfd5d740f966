"""Screening: what may be personal data is shown beside the text, and a person decides what is taken out."""

import re
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.permissions import CODE, READ_ANSWERS
from coequal.involvement.free_text.gathering import standing
from coequal.involvement.free_text.personal_data import KINDS
from coequal.involvement.free_text.screening import ChangedMeanwhile, mark_of, pass_read, screen
from coequal.involvement.models import Extract, Involvement, Redaction
from coequal.involvement.models.extracts import OFFERED, REFUSED
from coequal.web.coding.found import extract_named, involvement_named, was_read
from coequal.web.coding.words import words_of

_A_PAGE: Final = 20
_BOXES: Final = 3  # for words that somebody marks


@needs(READ_ANSWERS, posting=CODE, of=involvement_named)
@require_http_methods(["GET", "HEAD", "POST"])
def screening(request: StaffRequest, involvement: Involvement) -> HttpResponse:
    """The texts in which software found something, to be looked at one by one; and a page of those in which it found nothing."""
    if request.method == "POST":
        read = [found for one in request.POST.getlist("read") if (found := re.fullmatch(r"(\d{1,18}) ([0-9a-f]{32})", one))]
        pass_read(request.acting, involvement, {int(one[1]): one[2] for one in read})
        return HttpResponseRedirect(reverse("coding:screening", kwargs={"reference": involvement.reference}), status=303)
    open_ones = standing(involvement).filter(screened=False)
    offered = open_ones.filter(redactions__stands=OFFERED).distinct()
    clear = open_ones.exclude(redactions__stands=OFFERED)
    page = {
        "involvement": involvement,
        "may": request.acting.may(CODE, involvement),
        "offered": offered[:_A_PAGE],
        "offered_count": offered.count(),
        "clear": [(one, mark_of(one.text)) for one in clear[:_A_PAGE]],
        "clear_count": clear.count(),
    }
    was_read(request, "read texts that wait to be screened", involvement)
    return render(request, "coding/screening.html", page)


@needs(READ_ANSWERS, posting=CODE, of=extract_named)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: StaffRequest, extract: Extract) -> HttpResponse:
    """One text with what may be personal data in it."""
    involvement = extract.involvement
    offers = list(extract.redactions.all())
    if request.method == "POST":
        said = {offer.pk: request.POST.get(f"offer-{offer.pk}") for offer in offers}
        if any(one not in ("out", "stays") for one in said.values()):
            return _shown(request, extract, "Say of each stretch whether it is taken out or stays.")
        marked = [(request.POST.get(f"words-{n}", "").strip(), request.POST.get(f"kind-{n}", "")) for n in range(_BOXES)]
        answers, words = {pk: one == "out" for pk, one in said.items()}, [one for one in marked if one[0]]
        try:
            screen(request.acting, extract, answers, words, request.POST.get("seen", ""))
        except ChangedMeanwhile as error:
            return _shown(request, Extract.objects.get(pk=extract.pk), str(error))
        following = standing(involvement).filter(screened=False, redactions__stands=OFFERED).order_by("pk").first()
        return HttpResponseRedirect(_address(following) if following else _all(involvement), status=303)
    was_read(request, "read a text to screen it", extract)
    return _shown(request, extract, "")


def _shown(request: StaffRequest, extract: Extract, error: str) -> HttpResponse:
    offers = list(extract.redactions.all())
    page = {
        "involvement": extract.involvement,
        "extract": extract,
        "seen": mark_of(extract.text),
        "asked": words_of(extract.involvement, extract.question),
        "pieces": _pieces(extract.text, offers),
        "offers": [(number, offer, extract.text[offer.start : offer.end]) for number, offer in enumerate(offers, start=1)],
        "refused": REFUSED,
        "kinds": KINDS,
        "boxes": range(_BOXES),
        "error": error,
        "may": request.acting.may(CODE, extract),
    }
    return render(request, "coding/screen.html", page, status=400 if error else 200)


def _pieces(text: str, offers: list[Redaction]) -> list[tuple[str, int]]:
    """A text in pieces, each with the number of the offer that it is; 0 for what lies between."""
    pieces, since = [], 0
    for number, offer in enumerate(offers, start=1):
        if offer.start >= since:
            pieces += [(text[since : offer.start], 0), (text[offer.start : offer.end], number)]
            since = offer.end
    return [*pieces, (text[since:], 0)]


def _address(extract: Extract) -> str:
    return reverse("coding:screen", kwargs={"reference": extract.involvement.reference, "extract": extract.reference})


def _all(involvement: Involvement) -> str:
    return reverse("coding:screening", kwargs={"reference": involvement.reference})

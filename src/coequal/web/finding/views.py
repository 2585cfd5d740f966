"""Finding the policy: the form, what may have been meant by a name, and the answer, at an address that can be kept."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coequal.accounts.guard import everyone
from coequal.facts.dates import say_date
from coequal.web.finding.forms import WAYS, FindForm, address, without_place
from coequal.web.finding.places import Several, label, places, told_apart
from coequal.web.finding.told import told
from coequal.web.shelf import shelf

MOST = 10  # names offered while somebody types
_CALLED = {"practice": "GP practice", "postcode": "Postcode district", "area": "Area or body"}


# Nothing changes here when the form is sent, so there is nothing to protect, and nobody needs a cookie.
@everyone
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The form, what may have been meant, or the answer.

    The form is sent by POST, so that a full postcode stands in no address: that of the answer has only its district.
    """
    typed = request.POST if request.method == "POST" else request.GET
    asked = typed is request.POST or not typed.keys().isdisjoint(WAYS)
    form = FindForm(typed) if asked else FindForm(initial=without_place(typed))
    if not form.is_valid():
        return _form(request, form)
    given = form.cleaned_data
    asking = address(given)
    if typed is request.POST or (given["by"] == "postcode" and given["postcode"] != given["where"].code):
        return HttpResponseRedirect(f"{reverse('finding:find')}?{asking}")
    if "change" in typed:
        return _form(request, form)
    for name, box in (("where", given["by"]), ("partner_where", "partner")):
        if isinstance(given.get(name), Several):
            return _choose(request, given, given[name], box)
    return _answer(request, given, asking)


def _form(request: HttpRequest, form: FindForm) -> HttpResponse:
    few = len(form.places.table.by_code) if form.places.only_a_demonstration else 0
    return render(request, "finding/find.html", {"form": form, "few": few})


def _choose(request: HttpRequest, given: Mapping[str, Any], found: Several, box: str) -> HttpResponse:
    """The places that may be meant by what was typed in a box, each as a link to the answer."""
    organisations = places().organisations
    choices = [
        (f"?{address(given, **{box: label(place)})}", label(place), told_apart(place, organisations)) for place in found.places
    ]
    page = {"found": found, "box": box, "choices": choices, "back": f"?{address(given, change='1')}"}
    return render(request, "finding/choose.html", page)


def _answer(request: HttpRequest, given: Mapping[str, Any], asking: str) -> HttpResponse:
    today = shelf().today()
    where, partner = given["where"], given.get("partner_where")
    day = given["referred"] or today
    rows = [("Care", shelf().services[given["service"]]), (_CALLED[given["by"]], label(where))]
    rows += [("Your partner’s place", label(partner))] if partner else []
    rows += [("Date of referral", say_date(day) if given["referred"] else f"{say_date(day)}: today, because you gave no date")]
    found = told(shelf(), given["service"], where, partner, day)
    page = {
        "answer": found,
        "several": len(found.bound) > 1,
        "rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in rows],
        "by": given["by"],
        "referred": given["referred"],
        "day": day,
        "change": f"?{asking}&change=1",
        "practice": f"?{address(given, **{given['by']: '', 'change': '1'})}",
    }
    return render(request, "finding/answer.html", page)


@everyone
@require_safe
def practices(request: HttpRequest) -> JsonResponse:
    """The practices that may be meant by what is typed so far."""
    found = places().practice_search.find(request.GET.get("q", ""), MOST)
    return _offered(Several("", found.practices, found.total))


@everyone
@require_safe
def areas(request: HttpRequest) -> JsonResponse:
    """The areas and bodies that may be meant by what is typed so far."""
    return _offered(places().areas(request.GET.get("q", ""), MOST))


def _offered(found: Several) -> JsonResponse:
    organisations = places().organisations
    matches = [{"label": label(place), "hint": told_apart(place, organisations)} for place in found.places]
    return JsonResponse({"total": found.total, "matches": matches})

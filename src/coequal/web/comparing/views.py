"""Two policies beside each other."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coequal.accounts.guard import everyone
from coequal.comparison.counted_chart import with_chart
from coequal.comparison.proof.document import proof_document
from coequal.documents.media import MEDIA_TYPES
from coequal.documents.pdf import pdf
from coequal.policies.model import Policy
from coequal.web.comparing.choosing import asked, named
from coequal.web.comparing.pairs import Busy, pair, ready
from coequal.web.comparing.people import WITH_PEOPLE
from coequal.web.comparing.told import beside
from coequal.web.failures import failure
from coequal.web.limits import limited
from coequal.web.shelf import shelf

View = Callable[[HttpRequest], HttpResponse]


def _not_waiting(view: View) -> View:
    """A view that says so, instead of waiting, where comparisons are being made for others."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except Busy as busy:
            page = failure(503, "This comparison cannot be made just now", busy.says)
            page["Retry-After"] = "60"
            return page

    return answer


@everyone
@require_safe
@_not_waiting
def compare(request: HttpRequest) -> HttpResponse:
    """The service is chosen first, then two policies; then they stand beside each other."""
    found = asked(request)
    if found.service is None:
        return render(request, "comparing/services.html", {"services": _services(), "unknown": bool(found.a or found.b)})
    form, title = found.form, shelf().services[found.service]
    if not form.is_valid():
        return render(request, "comparing/choose.html", {"form": form, "service": found.service, "title": title})
    a, b = named(form.cleaned_data["a"]), named(form.cleaned_data["b"])
    return _beside(request, a, b) if ready(a, b) else _made_now(request, a, b)


def _beside(request: HttpRequest, a: Policy, b: Policy) -> HttpResponse:
    page = {"told": beside(pair(a, b), a, b), "service": a.service, "service_title": shelf().services[a.service]}
    return render(request, "comparing/beside.html", {**page, "could_have_people": a.service == WITH_PEOPLE})


@limited(20, 60)
def _made_now(request: HttpRequest, a: Policy, b: Policy) -> HttpResponse:
    """The page that takes longer, since the two have to be compared first."""
    return _beside(request, a, b)


@everyone
@require_safe
@limited(20, 60)
@_not_waiting
def report(request: HttpRequest) -> HttpResponse:
    """The same as a PDF. Raises `CoequalError` where there are no such two policies."""
    found = asked(request)
    data = pair(named(found.a), named(found.b))
    whole = proof_document(data)
    made = pdf(with_chart(whole, data) if "people" in data else whole)
    return HttpResponse(made, content_type=MEDIA_TYPES["pdf"], headers={"Content-Disposition": 'inline; filename="comparison.pdf"'})


def _services() -> list[tuple[str, str, int, int]]:
    """Of each service its id, its title, and how many policies and versions there are to choose from."""
    every = [policy for versions in shelf().policies.values() for policy in versions]
    found = []
    for service, title in shelf().services.items():
        own = [policy for policy in every if policy.service == service]
        found.append((service, title, len({policy.id for policy in own}), len(own)))
    return found

"""What every step of the checker is: sent by POST, kept by nobody, and clear about what went wrong."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from coequal.web.checker.checking import Checking, opened
from coequal.web.checker.state import NotOurs, TooOld, unsealed
from coequal.web.failures import failure

View = Callable[[HttpRequest, str, str], HttpResponse]
_NOTHING_KEPT = "Nothing that you answered has been kept, so nothing can be brought back."


def unkept(view: View) -> View:
    """A view whose pages nobody keeps or finds by searching, and whose failures hold nothing of what was sent.

    No token guards its form: nothing on the site changes when one is sent, so there is nothing to guard, and no cookie is needed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, area: str, service: str) -> HttpResponse:
        try:
            response = view(request, area, service)
        except TooOld:
            response = _again(410, "Your answers have expired", "The page was open for too long.", area, service)
        except NotOurs as error:
            response = _again(400, "The answers cannot be read", error.message, area, service)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    return csrf_exempt(sensitive_post_parameters()(guarded))


def step(view: Callable[[HttpRequest, Checking], HttpResponse]) -> View:
    """A view of an interview, which comes with the form; whoever comes without one is sent to the first page."""

    @unkept
    @wraps(view)
    def stepping(request: HttpRequest, area: str, service: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseRedirect(reverse("checker:start", kwargs={"area": area, "service": service}))
        return view(request, opened(unsealed(request.POST.get("state", ""), f"{area}/{service}")))

    return stepping


def _again(status: int, title: str, why: str, area: str, service: str) -> HttpResponse:
    start = reverse("checker:start", kwargs={"area": area, "service": service})
    return failure(status, title, why, _NOTHING_KEPT, links=[(start, "Start again")])

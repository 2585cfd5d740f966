"""Pages for what goes wrong: each says what happened, what to do, and that nothing was lost or kept."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from urllib.parse import urlencode

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import resolve, reverse

from coequal.accounts.guard import SignInFirst
from coequal.accounts.permission import NotAllowed
from coequal.errors import CoequalError
from coequal.referrals.personal.sealing import CannotOpen
from coequal.web.shelf import NotOnTheShelf, NotOpen

_log = logging.getLogger("coequal.failures")
_LINKS = (("about:home", "Start page"), ("finding:find", "Find your policy"), ("library:policies", "All policies"))

_MOST = 256 * 1024  # bytes that are carried back: a form of usual size


def failure(
    status: int,
    title: str,
    *sentences: str,
    links: Sequence[tuple[str, str]] | None = None,
    again: tuple[str, Sequence[tuple[str, str]]] | None = None,
) -> HttpResponse:
    """A page about a failure. `links` are addresses with their words; else the ways into the site.

    `again` is what can be sent once more from the page, with its address.
    """
    ways = [(reverse(name), words) for name, words in _LINKS] if links is None else links
    page = engines["jinja2"].get_template("pages/failure.html")
    response = HttpResponse(page.render({"title": title, "sentences": sentences, "links": ways, "again": again}), status=status)
    response["Cache-Control"] = "no-store"
    return response


def clearly(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Turns what a view could not find, or a database that does not answer, into a page that says so."""
    return _Clearly(get_response)


class _Clearly:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error that is understood; None for one that is not."""
        match error:
            case SignInFirst():
                return _signed_out(request, error)
            case NotAllowed():
                ways = [(reverse("staff:home"), "Your start page"), (reverse("staff:sign-out"), "Sign out")]
                return failure(403, "You cannot do this", error.message, links=ways)
            case NotOnTheShelf():
                return failure(404, "There is no such policy here", error.message)
            case NotOpen():
                _log.error("the library cannot be read", exc_info=error)
                return failure(
                    503,
                    "This page cannot be shown at the moment",
                    "The policies cannot be read just now. It is not your fault. Try again later.",
                    again=carried(request),
                )
            case DatabaseError() | InterfaceError():
                return failure(
                    503,
                    "This page cannot be shown at the moment",
                    "What it needs cannot be reached just now. Try again in a minute.",
                    "Policies and the checker do not need it, and go on working.",
                    again=carried(request),
                )
            case CannotOpen():
                _log.error("a sealed value does not open", exc_info=error)
                return failure(
                    500, "This page cannot be shown", "It is not your fault. Tell whoever runs this site:", error.message
                )
            case CoequalError():
                return failure(400, "That cannot be used", error.message)
            case _:
                return None


def _signed_out(request: HttpRequest, error: SignInFirst) -> HttpResponse:
    """The way to sign in and back again; what was sent by a form is not done, and the page says so."""
    if request.method in ("GET", "HEAD"):
        back = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse(error.step)}?{back}", headers={"Cache-Control": "no-store"})
    return failure(
        403,
        "You are no longer signed in",
        "Nothing was changed. Sign in again in another window or tab, then go back here and send the form once more.",
        links=[(reverse(error.step), "Sign in")],
    )


def not_found(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """The page for an address that leads nowhere."""
    return failure(
        404,
        "Page not found",
        "If you typed the address, check that it is right. If you followed a link, the page may have moved.",
    )


def not_usable(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """The page for a request that no page of ours sends."""
    return failure(400, "That cannot be used", "What was sent is too much, or not what the page asks for. Go back and try again.")


def forbidden(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    """The page for what may not be seen."""
    return failure(403, "You cannot see this page", "It is for people who work with policies.")


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # it is Django's name for what we do not show
    """The page for a form that did not come from this site, or from a page that is too old; a view may have its own, `again`."""
    found = resolve(request.path_info)
    if again := getattr(found.func, "again", None):
        page: HttpResponse = again(request, **found.kwargs)
        return page
    return failure(
        403,
        "This form can no longer be sent",
        "The page was open for too long, or your browser refuses cookies. Open the page again and send it once more.",
    )


def carried(request: HttpRequest) -> tuple[str, list[tuple[str, str]]] | None:
    """What a form of ours sent that could not be taken, with its address, to be sent again; None where there is nothing to carry.

    Passwords and codes are not written into a page, a file cannot be, and what another site sent is not sent from ours.
    """
    if request.method != "POST" or int(request.META.get("CONTENT_LENGTH") or 0) > _MOST or not sent_from_here(request):
        return None
    with suppress(AttributeError):  # it was read already
        request.upload_handlers = [MemoryFileUploadHandler(request)]  # which shows whether there is a file
    if request.FILES or any(name == "code" or "password" in name for name in request.POST):
        return None
    return request.get_full_path(), [(name, value) for name, values in request.POST.lists() for value in values]


def sent_from_here(request: HttpRequest) -> bool:
    """Whether a browser says that a page of ours sent this, which no other page can have it say."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site == "same-origin"
    return origin == f"{request.scheme}://{request.get_host()}"


def broken(_request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours."""
    return failure(
        500, "Sorry, something went wrong here", "It is a fault of this site, not yours. Try again later.", "Nothing was kept."
    )

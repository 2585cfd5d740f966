"""Signing out: the end of a session here, and the way to end it where somebody came from."""

from urllib.parse import urlencode

from django.contrib.auth import logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coequal.accounts.guard import everyone
from coequal.web.providers import Provider
from coequal.web.staff.sign_ons import offered
from coequal.web.staff.signing_in import half_in, note

_CAME_BY = "came by"


@everyone
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """The end of a session; a link to it asks first."""
    if request.method != "POST":
        return render(request, "staff/sign-out.html")
    if person := half_in(request):
        note(person, "signed out")
    left = _way_out(request)
    logout(request)
    return render(request, "staff/signed-out.html", {"left": left})


def keep_way_out(session: SessionBase, provider: Provider, end: str) -> None:
    """Keep by whom somebody came in, and where they sign out of that; nothing, where the provider does not say it."""
    session[_CAME_BY] = [provider.name, end]


def _way_out(request: HttpRequest) -> tuple[str, str] | None:
    """What the provider is called by which somebody came in, and where they sign out of it; None where there is no such place.

    Nothing there says who it is: addresses are kept by browsers and proxies.
    """
    name, end = request.session.get(_CAME_BY, ("", ""))
    provider = next((one for one in offered() if one.name == name), None)
    if provider is None or not end:
        return None
    back = request.build_absolute_uri(reverse("staff:sign-in"))
    asked = urlencode({"client_id": provider.client, "post_logout_redirect_uri": back})
    return provider.called, f"{end}{'&' if '?' in end else '?'}{asked}"

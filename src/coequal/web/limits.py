"""How often one computer may ask, so that nobody can wear the site out for others.

Counts are kept in the memory of each worker for a minute, under a keyed digest of the address, and nowhere else.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address, ip_network
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from coequal.web.failures import carried, failure

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
View = Callable[Concatenate[R, P], HttpResponse]
_KEY = secrets.token_bytes(32)  # of this process: the digests mean nothing elsewhere, or later


def everywhere(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuses whoever asks more often than `REQUESTS_A_MINUTE`, whatever for."""

    def limit(request: HttpRequest) -> HttpResponse:
        return too_often(request) if _over(request, "everything", settings.REQUESTS_A_MINUTE, 60) else get_response(request)

    return limit


def limited(times: int, seconds: int) -> Callable[[View[R, P]], View[R, P]]:
    """A view that one computer may ask for so many times in so many seconds; for what costs much, or is kept."""

    def wrap(view: View[R, P]) -> View[R, P]:
        @wraps(view)
        def limit(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if _over(request, f"{view.__module__}.{view.__qualname__}", times, seconds):
                return too_often(request)
            return view(request, *args, **kwargs)

        return limit

    return wrap


def too_often(request: HttpRequest) -> HttpResponse:
    """The page for whoever asks too often, from which what they typed can be sent again."""
    again = carried(request)
    lost = "" if again else " Nothing that you typed has been kept."
    page = failure(
        429,
        "You have asked for a lot in a short time",
        f"Wait a minute, then try again.{lost}",
        "Where many people share one connection, such as in a hospital, this may not be your doing.",
        again=again,
    )
    page["Retry-After"] = "60"
    return page


def _over(request: HttpRequest, what: str, times: int, seconds: int) -> bool:
    """Whether this is one time too many; counts it."""
    who = hmac.new(_KEY, f"{what} {computer(request)}".encode(), hashlib.sha256).hexdigest()
    cache.add(who, 0, timeout=seconds)
    try:
        return cache.incr(who) > times
    except ValueError:  # the count ran out between the two lines
        return False


def computer(request: HttpRequest) -> str:
    """The household that asks: its address, of the newer kind the whole network of it."""
    return _home(address(request))


def address(request: HttpRequest) -> str:
    """The address that asks: as seen by the nearest of our own proxies, where there are some."""
    passed = [address.strip() for address in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies: int = settings.PROXIES
    if proxies and len(passed) >= proxies and passed[-proxies]:
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _home(address: str) -> str:
    """An address as one household has it: of the newer kind each has a whole network of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else address

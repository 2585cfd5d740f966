"""How many wrong codes may be tried: by one computer, and by all together. Counts are kept in memory, and for ten minutes."""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from coequal.web.limits import computer

SECONDS: Final = 600
OF_ONE: Final = 10  # a household, or a room where people answer together
OF_ALL: Final = 500
_EVERYBODY: Final = "coequal.web.answering.guesses"


def too_many(request: HttpRequest) -> bool:
    """Whether so many wrong codes were tried that no code is looked at now."""
    return bool(cache.get(_name(request), 0) >= OF_ONE or cache.get(_EVERYBODY, 0) >= OF_ALL)


def note_wrong(request: HttpRequest) -> None:
    """Count a wrong code."""
    for name in (_name(request), _EVERYBODY):
        if not cache.add(name, 1, timeout=SECONDS):
            cache.incr(name)


def _name(request: HttpRequest) -> str:
    return salted_hmac(_EVERYBODY, computer(request), algorithm="sha256").hexdigest()

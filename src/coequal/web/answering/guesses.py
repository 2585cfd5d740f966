"""How many wrong codes one computer may try. Counts are kept in memory, and for ten minutes.

A code has 77 bits, so nobody finds one by trying: there is no limit for all together, by which one could lock out all.
"""

from typing import Final

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from coequal.web.limits import computer

SECONDS: Final = 600
OF_ONE: Final = 60  # a household, a hospital, or a room where people answer together
_NAME: Final = "coequal.web.answering.guesses"


def too_many(request: HttpRequest) -> bool:
    """Whether so many wrong codes were tried that none that is typed is looked at now."""
    return bool(cache.get(_name(request), 0) >= OF_ONE)


def note_wrong(request: HttpRequest) -> None:
    """Count a wrong code."""
    name = _name(request)
    if not cache.add(name, 1, timeout=SECONDS):
        cache.incr(name)


def _name(request: HttpRequest) -> str:
    return salted_hmac(_NAME, computer(request), algorithm="sha256").hexdigest()

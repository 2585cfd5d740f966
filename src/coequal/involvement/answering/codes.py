"""The code with which somebody comes back to their answers. Only a keyed digest of it is kept."""

import secrets
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

_SIGNS: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"  # none that is taken for another, and no vowel, so that no word comes of it
_LENGTH: Final = 16  # 77 bits
_GROUP: Final = 4


def new_code() -> str:
    """A code that nobody can guess, in groups that are easy to write down: `7F3K-2QX9-…`."""
    return _grouped("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)))


def as_typed(text: str) -> str | None:
    """The code in what somebody typed, however they spaced it; None where it can be none."""
    signs = "".join(sign for sign in text[:200].upper() if sign.isalnum())
    return _grouped(signs) if len(signs) == _LENGTH and set(signs) <= set(_SIGNS) else None


def digest_of(code: str, secret: str | None = None) -> str:
    """What is kept in place of a code."""
    return salted_hmac("coequal.involvement.answering", code, secret=secret, algorithm="sha256").hexdigest()


def digests_of(code: str) -> list[str]:
    """What may be kept in place of a code: by the site's key, and by those that it had before."""
    return [digest_of(code, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _grouped(signs: str) -> str:
    return "-".join(signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))

"""Serials of paper forms: drawn by chance, with a sign at the end that shows a slip in typing one."""

import secrets
from typing import Final

from coequal.errors import CoequalError

_SIGNS: Final = "23456789BCDFGHJKMNPQRSTVWXYZ"  # none that is taken for another, and no vowel, so that no word comes of it
_PRIME: Final = 29  # more than there are signs: so one wrong sign, and two that changed places, always show
_DRAWN: Final = 7


def new_serial() -> str:
    """A serial such as `P-7F3K-2QX9`, of which the last sign follows from the others."""
    drawn = "".join(secrets.choice(_SIGNS) for _ in range(_DRAWN))
    check = _check(drawn)
    # One in 29 has no sign to check it, and is drawn again.
    return _shown(drawn + _SIGNS[check]) if check < len(_SIGNS) else new_serial()


def read_serial(typed: str) -> str:
    """A serial as somebody typed it, with or without its hyphens. Raises `CoequalError` where there can be none such."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    signs = signs[1:] if len(signs) == _DRAWN + 2 and signs[0] == "P" else signs
    if len(signs) != _DRAWN + 1 or any(sign not in _SIGNS for sign in signs):
        raise CoequalError("A number of a form looks like P-7F3K-2QX9. It stands at the foot of each page.")
    check = _check(signs[:-1])
    if check >= len(_SIGNS) or _SIGNS[check] != signs[-1]:
        raise CoequalError(f"There is a slip in {_shown(signs)}: no form has this number. Compare it with the foot of the page.")
    return _shown(signs)


def _check(drawn: str) -> int:
    return sum(weight * _SIGNS.index(sign) for weight, sign in enumerate(drawn, start=2)) % _PRIME


def _shown(signs: str) -> str:
    return f"P-{signs[:4]}-{signs[4:]}"

"""JSON without its surprises: numbers are exact decimals, a name stands once, and nothing is hidden, endless or too deep."""

import json
from decimal import Decimal, InvalidOperation
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.facts.strict_yaml import MOST_BYTES, decode, refuse_hidden

DEEPEST: Final = 60
_MOST_DIGITS: Final = 400
_TOO_DEEP: Final = "This is nested too deeply."


def read_json(data: bytes, file: str, most: int = MOST_BYTES) -> object:
    """What JSON bytes say, every number a `Decimal`. Raises `CoequalError` with line and column, or the name, of the mistake."""
    return parse_json(decode(data, file, most), file)


def parse_json(text: str, file: str) -> object:
    """What a JSON text says, every number a `Decimal`. Raises `CoequalError` as above."""
    try:
        found: object = json.loads(
            text, object_pairs_hook=_Table(file), parse_float=_number, parse_int=_number, parse_constant=_no_number
        )
        _check(found, file, DEEPEST)
    except _NoNumber as error:
        raise CoequalError(f"{error} is not a number.", Place(file)) from None
    except json.JSONDecodeError as error:
        raise CoequalError(f"This is not JSON ({error.msg}).", Place(file, error.lineno, error.colno)) from None
    except RecursionError:
        raise CoequalError(_TOO_DEEP, Place(file)) from None
    return found


class _NoNumber(Exception):
    """A word that JSON has for a number and that is none, or one that is out of all proportion."""


class _Table:
    """What makes a table of names and values, each name once."""

    def __init__(self, file: str) -> None:
        self.file = file

    def __call__(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in pairs:
            refuse_hidden(name, Place(self.file))  # an escape could bring one in
            if name in found:
                raise CoequalError(f'"{name}" stands here twice; once is enough.', Place(self.file))
            found[name] = value
        return found


def _number(digits: str) -> Decimal:
    shown = digits if len(digits) <= 20 else f"{digits[:20]}…"
    if len(digits) > _MOST_DIGITS:
        raise _NoNumber(shown)
    try:
        found = Decimal(digits)
    except InvalidOperation:  # an exponent that is longer than any
        raise _NoNumber(shown) from None
    if abs(found.adjusted()) > _MOST_DIGITS:
        raise _NoNumber(shown)
    return found


def _no_number(word: str) -> object:
    raise _NoNumber(word)


def _check(found: object, file: str, deeper: int) -> None:
    """Nothing, where no text holds a hidden character and nothing lies too deep. Raises `CoequalError`."""
    if isinstance(found, str):
        refuse_hidden(found, Place(file))
        return
    if deeper < 0:
        raise CoequalError(_TOO_DEEP, Place(file))
    if isinstance(found, dict | list):
        for one in found.values() if isinstance(found, dict) else found:
            _check(one, file, deeper - 1)

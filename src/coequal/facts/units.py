"""The usual spellings of a unit: what people and systems write for `kg/m²`, `pmol/L` or `µg/L`, wherever a unit is read.

Capitals count, since `mg` is not `Mg` and `mmol` is not `nmol`. Only what is listed here has another spelling.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from typing import Final

_LETTER: Final = "A-Za-zµμ"
_START: Final = rf"(?<![{_LETTER}\[])"  # of a word, which in square brackets is a code of UCUM
_PREFIXED: Final = rf"(?:{_START}|(?<={_START}[cdkmnpuµμ]))"
_END: Final = rf"(?![{_LETTER}\]])"
_MICRO: Final = rf"(?:g|mol|m|[lL]|IU|iu|U){_END}"  # of which a millionth is often written with a u
_WAYS: Final = (  # where a unit may be written in several ways, and these ways
    (re.compile(rf"(?<=m)(?:²|\^?2)(?![{_LETTER}0-9])"), ("²", "2", "^2")),
    (re.compile(rf"(?<=m)(?:³|\^?3)(?![{_LETTER}0-9])"), ("³", "3", "^3")),
    (re.compile(rf"{_START}[µμu](?={_MICRO})"), ("µ", "μ", "u")),
    (re.compile(rf"{_START}[µμ](?!{_MICRO})"), ("µ", "μ")),
    (re.compile(rf"{_PREFIXED}[lL]{_END}"), ("L", "l")),
    (re.compile(rf"{_PREFIXED}(?:IU|iu){_END}"), ("IU", "iu")),
)
_MOST: Final = 4  # places in a unit that are written in several ways; one of more has its own spelling alone


@lru_cache(maxsize=1024)
def spellings(unit: str) -> tuple[str, ...]:
    """Every spelling of a unit, the one that is given first. Two units share all of them or none."""
    places = sorted((found.span(), ways) for pattern, ways in _WAYS for found in pattern.finditer(unit))
    if len(places) > _MOST:
        return (unit,)
    pieces: list[tuple[str, ...]] = []
    read = 0
    for (start, end), ways in places:
        pieces += [(unit[read:start],), ways]
        read = end
    return tuple(dict.fromkeys((unit, *("".join((*parts, unit[read:])) for parts in product(*pieces)))))


def spelled(text: str, units: Iterable[str]) -> str | None:
    """The unit among `units` of which a text is a spelling; None where it is of none."""
    return next((unit for unit in units if text in spellings(unit)), None)

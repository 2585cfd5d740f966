"""Names that are ordinary words too: where what officers and panels write means the word, and not whoever is called like it.

A clinician says of each stretch of an answer that it names nobody. Whoever deals with a request does not know the name, and
would reword “we hope” and “may” without knowing why. So a name that is such a word counts in small letters as the word, and with
a day or a year beside it as the month. With a capital letter, in any other place, it may be the name.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final

from coequal.referrals.requesting.patterns import NAME, Stretch

_MONTHS: Final = frozenset({"april", "may", "june", "august"})
_DAY_BEFORE: Final = re.compile(r"\d(?:st|nd|rd|th)?(?:\s+of)?\s+$")
_YEAR_AFTER: Final = re.compile(r"^\s+\d{4}(?!\d)")


@cache
def _words() -> frozenset[str]:
    return frozenset(files("coequal.referrals.requesting").joinpath("ordinary_words.txt").read_text("utf-8").split())


def is_the_word(text: str, stretch: Stretch) -> bool:
    """Whether a stretch that was found as part of a name is the ordinary word there."""
    start, end, kind = stretch
    said = text[start:end]
    if kind != NAME or said.casefold() not in _words():
        return False
    if said.islower():
        return True
    is_dated = _DAY_BEFORE.search(text[:start]) or _YEAR_AFTER.search(text[end:])
    return said.casefold() in _MONTHS and is_dated is not None

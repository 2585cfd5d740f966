"""Who a patient and a partner are, as patterns that find them in a text, however they are spelt and grouped."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from coequal.errors import CoequalError
from coequal.referrals.models import Identity
from coequal.referrals.personal.numbers import read_nhs_number

NAME, NUMBER, BORN, ADDRESS = "name", "NHS number", "date of birth", "address"
POSTCODE, TELEPHONE, EMAIL = "postcode", "telephone number", "e-mail address"
ONE_OF: Final[Mapping[str, str]] = {
    NAME: "a name",
    NUMBER: "an NHS number",
    BORN: "a date of birth",
    ADDRESS: "an address",
    POSTCODE: "a postcode",
    TELEPHONE: "a telephone number",
    EMAIL: "an e-mail address",
}
_SHORTEST: Final = 3  # letters of a name that is looked for by itself
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_NUMBERS: Final = re.compile(r"(?<!\d)\d{3}[\s.\-\u2010-\u2015]?\d{3}[\s.\-\u2010-\u2015]?\d{4}(?!\d)")
_TELEPHONES: Final = re.compile(r"(?<![\d+])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ ()-]{0,2}){8,9}\d(?!\d)")
_EMAILS: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_POSTCODES: Final = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b", re.IGNORECASE)
_DAYS: Final = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})[-/. ]{1,2}(?P<m>\d{1,2})[-/. ]{1,2}(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?[-/. ]{1,2}(?P<m>[a-z]{3,9})[-/., ]{1,2}(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"\b(?P<m>[a-z]{3,9})[. ]{1,2}(?P<d>\d{1,2})(?:st|nd|rd|th)?[, ]{1,2}(?P<y>\d{4}|\d{2})(?!\d)"),
)
Stretch = tuple[int, int, str]


def stretches(text: str, known: "Known") -> Iterator[Stretch]:
    """Where something in a text may tell who the patient is, in places of that text."""
    plain, places = folded(text)
    for start, end, kind in known.found_in(plain):
        yield places[start], places[end - 1] + 1, kind


def folded(text: str) -> tuple[str, list[int]]:
    """A text in small plain letters without accents, and for each of them its place in the text."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for plain in unicodedata.normalize("NFKD", sign).casefold():
            if not unicodedata.combining(plain):
                signs.append("'" if plain in "’ʼ" else "-" if plain in "‐‑‒–" else plain)
                places.append(place)
    return "".join(signs), places


class Known:
    """Who the patient and a partner are, as patterns that find them in a folded text."""

    def __init__(self, identity: Identity) -> None:
        partner, contact = identity.partner, identity.contact
        numbers = (
            (identity.nhs_number, NUMBER),
            (partner.get("nhs_number", ""), NUMBER),
            (contact.get("telephone", ""), TELEPHONE),
        )
        self.words = [
            *_words((identity.name, partner.get("name", "")), identity.address),
            *((_digits(number), kind) for number, kind in numbers if number),
        ]
        days = (identity.date_of_birth, partner.get("date_of_birth", ""))
        self.born = {date.fromisoformat(one) for one in days if one}

    def found_in(self, text: str) -> Iterator[Stretch]:
        """Every stretch, those that overlap too."""
        for pattern, kind in (*self.words, (_EMAILS, EMAIL), (_TELEPHONES, TELEPHONE), (_POSTCODES, POSTCODE)):
            yield from ((*match.span(), kind) for match in _every(pattern, text))
        yield from ((*match.span(), NUMBER) for match in _every(_NUMBERS, text) if _is_nhs_number(match[0]))
        for pattern in _DAYS if self.born else ():
            yield from ((*match.span(), BORN) for match in _every(pattern, text) if self._is_birthday(match))

    def _is_birthday(self, match: re.Match[str]) -> bool:
        day, month, year = int(match["d"]), _month(match["m"]), match["y"]
        return any(
            (day, month) == (born.day, born.month) and year in (f"{born.year}", f"{born.year % 100:02}") for born in self.born
        )


def _every(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every place where a pattern fits, also within another one: “2 04/03/1990” has two days in it."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _month(text: str) -> int:
    """The number of a month; 0 where a word is none."""
    if text.isdecimal():
        return int(text)
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else 0


def _digits(number: str) -> re.Pattern[str]:
    """A number, whatever stands between its digits; of a telephone number with or without the code of the country."""
    digits = re.sub(r"\D", "", number).removeprefix("0044").removeprefix("44").removeprefix("0")
    return re.compile("".join([r"(?<!\d)(?:(?:\+?44|0)\W{0,3})?", r"\W{0,2}".join(digits), r"(?!\d)"]))


def _words(names: Iterable[str], address: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """The names, each of their parts, and each line of the address, as patterns."""
    for name in names:
        parts = folded(name)[0].split()
        if len(parts) > 1:
            yield _pattern(parts), NAME
        yield from ((_pattern([part]), NAME) for part in parts if len(part) >= _SHORTEST)
    for line in re.split(r"[\n,;]", folded(address)[0]):
        if len(parts := line.split()) > 1:
            yield _pattern(parts), ADDRESS


def _pattern(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("".join([r"(?<!\w)", r"[\s-]+".join(map(re.escape, parts)), r"(?!\w)"]))


def _is_nhs_number(text: str) -> bool:
    try:
        read_nhs_number(text.replace(".", ""))
    except CoequalError:
        return False
    return True

"""What in a text may tell who somebody is. It is offered to a person, who accepts it or not; nothing is taken out by itself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NHS_NUMBER: Final = "NHS number"
E_MAIL: Final = "e-mail address"
TELEPHONE: Final = "telephone number"
POSTCODE: Final = "postcode"
BORN: Final = "date of birth"
NAME: Final = "name"
OTHER: Final = "other"
KINDS: Final = (NAME, NHS_NUMBER, E_MAIL, TELEPHONE, POSTCODE, BORN, OTHER)

_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY: Final = rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ /.-](?:\d{{1,2}}|{_MONTH})[ /.,-]{{1,2}}(?:\d{{4}}|\d{{2}})"
_WORD: Final = r"[A-Z][\w’'-]+"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{0,2}}"
_NEAR: Final = (
    "daughter|son|wife|husband|partner|mother|mum|mam|father|dad|sister|brother|friend|child|baby|grandson|granddaughter|"
    "niece|nephew|cousin|neighbour|carer|midwife|nurse|doctor|consultant|therapist|audiologist|GP|surgeon"
)
_TITLES: Final = r"Dr|Mr|Mrs|Miss|Ms|Mx|Prof|Professor|Doctor|Nurse|Sister|Councillor|Cllr|Rev|Sir|Lady"
_NO_SURNAME: Final = (
    "was|is|and|has|had|said|who|or|did|does|to|at|in|for|surgery|then|told|gave|asked"  # after “dr” in small letters
)
_NO_NAME: Final = {
    *"The A An I We He She They It And But Or So My Our Your His Her Their This That Who Which When Where".split(),
    *"Was Were Is Are Has Had".split(),
    *"GP NHS IVF ICB CCG ICSI IUI UK England".split(),
}
_ENDS: Final = "yours sincerely|yours faithfully|regards|best wishes|many thanks|signed"
_PATTERNS: Final = (  # the sooner a kind stands here, the more it is sure of what it found
    (E_MAIL, re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")),
    (
        BORN,
        re.compile(
            rf"(?i:\b(?:born(?: on)?|date of birth|d\.?o\.?b\.?|birthday(?: is)?)[ :]*(?:is |was |the )?)({_DAY})", re.IGNORECASE
        ),
    ),
    (NHS_NUMBER, re.compile(r"(?<![\d])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\d])")),
    (TELEPHONE, re.compile(r"(?<![\d+])(?:(?:\+|00)44[ -]?(?:\(0\)[ -]?)?|\(?0)(?:\d[ ()-]{0,2}){8,9}\d(?!\d)")),
    (POSTCODE, re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)),
    (NAME, re.compile(rf"\b(?:{_TITLES})\b\.? ({_NAME})")),
    (NAME, re.compile(rf"(?i:\b(?:dr|mr|mrs|ms)\b\.? )(?!(?:{_NO_SURNAME})\b)([a-z][\w’'-]+)")),
    (NAME, re.compile(rf"(?i:\b(?:my name is|my name’s|my name's|i am called|i’m called|i'm called|called|named) )({_NAME})")),
    (NAME, re.compile(rf"(?i:\b(?:my|our|his|her|their)) (?:\w+ )?(?:{_NEAR}),? ({_NAME})")),
    (NAME, re.compile(rf"(?i:\b(?:{_ENDS})[,.:]?\s+)({_NAME})")),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text, from a sign until before another, and what kind of personal data it may be."""

    start: int
    end: int
    kind: str


def found_in(text: str) -> list[Found]:
    """What may be personal data in a text, from its beginning to its end; no two stretches overlap."""
    found: list[Found] = []
    taken = bytearray(len(text))  # 1 for each sign that stands in a stretch already
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            start, end = _named(text, start, end) if kind == NAME else (start, end)
            if end > start and _holds(kind, text[start:end]) and not any(taken[start:end]):
                found.append(Found(start, end, kind))
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda one: one.start)


def without(text: str, taken_out: Iterable[Found]) -> str:
    """A text in which stretches are replaced by what they are: “[name]”. Those that overlap become one."""
    shown, since = [], 0
    for one in sorted(taken_out, key=lambda one: (one.start, -one.end)):
        if one.start >= since:
            shown += [text[since : one.start], f"[{one.kind}]"]
        since = max(since, one.end)
    return "".join([*shown, text[since:]])


def _named(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of a name without the words after it that begin a sentence, or are no name."""
    words = text[start:end].split(" ")
    kept = next((place for place, word in enumerate(words) if word in _NO_NAME), len(words))
    name = " ".join(words[:kept])
    return start, start + len(name.removesuffix("'s").removesuffix("’s"))


def _holds(kind: str, stretch: str) -> bool:
    if kind != NHS_NUMBER:
        return True
    digits = [int(sign) for sign in stretch if sign.isdigit()]
    check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)

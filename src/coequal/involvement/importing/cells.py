"""What stands in a cell of a file, as the answer that it means: by the key of an answer, by its words, or as it is written."""

import re
from datetime import date, datetime
from typing import Final

from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import Json, NotAnAnswer, checked
from coequal.involvement.surveys.model import Question

_YES: Final = frozenset("yes y true 1 x ✓ ticked selected checked on agree".split())
_NO: Final = frozenset("no n false 0 unticked off".split())
_DAY: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_FORMATS: Final = ("%d %B %Y", "%d %b %Y")
_SCALED: Final = re.compile(r"(\d+)\s*[:.)(–-].*")
_FULL_POSTCODE: Final = re.compile(r"([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*\d[A-Za-z]{2}")


def read_cell(question: Question, text: str, row: str = "") -> Json:
    """The answer in a cell; of a matrix the answer of one row. Raises `NotAnAnswer`, which says why it is none."""
    match question.kind:
        case model.ONE:
            return _key(question, text)
        case model.MATRIX:
            return {row: _key(question, text)}
        case model.SEVERAL:
            return checked(question, list(_keys(question, text)))
        case model.SCALE:
            return checked(question, _step(question, text))
        case model.CONSENT:
            return yes_or_no(text)
        case model.DATE:
            return checked(question, day(text).isoformat())
        case model.DISTRICT:
            full = _FULL_POSTCODE.fullmatch(text.strip())  # the second part would tell the street: it is dropped at once
            return checked(question, full[1] if full else text)
        case _:
            return checked(question, text)


def yes_or_no(text: str) -> bool:
    """Yes or no, as software writes them. Raises `NotAnAnswer`."""
    plain = text.casefold().strip()
    if plain in _YES or plain in _NO:
        return plain in _YES
    raise NotAnAnswer(f"“{_short(text)}” is neither yes nor no.")


def day(text: str) -> date:
    """A day: as 2026-03-27, 27/03/2026 or 27 March 2026, with or without the time. Raises `NotAnAnswer`."""
    plain = text.strip()
    if found := _DAY.match(plain):
        plain = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    try:
        return date.fromisoformat(plain[:10])
    except ValueError:
        pass
    for form in _FORMATS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    raise NotAnAnswer(f"“{_short(text)}” is no day. Write it as 2026-03-27 or 27/03/2026.")


def _key(question: Question, text: str) -> str:
    """The answer whose key or whose words a text is, in any of the survey's languages."""
    plain = _plain(text)
    for answer in question.answers:
        if text == answer.key or plain in (_plain(words) for words in (answer.says.own, *answer.says.others.values())):
            return answer.key
    matching = [answer.key for answer in question.answers if _plain(answer.key) == plain]
    if matching:
        return matching[0]
    raise NotAnAnswer(f"“{_short(text)}” is none of the answers: {', '.join(answer.says.own for answer in question.answers)}.")


def _keys(question: Question, text: str) -> list[str]:
    """Several answers, with semicolons, lines, upright lines or commas between them; the words of one may hold a comma."""
    parts = [part.strip() for part in re.split(r"[;|\n]", text) if part.strip()]
    if len(parts) > 1:
        return [_key(question, part) for part in parts]
    found, pieces = [], text.split(",")
    most = 1 + max(words.count(",") for answer in question.answers for words in (answer.says.own, *answer.says.others.values()))
    if len(pieces) > most * len(question.answers):
        raise NotAnAnswer(f"“{_short(text)}” has more parts than there are answers.")
    while pieces:
        key, taken = _first_of(question, pieces[:most])
        found.append(key)
        pieces = pieces[taken:]
    return found


def _first_of(question: Question, pieces: list[str]) -> tuple[str, int]:
    """The answer that the first pieces are, as many as belong to it; and how many that are. Raises `NotAnAnswer`."""
    for taken in range(len(pieces), 1, -1):
        try:
            return _key(question, ",".join(pieces[:taken]).strip()), taken
        except NotAnAnswer:
            continue
    return _key(question, pieces[0].strip()), 1


def _step(question: Question, text: str) -> str:
    """A step of a scale: its number, a number with words, or the words of an end."""
    plain = text.strip().removesuffix(".0")
    ends = {
        _plain(words.own): key for words, key in ((question.low, question.keys[0]), (question.high, question.keys[-1])) if words
    }
    found = _SCALED.fullmatch(plain)
    return ends.get(_plain(plain)) or (found[1] if found else plain)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _short(text: str) -> str:
    """The beginning of a text, as a message shows it."""
    plain = " ".join(text.split())
    return plain if len(plain) <= 40 else f"{plain[:40]}…"

"""What somebody answers to a question: read into the form in which it is kept, and checked against the question."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError

from coequal.errors import CoequalError
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import OTHER, Question, Survey
from coequal.organisations.postcodes import read_district
from coequal.pages.fields import PARTS, read_day

Json = str | int | float | bool | list[str] | dict[str, str]
Sent = Mapping[str, Sequence[str]]  # what a form brings: by the name of a box, the texts in it

LONGEST: Final = {model.TEXT: 10_000, model.SHORT: 500}  # letters of what is written
LONGEST_BESIDE: Final = 500  # of the words beside an answer
MOST_MARKS: Final = 30  # on one letter, such as accents
_FIRST, _LAST = date(1880, 1, 1), date(2200, 1, 1)
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,4})?")
_THOUSANDS: Final = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,4})?")
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"  # unseen, but words in Urdu or Persian are spelt with them


class NotAnAnswer(CoequalError):
    """Something that is no answer to its question; `box` says in which of the boxes it stood, where there are several."""

    def __init__(self, message: str, box: str = "") -> None:
        super().__init__(message)
        self.box = box


@dataclass(frozen=True, slots=True)
class Given:
    """What was given to one question: what can be kept, by its name; and what is wrong, by the box that it stands in."""

    values: Mapping[str, Json] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def boxes_of(question: Question) -> tuple[str, ...]:
    """The names of the boxes of a question in a form; a message about the question leads to the first."""
    match question.kind:
        case model.MATRIX:
            return tuple(f"{question.id}:{row.key}" for row in question.rows)
        case model.DATE:
            return tuple(f"{question.id}[{part}]" for part in PARTS)
        case _:
            beside = (f"{question.id}{OTHER}",) if _has_words(question) else ()
            return (question.id, *beside)


def read(question: Question, sent: Sent) -> Given:
    """What a form brings for a question. What cannot be used is left out, and is a fault."""
    try:
        found = _typed(question, sent)
        value = None if found in ("", [], {}) else checked(question, found)
    except NotAnAnswer as error:
        return Given(faults={error.box or boxes_of(question)[0]: error.message})
    values: dict[str, Json] = {} if value is None else {question.id: value}
    if not _has_words(question):
        return Given(values)
    name = f"{question.id}{OTHER}"
    try:
        words = beside(question, value, _first(sent, name))
    except NotAnAnswer as error:
        return Given(values, {name: error.message})
    return Given({**values, name: words} if words else values)


def as_sent(question: Question, answers: Mapping[str, object]) -> dict[str, list[str]]:
    """What is kept of a question, as a form would bring it."""
    value = answers.get(question.id)
    found: dict[str, list[str]] = {}
    if words := answers.get(f"{question.id}{OTHER}"):
        found[f"{question.id}{OTHER}"] = [str(words)]
    match value:
        case None:
            return found
        case dict():
            return {f"{question.id}:{row}": [str(key)] for row, key in value.items()}
        case list():
            return found | {question.id: [str(key) for key in value]}
        case bool():
            return {question.id: ["yes" if value else "no"]}
        case str() if question.kind == model.DATE:
            day = date.fromisoformat(value)
            texts = (str(day.day), str(day.month), str(day.year))
            return {box: [text] for box, text in zip(boxes_of(question), texts, strict=True)}
        case _:
            return found | {question.id: [str(value)]}


def still_asked(survey: Survey, given: Mapping[str, object]) -> dict[str, object]:
    """Of what was answered, what the answers before it still lead to: the rest is not asked any more, and so is left out."""
    kept: dict[str, object] = {}
    for page in survey.pages:
        if page.only is None or page.only.holds(kept):
            for question in page.questions:
                if question.only is None or question.only.holds(kept):
                    names = (question.id, f"{question.id}{OTHER}")
                    kept |= {name: given[name] for name in names if name in given}
    return kept


def is_whole(survey: Survey, given: Mapping[str, object]) -> bool:
    """Whether nothing lacks of what has to be answered, where given answers are those that are still asked."""
    return not any(missing(one, given) for page in survey.asked(given) for one in page.questions)


def missing(question: Question, given: Mapping[str, object]) -> dict[str, str]:
    """What has to be answered and is not, by the box in which it belongs."""
    if not question.required:
        return {}
    value = given.get(question.id)
    if question.kind == model.MATRIX:
        rows = value if isinstance(value, dict) else {}
        return {f"{question.id}:{row.key}": "Choose one of the answers." for row in question.rows if row.key not in rows}
    if value is not None:
        return {}
    chosen = question.kind in model.CLOSED
    return {boxes_of(question)[0]: "Choose one of the answers." if chosen else "We need an answer to this question."}


def checked(question: Question, value: object) -> Json:
    """An answer in the form in which it is kept. Raises `NotAnAnswer`, which says why it is none, in words for whoever gave it."""
    match question.kind:
        case model.ONE:
            return _key(question, value)
        case model.SEVERAL:
            return _keys(question, value)
        case model.SCALE:
            return int(_key(question, value))
        case model.MATRIX:
            return _matrix(question, value)
        case model.CONSENT:
            return value if isinstance(value, bool) else _key(question, value) == "yes"
        case model.NUMBER:
            return _number(question, value)
        case model.DATE:
            return _date(value)
        case model.DISTRICT:
            return _district(value)
        case _:
            return written(value, LONGEST[question.kind], lines=question.kind == model.TEXT)


def beside(question: Question, value: object, words: str) -> str:
    """The words beside an answer. Raises `NotAnAnswer` where the answer that they belong to was not chosen."""
    found = written(words, LONGEST_BESIDE, lines=False)
    if found and not any(answer.in_words and answer.key in model.keys_of(value) for answer in question.answers):
        says = " or ".join(f"“{answer.says.own}”" for answer in question.answers if answer.in_words)
        raise NotAnAnswer(f"You wrote something beside {says}. Choose that answer too, or empty the box.")
    return found


def written(value: object, most: int, *, lines: bool) -> str:
    """What somebody wrote, without signs that nobody sees. Raises `NotAnAnswer` where it is longer than can be kept."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > 2 * most:  # before anything is done with it that takes long
        raise _too_long(most, len(text))
    text = unicodedata.normalize("NFC", _few_marks(text))
    seen = "".join(sign for sign in text if sign in "\n\t" or sign in _JOINERS or unicodedata.category(sign)[0] != "C")
    found = seen.strip() if lines else " ".join(seen.split())
    if len(found) > most:
        raise _too_long(most, len(found))
    return found


def _too_long(most: int, count: int) -> NotAnAnswer:
    return NotAnAnswer(
        f"This is too long: we can keep {most:,} characters, and you have written {count:,}. Take {count - most:,} out."
    )


def _few_marks(text: str) -> str:
    """A text without the marks on a letter beyond the thirtieth: no language has them, and to put them in order takes long."""
    kept, run = [], 0
    for sign in text:
        run = run + 1 if unicodedata.combining(sign) else 0
        if run <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _typed(question: Question, sent: Sent) -> object:
    """What a form brings for a question, before it is looked at; nothing where its boxes are empty."""
    match question.kind:
        case model.SEVERAL:
            return [key for key in sent.get(question.id, ()) if key]
        case model.MATRIX:
            chosen = {row.key: _first(sent, f"{question.id}:{row.key}") for row in question.rows}
            return {row: key for row, key in chosen.items() if key}
        case model.DATE:
            return _day([_first(sent, box).strip() for box in boxes_of(question)])
        case model.ONE | model.SCALE | model.CONSENT:
            return _first(sent, question.id)
        case _:
            return written(_first(sent, question.id), LONGEST.get(question.kind, LONGEST_BESIDE), lines=True)


def _day(typed: Sequence[str]) -> str:
    if not any(typed):
        return ""
    try:
        return read_day([text[:20] for text in typed], "the date").isoformat()
    except ValidationError as error:
        raise NotAnAnswer(error.messages[0]) from None


def _first(sent: Sent, name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def _has_words(question: Question) -> bool:
    return question.kind != model.MATRIX and any(answer.in_words for answer in question.answers)


def _key(question: Question, value: object) -> str:
    if isinstance(value, bool) or str(value) not in question.keys:
        raise NotAnAnswer("Choose one of the answers that are shown.")
    return str(value)


def _keys(question: Question, value: object) -> list[str]:
    given = value if isinstance(value, list) else [value]
    chosen = {_key(question, one) for one in given}
    for answer in question.answers:
        if answer.alone and answer.key in chosen and len(chosen) > 1:
            raise NotAnAnswer(f"You chose “{answer.says.own}” and something else as well. Choose only what is right.")
    return [key for key in question.keys if key in chosen]


def _matrix(question: Question, value: object) -> dict[str, str]:
    rows = {row.key for row in question.rows}
    if not isinstance(value, dict) or not set(value) <= rows:
        raise NotAnAnswer("Choose one of the answers that are shown.")
    found = {}
    for row in question.rows:
        if row.key in value:
            try:
                found[row.key] = _key(question, value[row.key])
            except NotAnAnswer as error:
                raise NotAnAnswer(error.message, f"{question.id}:{row.key}") from None
    return found


def _number(question: Question, value: object) -> int | float:
    text = str(value).strip()
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise NotAnAnswer("Write a number in figures, such as 3.")
    number = float(text)
    if (question.least is not None and number < question.least) or (question.most is not None and number > question.most):
        raise NotAnAnswer(f"The number must be {range_of(question)}.")
    return int(number) if number.is_integer() else number


def range_of(question: Question) -> str:
    """Between what a number must lie, in words; nothing where it may be any."""
    least, most = question.least, question.most
    if least is not None and most is not None:
        return f"from {least} to {most}"
    if most is not None:
        return f"{most} or less"
    return "" if least is None else f"{least} or more"


def _date(value: object) -> str:
    try:
        found = date.fromisoformat(str(value))
    except ValueError:
        raise NotAnAnswer("Write a date, such as 27 3 2026.") from None
    if not _FIRST <= found < _LAST:
        raise NotAnAnswer("Check the year of this date.")
    return found.isoformat()


def _district(value: object) -> str:
    try:
        return read_district(str(value))
    except CoequalError:
        raise NotAnAnswer("Write the first part of a postcode, such as ST5. The second part is not needed.") from None

"""What a question of an application is, when it applies, and how an answer to it is read and said."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from coequal.documents.texts import clean
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.referrals.personal.numbers import read_nhs_number, say_nhs_number
from coequal.referrals.seeing.table import CASE

SHORT, LONG = 200, 20_000  # letters of a line and of a passage
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s.]{1,63}(?:\.[^@\s.]{1,63})+")
Answers = Mapping[str, str]


class Kind(StrEnum):
    """What an answer is."""

    LINE = "line"
    PASSAGE = "passage"
    CHOICE = "choice"
    DAY = "day"
    NHS_NUMBER = "NHS number"
    EMAIL = "e-mail address"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked. It applies always or, by `when`, where another one has one of some answers.

    `choices` are what a choice offers, each with its words. One that is `required` has to be answered before the whole is sent.
    """

    id: str
    words: str
    help: str = ""
    kind: Kind = Kind.LINE
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    when: tuple[str, tuple[str, ...]] | None = None

    @property
    def most(self) -> int:
        """How many letters an answer may have."""
        return LONG if self.kind is Kind.PASSAGE else SHORT


@dataclass(frozen=True, slots=True)
class Section:
    """Some questions under a title. `part` is where their answers are kept, and so who sees them."""

    id: str
    title: str
    lead: str
    questions: tuple[Question, ...]
    part: str = CASE


def applies(question: Question, answers: Answers) -> bool:
    """Whether a question is to be answered, after what is answered already."""
    return question.when is None or answers.get(question.when[0]) in question.when[1]


def applying(section: Section, answers: Answers) -> Iterator[Question]:
    """The questions of a section that apply."""
    return (one for one in section.questions if applies(one, answers))


def read_answer(question: Question, typed: str) -> str:
    """An answer as it is kept; nothing is no answer. Raises `CoequalError`, which does not show what was typed."""
    text = _passage(typed) if question.kind is Kind.PASSAGE else clean(typed)
    if len(text) > question.most:
        raise CoequalError(f"“{question.words}” can have at most {question.most:,} letters. Say it more shortly.")
    return _read(question, text) if text else ""


def _read(question: Question, text: str) -> str:
    match question.kind:
        case Kind.CHOICE:
            if text not in dict(question.choices):
                raise CoequalError(f"“{question.words}”: choose one of the answers that are offered.")
        case Kind.DAY:
            return _day(question, text)
        case Kind.NHS_NUMBER:
            return _number(question, text)
        case Kind.EMAIL:
            if not _EMAIL.fullmatch(text):
                raise CoequalError(f"“{question.words}” must be an e-mail address, such as name@clinic.example.")
    return text


def _day(question: Question, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CoequalError(f"“{question.words}” must be a real date, such as 2026-03-27.") from None


def _number(question: Question, text: str) -> str:
    try:
        return read_nhs_number(text)
    except CoequalError as error:  # a section may ask for several
        says = f"{error.message[:1].lower()}{error.message[1:]}"
        raise CoequalError(f"“{question.words}”: {says}") from None


def _passage(typed: str) -> str:
    """A text of several lines, without signs that only steer a machine."""
    lines = [clean(line) for line in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def say_answer(question: Question, answer: str) -> str:
    """An answer in words."""
    match question.kind:
        case _ if not answer:
            return "not answered"
        case Kind.CHOICE:
            return dict(question.choices).get(answer, answer)
        case Kind.DAY:
            return say_date(date.fromisoformat(answer))
        case Kind.NHS_NUMBER:
            return say_nhs_number(answer)
    return answer

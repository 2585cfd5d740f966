"""A survey as its file says it: pages with questions, who is asked which, and the words in every language and in easy read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

ONE: Final = "one"
SEVERAL: Final = "several"
SCALE: Final = "scale"
MATRIX: Final = "matrix"
NUMBER: Final = "number"
DATE: Final = "date"
TEXT: Final = "text"
SHORT: Final = "short text"
DISTRICT: Final = "postcode district"
CONSENT: Final = "consent"
KINDS: Final = (ONE, SEVERAL, SCALE, MATRIX, NUMBER, DATE, TEXT, SHORT, DISTRICT, CONSENT)
CLOSED: Final = (ONE, SEVERAL, SCALE, MATRIX, CONSENT)  # those whose answers are counted by their keys
WRITTEN: Final = (TEXT, SHORT)  # those whose answers people read and code
OTHER: Final = ":other"  # what was written beside an answer stands under the question's name and this
EASY: Final = "easy read"  # words in it are kept beside those of languages


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, in the survey's own language and, by the key of a language or `easy read`, in others."""

    own: str
    others: Mapping[str, str] = field(default_factory=dict)

    def in_(self, language: str) -> str:
        """The words in a language; the survey's own where there are none in it."""
        return self.others.get(language, self.own)


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the answers that can be chosen. With `in_words` there is room to write; one that is `alone` excludes the others."""

    key: str
    says: Words
    in_words: bool = False
    alone: bool = False
    counts_as: str = ""  # a kind of response: individual, organisation, staff; only for the question that asks in which capacity


@dataclass(frozen=True, slots=True)
class Only:
    """When something is asked: each question named has at least one of its answers. A question not answered has none."""

    answers: Mapping[str, tuple[str, ...]]

    def holds(self, given: Mapping[str, object]) -> bool:
        """Whether it is asked, by what was answered before."""
        return all(set(keys_of(given.get(question))) & set(wanted) for question, wanted in self.answers.items())


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `rows` are those of a matrix; `least`, `most` the ends of a scale or the limits of a number."""

    id: str
    kind: str
    asks: Words
    hint: Words | None = None
    answers: tuple[Answer, ...] = ()
    rows: tuple[Answer, ...] = ()
    least: int | None = None
    most: int | None = None
    low: Words | None = None  # what the least of a scale means
    high: Words | None = None
    required: bool = False
    equality: bool = False  # of equality monitoring: never required
    only: Only | None = None
    policy: str = ""  # what it is about: `area/service@version`
    clause: str = ""
    picture: str = ""  # what a picture beside it shows, in easy read
    line: int = 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the answers that can be given; of a scale its numbers, of consent yes and no."""
        if self.kind == SCALE:
            assert self.least is not None
            assert self.most is not None
            return tuple(str(number) for number in range(self.least, self.most + 1))
        return ("yes", "no") if self.kind == CONSENT else tuple(answer.key for answer in self.answers)

    def answer(self, key: str) -> Answer | None:
        """The answer with a key; None where there is none."""
        return next((one for one in self.answers if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of questions, shown one at a time."""

    id: str
    title: Words
    prose: Words | None
    questions: tuple[Question, ...]
    only: Only | None = None


@dataclass(frozen=True, slots=True)
class Survey:
    """A whole survey.

    `area` and `capacity` name the questions that say where somebody lives, and in which capacity they answer;
    `may_publish` the one that says whether what they write may be quoted.
    """

    id: str
    title: Words
    language: str
    languages: tuple[str, ...]  # those it is translated into, besides its own
    intro: Words | None
    pages: tuple[Page, ...]
    service: str = ""
    area: str = ""
    capacity: str = ""
    may_publish: str = ""
    thanks: Words | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which they are asked."""
        return tuple(question for page in self.pages for question in page.questions)

    def question(self, name: str) -> Question | None:
        """The question with a name; None where there is none."""
        return next((one for one in self.questions if one.id == name), None)

    def asked(self, given: Mapping[str, object]) -> Iterator[Page]:
        """The pages that are shown to somebody, by what they have answered, each with the questions that are asked of them."""
        for page in self.pages:
            if page.only is None or page.only.holds(given):
                questions = tuple(one for one in page.questions if one.only is None or one.only.holds(given))
                if questions or page.prose:
                    yield Page(page.id, page.title, page.prose, questions, page.only)


def keys_of(value: object) -> tuple[str, ...]:
    """The keys that an answer holds: one, several, or those of a matrix, each as `row answer`."""
    match value:
        case bool():
            return ("yes" if value else "no",)
        case list():
            return tuple(str(one) for one in value)
        case dict():
            return tuple(f"{row} {answer}" for row, answer in value.items())
        case None | "":
            return ()
        case _:
            return (str(value),)

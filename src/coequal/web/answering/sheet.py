"""One page of a survey as it is drawn: every question by the design system's component for its kind."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import LONGEST, Sent, as_sent, boxes_of, range_of
from coequal.involvement.surveys.model import OTHER, Answer, Page, Question, Words
from coequal.pages.fields import PARTS
from coequal.web.answering.manners import Manner

_TAKE_BACK: Final = "Take my answer away"  # a radio that was chosen cannot be unchosen otherwise
_NEEDED: Final = "We need an answer to this question."
_SUCH_AS: Final = "For example, ST5."
_DISTRICT: Final = "If you write the whole postcode, we keep only its first part."
_CHOOSE_SEVERAL: Final = "Choose all that are right for you."
_COMPONENTS: Final = {
    model.ONE: "radios",
    model.SCALE: "radios",
    model.CONSENT: "radios",
    model.SEVERAL: "checkboxes",
    model.MATRIX: "matrix",
    model.DATE: "day",
    model.TEXT: "text",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A question with the parameters of its component: of a matrix each row has its own; `beside` is a box for other words."""

    question: Question
    component: str
    params: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...] = ()
    beside: Mapping[str, Any] | None = None
    first_of_equality: bool = False


class Sheet:
    """A page of questions, with what was answered or typed, and what is wrong with it."""

    def __init__(
        self,
        page: Page,
        manner: Manner,
        answers: Mapping[str, object],
        typed: tuple[Sequence[str], Sent] = ((), {}),
        errors: Mapping[str, str] | None = None,
    ) -> None:
        """Take a page with the questions that are asked, the answers, and for which questions something else was typed."""
        order = [box for question in page.questions for box in boxes_of(question)]
        self.page, self.manner = page, manner
        self.errors = dict(sorted((errors or {}).items(), key=lambda one: order.index(one[0])))
        self._answers, (self._typed, self._sent) = answers, typed
        self.boxes = tuple(self._boxes())

    @property
    def shown(self) -> str:
        """The names of the questions that stand on it, for the form to bring back."""
        return " ".join(question.id for question in self.page.questions)

    def problems(self) -> Iterator[dict[str, str]]:
        """Every message with its question, and the place that it is about."""
        for name, message in self.errors.items():
            question = self._question(name)
            yield {"text": f"{self.manner.plain(question.asks)} {message}", "href": f"#{self._target(question, name)}"}

    def _question(self, name: str) -> Question:
        return next(question for question in self.page.questions if name in boxes_of(question))

    def _target(self, question: Question, name: str) -> str:
        return f"{id_of(question.id)}-day" if question.kind == model.DATE else id_of(*name.split(":"))

    def _boxes(self) -> Iterator[Box]:
        told = False
        for question in self.page.questions:
            typed = self._sent if question.id in self._typed else as_sent(question, self._answers)
            yield self._box(question, typed, first=question.equality and not told)
            told = told or question.equality

    def _box(self, question: Question, typed: Sent, *, first: bool) -> Box:
        component = _COMPONENTS.get(question.kind, "input")
        params: dict[str, Any] = {"name": question.id, "id": id_of(question.id), "errorMessage": self._error(question.id)}
        params |= self._hint(question)
        if component in ("text", "input"):
            params |= {"label": {"html": self.manner.said(question.asks), "size": "m"}, "value": _first(typed, question.id)}
            return Box(question, component, params | _room(question), first_of_equality=first)
        params["fieldset"] = {"legend": {"html": self.manner.said(question.asks), "size": "m"}}
        if component == "day":
            return Box(question, component, params | self._day(question, typed), first_of_equality=first)
        if component == "matrix":
            rows = tuple(self._row(question, row, typed) for row in question.rows)
            return Box(question, component, params, rows, first_of_equality=first)
        items = self._choices(question, question.id, typed)
        if component == "radios":
            items += self._take_back(question, question.id, typed)
        params |= {"id": None, "idPrefix": id_of(question.id), "items": items}
        beside = self._beside(question, typed)
        return Box(question, component, params, beside=beside, first_of_equality=first)

    def _hint(self, question: Question) -> dict[str, Any]:
        lines = [self.manner.said(question.hint)] if question.hint else []
        lines += [escape(line) for line in _own_hints(question)]
        return {"hint": {"html": Markup(" ").join(lines)}} if lines else {}

    def _error(self, name: str) -> Mapping[str, str] | bool:
        return {"text": self.errors[name]} if name in self.errors else False

    def _day(self, question: Question, typed: Sent) -> dict[str, Any]:
        wrong = f"{question.id}[day]" in self.errors
        items = [
            {
                "name": part,
                "value": _first(typed, f"{question.id}[{part}]"),
                "classes": f"nhsuk-input--width-{4 if part == 'year' else 2}{' nhsuk-input--error' if wrong else ''}",
            }
            for part in PARTS
        ]
        return {"namePrefix": question.id, "items": items, "errorMessage": self._error(f"{question.id}[day]")}

    def _row(self, question: Question, row: Answer, typed: Sent) -> dict[str, Any]:
        """One row of a matrix as a question of its own, which is how it can be listened to."""
        name = f"{question.id}:{row.key}"
        return {
            "name": name,
            "idPrefix": id_of(question.id, row.key),
            "fieldset": {"legend": {"html": self.manner.said(row.says), "size": "s"}},
            "errorMessage": self._error(name),
            "classes": "nhsuk-radios--inline" if len(question.answers) <= 5 else "",
            "items": [*self._choices(question, name, typed), *self._take_back(question, name, typed)],
        }

    def _beside(self, question: Question, typed: Sent) -> dict[str, Any] | None:
        """The box for other words, below all answers: one that a script opens could not be announced for a radio."""
        with_words = [self.manner.said(answer.says) for answer in question.answers if answer.in_words]
        if not with_words:
            return None
        name = f"{question.id}{OTHER}"
        chosen = Markup(" or ").join(Markup("“{}”").format(says) for says in with_words)
        return {
            "name": name,
            "id": id_of(question.id, "other"),
            "label": {"html": Markup("If you chose {}, you can say more here").format(chosen)},
            "value": _first(typed, name),
            "errorMessage": self._error(name),
            "attributes": {"dir": "auto"},
        }

    def _choices(self, question: Question, name: str, typed: Sent) -> list[dict[str, Any]]:
        chosen = set(typed.get(name, ()))
        alone = {answer.key for answer in question.answers if answer.alone}
        return [
            {"value": key, "html": says, "checked": key in chosen, **({"behaviour": "exclusive"} if key in alone else {})}
            for key, says in self._says(question)
        ]

    def _says(self, question: Question) -> Iterator[tuple[str, Markup]]:
        match question.kind:
            case model.CONSENT:
                yield from (("yes", Markup("Yes")), ("no", Markup("No")))
            case model.SCALE:
                ends = {question.keys[0]: question.low, question.keys[-1]: question.high}
                yield from ((key, self._step(key, ends.get(key))) for key in question.keys)
            case _:
                yield from ((answer.key, self.manner.said(answer.says)) for answer in question.answers)

    def _step(self, key: str, means: Words | None) -> Markup:
        return Markup("{}: {}").format(key, self.manner.said(means)) if means else escape(key)

    def _take_back(self, question: Question, name: str, typed: Sent) -> list[dict[str, Any]]:
        if question.required or not _first(typed, name):
            return []
        return [{"divider": "or"}, {"value": "", "text": _TAKE_BACK}]


def _own_hints(question: Question) -> Iterator[str]:
    """What has to be said of a question beside its own words."""
    if question.required:
        yield _NEEDED
    match question.kind:
        case model.SEVERAL:
            yield _CHOOSE_SEVERAL
        case model.DISTRICT:
            if not question.hint:  # a hint of its own has examples from where people live
                yield _SUCH_AS
            yield _DISTRICT
        case model.DATE:
            yield "For example, 27 3 2026."
        case model.NUMBER if span := range_of(question):
            yield f"A number {span}."


def _room(question: Question) -> dict[str, Any]:
    """How large the box of a question is, and what a telephone's keyboard shows."""
    match question.kind:
        case model.TEXT:
            return {"maxlength": LONGEST[model.TEXT], "threshold": 75, "rows": 6, "attributes": {"dir": "auto"}}
        case model.NUMBER:
            return {"classes": "nhsuk-input--width-5", "inputmode": "decimal"}
        case model.DISTRICT:
            return {"classes": "nhsuk-input--width-5", "autocapitalize": "characters"}
        case _:
            return {"attributes": {"dir": "auto"}}


def _first(sent: Sent, name: str) -> str:
    return next(iter(sent.get(name, ())), "")


def id_of(*parts: str) -> str:
    """The id of a control, by its question's name and its own: none begins as another does, since names have no low line."""
    return "_".join(["q", *parts, ""])

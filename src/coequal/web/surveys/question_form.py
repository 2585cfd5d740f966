"""The form of one question: what it asks, its answers, and of whom it is asked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict

from coequal.involvement.models.responses import KINDS
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Answer, Question, Survey, Words
from coequal.involvement.surveys.reading import slug
from coequal.web.surveys.forms import Asked, Line

MORE: Final = 3  # empty places for further answers
MOST: Final = 60
_HAVE_ANSWERS: Final = (model.ONE, model.SEVERAL, model.MATRIX)
_NAME_WORDS: Final = 4  # of what is asked, of which the name of a new question is made


class AboutQuestion(Asked):
    """A question of a kind. Each answer has a line of its own; one that is emptied is taken out."""

    asks = Line(label="What do you ask?", max_length=500, error_messages={"required": "Write what you ask."})
    hint = Line(label="A hint below it", required=False, max_length=1_000, help_text="You can leave this empty.")
    low = Line(label="What the least means", required=False, max_length=100)
    high = Line(label="What the most means", required=False, max_length=100)
    least = forms.IntegerField(label="From", required=False, widget=forms.TextInput, min_value=-999_999, max_value=999_999)
    most = forms.IntegerField(label="To", required=False, widget=forms.TextInput, min_value=-999_999, max_value=999_999)
    required = forms.BooleanField(label="It must be answered", required=False)
    equality = forms.BooleanField(label="It is of equality monitoring, so it is never required", required=False)
    picture = Line(
        label="What a picture beside it shows, in easy read",
        required=False,
        max_length=200,
        help_text="For example: a woman and a doctor.",
    )
    policy = Line(
        label="The policy that it is about", required=False, max_length=200, help_text="Such as exampleshire/hearing-aids@2026-04."
    )
    clause = Line(label="The clause that it is about", required=False, max_length=40)
    shapes: ClassVar = {
        name: {"macro": {"classes": "nhsuk-input--width-5", "inputmode": "numeric"}} for name in ("least", "most")
    } | {"clause": {"macro": {"classes": "nhsuk-input--width-5"}}}

    def __init__(self, survey: Survey, before: int, kind: str, count: Mapping[str, int], *args: Any, **options: Any) -> None:
        """Have so many lines for answers and for rows as `count` says."""
        super().__init__(survey, before, *args, **options)
        self.question_kind = kind
        if kind not in (model.SCALE, model.NUMBER):
            del self.fields["least"], self.fields["most"]
        if kind != model.SCALE:
            del self.fields["low"], self.fields["high"]
        self.lines = {"answer": _count(count, "answer") if kind in _HAVE_ANSWERS else 0}
        self.lines["row"] = _count(count, "row") if kind == model.MATRIX else 0
        for group, lines in self.lines.items():
            for number in range(lines):
                self._line(f"{group}-{number}", group, number + 1)

    def _line(self, name: str, group: str, number: int) -> None:
        what = "Answer" if group == "answer" else "Row"
        self.fields[name] = Line(label=f"{what} {number}", required=False, max_length=300)
        self.fields[f"{name}-key"] = forms.RegexField(r"^[a-z0-9-]{1,60}$", required=False, widget=forms.HiddenInput)
        if group == "answer" and self.question_kind != model.MATRIX:
            self.fields[f"{name}-write"] = forms.BooleanField(label=f"with room to write beside answer {number}", required=False)
            self.fields[f"{name}-counts"] = forms.ChoiceField(
                label=f"answer {number} counts as",
                choices=[("", "nothing in particular"), *((one, one) for one in KINDS)],
                required=False,
            )
        if group == "answer" and self.question_kind == model.SEVERAL:
            self.fields[f"{name}-alone"] = forms.BooleanField(label=f"answer {number} leaves out all others", required=False)

    def clean(self) -> dict[str, Any]:
        """What a question of this kind needs is there."""
        said = self.cleaned_data
        for group, lines in self.lines.items():
            given = [number for number in range(lines) if said.get(f"{group}-{number}")]
            least = {"answer": 2, "row": 1}[group]
            if lines and len(given) < least:
                self.add_error(
                    f"{group}-{given[-1] + 1 if given else 0}", f"Write {'two answers' if least == 2 else 'one row'} at least."
                )
        if self.question_kind == model.SCALE and not 1 <= (said.get("most") or 0) - (said.get("least") or 0) <= 10:
            self.add_error("most", "A scale has from 2 to 11 steps, such as from 1 to 5.")
        if said.get("required") and said.get("equality"):
            self.add_error("required", "Questions about equality are always optional.")
        return said

    def question(self, old: Question | None, taken: set[str]) -> Question:
        """The question as it was typed; of an old one it keeps the name, and the words in other languages where the place stays."""
        said = self.cleaned_data
        was = old or Question(_new_name(said["asks"], taken), self.question_kind, Words(""))
        return replace(
            was,
            asks=Words(said["asks"], was.asks.others),
            hint=_words(was.hint, said["hint"]),
            answers=self._answers("answer", was.answers),
            rows=self._answers("row", was.rows),
            least=said.get("least"),
            most=said.get("most"),
            low=_words(was.low, said.get("low", "")),
            high=_words(was.high, said.get("high", "")),
            required=said["required"],
            equality=said["equality"],
            only=self.only,
            policy=said["policy"],
            clause=said["clause"],
            picture=said["picture"],
        )

    def _answers(self, group: str, old: tuple[Answer, ...]) -> tuple[Answer, ...]:
        said, before, found = self.cleaned_data, {one.key: one for one in old}, []
        taken = {said[f"{group}-{number}-key"] for number in range(self.lines[group]) if said[f"{group}-{number}"]}
        for number in range(self.lines[group]):
            name = f"{group}-{number}"
            if not said[name]:
                continue
            was = before.get(said[f"{name}-key"])
            key = was.key if was else _new_name(said[name], taken)
            taken.add(key)
            words = Words(said[name], was.says.others if was else {})
            marks = (said.get(f"{name}-write", False), said.get(f"{name}-alone", False), said.get(f"{name}-counts", ""))
            found.append(Answer(key, words, *marks))
        return tuple(found)


def first_of(question: Question) -> dict[str, Any]:
    """What stands in the form of a question that is there already."""
    first: dict[str, Any] = {
        "asks": question.asks.own,
        "hint": question.hint.own if question.hint else "",
        "low": question.low.own if question.low else "",
        "high": question.high.own if question.high else "",
        **{name: getattr(question, name) for name in ("least", "most", "required", "equality", "picture", "policy", "clause")},
        **AboutQuestion.ticked_of(question.only),
    }
    for group, answers in (("answer", question.answers), ("row", question.rows)):
        for number, one in enumerate(answers):
            name = f"{group}-{number}"
            first |= {name: one.says.own, f"{name}-key": one.key, f"{name}-write": one.in_words}
            first |= {f"{name}-alone": one.alone, f"{name}-counts": one.counts_as}
    return first


def as_first(sent: QueryDict) -> dict[str, Any]:
    """What was typed, to stand in a form that is shown again without being judged."""
    return {name: sent.getlist(name) if name.startswith("only-") else sent[name] for name in sent}


def lines_of(question: Question | None) -> dict[str, int]:
    """How many lines the form of a question has at first."""
    return {
        "answer": (len(question.answers) if question else 0) + MORE,
        "row": (len(question.rows) if question else 0) + MORE,
    }


def lines_sent(sent: QueryDict) -> dict[str, int]:
    """How many lines the form had that was sent."""
    return {group: sum(f"{group}-{number}" in sent for number in range(MOST)) for group in ("answer", "row")}


def _count(count: Mapping[str, int], group: str) -> int:
    return min(count.get(group, 0), MOST)


def _words(was: Words | None, said: str) -> Words | None:
    return Words(said, was.others if was else {}) if said else None


def _new_name(text: str, taken: set[str]) -> str:
    """A name made of words, that is not taken."""
    name = "-".join(slug(text).split("-")[:_NAME_WORDS])[:40].strip("-")
    name = name if name[:1].isalpha() else f"a-{name}"
    free = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in free if one not in taken)

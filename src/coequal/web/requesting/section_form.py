"""The form of one section, made from its questions."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone

from coequal.errors import CoequalError
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.referrals.requesting.questions import LONG, Answers, Kind, Question, Section, read_answer
from coequal.referrals.seeing.table import CASE, WHO
from coequal.web.hearing.forms import choice, line, passage

_EARLIEST: Final = date(1900, 1, 1)


class SectionForm(Form):
    """A section as far as it is answered: nothing has to be, until the whole is sent."""

    def __init__(self, section: Section, answers: Answers, *args: Any, **options: Any) -> None:
        """Ask each question, with what is answered already."""
        super().__init__(*args, **options)
        self.section = section
        words = {one.id: one for one in section.questions}
        self.shapes = {one.id: {"macro": _macro(one, section)} for one in section.questions}  # type: ignore[misc]  # each section has its own
        for one in section.questions:
            self.fields[one.id] = _field(one, _only_if(one, words))
            self.initial[one.id] = answers.get(one.id, "") or None

    def clean(self) -> None:
        """Answers that can be kept. Raises `ValidationError`."""
        self.typed: dict[str, str] = {}
        for one in self.section.questions:
            value = self.cleaned_data.get(one.id)
            text = value.isoformat() if isinstance(value, date) else str(value or "")
            try:
                self.typed[one.id] = read_answer(one, text)
            except CoequalError as error:
                self.add_error(one.id, error.message)


def _macro(question: Question, section: Section) -> dict[str, Any]:
    """What the macro of a field takes beside its words; a browser is not to fill in or keep who the patient is."""
    found: dict[str, Any] = {} if section.part == CASE or question.kind in (Kind.DAY, Kind.CHOICE) else {"autocomplete": "off"}
    match question.kind:
        case Kind.PASSAGE:
            found["rows"] = 3 if section.part == WHO else 6
        case Kind.NHS_NUMBER:
            found |= {"classes": "nhsuk-input--width-10", "inputmode": "numeric", "spellcheck": False}
        case Kind.EMAIL:
            found |= {"type": "email", "spellcheck": False}
    return found


def _only_if(question: Question, words: dict[str, Question]) -> str:
    """When a question is to be answered, in words; nothing where it always is."""
    if question.when is None:
        return ""
    asked = words[question.when[0]]
    answers = " or ".join(f"“{dict(asked.choices)[one]}”" for one in question.when[1])
    return f"Only if you answered {answers} to “{asked.words}” "


def _field(question: Question, only_if: str) -> forms.Field:
    label = question.words if question.required else f"{question.words} (optional)"
    told = f"{only_if}{question.help}".strip()
    match question.kind:
        case Kind.CHOICE:
            field: forms.Field = choice(label, list(question.choices), "Choose one of these.", told)
        case Kind.DAY:
            latest = date(timezone.localdate().year + 5, 12, 31)
            return DayField(
                what=f"“{question.words}”", label=label, help_text=told, earliest=_EARLIEST, latest=latest, required=False
            )
        case Kind.PASSAGE:
            field = passage(label, help_text=told, most=LONG)
        case _:
            field = line(label, help_text=told)
    field.required = False
    return field

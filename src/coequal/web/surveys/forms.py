"""The forms of surveys, but for that of a question."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from coequal.errors import CoequalError
from coequal.facts.strict_yaml import HIDDEN, decode
from coequal.involvement.answering.copies import MOST
from coequal.involvement.answering.keying import CHANNELS, SET_ASIDE
from coequal.involvement.models import Involvement
from coequal.involvement.models.responses import DUPLICATE, EASY_READ, ON_PAPER, TELEPHONE
from coequal.involvement.surveys.codes import says
from coequal.involvement.surveys.model import CLOSED, CONSENT, MATRIX, Only, Question, Survey
from coequal.involvement.surveys.saving import LARGEST
from coequal.pages.fields import DayField
from coequal.pages.forms import Form

PLAIN, RULES, FILE = "plain", "rules", "file"
_ASKED_BY_TICKS: Final = tuple(kind for kind in CLOSED if kind != MATRIX)
_LONG: Final = {"macro": {"rows": "6"}}
_WORDS: Final = {ON_PAPER: "On paper", EASY_READ: "On paper, in easy read", TELEPHONE: "By telephone"}


class Line(forms.CharField):
    """A line of words, without signs that nobody sees."""

    def to_python(self, value: Any) -> str:
        """The words with single spaces."""
        return " ".join(HIDDEN.sub("", str(super().to_python(value) or "")).split())


class Lines(forms.CharField):
    """Words of several lines, without signs that nobody sees."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The words with plain ends of lines."""
        plain = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return HIDDEN.sub("", plain).strip()


class Prose(Lines):
    """Markdown that stands on a page of a survey: headings and blocks begin pages and questions, so they are not for it."""

    def clean(self, value: Any) -> str:
        """The prose. Raises `ValidationError` where a line would begin something else."""
        found = str(super().clean(value))
        if re.search(r"^(#{1,6}\s|\s*(`{3,}|~{3,}))", found, re.MULTILINE):
            raise forms.ValidationError("A line here begins with # or with ```, which would begin a page or a block. Take it out.")
        return found


class Begin(Form):
    """How a survey begins."""

    title = Line(label="Title of the survey", max_length=200, error_messages={"required": "Give the survey a title."})
    how = forms.ChoiceField(
        label="What does it begin with?",
        choices=[
            (PLAIN, "The questions that most surveys have: who answers, where they live, their views, equality"),
            (RULES, "These questions, and one about each rule of a policy, or about each rule in which two policies differ"),
            (FILE, "A file that you have"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it begins with."},
    )
    policy = forms.ChoiceField(label="The policy to ask about", required=False)
    beside = forms.ChoiceField(
        label="The policy that it differs from",
        required=False,
        help_text="Leave this out to ask about every rule.",
    )
    file = forms.FileField(label="File of a survey (Markdown)", required=False, allow_empty_file=True)
    shapes: ClassVar = {"file": {"macro": {"accept": ".md,.markdown,.txt,text/plain,text/markdown"}}}

    def __init__(self, involvement: Involvement, policies: Mapping[str, str], *args: Any, **options: Any) -> None:
        """Offer the policies of an involvement first, and then those of the library, each with its title."""
        super().__init__(*args, **options)
        known = [*involvement.policies, *(name for name in policies if name not in involvement.policies)]
        choices = [("", "None"), *((name, policies.get(name, name)) for name in known)]
        for name in ("policy", "beside"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What is begun with is there."""
        how = self.cleaned_data.get("how")
        if how == RULES and not self.cleaned_data.get("policy"):
            self.add_error("policy", "Choose the policy whose rules are asked about.")
        if how == FILE and not self.cleaned_data.get("file"):
            self.add_error("file", "Choose a file.")
        return self.cleaned_data

    def clean_file(self) -> str:
        """The text in the file."""
        return text_in(self.cleaned_data["file"]) if self.cleaned_data.get("file") else ""


def text_in(file: Any) -> str:
    """The text of a file that was sent. Raises `ValidationError` in words."""
    if file.size > LARGEST:
        raise forms.ValidationError(f"This file is too large: a survey may have at most {LARGEST // 1024} kB.")
    try:
        return decode(file.read(), "the file")
    except CoequalError as error:
        where = f" (line {error.place.line})" if error.place and error.place.line else ""
        raise forms.ValidationError(f"{error.message}{where}") from None


def ticked(survey: Survey, before: int) -> list[Question]:
    """The questions on which something can hang: those among the first so many that are answered by ticks."""
    return [question for question in survey.questions[:before] if question.kind in _ASKED_BY_TICKS]


class Asked(Form):
    """A form of something that is asked of some people alone: with boxes for the answers on which it hangs."""

    def __init__(self, survey: Survey, before: int, *args: Any, **options: Any) -> None:
        """Offer the answers of the questions before."""
        super().__init__(*args, **options)
        self.hangs = []
        for question in ticked(survey, before):
            name = f"only-{question.id}"
            self.hangs.append(name)
            self.fields[name] = forms.MultipleChoiceField(
                label=question.asks.own,
                choices=[(key, says(question, key)) for key in question.keys],
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @property
    def only(self) -> Only | None:
        """When it is asked, as it was ticked; None where it is always asked."""
        chosen = {name[len("only-") :]: tuple(self.cleaned_data[name]) for name in self.hangs if self.cleaned_data[name]}
        return Only(chosen) if chosen else None

    @staticmethod
    def ticked_of(only: Only | None) -> dict[str, Any]:
        """What is ticked at first."""
        return {f"only-{name}": list(keys) for name, keys in only.answers.items()} if only else {}


class AboutPage(Asked):
    """A page's title, its text, and of whom it is asked."""

    title = Line(label="Title of the page", max_length=200, error_messages={"required": "Give the page a title."})
    prose = Prose(label="Text above its questions", required=False, max_length=20_000, help_text="You can leave this empty.")
    shapes: ClassVar = {"prose": _LONG}


class AboutSurvey(Form):
    """What holds for a whole survey."""

    title = Line(label="Title", max_length=200, error_messages={"required": "Give the survey a title."})
    intro = Prose(label="Introduction", required=False, max_length=20_000)
    thanks = Line(label="Thanks at the end", required=False, max_length=1_000)
    languages = Line(
        label="Languages that it is translated into",
        required=False,
        max_length=100,
        help_text="Their codes, with commas between: cy for Welsh, ur for Urdu, pl for Polish.",
    )
    area = forms.ChoiceField(label="Which question says where people live?", required=False)
    capacity = forms.ChoiceField(label="Which question says in which capacity people answer?", required=False)
    may_publish = forms.ChoiceField(label="Which question says whether people may be quoted?", required=False)
    shapes: ClassVar = {"intro": _LONG}

    def __init__(self, survey: Survey, *args: Any, **options: Any) -> None:
        """Offer the questions of a survey."""
        super().__init__(*args, **options)
        for name, kinds in (("area", ()), ("capacity", ("one",)), ("may_publish", (CONSENT, "one"))):
            offered = [one for one in survey.questions if not kinds or one.kind in kinds]
            choices = [("", "None of them"), *((one.id, one.asks.own) for one in offered)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_languages(self) -> tuple[str, ...]:
        """The codes, each once."""
        codes = tuple(dict.fromkeys(code for code in re.split(r"[,\s]+", self.cleaned_data["languages"]) if code))
        if wrong := next((code for code in codes if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", code)), None):
            raise forms.ValidationError(f"“{wrong}” is not the code of a language, such as cy for Welsh.")
        return codes


class Publish(Form):
    """Why a version takes the place of another while people answer."""

    why = Line(
        label="Why it changes",
        required=False,
        max_length=300,
        help_text="Needed while people are answering. The reason is kept with the version.",
    )


class Copies(Form):
    """How many copies are printed, and in which form."""

    count = forms.IntegerField(
        label="How many copies?",
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput,
        help_text=f"Each has a number of its own on every page. At most {MOST} at once.",
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), f"Write a number from 1 to {MOST}."),
    )
    form = forms.ChoiceField(
        label="In which form?", choices=[("usual", "Usual print"), ("large print", "Large print"), ("easy read", "Easy read")]
    )
    shapes: ClassVar = {"count": {"macro": {"classes": "nhsuk-input--width-4", "inputmode": "numeric"}}}


class Back(Form):
    """The serial of a form that came back."""

    serial = Line(
        label="Number of the form",
        required=False,
        max_length=40,
        help_text="It stands at the foot of each page, such as P-7F3K-2QX9. You can leave the hyphens out.",
    )
    version = forms.TypedChoiceField(
        label="If the form has no number: which version is it of?",
        required=False,
        coerce=int,
        help_text="Compare its questions with those of each version, which stand under “Versions”.",
        error_messages={"invalid_choice": "Choose the version that the form is of."},
    )
    newest = forms.IntegerField(required=False)
    shapes: ClassVar = {"serial": {"macro": {"classes": "nhsuk-input--width-10", "autocomplete": "off", "spellcheck": False}}}

    def __init__(self, versions: Sequence[int], *args: Any, **options: Any) -> None:
        """Where there are several versions, ask which one a form without a number is of."""
        super().__init__(*args, **options)
        several = [("", "Choose a version")] if len(versions) > 1 else []
        self.fields["version"].choices = [*several, *((str(one), f"Version {one}") for one in reversed(versions))]  # type: ignore[attr-defined]


class CameBack(Form):
    """When and how a form came back."""

    channel = forms.ChoiceField(
        label="How were the answers given?", choices=[(one, _WORDS[one]) for one in CHANNELS], initial=ON_PAPER
    )

    def __init__(self, today: date, languages: list[tuple[str, str]], *args: Any, **options: Any) -> None:
        """Ask for a day up to today and, of a survey in several languages, for one of these."""
        super().__init__(*args, **options)
        earliest = date(today.year - 2, 1, 1)
        self.fields["received"] = DayField(
            what="the day on which it came", label="On which day did it come?", earliest=earliest, latest=today
        )
        if len(languages) > 1:
            self.fields["language"] = forms.ChoiceField(label="In which language?", choices=languages)


class Aside(Form):
    """Why a form is set aside."""

    status = forms.ChoiceField(
        label="What is it?",
        choices=[
            (one, {"void": "Void: it cannot be used", "duplicate": "A duplicate: the same answers came twice"}[one])
            for one in SET_ASIDE
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    same_as = Line(
        label="If it is a duplicate: of which response?",
        required=False,
        max_length=40,
        help_text="The number of the other form (P-…) or the reference of the response (R-…). That one counts.",
    )
    why = Line(label="Why", max_length=300, error_messages={"required": "Say why."})
    shapes: ClassVar = {"same_as": {"macro": {"classes": "nhsuk-input--width-10", "autocomplete": "off", "spellcheck": False}}}

    def clean(self) -> dict[str, Any]:
        """Of a duplicate it is said which response it repeats."""
        if self.cleaned_data.get("status") == DUPLICATE and not self.cleaned_data.get("same_as"):
            self.add_error("same_as", "Give the number or the reference of the response that it repeats.")
        return self.cleaned_data

    def __init__(self, today: date, *args: Any, **options: Any) -> None:
        """Ask for the day on which it came, too."""
        super().__init__(*args, **options)
        earliest = date(today.year - 2, 1, 1)
        self.fields["received"] = DayField(
            what="the day on which it came", label="On which day did it come?", earliest=earliest, latest=today
        )

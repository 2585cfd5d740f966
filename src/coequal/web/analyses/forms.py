"""What people type to ask for an analysis: the question, the policies, the people."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.http import HttpRequest, QueryDict

from coequal.accounts.models import Organisation
from coequal.analyses.runs.asking import MOST_PEOPLE
from coequal.analyses.surroundings import files_of_people
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.analyses.policies import Choice

NOBODY: Final = "nobody"
MADE: Final = "synthetic"
MOST_SEED: Final = 2**32 - 1
EARLIEST: Final = date(2013, 4, 1)  # of the days whose bodies are known
_FILE: Final = "file:"


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent by a form, perhaps nothing; None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def whole(label: str, least: int, most: int, **options: Any) -> forms.IntegerField:
    """A field for a whole number between two others."""
    ends = f"{least} to {most}" if most < 10_000 else f"{least:,} to {most:,}"  # a year has no comma
    said = f"“{label}” must be a whole number from {ends}."
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=forms.TextInput, error_messages=messages, **options
    )


def line(label: str, most: int, missing: str, **options: Any) -> forms.CharField:
    """A field for a line of text."""
    said = {"required": missing, "max_length": f"Say it in {most} characters or fewer."}
    return forms.CharField(label=label, max_length=most, error_messages=said, **options)


class Asking(Form):
    """What every analysis has: a title, the question that it answers, and for whom it is asked."""

    organisation = forms.ChoiceField(label="For which organisation?", error_messages={"required": "Choose the organisation."})
    question = line(
        "Which question is it to answer?",
        500,
        "Say which question it is to answer.",
        help_text="In plain words, such as: whom would the new wording reach? Everybody who reads the result sees it.",
    )
    title = line(
        "Title (optional)", 200, "", required=False, help_text="Short, as it stands in lists. Without one it gets a title."
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        name: {"macro": {"inputmode": "numeric", "classes": "nhsuk-input--width-10"}} for name in ("count", "seed")
    }

    def __init__(self, organisations: Sequence[Organisation], *given: Any, **options: Any) -> None:
        """Take the organisations for which somebody may ask; with one there is nothing to choose."""
        super().__init__(*given, **options)
        self.organisations = {one.code: one for one in organisations}
        choose(self, "organisation", [(one.code, str(one)) for one in organisations])
        if len(self.organisations) == 1:
            del self.fields["organisation"]

    @property
    def for_whom(self) -> Organisation:
        """The organisation for which it is asked."""
        return self.organisations[self.cleaned_data.get("organisation", next(iter(self.organisations)))]


def choose(form: Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Let a field offer some choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
    field.error_messages["invalid_choice"] = "Choose one from the list."


class _WithPeople(Asking):
    """An analysis that can count people."""

    people = forms.ChoiceField(
        label="Whom shall it count?",
        widget=forms.RadioSelect,
        help_text="Synthetic people are made up, so what is counted of them can be published. "
        "Real people are counted as they may be published: 1 to 7 are hidden, others are rounded to 5.",
        error_messages={"required": "Choose whom it shall count."},
    )
    count = whole("How many synthetic people?", 1, MOST_PEOPLE, initial=100_000)
    seed = whole(
        "Seed",
        0,
        MOST_SEED,
        initial=1,
        help_text="A number from which the people are made. The same number makes the same people.",
    )

    def offer_people(self, *, nobody: bool, made: bool) -> None:
        """Offer nobody, synthetic people, and the files of the organisations; fields that then mean nothing are taken away."""
        files = [name for code in self.organisations for name in files_of_people(code)]
        offered = [
            *([(NOBODY, "Nobody: compare the texts alone")] if nobody else []),
            *([(MADE, "Synthetic people")] if made else []),
            *((f"{_FILE}{name}", f"People in the file {name}") for name in dict.fromkeys(files)),
        ]
        choose(self, "people", offered)
        if not made:
            del self.fields["count"], self.fields["seed"]

    @property
    def counted(self) -> dict[str, Any] | None:
        """Whom it shall count, as a run takes it."""
        given = self.cleaned_data
        if given["people"] == NOBODY:
            return None
        if given["people"] == MADE:
            return {"synthetic": given["count"], "seed": given["seed"]}
        return {"file": given["people"].removeprefix(_FILE)}


class ComparisonForm(_WithPeople):
    """Two policies of one service, or drafts."""

    a = forms.ChoiceField(label="First policy", error_messages={"required": "Choose the first policy."})
    b = forms.ChoiceField(label="Second policy", error_messages={"required": "Choose the second policy."})
    field_order = [  # noqa: RUF012  # Django declares it as each form's own
        "organisation",
        "a",
        "b",
        "people",
        "count",
        "seed",
        "question",
        "title",
    ]

    def __init__(self, offered: Sequence[Choice], organisations: Sequence[Organisation], *given: Any, **options: Any) -> None:
        """Take the policies and drafts to choose from."""
        super().__init__(organisations, *given, **options)
        self.by_value = {one.value: one for one in offered}
        for name in ("a", "b"):
            choose(self, name, [("", "Choose a policy"), *((one.value, one.words) for one in offered)])
        self.offer_people(nobody=True, made=all(one.has_people for one in offered))

    def clean(self) -> dict[str, Any]:
        """The same text twice makes no comparison, and a draft is shown to nobody of another organisation."""
        chosen = [self.by_value.get(self.cleaned_data.get(name, "")) for name in ("a", "b")]
        if chosen[0] and chosen[0] == chosen[1]:
            self.add_error("b", "You have chosen the same version twice. Choose another policy or another version.")
        for name, one in zip(("a", "b"), chosen, strict=True):
            if one and one.organisation not in ("", self.for_whom.code) and not self.has_error("organisation"):
                self.add_error(name, "This draft belongs to another organisation than the one for which you ask.")
        return self.cleaned_data

    @property
    def sides(self) -> tuple[Choice, Choice]:
        """The two that were chosen."""
        return self.by_value[self.cleaned_data["a"]], self.by_value[self.cleaned_data["b"]]


class LotteryForm(_WithPeople):
    """The same people in every area on a day."""

    field_order = [  # noqa: RUF012  # Django declares it as each form's own
        "organisation",
        "on",
        "people",
        "count",
        "seed",
        "question",
        "title",
    ]

    def __init__(self, made: bool, today: date, organisations: Sequence[Organisation], *given: Any, **options: Any) -> None:
        """Take whether people can be made for the service, and the latest day."""
        super().__init__(organisations, *given, **options)
        what, label = "the day of the policies", "Policies as they stood on"
        self.fields["on"] = DayField(what=what, earliest=EARLIEST, latest=today, label=label, initial=today)
        self.order_fields(self.field_order)
        self.offer_people(nobody=False, made=made)


class OptionsForm(Asking):
    """An options file as a text."""

    text = forms.CharField(
        label="The options file",
        widget=forms.Textarea,
        strip=False,
        help_text="A text in YAML. Drafts are named by their reference with “.md” behind it, such as D-7F3K-2QX9.md.",
        error_messages={"required": "Paste an options file, or begin with the example or the form."},
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "text": {"macro": {"rows": 24, "classes": "options-text", "spellcheck": False, "autocomplete": "off"}}
    }
    field_order = [  # noqa: RUF012  # Django declares it as each form's own
        "organisation",
        "text",
        "question",
        "title",
    ]


class NoteForm(Form):
    """A note beside an analysis."""

    text = forms.CharField(
        label="Write a note",
        widget=forms.Textarea,
        max_length=4_000,
        help_text="For the people of your organisation. It cannot be changed later. Write nothing about a patient.",
        error_messages={"required": "Write the note first.", "max_length": "Write 4,000 characters or fewer."},
    )


class SummaryForm(Form):
    """What everybody reads first of a published analysis."""

    summary = forms.CharField(
        label="Plain summary",
        widget=forms.Textarea,
        max_length=4_000,
        help_text="For people who know nothing of this: what was asked, what came out, and what it does not say. "
        "Leave a line empty between paragraphs.",
        error_messages={"required": "Write a plain summary first.", "max_length": "Write 4,000 characters or fewer."},
    )


class ReasonForm(Form):
    """Why something is returned or withdrawn."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea,
        max_length=1_000,
        error_messages={"required": "Say why.", "max_length": "Say why in 1,000 characters or fewer."},
    )

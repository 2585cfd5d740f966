"""The forms of the studio, but for the editor itself."""

import re
from calendar import month_name
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from coequal.accounts.models import Organisation
from coequal.drafting.beginning import policy_in
from coequal.drafting.checked import LARGEST, Found
from coequal.errors import CoequalError
from coequal.facts.strict_yaml import HIDDEN, decode
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.shelf import shelf
from coequal.web.studio.packed import packed
from coequal.web.studio.starts import choices

_FILE: Mapping[str, object] = {"macro": {"accept": ".md,.markdown,.txt,text/plain,text/markdown"}}
_LONGEST_ID: Final = 200
_AREA = "Write the area in small letters, digits and hyphens, such as exampleshire."
_VERSION = "A version is letters, digits, dots and hyphens, such as 2027-04."


def area_of(organisation: Organisation) -> str:
    """The name of an organisation as the id of an area: `Exampleshire` is `exampleshire`."""
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"^NHS | ICB$", "", organisation.name).casefold()))


class _Area(forms.RegexField):
    """An area as it stands in addresses; one that is written as a name is taken too."""

    def to_python(self, value: str | None) -> str | None:
        """`Norfolk and Waveney` is `norfolk-and-waveney`."""
        return "-".join((super().to_python(value) or "").casefold().split())


class _Version(forms.RegexField):
    """The name of a version; a month in words is taken too."""

    def to_python(self, value: str | None) -> str | None:
        """`April 2027` is `2027-04`."""
        said = super().to_python(value) or ""
        found = re.fullmatch(r"([A-Za-z]+) ([0-9]{4})", said)
        months = [name.casefold() for name in month_name]
        return f"{found[2]}-{months.index(found[1].casefold()):02}" if found and found[1].casefold() in months else said


class _Of(Form):
    """What is begun belongs to an organisation: the only one for which somebody may begin it, or one of several."""

    area = _Area(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label="Area",
        help_text="The area that the policy is for, in small letters with hyphens, such as exampleshire.",
        error_messages={"required": _AREA, "invalid": _AREA},
        max_length=80,
    )
    version = _Version(
        r"^[A-Za-z0-9][A-Za-z0-9.-]*$",
        label="Version",
        help_text="The year and month from which it should be in force, such as 2027-04.",
        error_messages={"required": _VERSION, "invalid": _VERSION},
        max_length=40,
    )
    shapes: ClassVar = {
        "area": {"macro": {"classes": "nhsuk-input--width-20"}},
        "version": {"macro": {"classes": "nhsuk-input--width-10"}},
    }

    def __init__(self, organisations: list[Organisation], *args: Any, **options: Any) -> None:
        """Offer the organisations for which somebody may begin a draft."""
        self.organisations = organisations
        today = shelf().today()
        super().__init__(*args, **options)
        self.initial = {"area": area_of(organisations[0]), "version": f"{today.year + (today.month > 3)}-04"}
        if len(organisations) > 1:
            whose = [(one.code, str(one)) for one in organisations]
            self.fields["organisation"] = forms.ChoiceField(label="Organisation", choices=whose)
            self.order_fields(["organisation"])

    @property
    def whose(self) -> Organisation:
        """For whom it is begun."""
        code = self.cleaned_data.get("organisation", self.organisations[0].code)
        return next(one for one in self.organisations if one.code == code)


class FromVersion(_Of):
    """A version of the library to start from."""

    start = forms.ChoiceField(
        label="Start from",
        error_messages={"required": "Choose a version to start from.", "invalid_choice": "Choose a version from the list."},
    )
    field_order = ("organisation", "start", "area", "version")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer every version of every policy."""
        super().__init__(*args, **options)
        self.groups = choices(self.organisations)
        start = self.fields["start"]
        assert isinstance(start, forms.ChoiceField)
        start.choices = [("", "Choose a version"), *((value, said) for _, there in self.groups for value, said in there)]


class _OfService(_Of):
    """What is begun without a version of the library needs its service named."""

    service = forms.ChoiceField(label="Service", error_messages={"invalid_choice": "Choose a service from the list."})
    title = forms.CharField(
        label="Title",
        max_length=200,
        error_messages={"required": "Say what the policy is called."},
        help_text="What the policy is called.",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer every service that has a dictionary of facts."""
        super().__init__(*args, **options)
        service = self.fields["service"]
        assert isinstance(service, forms.ChoiceField)
        service.choices = list(shelf().services.items())

    def clean_title(self) -> str:
        """A title in which everything can be seen."""
        title: str = self.cleaned_data["title"]
        if hidden := HIDDEN.search(title):
            raise forms.ValidationError(f"There is a hidden character in the title (U+{ord(hidden[0]):04X}). Take it out.")
        return title

    @property
    def policy(self) -> str:
        """The id of the policy that it is to be a version of."""
        return f"{self.cleaned_data['area']}/{self.cleaned_data['service']}"


class FromNothing(_OfService):
    """A draft that starts with the keys alone."""

    field_order = ("organisation", "service", "title", "area", "version")


class FromText(_OfService):
    """A text that somebody has, as a file or pasted in."""

    file = forms.FileField(label="File", required=False, allow_empty_file=True)
    text = forms.CharField(
        label="Or paste the text",
        required=False,
        strip=False,
        widget=forms.Textarea,
        max_length=LARGEST,
        help_text="A policy file, or plain text that you copy from a document. Plain text gets the keys that a policy needs.",
    )
    field_order = ("organisation", "file", "text", "service", "title", "area", "version")
    shapes: ClassVar = {**_Of.shapes, "file": _FILE, "text": {"macro": {"rows": 12}}}

    def clean(self) -> dict[str, Any]:
        """One of the two has to hold something."""
        if file := self.cleaned_data.get("file"):
            self.cleaned_data["text"] = read_upload(file, "Copy its text and paste it below.")
        text = self.cleaned_data.get("text", "")
        if "text" not in self.errors and (wrong := _why_not(text)):
            self.add_error("text", wrong)
        return self.cleaned_data


def _why_not(text: str) -> str | None:
    """Why no draft can begin with a text; None where one can."""
    if not text.strip():
        return "Choose a file, or paste a text."
    if hidden := HIDDEN.search(text.replace("\r\n", "\n")):
        return f"There is a hidden character in this text (U+{ord(hidden[0]):04X}). Take it out."
    policy = policy_in(text) if text.startswith("---") else None
    if policy is None:
        return None
    if len(policy) > _LONGEST_ID:
        return f"The line “policy” of this text is too long: it may have at most {_LONGEST_ID} letters."
    service = policy.partition("/")[2]
    if service not in shelf().services:
        known = ", ".join(shelf().services)
        return f"The line “policy” of this text names the service “{service}”, which is not known here. Known are: {known}."
    return None


def read_upload(file: Any, instead: str) -> str:
    """The text of a file that was sent; `instead` says what to do with one that holds no plain text.

    Raises `ValidationError` in words.
    """
    if file.size > LARGEST:
        raise forms.ValidationError(f"This file is too large: a draft may have at most {LARGEST // 1024} kB.")
    data = file.read()
    if refused := packed(data, instead):
        raise forms.ValidationError(refused)
    try:
        return decode(data, "the file")
    except CoequalError as error:
        where = f" (line {error.place.line})" if error.place and error.place.line else ""
        raise forms.ValidationError(f"{error.message}{where}") from None


class FromFile(Form):
    """A file that was exported, and comes back changed."""

    file = forms.FileField(label="File", error_messages={"required": "Choose a file."}, allow_empty_file=True)
    on = forms.IntegerField(
        label="The revision that it was exported from",
        required=False,
        widget=forms.TextInput,
        help_text="Leave this empty where the file still has the name under which it was exported, or was not changed.",
        error_messages={"invalid": "Write the number of a revision, such as 3."},
    )
    note = forms.CharField(label="What you changed", required=False, max_length=200)
    shapes: ClassVar = {"file": _FILE, "on": {"macro": {"classes": "nhsuk-input--width-3", "inputmode": "numeric"}}}

    name = ""

    def clean_file(self) -> str:
        """The text in it; its name is noted."""
        self.name = str(self.cleaned_data["file"].name)
        return read_upload(self.cleaned_data["file"], "Copy its text into the editor.")


class HandOver(Form):
    """What a policy manager says when handing a draft over, with a reason for each warning."""

    changes = forms.CharField(
        label="What changes",
        help_text="In plain words, as you would tell somebody whom it concerns.",
        widget=forms.Textarea,
        max_length=5_000,
        error_messages={"required": "Say what changes."},
    )
    reasons = forms.CharField(
        label="Why", widget=forms.Textarea, max_length=5_000, error_messages={"required": "Say why it changes."}
    )

    def __init__(self, warnings: list[Found], *args: Any, **options: Any) -> None:
        """Ask for a reason for each of the warnings."""
        super().__init__(*args, **options)
        self.fields["wanted_from"] = _day_wanted()
        self.warned = [f"warning-{number}" for number in range(len(warnings))]
        for name, warning in zip(self.warned, warnings, strict=True):
            where = f"Line {warning.line}: " if warning.line else ""
            self.fields[name] = forms.CharField(
                label=f"{where}{warning.message}",
                help_text="Why may this stand?",
                max_length=500,
                error_messages={"required": "Say why this warning may stand, or go back and mend it."},
            )

    @property
    def accepted(self) -> dict[int, str]:
        """Of each warning, by its number, why it may stand."""
        return {number: self.cleaned_data[name] for number, name in enumerate(self.warned)}


def _day_wanted() -> DayField:
    today = shelf().today()
    latest = date(today.year + 5, 12, 31)
    return DayField(
        what="the day from which it should be in force", label="From when should it be in force?", earliest=today, latest=latest
    )


class Answer(Form):
    """What governance answers."""

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("accept", "Accept it for decision"), ("return", "Return it with reasons")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you accept it or return it."},
    )
    words = forms.CharField(label="Your reasons, or a remark", required=False, widget=forms.Textarea, max_length=5_000)

    def clean(self) -> dict[str, Any]:
        """Whoever gets it back needs to know why."""
        if self.cleaned_data.get("answer") == "return" and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", "Say why you return it, so that whoever drafts it knows what to do.")
        return self.cleaned_data


class Withdraw(Form):
    """Why a draft is given up."""

    why = forms.CharField(label="Why it is withdrawn", required=False, max_length=300)

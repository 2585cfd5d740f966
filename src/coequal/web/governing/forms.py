"""What is typed about a meeting as a whole: its call, its seats, its papers, its limits."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from coequal.accounts.models import Organisation
from coequal.pages.forms import Form
from coequal.programmes.governance.meetings import Call
from coequal.programmes.models import DelegatedLimit, Meeting, ServiceArea
from coequal.programmes.models.governing import TIE_IS_LOST, TIES
from coequal.web.hearing.forms import ForOrganisation, capital, choice, line, near, passage

_BOARD: Final = "board"
_SHORT: Final[Mapping[str, Any]] = {"macro": {"classes": "nhsuk-input--width-5", "inputmode": "numeric"}}
MOST_POUNDS: Final = 100_000_000_000


def pounds(label: str, help_text: str = "", missing: str = "") -> forms.CharField:
    """An amount of money as people write it: with commas and a pound sign, or without."""
    return line(label, missing, help_text, 30)


def read_pounds(typed: str) -> int:
    """An amount that was typed. Raises `ValidationError`."""
    digits = typed.strip().removeprefix("£").replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST_POUNDS:
        raise forms.ValidationError("Enter an amount in whole pounds, such as 250,000.")
    return int(digits)


class CallForm(ForOrganisation):
    """The call of a meeting: what it is, when and where, who decides, and by which rules."""

    title = line("What it is called", "Say what the meeting is called.", "For example: The board of Exampleshire.")
    at = line("Time", help_text="For example, 10am to noon.", most=40)
    place = line("Place", help_text="Where people can come, or how they can watch.")
    delegated = choice(
        "Who decides", [], "Choose who decides.", "A group can decide only up to the limit that the board has given to it."
    )
    quorum = forms.IntegerField(
        label="Quorum",
        help_text="How many members with a vote must be there. Those who may not vote on a motion do not count for it.",
        min_value=1,
        max_value=200,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Enter a whole number, such as 5."),
        widget=forms.TextInput,
    )
    tie = choice("When as many are for a motion as against it", [(one, capital(one)) for one in TIES], "Choose the rule.")
    shapes: ClassVar = {"quorum": _SHORT}

    def __init__(self, organisations: list[Organisation], limits: list[DelegatedLimit], *args: Any, **options: Any) -> None:
        """Offer the board and each limit."""
        super().__init__(organisations, *args, **options)
        several = len(organisations) > 1
        self.limits = {str(one.pk): one for one in limits}
        offered = [(key, f"{one} ({one.organisation})" if several else str(one)) for key, one in self.limits.items()]
        self.fields["delegated"].choices = [(_BOARD, "The board itself"), *offered]  # type: ignore[attr-defined]  # it is a choice
        self.fields["on"] = near("the day of the meeting", "Day", "Papers have to be out five clear days before.")
        self.initial = {"delegated": _BOARD, "tie": TIE_IS_LOST}
        self.order_fields(["organisation", "title", "on", "at", "place"])

    @property
    def said(self) -> Call:
        """What is called."""
        told = dict(self.cleaned_data)
        told.pop("organisation", None)
        return Call(**{**told, "delegated": self.limits.get(told["delegated"])})


class LimitForm(ForOrganisation):
    """Who may decide in place of the board, up to which amount, since when, and where that is laid down."""

    holder = line(
        "Who may decide", "Say which group or post may decide.", "For example: The clinical policy group. Name no person."
    )
    pounds = pounds("Up to how many pounds a year", "Of what a decision costs or saves.", "Enter the amount.")
    source = line("Where it is laid down", "Say where that is laid down.", "For example: Scheme of delegation, section 4.", 300)
    shapes: ClassVar = {"pounds": {"macro": {"classes": "nhsuk-input--width-10", "prefix": "£", "inputmode": "numeric"}}}

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for its first day too."""
        super().__init__(*args, **options)
        self.fields["since"] = near("the first day", "First day")

    def clean_pounds(self) -> int:
        """The amount. Raises `ValidationError`."""
        return read_pounds(self.cleaned_data["pounds"])


class UntilForm(Form):
    """The last day of something."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for it."""
        super().__init__(*args, **options)
        self.fields["until"] = near("the last day", "Last day", "On the day after it nobody decides up to this limit any more.")

    @property
    def until(self) -> date:
        """The day."""
        found: date = self.cleaned_data["until"]
        return found


class SeatForm(Form):
    """A seat at a meeting."""

    name = line("Name", "Enter the name.", most=120)
    post = line("As what", "Say as what they sit there.", "For example: medical director.", 120)
    votes = forms.BooleanField(label="Has a vote", required=False, initial=True)
    chairs = forms.BooleanField(label="Chairs the meeting", required=False)


class ThereForm(Form):
    """Who is there."""

    there = forms.MultipleChoiceField(
        label="Who is there",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Somebody has no seat at this meeting. Look at the page again."},
    )

    def __init__(self, meeting: Meeting, *args: Any, **options: Any) -> None:
        """Offer the seats as they stand."""
        super().__init__(*args, **options)
        self.seats = {str(one.pk): one for one in meeting.attendances.all()}
        self.fields["there"].choices = [(key, _seat(one)) for key, one in self.seats.items()]  # type: ignore[attr-defined]  # it has some
        self.initial = {"there": [key for key, one in self.seats.items() if one.there]}

    @property
    def changed(self) -> list[tuple[Any, bool]]:
        """Each seat of which something else is said than was kept, with what is said now."""
        now = set(self.cleaned_data["there"])
        return [(one, key in now) for key, one in self.seats.items() if one.there != (key in now)]


def _seat(one: Any) -> str:
    told = [str(one), *["chair"] * one.chairs, *["no vote"] * (not one.votes)]
    return ", ".join(told)


class PaperForm(Form):
    """A paper that is written here."""

    title = line("Title", "Say what the paper is called.")
    area = choice("What it is about", [], "Choose what it is about.")
    text = passage(
        "The paper",
        "Write the paper.",
        "A line that begins with “## ” is a heading, one that begins with “- ” a point of a list. Name no patient.",
    )
    shapes: ClassVar = {"text": {"macro": {"rows": 16}}}

    def __init__(self, areas: list[ServiceArea], *args: Any, **options: Any) -> None:
        """Offer the service areas on which there are motions."""
        super().__init__(*args, **options)
        self.areas = {one.reference: one for one in areas}
        offered = [("all", "The whole meeting"), *((key, one.title) for key, one in self.areas.items())]
        self.fields["area"].choices = offered  # type: ignore[attr-defined]  # it is a choice
        self.initial = {"area": "all"}

    @property
    def about(self) -> ServiceArea | None:
        """The service area that it is about; none: the whole meeting."""
        return self.areas.get(self.cleaned_data["area"])

"""What officers type about a panel: its call, its seats, its agenda, and who is there."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from coequal.accounts.models import Membership, Organisation, Person
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.pages.forms import Form
from coequal.referrals.deciding.panels import Call
from coequal.referrals.models import Panel, Request, Seat
from coequal.referrals.rules.in_force import in_force
from coequal.web.hearing.forms import capital, choice, line, near

_KINDS: Final = {"requests": "It decides on requests", "appeals": "It hears appeals alone"}
_WHOLE: Final = dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Enter a whole number, such as 5.")


class CallForm(Form):
    """The call of a panel. Quorum and chair stand as the commissioner's rules have them, and can be set otherwise."""

    at = line("Time", help_text="For example, 10am to noon.", most=40)
    place = line("Place", help_text="Where members come, or how they join.")
    quorum = forms.IntegerField(
        label="Quorum",
        help_text="How many members who may judge a request have to be there.",
        min_value=1,
        max_value=50,
        error_messages=_WHOLE,
        widget=forms.TextInput,
    )
    lay_chair = forms.BooleanField(label="A lay member has to chair", required=False)
    hears = choice("What it is for", list(_KINDS.items()), "Choose what it is for.")
    shapes: ClassVar = {"quorum": {"macro": {"classes": "nhsuk-input--width-5", "inputmode": "numeric"}}}

    def __init__(self, organisations: Sequence[Organisation], *args: Any, urgent: bool = False, **options: Any) -> None:
        """Start from the rules; of an urgent one it is known what it is for."""
        super().__init__(*args, **options)
        self.organisations = list(organisations)
        self.fields["on"] = near("the day of the panel", "Day", "Today or later.")
        if urgent:
            del self.fields["hears"]
        if len(self.organisations) > 1:
            whose = [(one.code, str(one)) for one in self.organisations]
            self.fields["organisation"] = choice("Organisation", whose, "Choose the organisation.")
        self.order_fields(["organisation", "on", "at", "place"])
        self.initial = {"hears": "requests", **_of_rules(self.organisations[0])}

    @property
    def whose(self) -> Organisation:
        """Whose panel it is."""
        code = self.cleaned_data.get("organisation", self.organisations[0].code)
        return next(one for one in self.organisations if one.code == code)

    @property
    def said(self) -> Call:
        """What is called."""
        told = self.cleaned_data
        hears = told.get("hears") == "appeals"
        return Call(told["on"], told["at"], told["place"], told["quorum"], told["lay_chair"], hears)


def _of_rules(organisation: Organisation) -> dict[str, Any]:
    """What the rules of an organisation say of its panels; nothing where it has none."""
    try:
        rules = in_force(organisation, timezone.localdate()).rules
    except CoequalError:
        return {}
    return {"quorum": rules.quorum, "lay_chair": bool(rules.lay_chair)}


class SeatForm(Form):
    """A seat at a panel."""

    person = choice("Who", [], "Choose who has the seat.", "Everybody with the role panel member.")
    post = line("In which post", "Say in which post they sit there.", "For example: doctor, pharmacist, lay member.", 120)
    lay = forms.BooleanField(label="Is a lay member", required=False)
    chairs = forms.BooleanField(label="Chairs the panel", required=False)

    def __init__(self, panel: Panel, *args: Any, **options: Any) -> None:
        """Offer the panel members who have no seat yet."""
        super().__init__(*args, **options)
        held = Membership.objects.filter(organisation=panel.organisation, role=Role.PANEL_MEMBER, accepted__isnull=False)
        people = Person.objects.filter(pk__in=held.values("person")).exclude(pk__in=panel.seats.values("person"))
        self.people = {str(one.pk): one for one in people.order_by("name", "email")}
        offered = [(key, one.name or one.email) for key, one in self.people.items()]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]  # it is a choice

    @property
    def who(self) -> Person:
        """Who has the seat."""
        return self.people[self.cleaned_data["person"]]


class ThereForm(Form):
    """Who is there."""

    there = forms.MultipleChoiceField(
        label="Who is there",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Somebody has no seat at this panel. Look at the page again."},
    )

    def __init__(self, panel: Panel, *args: Any, **options: Any) -> None:
        """Offer the seats as they stand."""
        super().__init__(*args, **options)
        self.seats = {str(one.pk): one for one in panel.seats.select_related("person", "panel__organisation")}
        self.fields["there"].choices = [(key, seat_says(one)) for key, one in self.seats.items()]  # type: ignore[attr-defined]
        self.initial = {"there": [key for key, one in self.seats.items() if one.there]}

    @property
    def changed(self) -> list[tuple[Seat, bool]]:
        """Each seat of which something else is said than was kept, with what is said now."""
        now = set(self.cleaned_data["there"])
        return [(one, key in now) for key, one in self.seats.items() if one.there != (key in now)]


def seat_says(one: Seat) -> str:
    """A seat in words."""
    return ", ".join([str(one), *["lay member"] * one.lay, *["chair"] * one.chairs])


class AgendaForm(Form):
    """Requests that wait for a panel, of which some are put on its agenda."""

    requests = forms.MultipleChoiceField(
        label="Requests that wait for a panel",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one request.",
            "invalid_choice": "One of them does not wait for a panel any more. Look at the page again.",
        },
    )

    def __init__(self, waiting: Sequence[Request], words: Sequence[str], *args: Any, **options: Any) -> None:
        """Offer the requests that wait, each with its words."""
        super().__init__(*args, **options)
        self.waiting = {one.reference: one for one in waiting}
        self.fields["requests"].choices = list(zip(self.waiting, words, strict=True))  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Request]:
        """Those that were chosen."""
        return [self.waiting[one] for one in self.cleaned_data["requests"]]


def capitals(words: Sequence[str]) -> list[tuple[str, str]]:
    """Words as choices of a form."""
    return [(one, capital(one)) for one in words]

"""What is typed on the pages of this part."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.referrals.desk.searching import SEARCHED_STATES, Wanted
from coequal.referrals.desk.whose import commissioners
from coequal.referrals.keeping.schedule import LONGEST_CITATION, MOST_YEARS, Period
from coequal.referrals.models import Request
from coequal.referrals.models.keeping import DISPOSE, FINDINGS, HOLD, KEEP_LONGER
from coequal.referrals.rules.bringing import LONGEST_REASON
from coequal.referrals.seeing.purposes import KNOWING_THEIRS
from coequal.web.hearing.forms import capital, choice, line, near, passage
from coequal.web.shelf import shelf

_ANY = [("", "Any")]


def _select(label: str, choices: list[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    """One of a list, or any."""
    wrong = {"invalid_choice": "Choose one from the list."}
    return forms.ChoiceField(label=label, choices=_ANY + choices, required=False, help_text=help_text, error_messages=wrong)


def _past(label: str, what: str) -> DayField:
    return DayField(label=label, what=what, earliest=date(2006, 1, 1), latest=timezone.localdate(), required=False)


class SearchForm(Form):
    """What is looked for among requests. Nothing of it says who a person is, so it may stand in an address."""

    number = line("Reference or approval number", help_text="Such as Q-7F3K-2QX9 or V-7F3K-2QX9.", most=11)
    shapes: ClassVar = {"number": {"macro": {"classes": "nhsuk-input--width-10"}}}

    def __init__(self, acting: Acting, *args: Any, **options: Any) -> None:
        """Offer the services, clinics and officers that there are."""
        super().__init__(*args, **options)
        whose = commissioners(acting)
        asking = Organisation.objects.filter(Exists(Request.objects.filter(provider=OuterRef("pk"), organisation__in=whose)))
        officers = Person.objects.filter(memberships__organisation__in=whose, memberships__role=Role.IFR_OFFICER).distinct()
        self.fields["service"] = _select("Service", sorted(shelf().services.items(), key=lambda item: item[1]))
        self.fields["provider"] = _select("Clinic that asked", [(one.code, str(one)) for one in asking])
        self.fields["state"] = _select("Where it stands", [(one, capital(one)) for one in SEARCHED_STATES])
        self.fields["officer"] = _select("Officer", [(str(one.pk), one.name or one.email) for one in officers])
        self.fields["since"] = _past("Submitted from", "the first day")
        self.fields["until"] = _past("Submitted until", "the last day")

    def clean_number(self) -> str:
        """A number as it is written."""
        return str(self.cleaned_data["number"]).upper()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        told = dict(self.cleaned_data)
        return Wanted(**{**told, "officer": int(told["officer"]) if told["officer"] else None})


class PersonForm(Form):
    """An NHS number, and for which purpose somebody looks for the person."""

    nhs_number = line("NHS number", "Enter the NHS number.", "10 digits, such as 999 000 0018. It is not kept.", most=20)
    purpose = choice(
        *("Purpose", list(KNOWING_THEIRS.items()), "Choose for which purpose you look for this person."),
        "It stays on record with your name.",
    )
    shapes: ClassVar = {"nhs_number": {"macro": {"classes": "nhsuk-input--width-10", "autocomplete": "off", "spellcheck": False}}}


class InterventionForm(Form):
    """The name of a new intervention."""

    name = line(
        "New intervention",
        "Say what several requests ask for.",
        "In words that name nobody: Fertility preservation in endometriosis.",
        120,
    )


class RulesForm(Form):
    """New rules as text, the day from which they hold, and why."""

    text = passage(
        "The rules", "Write the rules.", "As YAML: every rule with its value and where it comes from, or “not found”.", 100_000
    )
    why = line("Why they change", "Say why they change.", "Everybody who sees the rules can read it.", LONGEST_REASON)
    shapes: ClassVar = {"text": {"macro": {"rows": 30, "classes": "rules-text", "spellcheck": False}}}

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day too."""
        super().__init__(*args, **options)
        self.fields["since"] = near("the day from which they hold", "In force from", "Today or a later day.")
        self.order_fields(["since", "why", "text"])


class PeriodForm(Form):
    """How many years requests that ended in one way are kept."""

    years = forms.IntegerField(
        label="Years",
        min_value=1,
        max_value=MOST_YEARS,
        widget=forms.TextInput,
        help_text="From the day on which a request ended.",
        error_messages={"required": "Enter how many years.", "invalid": "Enter a whole number of years."},
    )
    citation = line(
        "Where this is laid down",
        "Say where this period is laid down.",
        "The document, its version and its place.",
        LONGEST_CITATION,
    )
    shapes: ClassVar = {"years": {"macro": {"classes": "nhsuk-input--width-3", "inputmode": "numeric"}}}

    def __init__(self, periods: Mapping[str, Period], *args: Any, **options: Any) -> None:
        """Offer the lines of the table."""
        super().__init__(*args, **options)
        self.periods = periods
        offered = [(key, f"{capital(one.kind)}: {one.outcome}") for key, one in periods.items()]
        self.fields["ending"] = choice("Which requests", offered, "Choose which requests.")
        self.order_fields(["ending"])

    @property
    def period(self) -> Period:
        """The period that is to be another one."""
        return self.periods[self.cleaned_data["ending"]]


_FINDS = {
    DISPOSE: ("It can go", "Somebody else then disposes of it."),
    KEEP_LONGER: ("Keep it longer", "Say why, and when it is looked at again."),
    HOLD: ("Hold it", "It stays until somebody reviews it anew, such as for a complaint or a claim. Say why."),
}


class ReviewForm(Form):
    """What somebody finds of a request that has been kept long enough."""

    found = choice("What is to become of it", [(one, _FINDS[one][0]) for one in FINDINGS], "Say what is to become of it.")
    why = passage("Why it stays", help_text="Only where it stays. Name nobody.", most=2_000)
    shapes: ClassVar = {
        "found": {"items": {one: {"hint": {"text": hint}} for one, (_words, hint) in _FINDS.items()}},
        "why": {"macro": {"rows": 3}},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day too."""
        super().__init__(*args, **options)
        self.fields["again_on"] = near("the day", "Look at it again on", "Only where it is kept longer.", required=False)


class RemindForm(Form):
    """What a clinic is told when it is reminded."""

    says = passage("What you say", help_text="Leave it empty for the usual words. The clinic reads it. Name nobody.", most=2_000)
    shapes: ClassVar = {"says": {"macro": {"rows": 3}}}


class CloseForm(Form):
    """Why a request is closed unanswered."""

    why = passage("Why it is closed", "Say why it is closed.", "The clinic reads it. Name nobody.", most=2_000)
    shapes: ClassVar = {"why": {"macro": {"rows": 3}}}


class OpenedForm(Form):
    """Whose openings somebody wants to see."""

    reference = line("Reference of a request", help_text="Such as Q-7F3K-2QX9.", most=11)
    glass = forms.BooleanField(label="Only where the glass was broken", required=False)
    shapes: ClassVar = {"reference": {"macro": {"classes": "nhsuk-input--width-10"}}}

"""What officers type about an involvement as a whole: what it is about, its days, what the law asks, why it is held or closed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.accounts.permission import NotAllowed
from coequal.assurance.models import DataUse
from coequal.errors import CoequalError
from coequal.involvement.conduct.days import faults
from coequal.involvement.law.acts import THERE
from coequal.involvement.law.gate import Gate
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import PREPARING
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.hearing import typed

LONGEST: Final = 50_000  # letters of a text
_NOTE: Final = "What everybody is told of this change"
_MARKDOWN: Final = "A line that begins with “## ” is a heading, one that begins with “- ” a point of a list."


def line(label: str, missing: str = "", help_text: str = "", most: int = 200) -> forms.CharField:
    """A line of text; it has to be filled in where `missing` says what to do otherwise."""
    told = {"required": missing, "max_length": f"{label} can have at most {most} letters."}
    return forms.CharField(label=label, help_text=help_text, required=bool(missing), max_length=most, error_messages=told)


def passage(label: str, missing: str = "", help_text: str = "", most: int = LONGEST) -> forms.CharField:
    """A text of several lines."""
    field = line(label, missing, help_text, most)
    field.widget = forms.Textarea()
    field.widget.is_required = field.required
    return field


def choice(label: str, choices: list[tuple[str, str]], missing: str, help_text: str = "") -> forms.ChoiceField:
    """One of several, as radio buttons."""
    told = {"required": missing, "invalid_choice": missing}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text, error_messages=told)


def capital(words: str) -> str:
    """Words at the beginning of a line."""
    return f"{words[:1].upper()}{words[1:]}"


def near(what: str, label: str, help_text: str = "", *, required: bool = True) -> DayField:
    """A day that is neither long ago nor far ahead."""
    today = timezone.localdate()
    limits = {"earliest": date(2006, 1, 1), "latest": date(today.year + 5, 12, 31)}
    return DayField(what=what, label=label, help_text=help_text, required=required, **limits)


def done(form: Form, act: Callable[[], object]) -> bool:
    """Whether what somebody asked for was done; where it could not be, the form says why and keeps what was typed."""
    try:
        act()
    except NotAllowed:
        raise
    except CoequalError as error:
        form.add_error(None, error.message)
        return False
    return True


class ForOrganisation(Form):
    """A form about something of an organisation, which is asked where somebody works for several."""

    def __init__(self, organisations: list[Organisation], *args: Any, **options: Any) -> None:
        """Offer the organisations."""
        super().__init__(*args, **options)
        self.organisations = organisations
        if len(organisations) > 1:
            whose = [(one.code, str(one)) for one in organisations]
            self.fields["organisation"] = choice("Organisation", whose, "Choose the organisation.")
            self.order_fields(["organisation"])

    @property
    def whose(self) -> Organisation:
        """Whose it is."""
        code = self.cleaned_data.get("organisation", self.organisations[0].code)
        return next(one for one in self.organisations if one.code == code)


class Begin(ForOrganisation):
    """What a new involvement is called, and by what kind of body."""

    title = line("Title", "Say what people are asked about.", "People read this first, such as: Who may have IVF?")
    body = choice(
        "Kind of body", [(kind, capital(kind)) for kind in THERE], "Choose the kind of body.", "The law differs between them."
    )

    def __init__(self, organisations: list[Organisation], *args: Any, **options: Any) -> None:
        """Offer the organisations for which somebody may begin one."""
        super().__init__(organisations, *args, **options)
        self.initial = {"body": next(iter(THERE))}


class _OfInvolvement(Form):
    """A form about an involvement; where everybody can read of it already, it asks what they are told."""

    def __init__(self, involvement: Involvement, *args: Any, **options: Any) -> None:
        """Start from what is kept."""
        super().__init__(*args, **options)
        self.involvement = involvement
        if involvement.state != PREPARING:
            told = "Everybody can read of this involvement. Say in a sentence what changed and why."
            self.fields["note"] = passage(_NOTE, told, told, most=2_000)

    @property
    def note(self) -> str:
        """What everybody is told."""
        return str(self.cleaned_data.get("note", ""))


class About(_OfInvolvement):
    """What an involvement is about."""

    title = line("Title", "Say what people are asked about.")
    programme = line("Programme", help_text="The name of the programme that it is part of, if there is one.")
    body = choice("Kind of body", [(kind, capital(kind)) for kind in THERE], "Choose the kind of body.")
    bodies = line("Whose involvement it is", help_text="In words, where several bodies ask together.", most=400)
    purpose = passage("Why people are asked", help_text=f"What you want to know, and what you will do with it. {_MARKDOWN}")
    proposals = passage("What is proposed, and the reasons for it", help_text=f"What could change, for whom, and why. {_MARKDOWN}")
    questions = passage("Whom people can ask", help_text="A team, an address, a telephone number. Name no person.", most=2_000)
    policies = passage("Policies", help_text="One a line, each with its version: exampleshire/assisted-conception@2026-11")
    services = passage("Services", help_text="One a line.")
    areas = passage("Areas where people can live", help_text="One a line, with postcode districts: North Exampleshire: EX1, EX2")
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        **{name: {"macro": {"rows": 3}} for name in ("questions", "policies", "services", "areas")},
        **{name: {"macro": {"rows": 12}} for name in ("purpose", "proposals")},
    }

    def __init__(self, involvement: Involvement, *args: Any, **options: Any) -> None:
        """Start from what is kept."""
        super().__init__(involvement, *args, **options)
        plain = ("title", "programme", "body", "bodies", "purpose", "proposals", "questions")
        self.initial = {
            **{name: getattr(involvement, name) for name in plain},
            "policies": "\n".join(involvement.policies),
            "services": "\n".join(involvement.services),
            "areas": typed.said_areas(involvement.areas),
        }

    def clean_policies(self) -> list[str]:
        """Policies that the library holds."""
        return _read(lambda: typed.policies(self.cleaned_data["policies"]))

    def clean_services(self) -> list[str]:
        """Services by their names."""
        return typed.lines(self.cleaned_data["services"])

    def clean_areas(self) -> list[dict[str, Any]]:
        """Areas with their districts."""
        return _read(lambda: typed.areas(self.cleaned_data["areas"], self.involvement.areas))

    @property
    def values(self) -> dict[str, Any]:
        """What is to be kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


def _read(read: Callable[[], list[Any]]) -> list[Any]:
    """A list that was typed. Raises `ValidationError` with what is wrong with it."""
    try:
        return read()
    except CoequalError as error:
        raise forms.ValidationError(error.message) from error


class Days(_OfInvolvement):
    """From when until when people are asked."""

    def __init__(self, involvement: Involvement, *args: Any, **options: Any) -> None:
        """Start from what is kept."""
        super().__init__(involvement, *args, **options)
        self.fields["opens"] = near("the first day", "First day", "For example, 27 3 2026.")
        self.fields["closes"] = near("the last day", "Last day", "People can answer until midnight of this day.")
        self.order_fields(["opens", "closes"])
        self.initial = {"opens": involvement.opens, "closes": involvement.closes}

    def clean(self) -> None:
        """Days that an involvement can have. Raises `ValidationError`."""
        opens, closes = self.cleaned_data.get("opens"), self.cleaned_data.get("closes")
        if opens and closes and (wrong := list(faults(self.involvement.body, opens, closes))):
            raise forms.ValidationError(wrong)


class Plan(Form):
    """Who should be heard and how, in words."""

    plan = passage("The plan", help_text=f"Who should be heard, how they are reached, and who sees to it. {_MARKDOWN}")
    shapes: ClassVar = {"plan": {"macro": {"rows": 16}}}


class AtGate(Form):
    """What is answered at a gate."""

    def __init__(self, gate: Gate, *args: Any, **options: Any) -> None:
        """Offer its answers."""
        super().__init__(*args, **options)
        offered = [(one.key, one.words) for one in gate.choices]
        self.shapes = {"choice": {"items": {one.key: {"hint": {"text": _means(one.stops)}} for one in gate.choices if one.stops}}}  # type: ignore[misc]  # each gate has its own
        self.fields["choice"] = choice(gate.asks, offered, "Choose an answer.")
        explain = "Everybody can read this as soon as the involvement is announced. Name no person."
        self.fields["evidence"] = passage("What shows it", gate.evidence, f"{gate.evidence} {explain}", most=10_000)
        self.fields["on"] = DayField(
            what="the day",
            label=gate.day,
            earliest=date(2006, 1, 1),
            latest=timezone.localdate(),
            error_messages={"required": "Enter the day."},
        )


def _means(stops: str | None) -> str:
    return f"With this answer it cannot go on to {stops}."


class UnderEntry(Form):
    """Under which entry of the data register an involvement stands."""

    def __init__(self, uses: list[DataUse], *args: Any, **options: Any) -> None:
        """Offer a new entry, and those that run."""
        super().__init__(*args, **options)
        offered = [("new", "A new entry"), *((one.reference, str(one)) for one in uses)]
        self.fields["entry"] = choice("Which entry covers it?", offered, "Choose an entry, or a new one.")


class Why(Form):
    """A reason that everybody can read."""

    def __init__(self, label: str, help_text: str, *args: Any, **options: Any) -> None:
        """Ask for it in the words of the page."""
        super().__init__(*args, **options)
        self.fields["why"] = passage(label, f"{label}: say it in a sentence or two.", help_text, most=2_000)


def soon(involvement: Involvement, days: int) -> bool:
    """Whether its last day is so many days ahead, or fewer."""
    today = timezone.localdate()
    return involvement.closes is not None and today <= involvement.closes <= today + timedelta(days)

"""What staff type in an assessment of equality and quality."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.assurance.equality.answers import EFFECTS, SOURCE, Answer, Evidence
from coequal.assurance.equality.groups import LONGEST
from coequal.assurance.equality.matters import AIMS, Matter
from coequal.assurance.equality.subject import Subject
from coequal.assurance.impact.steps import LIKELIHOODS, SEVERITIES, Risk
from coequal.assurance.impact.steps import NOT_KNOWN as RISK_NOT_KNOWN
from coequal.facts.dates import say_date
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.programmes.assessed.links import Offer
from coequal.programmes.assessed.subjects import of_policy
from coequal.web.hearing.forms import capital, choice, line, near, passage

SIGN: Final = "sign"
_OTHER: Final = "a policy"
_EFFECTS: Final = [(one, capital(one)) for one in EFFECTS]


def _ahead(what: str, label: str, help_text: str = "", *, required: bool = True) -> DayField:
    today = timezone.localdate()
    limits = {"earliest": today, "latest": date(today.year + 5, 12, 31)}
    return DayField(what=what, label=label, help_text=help_text, required=required, **limits)


class BeginForm(Form):
    """What is to be assessed: an option, a programme, or a version of a policy by its name."""

    def __init__(self, offered: Sequence[Subject], organisations: Sequence[Organisation], *args: Any, **options: Any) -> None:
        """Offer what is there."""
        super().__init__(*args, **options)
        self.offered = {f"{one.kind} {one.key}": one for one in offered}
        self.organisations = {one.code: one for one in organisations}
        told = [(key, f"{capital(one.kind)}: {one.title} ({one.organisation.name})") for key, one in self.offered.items()]
        told.append((_OTHER, "A version of a policy, which I name below"))
        self.fields["what"] = choice("What is assessed", told, "Choose what is assessed.")
        self.fields["policy"] = line("The version of a policy", help_text="Such as exampleshire/assisted-conception@2026-11.")
        if len(self.organisations) > 1:
            whose = [(code, str(one)) for code, one in self.organisations.items()]
            self.fields["organisation"] = choice("For which organisation is a policy assessed", whose, "Choose the organisation.")

    def clean(self) -> None:
        """A policy that is named is one that the library holds."""
        told = self.cleaned_data
        self.subject: Subject | None = self.offered.get(told.get("what", ""))
        code = told.get("organisation") or next(iter(self.organisations))
        if told.get("what") == _OTHER and code in self.organisations:
            self.subject = of_policy(self.organisations[code], told.get("policy", ""))
            if self.subject is None:
                self.add_error("policy", "Name a version of a policy in the library, with @ before the version.")

    @property
    def chosen(self) -> Subject:
        """What is assessed, of a form that is valid."""
        assert self.subject is not None, self.cleaned_data
        return self.subject


class GroupForm(Form):
    """What it does to a group of people."""

    effect = choice("The effect on them", _EFFECTS, "Choose what the effect is.")
    says = passage(
        "Why", "Say why. Where it is not known, say what was looked for.", "Where it is not known: what was looked for.", most=8_000
    )
    acts = choice(
        "Where it is worse for them, is anything done about it?",
        [("yes", "Yes, something is done"), ("no", "No, nothing can be done")],
        "Choose whether anything is done about it.",
    )
    measure = passage("What is done about it, or why nothing can be", most=8_000)
    by = line("Who does it", help_text="A post, which everybody can read.")
    left = choice("What is left after that", _EFFECTS, "Choose what is left.")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask until when."""
        super().__init__(*args, **options)
        self.fields["until"] = _ahead("the day by which it is done", "Until when", required=False)
        self.order_fields(["effect", "says", "acts", "measure", "by", "until", "left"])

    @property
    def answer(self) -> Answer:
        """What was typed."""
        told = self.cleaned_data
        until = told["until"].isoformat() if told["until"] else ""
        return Answer(told["effect"], told["says"], told["acts"] == "yes", told["measure"], told["by"], until, told["left"])


def typed(one: Answer) -> dict[str, Any]:
    """An answer, to begin the form with."""
    until = date.fromisoformat(one.until) if one.until else None
    told = {"effect": one.effect, "says": one.says, "measure": one.measure, "by": one.by, "until": until, "left": one.left}
    return {**told, "acts": "yes" if one.acts else "no"}


class EvidenceForm(Form):
    """What shows an effect: something of the record here, or another source with its date."""

    def __init__(self, offers: Sequence[Offer], *args: Any, **options: Any) -> None:
        """Offer what can be linked."""
        super().__init__(*args, **options)
        self.offers = {one.key: one for one in offers}
        told = [*((one.key, one.words) for one in offers), (SOURCE, "Another source, which I name below")]
        missing = {"required": "Choose what shows it.", "invalid_choice": "Choose what shows it."}
        self.fields["what"] = forms.ChoiceField(label="What shows it", choices=[("", "Choose"), *told], error_messages=missing)
        self.fields["title"] = line("The name of another source", most=300)
        self.fields["on"] = near("the day of the source", "The day of that source", required=False)
        self.fields["url"] = forms.URLField(
            label="Its address on the web", required=False, max_length=500, assume_scheme="https", widget=forms.TextInput
        )
        self.fields["says"] = passage("What it shows", "Say what it shows.", "Give no figure that was not published.", most=4_000)

    def clean(self) -> None:
        """Another source has a name and a day."""
        told = self.cleaned_data
        if told.get("what") == SOURCE:
            if not told.get("title"):
                self.add_error("title", "Name the source.")
            if not told.get("on") and "on" not in self.errors:
                self.add_error("on", "Enter the day of the source.")

    @property
    def evidence(self) -> Evidence:
        """What is to be linked."""
        told = self.cleaned_data
        if told["what"] == SOURCE:
            return Evidence(SOURCE, told["title"], told["says"], on=say_date(told["on"]), url=told["url"])
        offer = self.offers[told["what"]].evidence
        return Evidence(offer.kind, offer.title, told["says"], offer.reference, offer.on, offer.url, offer.head, offer.rows)


class AimsForm(Form):
    """What it does for each aim of the equality duty."""

    shapes: ClassVar = {one.key: {"macro": {"rows": 5}} for one in AIMS}

    def __init__(self, *args: Any, **options: Any) -> None:
        """A field for each; none has to be there yet."""
        super().__init__(*args, **options)
        for one in AIMS:
            self.fields[one.key] = passage(one.title, help_text=f"{one.asks} {one.source}.", most=8_000)


class AspectForm(Form):
    """What could become worse in an aspect of quality."""

    likelihood = choice(
        "How likely, with nothing done", [(one, capital(one)) for one in (*LIKELIHOODS, RISK_NOT_KNOWN)], "Choose how likely it is."
    )
    severity = choice(
        "How severe, with nothing done",
        [(one, capital(one)) for one in (*SEVERITIES, RISK_NOT_KNOWN)],
        "Choose how severe it would be.",
    )
    measure = passage("What is done about it", most=4_000)
    likelihood_left = choice(
        "How likely it is then", [(one, capital(one)) for one in (*LIKELIHOODS, RISK_NOT_KNOWN)], "Choose how likely it is then."
    )
    severity_left = choice(
        "How severe it would be then",
        [(one, capital(one)) for one in (*SEVERITIES, RISK_NOT_KNOWN)],
        "Choose how severe it is then.",
    )

    def __init__(self, aspect: Matter, *args: Any, **options: Any) -> None:
        """Ask about the aspect."""
        super().__init__(*args, **options)
        asks = f"{aspect.asks} Or say that nothing could, and why."
        self.fields["harm"] = passage("What could become worse", "Say what could become worse.", asks, most=4_000)
        self.order_fields(["harm"])

    @property
    def risk(self) -> Risk:
        """What was typed."""
        return Risk(**self.cleaned_data)


class SignForm(Form):
    """Signing a version off, or returning it."""

    decided = choice("What you decide", [(SIGN, "Sign it off"), ("return", "Return it")], "Choose what you decide.")
    says = passage("Why, or what has to change", "Say why.", "Everybody reads why it was signed.", most=4_000)
    answers_for_it = line("Who answers for it", help_text="Name and post. Everybody can read this. Needed to sign it off.")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day of the review."""
        super().__init__(*args, **options)
        self.fields["review_due"] = _ahead("the day of the review", "Looked at again by", "Needed to sign it off.", required=False)

    def clean(self) -> None:
        """What is signed off has somebody who answers for it, and a day."""
        told = self.cleaned_data
        if told.get("decided") == SIGN:
            if not told.get("answers_for_it"):
                self.add_error("answers_for_it", "Name who answers for it, with their post.")
            if not told.get("review_due") and "review_due" not in self.errors:
                self.add_error("review_due", "Enter the day by which it is looked at again.")


class FurtherForm(Form):
    """The further groups, one a line."""

    titles = passage(
        "Further groups of people", "Name at least one group.", f"One a line, of at most {LONGEST} letters.", most=4_000
    )

    @property
    def named(self) -> list[str]:
        """Each of them."""
        return [one for one in self.cleaned_data["titles"].splitlines() if one.strip()]

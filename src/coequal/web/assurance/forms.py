"""What staff type about a use of personal data, its assessment and its checks."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone

from coequal.assurance.checks.checking import ANSWERS
from coequal.assurance.checks.points import POINTS
from coequal.assurance.impact.answering import NOT_FOLLOWED, SAY_WHY_OVERRULED, Signed
from coequal.assurance.impact.apart import Alone
from coequal.assurance.impact.groups import ROLES, Group
from coequal.assurance.impact.steps import LIKELIHOODS, NOT_KNOWN, SEVERITIES, Risk, Step
from coequal.assurance.models import Advice, DataUse, FollowUp
from coequal.assurance.models.register import KINDS
from coequal.assurance.register.entering import TOLD
from coequal.assurance.register.passing import LONGEST
from coequal.assurance.screening.rule import CONTRADICTS, NO, PEOPLE, YES, contradict, questions
from coequal.facts.dates import say_date
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.hearing.forms import ForOrganisation, capital, choice, line, near, passage

_FINDINGS: Final = 3  # places on the form of a check
_GROUPS: Final = 4
_TYPED: Final = {"kind": "is_a", "data": "held"}  # a form has a kind and data of its own


def _listed(values: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(value, capital(value)) for value in values]


def _ahead(what: str, label: str, help_text: str = "") -> DayField:
    today = timezone.localdate()
    return DayField(what=what, label=label, help_text=help_text, earliest=today, latest=date(today.year + 5, 12, 31))


class EntryForm(ForOrganisation):
    """What the register says of a use."""

    title = line("Name", "Give it a name by which people know it.", "Everybody can read the register.")
    is_a = choice("What it is", _listed(KINDS), "Choose what it is.")
    purpose = passage("What the data are used for", "Say what the personal data are used for.", most=4_000)
    people = line("About whom", help_text="Patients, the public, staff.", most=300)
    held = passage("Which data", help_text="Such as name, date of birth, health.", most=4_000)
    basis = line("Lawful basis", help_text="The article of the UK GDPR, in words.", most=300)
    shared = line("Shared with", help_text="Other bodies and suppliers; or nobody.", most=300)
    kept = line("How long data are kept", most=300)
    answers_for_it = line("Who answers for it", help_text="A post rather than a name.")
    begins = near("the day on which it begins", "Begins", "If it is known.", required=False)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the register holds it."""
        return {name: self.cleaned_data[_TYPED.get(name, name)] for name in TOLD}


def entry_of(use: DataUse) -> dict[str, Any]:
    """What the register says of a use, to begin the form with."""
    return {_TYPED.get(name, name): getattr(use, name) for name in TOLD}


class ScreeningForm(Form):
    """Every question, with yes, no, and that it is not known yet."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """A field for each question."""
        super().__init__(*args, **options)
        offered = [(YES, "Yes"), (NO, "No"), ("", "Not known yet")]
        for name, fact in questions().items():
            self.fields[_key(name)] = forms.ChoiceField(
                label=fact.question or "",
                help_text=fact.help or "",
                choices=offered,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose yes, no, or not known yet."},
            )

    def clean(self) -> None:
        """Answers that contradict each other clear nothing."""
        if contradict(self.answers):
            self.add_error(_key(PEOPLE), CONTRADICTS)

    @property
    def answers(self) -> dict[str, str]:
        """What was answered; what is not known is left out."""
        return {name: said for name in questions() if (said := self.cleaned_data.get(_key(name)))}


def _key(name: str) -> str:
    return name.replace(" ", "-")


def screening_of(answers: Mapping[str, str]) -> dict[str, str]:
    """Answers, to begin the form with."""
    return {_key(name): answers.get(name, "") for name in questions()}


class ElsewhereForm(Form):
    """That something was screened or assessed elsewhere."""

    assessed = choice(
        "What was done",
        [("no", "Screened: no assessment was needed"), ("yes", "Assessed, and approved")],
        "Choose what was done.",
    )
    evidence = passage("The record", "Name the record: where it is kept, who approved it, and what it found.", most=4_000)
    on = near("the day of it", "On which day")


class PassForm(Form):
    """By whose word, and why, something may begin before it is cleared."""

    named = line("Who answers for it", "Name who answers for it, with their post.", "Name and post. Everybody can read this.")
    reason = passage("Why it cannot wait", "Say why it cannot wait.", "Everybody can read this.", most=2_000)

    def __init__(self, *args: Any, **options: Any) -> None:
        """Say how long it can last."""
        super().__init__(*args, **options)
        latest = timezone.localdate() + LONGEST
        self.fields["until"] = _ahead("the last day", "Until", f"At the latest {say_date(latest)}.")


class EndForm(Form):
    """Why something has ended."""

    why = line("Why it has ended", "Say why it has ended.", "And what became of the data.", most=300)


class StepForm(Form):
    """The texts of a step."""

    def __init__(self, step: Step, *args: Any, **options: Any) -> None:
        """A field for each text; none has to be there yet."""
        super().__init__(*args, **options)
        for one in step.passages:
            self.fields[one.key] = passage(one.title, help_text=one.asks, most=20_000)


class RiskForm(Form):
    """A risk: steps 5 and 6 of an assessment."""

    harm = passage(
        "What could happen to people, and how", "Say what could happen to people, and how it could come about.", most=4_000
    )
    likelihood = choice("How likely, with nothing done", _listed((*LIKELIHOODS, NOT_KNOWN)), "Choose how likely it is.")
    severity = choice("How severe, with nothing done", _listed((*SEVERITIES, NOT_KNOWN)), "Choose how severe it would be.")
    measure = passage("What is done about it", help_text="This can be filled in later.", most=4_000)
    likelihood_left = choice("How likely it is then", _listed((*LIKELIHOODS, NOT_KNOWN)), "Choose how likely it is then.")
    severity_left = choice("How severe it would be then", _listed((*SEVERITIES, NOT_KNOWN)), "Choose how severe it is then.")

    @property
    def risk(self) -> Risk:
        """The risk as it was typed."""
        return Risk(**self.cleaned_data)


NEW_RISK: Final = dict.fromkeys(("likelihood", "severity", "likelihood_left", "severity_left"), NOT_KNOWN)


class OfStep(Form):
    """A step that others take with a version. Whoever takes it alone is asked who answers for that, and why."""

    def __init__(self, *args: Any, alone: bool, **options: Any) -> None:
        """Ask that last, where it is so."""
        super().__init__(*args, **options)
        if alone:
            self.fields["alone_by"] = line(
                "Who answers for it that you do this alone",
                "Name who answers for it that you do this alone.",
                "Name and post. You had a part in this before, and nobody else has the role. Both stand in the assessment.",
            )
            self.fields["alone_why"] = passage("Why nobody else can do it", "Say why nobody else can do it.", most=2_000)

    @property
    def alone(self) -> Alone:
        """Who answers for it, and why; nothing where it is not so."""
        return Alone(self.cleaned_data.get("alone_by", ""), self.cleaned_data.get("alone_why", ""))


class AdviceForm(OfStep):
    """The data protection officer's advice."""

    advises = choice("What you advise", _listed(Advice.KINDS), "Choose what you advise.")
    says = passage("Why", "Say what you advise, and why.", most=8_000)


class ApprovalForm(OfStep):
    """What a group said."""

    says = passage("What the group said", help_text="Where it is returned: what has to change.", most=8_000)

    def __init__(self, groups: list[Group], *args: Any, **options: Any) -> None:
        """Offer the groups that have not answered."""
        super().__init__(*args, **options)
        named = [(one.name, one.name) for one in groups]
        self.fields["group"] = choice("Which group", named, "Choose the group.")
        answers = [("yes", "It approves"), ("no", "It returns the assessment")]
        self.fields["approved"] = choice("What it decided", answers, "Choose what it decided.")
        self.order_fields(["group", "approved", "says", "alone_by", "alone_why"])


class RegulatorForm(Form):
    """That the regulator was consulted."""

    asked = near("the day on which it was asked", "Asked on")
    answered = near("the day of the answer", "Answered on", "Leave this empty while there is no answer.", required=False)
    says = passage("What was asked and answered", "Say what the regulator was asked, and what it answered.", most=8_000)


class SignForm(OfStep):
    """The sign-off."""

    accepted_by = line("Who accepts what is left of the risks", "Name who accepts what is left of the risks.", "Name and post.")
    followed = choice(
        "The data protection officer’s advice",
        [("yes", "It is followed"), ("no", "It is overruled")],
        "Choose whether the advice is followed.",
    )
    why_overruled = passage("If it is overruled, why", most=4_000)
    on_consultation = passage("If this departs from what people said, why", most=4_000)
    kept_by = line("Who keeps it under review", "Name who keeps it under review.", "Name and post.")

    def __init__(self, *args: Any, against: bool, **options: Any) -> None:
        """Ask for the day of the review; `against` where the officer advises not to go ahead."""
        super().__init__(*args, **options)
        self.against = against
        self.fields["review_due"] = _ahead("the day of the review", "To be looked at again by")
        self.order_fields([name for name in self.fields if name not in ("alone_by", "alone_why")])  # those come last

    def clean(self) -> None:
        """Ask whether and why the advice is overruled before the last look, not after it."""
        if self.against and self.cleaned_data.get("followed") == "yes":
            self.add_error("followed", NOT_FOLLOWED)
        if self.cleaned_data.get("followed") == "no" and not self.cleaned_data.get("why_overruled"):
            self.add_error("why_overruled", SAY_WHY_OVERRULED)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What is signed, as it is shown before that."""
        told = self.signed
        return [
            ("Who accepts what is left of the risks", told.accepted_by),
            ("The data protection officer’s advice", "It is followed" if told.followed else "It is overruled"),
            *([("Why", told.why_overruled)] if told.why_overruled else []),
            *([("Where it departs from what people said", told.on_consultation)] if told.on_consultation else []),
            ("Who keeps it under review", told.kept_by),
            ("To be looked at again by", say_date(told.review_due)),
        ]

    @property
    def signed(self) -> Signed:
        """What is signed."""
        told = self.cleaned_data
        return Signed(
            accepted_by=told["accepted_by"],
            followed=told["followed"] == "yes",
            why_overruled=told["why_overruled"],
            on_consultation=told["on_consultation"],
            kept_by=told["kept_by"],
            review_due=told["review_due"],
            alone=self.alone,
        )


class CheckForm(Form):
    """A check point by point, and room for findings."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """A field for each point, and for each finding."""
        super().__init__(*args, **options)
        self.fields["on"] = near("the day of the check", "Checked on")
        for key, point in POINTS.items():
            self.fields[key] = choice(point, _listed(ANSWERS), "Answer each point: yes, no, or not known.")
        self.fields["says"] = passage("In a word", help_text="What stands at the beginning of the report.", most=4_000)
        self.fields["director"] = line("Reported to", "Name the director to whom it is reported.", "Name and post of the director.")
        for number in range(1, _FINDINGS + 1):
            self.fields[f"found-{number}"] = passage(
                f"Finding {number}", help_text="Leave this empty where there is none.", most=4_000
            )
            self.fields[f"recommends-{number}"] = passage(f"Recommendation {number}", most=4_000)
            self.fields[f"by-{number}"] = line(f"Who does {number}")
            due = _ahead(f"the day of finding {number}", f"Finding {number} to be done by")
            due.required = False
            self.fields[f"due-{number}"] = due

    def clean(self) -> None:
        """A finding has all its parts, or none."""
        told = self.cleaned_data
        for number in range(1, _FINDINGS + 1):
            parts = {name: told.get(f"{name}-{number}") for name in ("found", "recommends", "by", "due")}
            if any(parts.values()):
                for name, said in parts.items():
                    if not said and f"{name}-{number}" not in self.errors:
                        self.add_error(f"{name}-{number}", f"Fill this in for finding {number}, or empty all of its parts.")

    @property
    def found(self) -> list[dict[str, Any]]:
        """The findings that were typed."""
        told = self.cleaned_data
        return [
            {
                "says": told[f"found-{number}"],
                "recommends": told[f"recommends-{number}"],
                "to_do_by": told[f"by-{number}"],
                "due": told[f"due-{number}"],
            }
            for number in range(1, _FINDINGS + 1)
            if told.get(f"found-{number}")
        ]


class FollowForm(Form):
    """What became of a finding."""

    stands = choice("How it stands", _listed(FollowUp.KINDS), "Choose how it stands.")
    says = passage("What was done, or why not", "Say what was done, or why not.", most=4_000)


class GroupsForm(Form):
    """The groups that approve."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """A place for each group."""
        super().__init__(*args, **options)
        for number in range(1, _GROUPS + 1):
            self.fields[f"name-{number}"] = line(f"Group {number}", most=120)
            self.fields[f"role-{number}"] = forms.ChoiceField(
                label=f"Taken down for group {number} by",
                choices=[("", "Nobody"), *((role.value, capital(role.value)) for role in ROLES)],
                required=False,
                error_messages={"invalid_choice": "Choose one of the roles."},
            )

    @property
    def groups(self) -> list[Group]:
        """The groups that were typed."""
        told = self.cleaned_data
        every = [Group(told[f"name-{number}"], told[f"role-{number}"]) for number in range(1, _GROUPS + 1)]
        return [one for one in every if one.name or one.role]


def groups_typed(groups: tuple[Group, ...]) -> dict[str, str]:
    """Groups, to begin the form with."""
    typed: dict[str, str] = {}
    for number, one in enumerate(groups[:_GROUPS], 1):
        typed |= {f"name-{number}": one.name, f"role-{number}": str(one.role)}
    return typed

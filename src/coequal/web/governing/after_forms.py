"""What is typed about a decision that was made: that it is called in, what came of that, and what comes into force by it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.policies.model import Policy
from coequal.policies.standing import HELD, governs
from coequal.programmes.adoption.ratifying import Dates
from coequal.programmes.adoption.shelf import Versions
from coequal.programmes.governance.calling_in import ENDS
from coequal.programmes.models import CallIn, Decision
from coequal.web.governing.motion_forms import past
from coequal.web.hearing.forms import choice, line, near, passage


class CallInForm(Form):
    """Who called a decision in, why, and since when."""

    who = line("Who called it in", "Say who called it in.", "A body or a committee. Name no person.")
    why = passage("Why", "Say why.", "Everybody can read it.", most=10_000)
    shapes: ClassVar = {"why": {"macro": {"rows": 5}}}

    def __init__(self, decision: Decision, *args: Any, **options: Any) -> None:
        """Ask since when."""
        super().__init__(*args, **options)
        self.fields["since"] = past("the day", "Since when", decision.on)
        self.initial = {"since": timezone.localdate()}


class EndForm(Form):
    """What came of it that a decision was called in."""

    came_to = choice("What came of it", [(one, f"The decision {one}") for one in ENDS], "Choose what came of it.")
    says = passage("In words", "Say what came of it.", "Everybody can read it.", most=10_000)
    shapes: ClassVar = {"says": {"macro": {"rows": 5}}}

    def __init__(self, called: CallIn, *args: Any, **options: Any) -> None:
        """Ask on which day it ended."""
        super().__init__(*args, **options)
        self.fields["ended"] = past("the day", "On which day", called.since)
        self.initial = {"ended": timezone.localdate()}


class RatifyForm(Form):
    """When a version comes into force, for which cases, what it takes the place of, and when it is looked at again."""

    def __init__(self, policy: Policy, before: Iterable[Policy], wanted: date | None, *args: Any, **options: Any) -> None:
        """Offer the versions that it can take the place of; of the same policy they are chosen already."""
        super().__init__(*args, **options)
        self.before = {f"{one.id}@{one.version}": one for one in before}
        self.fields["starts"] = near("the first day", "In force from", "The first day on which it applies.")
        self.fields["cases_from"] = near(
            "the day of a case",
            "For cases from",
            "Only where it applies to cases from another day on: earlier cases then go on under the old policy. "
            "Leave it empty where it applies to every case from its first day on.",
            required=False,
        )
        if self.before:
            self.fields["supersedes"] = forms.MultipleChoiceField(
                label="What it takes the place of",
                help_text="The last day of each is the day before. What you do not choose goes on.",
                choices=[(name, f"{one.title} ({name})") for name, one in self.before.items()],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": "One of them is not in force any more. Look at the page again."},
            )
        self.fields["why"] = forms.CharField(
            label="Why it starts on another day than was decided",
            help_text="Only where it does. Everybody can read the reason.",
            required=False,
            max_length=2000,
        )
        self.fields["review_due"] = near("the day of the review", "Looked at again by", "By when its review is due.")
        same = [name for name, one in self.before.items() if one.id == policy.id]
        self.initial = {"starts": wanted, "supersedes": same}

    @property
    def dates(self) -> Dates:
        """What is ratified."""
        told = self.cleaned_data
        return Dates(told["starts"], told["review_due"], told["cases_from"], tuple(told.get("supersedes", ())), told["why"])

    @property
    def goes_on(self) -> list[str]:
        """The versions that are not superseded."""
        chosen = self.cleaned_data.get("supersedes", ())
        return [name for name in self.before if name not in chosen]


def replaceable(policy: Policy, names: Iterable[str], versions: Versions, on: date) -> list[Policy]:
    """The versions for the same service that are or will be in force, and whose place a new one can take."""
    found = [one for name in dict.fromkeys([policy.id, *names]) for one in versions.get(name, ())]
    return [
        one
        for one in found
        if one.service == policy.service
        and one.status in HELD
        and (one.id, one.version) != (policy.id, policy.version)
        and not _is_over(one, on)
    ]


def _is_over(policy: Policy, on: date) -> bool:
    return governs(policy, on) is False and policy.ends is not None


def said(dates: Dates) -> list[tuple[str, str]]:
    """The days of a ratification, as rows."""
    cases = f"Cases from {say_date(dates.cases_from)} on" if dates.cases_from else "Every case from that day on"
    return [("In force from", say_date(dates.starts)), ("For", cases), ("Looked at again by", say_date(dates.review_due))]

"""What staff type about how long records are kept: a period, a hold, and what is found of what is due."""

from typing import Any, Final

from django import forms
from django.utils import timezone

from coequal.assurance.models.retention import DISPOSE, FINDINGS, HOLD_REASONS
from coequal.assurance.retention.reviewing import MOST, Due
from coequal.assurance.retention.schedule import LONGEST_SOURCE, MOST_MONTHS, Line
from coequal.facts.dates import say_date
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.web.hearing.forms import capital, choice, line, passage

_FURTHEST: Final = 30  # years


def _ahead(what: str, label: str, help_text: str) -> DayField:
    today = timezone.localdate()
    latest = today.replace(year=today.year + _FURTHEST, day=1)
    return DayField(what=what, label=label, help_text=help_text, required=False, earliest=today, latest=latest)


class RetentionPeriodForm(Form):
    """How long a kind of record is kept."""

    def __init__(self, lines: list[Line], *args: Any, **options: Any) -> None:
        """Offer the lines whose period an organisation sets."""
        super().__init__(*args, **options)
        self.fields["kind_of"] = choice("Kind of record", [(one.kind, one.title) for one in lines], "Choose the kind of record.")
        wrong = f"Enter a number of months from 1 to {MOST_MONTHS}."
        self.fields["months"] = forms.IntegerField(
            label="Months",
            min_value=1,
            max_value=MOST_MONTHS,
            help_text="Such as 24 for two years.",
            widget=forms.TextInput(),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        )
        self.fields["source"] = line(
            "Where this is laid down",
            "Say where this is laid down.",
            "Title, part and date, so that somebody else finds it. Everything that is disposed of names it.",
            most=LONGEST_SOURCE,
        )


class HoldForm(Form):
    """Which records are held, for what, and until when."""

    def __init__(self, lines: list[Line], *args: Any, **options: Any) -> None:
        """Offer every line."""
        super().__init__(*args, **options)
        self.fields["kind_of"] = choice("Kind of record", [(one.kind, one.title) for one in lines], "Choose the kind of record.")
        self.fields["records"] = passage(
            "Which records",
            help_text="One reference a line, in whatever case. Leave this empty to hold all of the kind.",
            most=4_000,
        )
        self.fields["reason"] = choice(
            "For what they are held", [(one, capital(one)) for one in HOLD_REASONS], "Choose for what they are held."
        )
        self.fields["why"] = line("Why", "Say why they are held.", "Name the case or the inquiry, and nobody in it.", most=300)
        self.fields["until"] = _ahead("the last day", "Last day", "Leave this empty to hold them until somebody ends it.")

    def clean_records(self) -> list[str]:
        """References, one a line."""
        return [one.strip() for one in self.cleaned_data["records"].splitlines() if one.strip()]


class EndHoldForm(Form):
    """Why nothing has to be held any more."""

    why = line("Why nothing has to be held any more", "Say why nothing has to be held any more.", most=300)


class FoundForm(Form):
    """What is found of records that are due."""

    def __init__(self, due: list[Due], *args: Any, **options: Any) -> None:
        """Offer what waits for a review, all of it chosen."""
        super().__init__(*args, **options)
        offered = [(one.record.reference, f"{one.record.reference}, since {say_date(one.record.since)}") for one in due[:MOST]]
        self.fields["records"] = forms.MultipleChoiceField(
            label="Records",
            choices=offered,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Choose at least one record.", "invalid_choice": "One of these is not due any more."},
        )
        self.fields["found"] = choice(
            "What is to become of them", [(one, capital(one)) for one in FINDINGS], "Choose whether they go or stay."
        )
        self.fields["why"] = line("If they stay, why", most=300)
        self.fields["until"] = _ahead("the day", "If they stay, the day on which they are looked at again", "")
        self.initial = {"records": [reference for reference, _words in offered], "found": DISPOSE}

"""The days whose lottery can be seen, and what was prepared for them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms

from coequal.comparison.lottery.areas import Day, areas_on
from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.policies.model import Policy
from coequal.web.comparing import kept
from coequal.web.comparing.fitting import fits
from coequal.web.shelf import Shelf, of_the_shelf, shelf

KIND: Final = "lottery"
TODAY: Final = "today"
EARLIER: Final = {  # days on which boards commissioned, each with what it stands for
    date(2024, 4, 1): "1 April 2024",
    date(2022, 7, 1): "1 July 2022, when integrated care boards began",
}


class DayChoice(Form):
    """The day whose policies are shown."""

    on = forms.ChoiceField(
        label="Policies as they stood on",
        required=False,
        error_messages={"invalid_choice": "This day has not been prepared. Choose one from the list."},
    )

    def __init__(self, today: date, *args: Any, **options: Any) -> None:
        """Offer today, or the day on which today's was prepared, and earlier days."""
        super().__init__(*args, **options)
        field = self.fields["on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", say_date(today)), *((day.isoformat(), words) for day, words in EARLIER.items())]


def policies_of(service: str) -> Sequence[Policy]:
    """Every version of every policy for a service."""
    return list(shelf().shelved.of_service(service))


def prepared(service: str, day: str) -> kept.Data | None:
    """The lottery of a day of those above, or of the day called today; None where it is not there or no longer fits."""
    return kept.read(KIND, name_of(service, day), digest_of(service, day))


def name_of(service: str, day: str) -> str:
    """The name under which a lottery is kept."""
    return f"{service} {day}"


def digest_of(service: str, day: str) -> str:
    """What a lottery is made from."""
    return fits(policies_of(service), day)


def areas(service: str, on: date) -> Day:
    """The areas of a day and their policies. Raises `CoequalError` where the bodies of that day are not known."""
    return _areas(service, on, shelf().today())


@of_the_shelf(32)
def _areas(held: Shelf, service: str, on: date, today: date) -> Day:
    return areas_on(held.shelved.of_service(service), held.library.organisations, on, today)

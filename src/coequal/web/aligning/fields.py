"""Fields and words that several forms of the desk have: a day that has come, and the source of what is stated."""

from typing import Final

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from coequal.pages.fields import DayField
from coequal.web.hearing.forms import near

MARKDOWN: Final = "A line that begins with “## ” is a heading, one that begins with “- ” a point of a list."
SOURCE: Final = "Where it stands, such as: Board paper 7 of 22 September 2022."
_LINK: Final = "Enter a whole address, such as https://www.example.org/paper."
PRINTED: Final = "As the source prints it, where it is not exact, such as: end of 2021."


def past(what: str, label: str, help_text: str = "", *, required: bool = True) -> DayField:
    """A day that is not in the future."""
    field = near(what, label, help_text, required=required)
    field.latest = timezone.localdate()
    return field


def address(label: str = "Address of the source") -> forms.URLField:
    """The address of a page of the web, where there is one."""
    told = dict.fromkeys(("invalid", "max_length"), _LINK)
    return forms.URLField(
        label=label,
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput,
        error_messages=told,
        validators=[URLValidator(("http", "https"), message=_LINK)],
    )

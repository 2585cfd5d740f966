"""What somebody says who wants to be told of a programme by e-mail."""

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from django import forms

from coequal.pages.forms import Form
from coequal.programmes.models import ServiceArea

WHOLE: Final = "all"


class SubscribeForm(Form):
    """Where to write to, and of what."""

    address = forms.EmailField(
        label="Your e-mail address",
        widget=forms.TextInput,
        max_length=254,
        help_text="We send an e-mail to it, with a link by which you confirm that you want this.",
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
            "max_length": "Enter an e-mail address of 254 characters or fewer.",
        },
    )
    about = forms.ChoiceField(
        label="What do you want to be told of?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to be told of.", "invalid_choice": "Choose one of these."},
    )
    shapes: ClassVar[dict[str, dict[str, Any]]] = {
        "address": {"macro": {"type": "email", "autocomplete": "email", "spellcheck": False, "autocapitalize": "none"}}
    }

    def __init__(self, areas: Iterable[ServiceArea], *given: Any, **options: Any) -> None:
        """Offer the programme as a whole, and each of its service areas."""
        super().__init__(*given, **options)
        choices = [(WHOLE, "Everything in this programme"), *((area.reference, f"Only {area.title}") for area in areas)]
        self.fields["about"] = forms.ChoiceField(
            label=self.fields["about"].label,
            widget=forms.RadioSelect,
            choices=choices,
            error_messages=self.fields["about"].error_messages,
        )

"""What people type into the pages of the library: a search, and a mistake that they have found."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms

from coequal.pages.forms import Form
from coequal.policies.model import COMPLETENESS, NOT_SEEN, STATUSES, Policy
from coequal.web.library.listing import SEEN, Wanted
from coequal.web.library.shown import numbered
from coequal.web.shelf import shelf

WHOLE = "whole"  # of the clauses to choose from, the policy as a whole
MOST_LETTERS = 2_000
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)|(?<!\d)0\d{4}[ -]?\d{6}(?!\d)")


class SearchForm(Form):
    """Which policies somebody wants to see."""

    q = forms.CharField(
        label="Search the policies",
        help_text="An area, a treatment or any word, such as Luton or smoking.",
        required=False,
        max_length=200,
        error_messages={"max_length": "Search for 200 characters or fewer."},
    )
    service = forms.ChoiceField(label="Service", required=False)
    status = forms.ChoiceField(label="Status", required=False)
    seen = forms.ChoiceField(label="How much we have seen", required=False)
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {"q": {"macro": {"type": "search", "spellcheck": False}}}

    def __init__(self, *given: Any, **options: Any) -> None:
        """Take what was typed; the choices are those of the library."""
        super().__init__(*given, **options)
        for name, choices in (
            ("service", shelf().services.items()),
            ("status", ((status, f"{status[:1].upper()}{status[1:]}") for status in STATUSES)),
            ("seen", ((name, f"{SEEN[name][:1].upper()}{SEEN[name][1:]}") for name in COMPLETENESS)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "All"), *choices]
            field.error_messages["invalid_choice"] = f"Choose one from the list of “{field.label}”."

    def wanted(self) -> Wanted:
        """What is wanted; everything where what was typed cannot be used."""
        given = self.cleaned_data if self.is_valid() else {}
        names = ("q", "service", "status", "seen")
        return Wanted(*(given.get(name, "") for name in names))


class MistakeForm(Form):
    """A mistake in a version of a policy, as somebody tells us of it."""

    clause = forms.ChoiceField(
        label="Which part is wrong?", error_messages={"required": "Choose the part that is wrong, or the policy as a whole."}
    )
    text = forms.CharField(
        label="What is wrong?",
        help_text="Give no names, and nothing about anybody’s health. We do not need to know who you are.",
        widget=forms.Textarea,
        max_length=MOST_LETTERS,
        error_messages={
            "required": "Say what is wrong.",
            "max_length": f"Say what is wrong in {MOST_LETTERS:,} characters or fewer.",
        },
    )
    where = forms.CharField(
        label="Where can the right wording be seen? (optional)",
        help_text="The address of a web page, or the title and page of a document.",
        required=False,
        max_length=500,
        error_messages={"max_length": "Say where in 500 characters or fewer."},
    )
    shapes: ClassVar[Mapping[str, Mapping[str, Any]]] = {"text": {"macro": {"rows": 6}}}

    def __init__(self, policy: Policy, *given: Any, **options: Any) -> None:
        """Take the version, whose clauses are the choices, and what was typed."""
        super().__init__(*given, **options)
        field = self.fields["clause"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a part"), (WHOLE, "The policy as a whole"), *_clauses(policy)]
        field.error_messages["invalid_choice"] = "Choose a part from the list."

    def clean_text(self) -> str:
        """What is wrong. Raises `ValidationError` where it seems to say who somebody is."""
        text = str(self.cleaned_data["text"])
        if _PERSONAL.search(text):
            message = "Take out e-mail addresses, telephone numbers and NHS numbers. We keep nothing about anybody."
            raise forms.ValidationError(message, code="personal")
        return text


def _clauses(policy: Policy) -> list[tuple[str, str]]:
    return [
        (criterion.id, f"{numbered(criterion)}: {criterion.title}") for criterion in policy.criteria if criterion.kind != NOT_SEEN
    ]

"""Forms: what becomes of a response, how people were chosen, and a file that is brought in."""

from typing import Any, ClassVar, Final

from django import forms

from coequal.documents.brought.sheets import LARGEST
from coequal.involvement.models.responses import CHANNELS, DUPLICATE, LATE, VOID
from coequal.pages.forms import Form

AT_RANDOM, OPEN_TO_ALL = "random", "everybody"
_WHY: Final = "Say why, in a sentence."


class MarkForm(Form):
    """That a response does not count, or counts after all."""

    as_what = forms.ChoiceField(
        label="What is to become of it?",
        choices=[
            ("counts", "It counts"),
            (VOID, "It is void"),
            (DUPLICATE, "It is a duplicate of another one"),
            (LATE, "It came too late"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is to become of it."},
    )
    same_as = forms.CharField(
        label="Of which response is it a duplicate? (only for a duplicate)",
        required=False,
        max_length=11,
        help_text="Its reference, such as R-7F3K-2QX9.",
    )
    why = forms.CharField(label="Why?", max_length=300, help_text=_WHY, error_messages={"required": _WHY})
    shapes: ClassVar = {"same_as": {"macro": {"classes": "nhsuk-input--width-10"}}}


class ChosenForm(Form):
    """How the people who answered were chosen."""

    how = forms.ChoiceField(
        label="How were people chosen?",
        choices=[(OPEN_TO_ALL, "Whoever wanted to answered"), (AT_RANDOM, "They were drawn by chance")],
        widget=forms.RadioSelect,
        help_text="Only where people were drawn by chance can be said how far what they answered holds for everybody.",
    )


class FileForm(Form):
    """A file with answers, and how they came."""

    file = forms.FileField(
        label="File",
        help_text=f"CSV, Excel (.xlsx), JSON Lines or ThemeFinder's folder (.zip), up to {LARGEST // 1024 // 1024} MB.",
        error_messages={"required": "Choose a file.", "empty": "This file is empty.", "missing": "Choose a file."},
    )
    channel = forms.ChoiceField(
        label="How did people answer?",
        choices=[(one, one.capitalize()) for one in CHANNELS],
        help_text="For rows in which the file does not say so.",
    )
    shapes: ClassVar = {"file": {"macro": {"accept": ".csv,.tsv,.txt,.xlsx,.jsonl,.zip"}}}

    def clean_file(self) -> Any:
        """A file that is not too large."""
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(f"The file must be no larger than {LARGEST // 1024 // 1024} MB. Bring it in in parts.")
        return found

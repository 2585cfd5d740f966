"""What officers type about a request: for which purpose it is opened, why something is done, and what it belongs to."""

from typing import Any, ClassVar, Final

from coequal.pages.forms import Form
from coequal.web.hearing.forms import choice, line, passage

# For each purpose its words; they are kept with every opening, so nobody types one, and none can name a person.
PURPOSES: Final = {
    "to write to the patient or the clinician": "To write to the patient or the clinician",
    "to answer the patient or the clinician": "To answer a call or a message about it",
    "to put right what was sent wrongly": "To put right what was sent wrongly",
    "to see whether it was asked for before": "To see whether the same was asked for the same person before",
}
NAME_NOBODY: Final = "Do not say who the patient is."
ASKER_READS: Final = f"The clinician who asked reads it. {NAME_NOBODY}"


class PurposeForm(Form):
    """For which purpose something personal is opened."""

    purpose = choice("For which purpose", list(PURPOSES.items()), "Choose the purpose for which you open it.")


class GlassForm(Form):
    """Why the glass is broken."""

    why = passage(
        "Why you have to know who this is",
        "Say why you have to know who this is.",
        f"It stays on record. {NAME_NOBODY}",
        most=2_000,
    )
    shapes: ClassVar = {"why": {"macro": {"rows": 4}}}


class WhyForm(Form):
    """Why something is done, in words that whoever asked reads."""

    def __init__(self, label: str, help_text: str, *args: Any, **options: Any) -> None:
        """Ask for it in the words of the page."""
        super().__init__(*args, **options)
        self.fields["why"] = passage(label, f"{label}: say it in a sentence or two.", help_text, most=10_000)


class ElsewhereForm(Form):
    """To whom a request is sent, and why."""

    whom = line("Who decides instead", "Say which body decides instead.", "For example: NHS England.", 120)
    why = passage("Why that body decides", "Say why that body decides.", ASKER_READS, most=10_000)
    shapes: ClassVar = {"why": {"macro": {"rows": 6}}}


class TopicForm(Form):
    """What a request asks for, in words under which it stands with others that ask for the same."""

    name = line(
        "What it asks for",
        "Say in a few words what it asks for.",
        f"In words that fit several requests, such as: a third cycle of IVF. {NAME_NOBODY}",
        120,
    )

"""What is typed about a programme as a whole: what it is, and how it is called."""

from typing import Any, ClassVar

from django import forms

from coequal.pages.forms import Form
from coequal.programmes.models import Programme
from coequal.programmes.models.programmes import PREPARING
from coequal.web.aligning.fields import MARKDOWN, SOURCE
from coequal.web.hearing.forms import ForOrganisation, line, passage


class BeginForm(ForOrganisation):
    """What a new programme is called, and for whom it is begun."""

    title = line("Title", "Say what the programme is called.", "People read this first, such as: Fair access in Exampleshire.")
    purpose = passage("What is done, and why", help_text=f"You can write this later. {MARKDOWN}")
    history_only = forms.BooleanField(label="It is a record of the past, each step with its source", required=False)
    shapes: ClassVar = {"purpose": {"macro": {"rows": 8}}}


class AboutForm(Form):
    """What a programme says of itself; where everybody can read it already, also what they are told of the change."""

    purpose = passage("What is done, and why", help_text=MARKDOWN)
    questions = passage("Whom people can ask", help_text="A team, an address, a telephone number. Name no person.", most=2_000)
    shapes: ClassVar = {"purpose": {"macro": {"rows": 12}}, "questions": {"macro": {"rows": 3}}}

    def __init__(self, programme: Programme, *args: Any, **options: Any) -> None:
        """Start from what is kept."""
        super().__init__(*args, **options)
        self.initial = {"purpose": programme.purpose, "questions": programme.questions}
        if programme.state != PREPARING:
            says = "Everybody can read of this programme. Say in a sentence what changed and why."
            self.fields["note"] = passage("What everybody is told of this change", says, says, most=2_000)


class NameForm(Form):
    """Another name, and why. The one before stays readable."""

    title = line("New name", "Enter the new name.")
    why = passage("Why it gets another name", "Say why it gets another name.", "Everybody can read this.", most=2_000)


class ProgrammeNameForm(NameForm):
    """Another name of a programme, whose old one may come from a source."""

    until = line("Until when it had the old name", help_text="In words, where that is known, such as: July 2022.", most=80)
    source = line("Source", help_text=SOURCE, most=300)
    shapes: ClassVar = {"why": {"macro": {"rows": 3}}}

"""What officers type about a request: for which purpose it is opened, why something is done, and what it belongs to."""

from typing import Any, ClassVar, Final

from django import forms

from coequal.pages.forms import Form
from coequal.referrals.deciding.letters import WAYS
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.seeing.purposes import KNOWING_THEIRS
from coequal.web.hearing.forms import capital, choice, line, passage

NAME_NOBODY: Final = "Do not say who the patient is."
ASKER_READS: Final = f"The clinician who asked reads it. {NAME_NOBODY}"


class PurposeForm(Form):
    """For which purpose something personal is opened."""

    purpose = choice("For which purpose", list(KNOWING_THEIRS.items()), "Choose the purpose for which you open it.")


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


class LetterForm(Form):
    """The text of a letter."""

    text = passage(
        "The letter",
        "Write the letter.",
        "Write {name} where the name comes: it is filled in when the letter is printed. A line that begins with “## ” is a "
        "heading, one that begins with “- ” a point of a list. Leave an empty line between paragraphs.",
        most=20_000,
    )
    shapes: ClassVar = {"text": {"macro": {"rows": 24}}}


class NamedForm(Form):
    """In which form a letter with the name is had."""

    form = choice(
        "How you want to have it", [("page", "On a page"), ("pdf", "As a PDF to print")], "Choose how you want to have it."
    )


class SendForm(Form):
    """How a letter is sent."""

    how = choice("How it is sent", [(one, capital(one)) for one in WAYS], "Choose how it is sent.")


class EvidenceForm(Form):
    """What is new since a decision."""

    evidence = passage(
        "What is new",
        "Say what is new since the decision.",
        f"What was not known when it was decided, and why it matters, with full references. {NAME_NOBODY}",
        most=20_000,
    )


class AppealForm(Form):
    """On which grounds somebody appeals, and why."""

    says = passage(
        "Why", "Say why you appeal.", f"What went wrong in how it was decided, and where that shows. {NAME_NOBODY}", most=20_000
    )

    def __init__(self, rules: CommissionerRules, *args: Any, **options: Any) -> None:
        """Offer the grounds of the rules; none where they name none."""
        super().__init__(*args, **options)
        if rules.grounds:
            self.fields["grounds"] = forms.MultipleChoiceField(
                label="On which grounds",
                help_text="These are the grounds in the commissioner’s rules. Choose all that apply.",
                choices=[(one.id, one.says) for one in rules.grounds],
                widget=forms.CheckboxSelectMultiple,
                error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose at least one of the grounds."),
            )
            self.order_fields(["grounds", "says"])

    @property
    def grounds(self) -> list[str]:
        """The grounds, by their ids."""
        return list(self.cleaned_data.get("grounds", ()))

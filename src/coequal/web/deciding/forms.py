"""What officers type about a request: for which purpose it is opened, why something is done, and what it belongs to."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from coequal.facts.dates import say_date
from coequal.pages.forms import Form
from coequal.referrals.deciding.letters import WAYS
from coequal.referrals.deciding.taking_back import AGREED
from coequal.referrals.models import Intervention, Panel
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.seeing.purposes import KNOWING_THEIRS
from coequal.web.hearing.forms import capital, choice, line, near, passage

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


class NoMoreForm(WhyForm):
    """Why new evidence or an appeal is taken back; of an appeal, that the patient agreed."""

    def __init__(self, *args: Any, appeal: bool, **options: Any) -> None:
        """Ask for that where it is an appeal."""
        super().__init__(*args, **options)
        if appeal:
            self.fields["agreed"] = forms.BooleanField(
                label="The patient knows of it, and agrees", error_messages={"required": AGREED}
            )

    @property
    def agreed(self) -> bool:
        """Whether the patient agreed."""
        return bool(self.cleaned_data.get("agreed"))


class ElsewhereForm(Form):
    """To whom a request is sent, and why."""

    whom = line("Who decides instead", "Say which body decides instead.", "For example: NHS England.", 120)
    why = passage("Why that body decides", "Say why that body decides.", ASKER_READS, most=10_000)
    shapes: ClassVar = {"why": {"macro": {"rows": 6}}}


class NamesForm(Form):
    """Whether a file names anybody. That it names nobody can be said by whoever screens the request."""

    NOBODY: ClassVar[str] = "nobody"
    names = choice("Whom does it name?", [], "Choose whom it names.")

    def __init__(self, *args: Any, screens: bool, **options: Any) -> None:
        """Offer what can be said now."""
        super().__init__(*args, **options)
        both = [(self.NOBODY, "Nobody"), ("somebody", "The patient, a partner or a relative")]
        self.fields["names"].choices = both if screens else both[1:]  # type: ignore[attr-defined]  # a field with choices


class InterventionForm(Form):
    """What a request asks for, as one of the interventions of its commissioner."""

    def __init__(self, interventions: Sequence[Intervention], *args: Any, **options: Any) -> None:
        """Offer those that there are."""
        super().__init__(*args, **options)
        self.interventions = {str(one.pk): one for one in interventions}
        offered = [(key, one.name) for key, one in self.interventions.items()]
        self.fields["intervention"] = choice("What it asks for", offered, "Choose what it asks for.")

    @property
    def chosen(self) -> Intervention:
        """The one that was chosen."""
        return self.interventions[self.cleaned_data["intervention"]]


class UrgencyForm(Form):
    """Whether a request that its clinician calls urgent is urgent, and why not."""

    urgent = choice(
        "Is it urgent?",
        [("yes", "Yes, it is urgent"), ("no", "No, it is not")],
        "Say whether it is urgent.",
        "Urgent is what would do harm if it waited for the time that other requests have.",
    )
    why = passage("Why", help_text=f"Needed where it is not urgent. {ASKER_READS}", most=4_000)
    shapes: ClassVar = {"why": {"macro": {"rows": 4}}}

    def clean(self) -> None:
        """A no needs why. Raises `ValidationError`."""
        if self.cleaned_data.get("urgent") == "no" and not self.cleaned_data.get("why", "").strip():
            self.add_error("why", "Say why it is not urgent.")


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
    """How a letter is sent, and on which day."""

    how = choice("How it is sent", [(one, capital(one)) for one in WAYS], "Choose how it is sent.")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the day too; it is today unless somebody says otherwise."""
        super().__init__(*args, **options)
        self.fields["on"] = near("the day", "Sent on", "The day on which it leaves. The time for an appeal is counted from it.")
        self.initial = {"on": timezone.localdate(), **self.initial}


class EvidenceForm(Form):
    """What is new since a decision."""

    evidence = passage(
        "What is new",
        "Say what is new since the decision.",
        f"What was not known when it was decided, and why it matters, with full references. {NAME_NOBODY}",
        most=20_000,
    )


class AppealForm(Form):
    """On which grounds somebody appeals, and why; of one that came by post on which day too."""

    says = passage(
        "Why",
        "Say why it is an appeal.",
        f"What went wrong in how it was decided, and where that shows. {NAME_NOBODY}",
        most=20_000,
    )

    def __init__(self, rules: CommissionerRules, *args: Any, by_post: bool = False, **options: Any) -> None:
        """Offer the grounds of the rules; none where they name none."""
        super().__init__(*args, **options)
        if by_post:
            self.fields["came"] = near("the day on which it came", "Came on", "The day on which the letter came here.")
            self.order_fields(["came"])
        if rules.grounds:
            self.fields["grounds"] = forms.MultipleChoiceField(
                label="On which grounds",
                help_text="These are the grounds in the commissioner’s rules. Choose all that apply.",
                choices=[(one.id, one.says) for one in rules.grounds],
                widget=forms.CheckboxSelectMultiple,
                error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose at least one of the grounds."),
            )
            self.order_fields(["came", "grounds", "says"])

    @property
    def grounds(self) -> list[str]:
        """The grounds, by their ids."""
        return list(self.cleaned_data.get("grounds", ()))


class BeforeForm(Form):
    """Which panel is to hear an appeal."""

    def __init__(self, panels: Sequence[Panel], *args: Any, **options: Any) -> None:
        """Offer the panels that hear appeals and are still to come."""
        super().__init__(*args, **options)
        self.panels = {one.reference: one for one in panels}
        offered = [(key, f"{say_date(one.on)}, {key}") for key, one in self.panels.items()]
        self.fields["panel"] = choice("Which panel hears it", offered, "Choose which panel hears it.")

    @property
    def chosen(self) -> Panel:
        """The one that was chosen."""
        return self.panels[self.cleaned_data["panel"]]

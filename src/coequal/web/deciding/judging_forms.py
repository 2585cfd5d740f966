"""What is typed when a request is judged: an interest, a member's view, a panel's decision, and what was found of an appeal."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from coequal.accounts.models import Person
from coequal.pages.forms import Form
from coequal.referrals.deciding.hearing import hearers, panel_of
from coequal.referrals.deciding.views import ANSWERS
from coequal.referrals.models import Appeal
from coequal.referrals.models.deciding import APPROVED, DEFERRED, FOLLOWS, OUTCOMES
from coequal.referrals.rules.model import CommissionerRules, Point
from coequal.web.deciding.forms import NAME_NOBODY
from coequal.web.hearing.forms import capital, choice, near, passage

_LINES: Final = {"macro": {"rows": 4}}
_UPHELD: Final = [("yes", "Yes, it is upheld"), ("no", "No, it is not")]
_MOST: Final = 1_000  # of anything that is counted


def _capitals(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, capital(one)) for one in words]


class InterestForm(Form):
    """An interest of one's own in a request, and what follows from it."""

    says = passage("What the interest is", "Say what the interest is.", NAME_NOBODY, most=4_000)
    follows = choice("What follows", _capitals(FOLLOWS), "Choose what follows.", "If you are not sure, leave.")
    shapes: ClassVar = {"says": _LINES}


class QuestionsForm(Form):
    """An answer to each question of the commissioner's rules, in their order, each with why."""

    def __init__(self, rules: CommissionerRules, *args: Any, **options: Any) -> None:
        """Ask each question."""
        super().__init__(*args, **options)
        self.questions: tuple[Point, ...] = rules.questions or ()
        self.shapes = {f"why-{one.id}": _LINES for one in self.questions}  # type: ignore[misc]  # each commissioner has its own
        for number, one in enumerate(self.questions, start=1):
            asked = f"{number}. {one.says}"
            self.fields[f"answer-{one.id}"] = choice(asked, _capitals(ANSWERS), f"Answer question {number}.", one.help)
            self.fields[f"why-{one.id}"] = passage(
                f"Why, to question {number}", f"Say why you answer question {number} so.", NAME_NOBODY, most=10_000
            )

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """The answers, by the id of each question."""
        told = self.cleaned_data
        return {one.id: {"answer": told[f"answer-{one.id}"], "why": told[f"why-{one.id}"]} for one in self.questions}

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The answers in words."""
        return [
            (one.says, f"{capital(said['answer'])}. {said['why']}") for one in self.questions for said in [self.answers[one.id]]
        ]


class ViewForm(QuestionsForm):
    """A member's view: answers, and the outcome that they lean to."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the outcome last."""
        super().__init__(*args, **options)
        self.fields["leans"] = choice("What you lean to", _capitals(OUTCOMES), "Choose what you lean to.")


class DecideForm(QuestionsForm):
    """A panel's decision: what it found to each question, the outcome, why, and what is funded until when."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask for the outcome after the questions, and then for what belongs to it."""
        super().__init__(*args, **options)
        self.fields["outcome"] = choice("What the panel decided", _capitals(OUTCOMES), "Choose what the panel decided.")
        read = f"The patient reads this in the letter, so write plain words. {NAME_NOBODY}"
        self.fields["reasons"] = passage("Why", "Say why the panel decided so.", read, most=20_000)
        amounts = "Only of what is approved. One a line, as a number and what it counts: 2 cycles"
        self.fields["amounts"] = passage("How much is funded", help_text=amounts, most=2_000)
        self.fields["conditions"] = passage(
            "Conditions, or what is funded in words", help_text="Only of what is approved.", most=10_000
        )
        starts = "Only of what is approved. The last day on which treatment may start."
        self.fields["expires"] = near("the last day", "Until when", starts, required=False)
        wants = "Only of what is deferred. The clinician answers this, and the clock stands until then."
        self.fields["wants"] = passage("What has to be known first", help_text=wants, most=10_000)
        small = dict.fromkeys(("amounts", "conditions", "wants"), _LINES)
        self.shapes = {**self.shapes, **small}  # type: ignore[misc]  # each commissioner has its own

    def clean_amounts(self) -> dict[str, int]:
        """Numbers by what they count. Raises `ValidationError`."""
        found: dict[str, int] = {}
        for typed in filter(None, (one.strip() for one in self.cleaned_data["amounts"].splitlines())):
            number, _, name = typed.partition(" ")
            if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= _MOST and name.strip()):
                raise forms.ValidationError("Write each amount on a line of its own, as a number and what it counts: 2 cycles.")
            found[name.strip()] = int(number[:6])
        return found

    def clean(self) -> None:
        """What belongs to the outcome, and nothing that belongs to another. Raises `ValidationError`."""
        told = self.cleaned_data
        outcome = told.get("outcome")
        if outcome == APPROVED:
            if not told.get("expires"):
                self.add_error("expires", "Say until when treatment has to start.")
            if not told.get("amounts") and not told.get("conditions") and "amounts" not in self.errors:
                self.add_error("amounts", "Say how much is funded, or in words below what is.")
        if outcome == DEFERRED and not told.get("wants"):
            self.add_error("wants", "Say what has to be known first.")

    @property
    def said(self) -> Mapping[str, Any]:
        """What is taken down, by the names that the record has for it."""
        told = self.cleaned_data
        names = ("outcome", "reasons", "conditions", "wants", "amounts", "expires")
        return {"answers": self.answers, **{name: told[name] for name in names}}

    @property
    def expires(self) -> date | None:
        """The last day; none where nothing is approved."""
        found: date | None = self.cleaned_data["expires"]
        return found


class HearForm(Form):
    """What was found to each ground of an appeal, why, and who heard it."""

    def __init__(self, appeal: Appeal, rules: CommissionerRules, *args: Any, **options: Any) -> None:
        """Ask of each ground, and offer whoever may hear it."""
        super().__init__(*args, **options)
        says = {one.id: one.says for one in rules.grounds or ()}
        self.grounds = {one: says.get(one, "The appeal as a whole") for one in appeal.grounds or ["appeal"]}
        for one, words in self.grounds.items():
            self.fields[f"upheld-{one}"] = choice(words, _UPHELD, "Say whether it is upheld.")
            self.fields[f"why-{one}"] = passage("Why", "Say why.", NAME_NOBODY, most=10_000)
        read = f"The patient and the clinician read it. {NAME_NOBODY}"
        self.fields["reasons"] = passage("The answer as a whole", "Say what the answer is, and why.", read, most=20_000)
        self.people = {} if panel_of(appeal) else {str(one.pk): one for one in hearers(appeal)}
        if not panel_of(appeal):
            self._ask_who()
        self.shapes = {f"why-{one}": _LINES for one in self.grounds}  # type: ignore[misc]  # each appeal has its own

    def _ask_who(self) -> None:
        """Who heard it, where it is before no panel."""
        self.fields["heard"] = forms.MultipleChoiceField(
            label="Who heard it",
            help_text="Offered is whoever neither decided nor dealt with it, and does not know who it is about.",
            choices=[(key, one.name or one.email) for key, one in self.people.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": "Say who heard it.", "invalid_choice": "One of them may not hear it. Choose again."},
        )

    @property
    def found(self) -> dict[str, dict[str, Any]]:
        """What was found, by the id of each ground."""
        told = self.cleaned_data
        return {one: {"upheld": told[f"upheld-{one}"] == "yes", "why": told[f"why-{one}"]} for one in self.grounds}

    @property
    def heard_by(self) -> list[Person]:
        """Who heard it; nobody where a panel did."""
        return [self.people[one] for one in self.cleaned_data.get("heard", ())]

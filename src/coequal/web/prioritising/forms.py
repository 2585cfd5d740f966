"""What people type in rounds of scoring: topics, evidence, members, interests, scores, what is agreed and recommended."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Protocol

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone

from coequal.accounts.models import Person
from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.programmes.models import Scorecard
from coequal.programmes.prioritisation.rounds import KINDS, QUALITIES
from coequal.programmes.prioritisation.scorecards import Domain
from coequal.programmes.prioritisation.scoring import Given
from coequal.web.aligning.fields import address
from coequal.web.hearing.forms import capital, choice, line, passage


def words(values: Iterable[str]) -> list[tuple[str, str]]:
    """Words as what can be chosen."""
    return [(value, capital(value)) for value in values]


class Begin(Form):
    """The title of a round, and the scorecard by which it scores."""

    title = line("Title", "Give the round a title, by which people know it.", "Such as: Hearing aids, first round.")

    def __init__(self, cards: list[Scorecard], *given: Any) -> None:
        """Offer the newest version of each scorecard."""
        super().__init__(*given)
        self.by = {str(one.pk): one for one in cards}
        offered = [(key, str(one)) for key, one in self.by.items()]
        self.fields["scorecard"] = choice("Scorecard", offered, "Choose the scorecard.", "The newest version of each is offered.")

    @property
    def scorecard(self) -> Scorecard:
        """The one that was chosen."""
        return self.by[self.cleaned_data["scorecard"]]


class TopicForm(Form):
    """What is scored."""

    title = line(
        "What is scored", "Give the topic a title: the treatment that is scored.", "A treatment, such as: two hearing aids."
    )
    people = passage("For whom", "", "The people who would have it. Empty: not said.", most=2_000)
    compared = passage("Compared with", "", "What they would have in its place, such as: no hearing aid.", most=2_000)


class EvidenceForm(Form):
    """A study or a review, in our own words."""

    reference = line("Where it stands", "Say where the evidence stands.", "Authors, title, journal and year.", most=400)
    url = address("Its address on the web")
    quality = choice("How sure we can be of it", words(QUALITIES), "Choose how sure we can be. “Not known” is an answer.")
    effect = passage(
        "What it found", "Say in your own words which effect it found.", "In your own words, with numbers where there are some."
    )
    notes = passage("Notes", most=4_000)

    def __init__(self, *given: Any) -> None:
        """Ask for the kind first of what is chosen."""
        super().__init__(*given)
        missing = "Choose the kind. Where you looked and found nothing, choose “None found”."
        self.fields["kind"] = choice("Kind", words(KINDS), missing)
        self.order_fields(["reference", "url", "kind"])


class MemberForm(Form):
    """Somebody who is to score, as what they sit in the group."""

    def __init__(self, people: list[Person], *given: Any) -> None:
        """Offer everybody who has a role for the organisation and is not named yet."""
        super().__init__(*given)
        self.by = {str(one.pk): one for one in people}
        named = [(key, f"{one.name or one.email} ({one.email})") for key, one in self.by.items()]
        told = {"required": "Choose a person.", "invalid_choice": "Choose a person of the list."}
        self.fields["person"] = forms.ChoiceField(label="Person", choices=[("", "Choose"), *named], error_messages=told)
        self.fields["post"] = line(
            "As what they sit in the group",
            "Say as what they sit in the group.",
            "Everybody reads this in place of the name, such as: public health consultant.",
            most=120,
        )

    @property
    def person(self) -> Person:
        """Who was chosen."""
        return self.by[self.cleaned_data["person"]]


class Interests(Form):
    """A member's own interests, also where there are none."""

    interests = passage(
        "Your interests",
        "",
        "Money, work or family ties to what is scored. Where you have none, leave this empty. Everybody can read it.",
        most=4_000,
    )


class Because(Form):
    """A reason that everybody can read."""

    def __init__(self, label: str, missing: str, *given: Any) -> None:
        """Ask for it in words that fit."""
        super().__init__(*given)
        self.fields["why"] = passage(label, missing, "Everybody can read this.", most=4_000)


class Standing(Protocol):
    """A score that stands, with the reason for it where one was given."""

    score: int
    why: str


class Scores(Form):
    """A score in each domain of a scorecard, and why. What is left open stays as it was; what is as it stands is not kept again."""

    nothing: ClassVar = "Choose at least one score, or go back. Nothing was chosen, so nothing was kept."

    def __init__(self, domains: tuple[Domain, ...], stands: Mapping[str, Standing], *given: Any) -> None:
        """Start from what stands."""
        super().__init__(*given)
        self.domains, self.stands = domains, stands
        for number, domain in enumerate(domains):
            offered = [(str(score), f"{score}: {domain.scores[score]}") for score in sorted(domain.scores)]
            self.fields[f"score-{number}"] = forms.ChoiceField(
                label=domain.title,
                choices=offered,
                required=False,
                widget=forms.RadioSelect,
                help_text=f"Weight {domain.weight}",
                error_messages={"invalid_choice": f"Choose one of the scores of “{domain.title}”."},
            )
            self.fields[f"why-{number}"] = passage(f"Why, in “{domain.title}”", most=4_000)
            if one := stands.get(domain.key):
                self.initial = dict(self.initial) | {f"score-{number}": str(one.score), f"why-{number}": one.why}

    def clean(self) -> None:
        """A reason without a score says nothing; where nothing is chosen at all, that is said."""
        if not self.errors and not any(self.cleaned_data[f"score-{number}"] for number in range(len(self.domains))):
            self.add_error(None, self.nothing)
        for number, domain in enumerate(self.domains):
            if self.cleaned_data.get(f"why-{number}") and not self.cleaned_data.get(f"score-{number}"):
                self.add_error(f"score-{number}", f"Choose a score in “{domain.title}” as well, or take the reason out.")

    @property
    def given(self) -> dict[str, Given]:
        """What is new, by domain."""
        found = {}
        for number, domain in enumerate(self.domains):
            chosen, why = self.cleaned_data[f"score-{number}"], self.cleaned_data[f"why-{number}"]
            one = self.stands.get(domain.key)
            if chosen and (one is None or (one.score, one.why) != (int(chosen), why)):
                found[domain.key] = Given(int(chosen), why)
        return found

    def groups(self) -> Iterator[tuple[BoundField, BoundField]]:
        """The two fields of each domain."""
        return ((self[f"score-{number}"], self[f"why-{number}"]) for number in range(len(self.domains)))


class Recommend(Form):
    """What a group recommends on a topic, why, and on which day."""

    says = passage("What the group recommends", "Say what the group recommends.", most=4_000)
    reasons = passage("Why", "Say why. The score alone is no reason.", "Everybody can read the reasons.", most=10_000)

    def __init__(self, *given: Any, **options: Any) -> None:
        """Ask for the day, which has come."""
        super().__init__(*given, **options)
        today = timezone.localdate()
        self.fields["on"] = DayField(
            what="the day of the recommendation", label="Day", earliest=date(2006, 1, 1), latest=today, initial=today
        )

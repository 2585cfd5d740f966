"""What is typed about a motion: what is put, interests, votes, and the decision."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from coequal.pages.fields import DayField
from coequal.pages.forms import Form
from coequal.programmes.governance.deciding import CONSENSUS, DEFERRAL, VOTE
from coequal.programmes.governance.motions import Put, contradictions
from coequal.programmes.governance.voting import why_not
from coequal.programmes.models import Attendance, Decision, Motion, ServiceArea
from coequal.programmes.models.governing import ADOPT, FOLLOWS, MOTIONS, RECONSIDERED, VOTES
from coequal.web.governing.forms import pounds, read_pounds
from coequal.web.hearing.forms import capital, choice, near, passage

COSTS, SAVES, NOT_KNOWN = "costs", "saves", "not known"
_NONE: Final = "none"
_EFFECTS: Final = [(COSTS, "It costs so much more"), (SAVES, "It saves so much"), (NOT_KNOWN, "That is not known")]
_MANNERS: Final = {
    VOTE: ("By vote", "More votes for it than against carry it."),
    CONSENSUS: ("By consensus", "Nobody is against it, and it is carried."),
    DEFERRAL: ("Not today: it is deferred", "The motion is neither carried nor lost. It can be put again."),
}


class PutForm(Form):
    """A motion: what the meeting is asked, and of a text to be adopted since when, for whom and at which cost."""

    asks = choice("What the meeting is asked to do", [(one, capital(one)) for one in MOTIONS], "Choose what it is asked to do.")
    says = passage(
        "The motion", "Say what the meeting is asked to decide.", "In a sentence or two. Everybody will read it.", most=4_000
    )
    transitional = passage(
        "Which cases go on under the old policy", help_text="For example: whoever was referred before that day.", most=4_000
    )
    effect = choice(
        "What it costs a year", _EFFECTS, "Choose one. If nobody knows, say that.", "Compared with the policies as they are."
    )
    pounds = pounds("Pounds a year", "Leave this empty where it is not known.")
    shapes: ClassVar = {
        "says": {"macro": {"rows": 4}},
        "transitional": {"macro": {"rows": 3}},
        "pounds": {"macro": {"classes": "nhsuk-input--width-10", "prefix": "£", "inputmode": "numeric"}},
    }

    def __init__(self, area: ServiceArea, *args: Any, **options: Any) -> None:
        """Ask only for what there is: days of a text, reasons where faults were found in it, decisions to reconsider."""
        super().__init__(*args, **options)
        self.area, self.text = area, area.proposal
        self.again = {one.reference: one for one in reconsidered(area)}
        if self.text:
            self.fields["wanted_from"] = near(
                "the day from which it is to be in force", "In force from", "Only to adopt a version.", required=False
            )
            self.initial = {"asks": ADOPT, "wanted_from": self.text.wanted_from}
        if self.text and contradictions(self.text):
            says = "Faults were found in this text. Say why it is put to the meeting all the same. Everybody can read that."
            self.fields["knowingly"] = passage("Why it is put although faults were found", help_text=says, most=4_000)
        if self.again:
            offered = [(_NONE, "None"), *((key, f"{key}: {one.motion.says[:80]}") for key, one in self.again.items())]
            self.fields["again_of"] = choice("Which decision this reconsiders", offered, "Choose one, or “None”.")
        self.order_fields(["asks", "says", "wanted_from"])

    def clean(self) -> None:
        """An amount exactly where it is known. Raises `ValidationError`."""
        effect, typed = self.cleaned_data.get("effect"), self.cleaned_data.get("pounds", "")
        self.amount: int | None = None
        try:
            if effect == NOT_KNOWN and typed:
                self.add_error("pounds", "Leave this empty where it is not known, or say whether it costs or saves that.")
            elif effect in (COSTS, SAVES):
                self.amount = read_pounds(typed) * (-1 if effect == SAVES else 1)
        except forms.ValidationError as error:
            self.add_error("pounds", error)

    @property
    def said(self) -> Put:
        """What is put."""
        told, adopts = self.cleaned_data, self.cleaned_data["asks"] == ADOPT
        return Put(
            kind=told["asks"],
            says=told["says"],
            handover=self.text if adopts else None,
            wanted_from=told.get("wanted_from") if adopts else None,
            transitional=told["transitional"],
            pounds_a_year=self.amount,
            knowingly=told.get("knowingly", ""),
            again_of=self.again.get(told.get("again_of", "")),
        )


def reconsidered(area: ServiceArea) -> Iterator[Decision]:
    """The decisions of a service area that were called in, and are to be decided again."""
    yield from Decision.objects.filter(motion__area=area, call_ins__came_to=RECONSIDERED).select_related("motion").distinct()


class InterestForm(Form):
    """An interest in a motion, and what follows."""

    attendance = choice("Whose interest", [], "Choose who declared it.")
    says = passage("What the interest is", "Say what the interest is.", "In the words in which it was declared.", most=4_000)
    follows = choice("What follows", [(one, capital(one)) for one in FOLLOWS], "Choose what follows.")
    shapes: ClassVar = {"says": {"macro": {"rows": 4}}}

    def __init__(self, motion: Motion, *args: Any, **options: Any) -> None:
        """Offer the seats of the meeting."""
        super().__init__(*args, **options)
        self.seats = {str(one.pk): one for one in motion.meeting.attendances.all()}
        self.fields["attendance"].choices = [(key, str(one)) for key, one in self.seats.items()]  # type: ignore[attr-defined]  # it is a choice

    @property
    def seat(self) -> Attendance:
        """Who declared it."""
        return self.seats[self.cleaned_data["attendance"]]


class VotesForm(Form):
    """The votes of all who may vote on a motion and have not: one line each."""

    def __init__(self, motion: Motion, *args: Any, **options: Any) -> None:
        """Ask each of them; whoever is left out can be asked later."""
        super().__init__(*args, **options)
        voted = set(motion.votes.values_list("attendance", flat=True))
        seats = [one for one in motion.meeting.attendances.all() if one.pk not in voted and not why_not(one, motion)]
        self.seats = {str(one.pk): one for one in seats}
        self.shapes = {f"why-{key}": {"macro": {"rows": 2}} for key in self.seats}  # type: ignore[misc]  # each motion has its own
        for key, one in self.seats.items():
            asked = choice(str(one), [(how, capital(how)) for how in VOTES], "Choose one of these.")
            asked.required = False
            self.fields[f"vote-{key}"] = asked
            label = f"Why, if {one.name} wants that on the record"
            self.fields[f"why-{key}"] = passage(label, help_text="Everybody can read it.", most=2_000)

    def clean(self) -> None:
        """Somebody's vote at least, and no reason without one. Raises `ValidationError`."""
        for key in self.seats:
            if self.cleaned_data.get(f"why-{key}") and not self.cleaned_data.get(f"vote-{key}"):
                self.add_error(f"vote-{key}", "There is a reason without a vote. Say how they voted.")
        if not self.errors and not self.given:
            raise forms.ValidationError("Say how at least one of them voted.")

    @property
    def given(self) -> list[tuple[Attendance, str, str]]:
        """Who voted, how, and why."""
        told = self.cleaned_data
        return [(one, how, told.get(f"why-{key}", "")) for key, one in self.seats.items() if (how := told.get(f"vote-{key}"))]


class DecideForm(Form):
    """What was decided, why, under which conditions, and when."""

    manner = choice("How it was decided", [(key, words) for key, (words, _hint) in _MANNERS.items()], "Choose how.")
    reasons = passage(
        "Why", "Say why it was decided so.", "The reasons of the meeting, in plain words. Everybody can read them.", most=20_000
    )
    conditions = passage("Conditions", help_text="One a line. Leave it empty where there are none.", most=10_000)
    shapes: ClassVar = {
        "manner": {"items": {key: {"hint": {"text": hint}} for key, (_words, hint) in _MANNERS.items()}},
        "conditions": {"macro": {"rows": 4}},
    }

    def __init__(self, motion: Motion, *args: Any, **options: Any) -> None:
        """Ask for the day too: that of the meeting, or a later one where it went on."""
        super().__init__(*args, **options)
        self.fields["on"] = past("the day of the decision", "Day", motion.meeting.on)
        self.initial = {"on": timezone.localdate()}

    @property
    def said_conditions(self) -> list[str]:
        """Each condition."""
        return [one.strip() for one in self.cleaned_data["conditions"].splitlines() if one.strip()]


def past(what: str, label: str, earliest: date) -> DayField:
    """A day from one on until today; of a meeting that is still to come, until that."""
    return DayField(what=what, label=label, earliest=earliest, latest=max(earliest, timezone.localdate()))

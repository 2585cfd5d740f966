"""What officers type of the several things that an involvement has: groups, shares, promises, papers, events, notes and letters."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms

from coequal.involvement.conduct import letters, papers
from coequal.involvement.models import Involvement
from coequal.involvement.models.responses import COMPLETE, DUPLICATE, LATE, ORGANISATION, PETITION, VOID, WITHDRAWN
from coequal.involvement.models.responses import KINDS as SENDERS
from coequal.pages.forms import Form
from coequal.web.hearing import typed
from coequal.web.hearing.forms import capital, choice, line, near, passage

EVENT_KINDS: Final = ("workshop", "public meeting", "online event", "focus group", "stall", "visit to a group")
_STANDS: Final = [("planned", "Planned"), ("held", "Held"), ("called off", "Called off")]
_PROMISES: Final = [("open", "Open"), ("kept", "Kept"), ("explained", "Not kept, and explained")]
_COUNTED: Final = [("yes", "Yes"), ("no", "No"), ("", "They did not say")]
JUDGEMENTS: Final = {
    COMPLETE: "It counts",
    LATE: "It came late: counted apart",
    VOID: "It is void, such as a blank page: counted apart",
    DUPLICATE: "It is there already: counted apart",
    WITHDRAWN: "Whoever sent it withdraws it: its text is erased for good",
}


def options(values: tuple[str, ...]) -> list[tuple[str, str]]:
    """Words as what can be chosen."""
    return [(value, capital(value)) for value in values]


class RowForm(Form):
    """A form about one of several things of an involvement; `start` is what is kept of it."""

    def __init__(self, involvement: Involvement, start: Any = None, *args: Any, **options: Any) -> None:
        """Start from what is kept, where there is something."""
        super().__init__(*args, **options)
        self.involvement, self.start = involvement, start
        self.offer()
        if start is not None:
            self.initial = {name: getattr(start, name) for name in self.fields if hasattr(start, name)}

    def offer(self) -> None:
        """Add the fields whose choices or limits depend on the involvement, or on the day."""

    @property
    def values(self) -> dict[str, Any]:
        """What is to be kept."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


class AudienceForm(RowForm):
    """A group who should be heard."""

    name = line("Group", "Name the group.", "Such as: people who have had treatment; young carers; people who speak Urdu.")
    why = passage("Why they should be heard", most=4_000)
    how = passage("How they are reached", most=4_000)
    reached = passage("What came of it", help_text="Fill this in later.", most=4_000)
    shapes: ClassVar = {name: {"macro": {"rows": 3}} for name in ("why", "how", "reached")}


class QuotaForm(RowForm):
    """The share that a group has in the population."""

    question = line("Question of the survey", "Enter the name of the question.", "Its name in the survey, such as: age", 80)
    answer = line("Answer", "Enter the key of the answer.", "Its key in the survey, such as: under-35", 80)
    percent = forms.DecimalField(
        label="Share of the population in per cent",
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
        error_messages={
            **dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Enter a number from 0 to 100, such as 12.5."),
            **dict.fromkeys(("max_digits", "max_decimal_places", "max_whole_digits"), "Enter a number like 12.5."),
        },
        widget=forms.TextInput,
    )
    source = line("Source", "Say where the figure comes from.", "Such as: Census 2021, table TS007.", 300)
    shapes: ClassVar = {
        "percent": {"macro": {"classes": "nhsuk-input--width-5", "suffix": "%", "inputmode": "decimal"}},
        **{name: {"macro": {"classes": "nhsuk-input--width-20"}} for name in ("question", "answer")},
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        """Start from what is kept."""
        super().__init__(*args, **options)
        if self.start is not None:
            self.initial["percent"] = f"{self.start.share * 100:.3f}".rstrip("0").rstrip(".")

    @property
    def values(self) -> dict[str, Any]:
        """The share as a part of 1."""
        told = super().values
        share = told.pop("percent") / Decimal(100)
        return {**told, "share": share}


class PromiseForm(RowForm):
    """What people were told would happen."""

    says = line("What was promised", "Say what was promised.", "Such as: the answers are analysed by somebody independent.", 300)
    source = line("Where it was said", most=300)
    stands = choice("How it stands", _PROMISES, "Choose how it stands.")
    how = passage("How it was kept, or why not", most=4_000)
    shapes: ClassVar = {"how": {"macro": {"rows": 3}}}

    def __init__(self, *args: Any, **options: Any) -> None:
        """A new one is open."""
        super().__init__(*args, **options)
        self.initial.setdefault("stands", "open")

    def clean(self) -> None:
        """What became of it is said. Raises `ValidationError`."""
        if self.cleaned_data.get("stands") in ("kept", "explained") and not self.cleaned_data.get("how", "").strip():
            raise forms.ValidationError({"how": "Say how it was kept, or why it was not."})


class PaperForm(RowForm):
    """A document that people should read before they answer."""

    title = line("Title", "Say what the paper is called.")
    language = line("Language", "Say in which language it is.", most=40)
    text = passage("Text", help_text="It becomes a page, a PDF, large print and a Word file. “## ” begins a heading, “- ” a point.")
    url = forms.URLField(
        label="Or an address elsewhere",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Where the paper is already published.",
        error_messages={"invalid": "Enter a whole address, such as https://www.example.org/paper.pdf"},
        widget=forms.TextInput,
    )
    note = passage("What everybody is told of a change", help_text="Needed where people can read this paper already.", most=2_000)
    shapes: ClassVar = {
        "text": {"macro": {"rows": 14}},
        "note": {"macro": {"rows": 2}},
        "language": {"macro": {"classes": "nhsuk-input--width-10"}},
    }

    def offer(self) -> None:
        """The kinds of papers."""
        self.fields["kind"] = choice("Kind", options(papers.KINDS), "Choose the kind.")
        self.order_fields(["title", "kind"])

    def __init__(self, *args: Any, **options: Any) -> None:
        """A new one is in English."""
        super().__init__(*args, **options)
        self.initial.setdefault("language", "English")
        if self.start is None or not self.start.published:
            del self.fields["note"]

    def clean(self) -> None:
        """It has a text or an address, and not both. Raises `ValidationError`."""
        if "url" in self.cleaned_data and bool(self.cleaned_data.get("text", "").strip()) == bool(self.cleaned_data["url"]):
            raise forms.ValidationError({"text": "Give a text, or an address elsewhere; not both."})


def _area(involvement: Involvement) -> forms.ChoiceField:
    areas = [("", "Not stated"), *((area["key"], area["name"]) for area in involvement.areas)]
    return forms.ChoiceField(label="Area", choices=areas, required=False)


def _number(label: str, help_text: str = "") -> forms.IntegerField:
    told = dict.fromkeys(("invalid", "min_value", "max_value"), "Enter a whole number, such as 24.")
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=0,
        max_value=10_000_000,
        error_messages=told,
        widget=forms.TextInput,
    )


_SHORT: Final[Mapping[str, Any]] = {"macro": {"classes": "nhsuk-input--width-5", "inputmode": "numeric"}}


class EventForm(RowForm):
    """An event, before and after it is held."""

    title = line("Title", "Say what the event is called.")
    at = line("From when until when", help_text="Such as: 6pm to 8pm.", most=40)
    place = line("Place", help_text="The address, or that it is online.")
    joining = passage("How to take part", help_text="Everybody can read this. Name no person.", most=4_000)
    asked = passage(
        "Questions that are talked about", help_text="One a line. Begin with a service and a colon where it is about one."
    )
    participants = _number("Participants", "How many came. Leave it empty where nobody counted.")
    of_them_staff = _number("Of them, staff", "How many came for an organisation that commissions or provides care.")
    stands = choice("How it stands", _STANDS, "Choose how it stands.")
    shapes: ClassVar = {
        "joining": {"macro": {"rows": 3}},
        "asked": {"macro": {"rows": 4}},
        "participants": _SHORT,
        "of_them_staff": _SHORT,
    }

    def offer(self) -> None:
        """The kinds of events, the areas of the involvement, and a day."""
        self.fields["kind"] = choice("Kind", options(EVENT_KINDS), "Choose the kind.")
        self.fields["held"] = near("the day", "Day", "Leave it empty while the day is not known.", required=False)
        self.fields["area"] = _area(self.involvement)
        self.order_fields(["title", "kind", "held", "at", "place", "area"])

    def __init__(self, *args: Any, **options: Any) -> None:
        """Start from what is kept; a new one is planned."""
        super().__init__(*args, **options)
        self.initial.setdefault("stands", "planned")
        if self.start is not None:
            self.initial["asked"] = typed.said_questions(self.start.questions)

    def clean(self) -> None:
        """Staff are among those who came. Raises `ValidationError`."""
        came, staff = self.cleaned_data.get("participants"), self.cleaned_data.get("of_them_staff")
        if staff is not None and (came is None or staff > came):
            raise forms.ValidationError({"of_them_staff": "Staff are among the participants, so there cannot be more of them."})

    @property
    def values(self) -> dict[str, Any]:
        """With the questions as a list."""
        told = super().values
        before = self.start.questions if self.start is not None else []
        asked = typed.questions(told.pop("asked"), self.involvement.services, before)
        return {**told, "questions": asked}


class NoteForm(Form):
    """A note of a table, typed in quickly."""

    text = passage("What was said", "Type what was said.", "Name no person. One note for each point.", most=20_000)
    shapes: ClassVar = {"table": {"macro": {"classes": "nhsuk-input--width-5"}}, "text": {"macro": {"rows": 4}}}

    def __init__(self, questions: list[dict[str, Any]], *args: Any, **options: Any) -> None:
        """Offer the questions of the event."""
        super().__init__(*args, **options)
        self.fields["table"] = line("Table", help_text="Its number or name. It stays for the next note.", most=40)
        asked = [(one["key"], f"{one['service']}: {one['asks']}".removeprefix(": ")) for one in questions]
        self.fields["question"] = choice("Question", asked, "Choose the question.")
        self.order_fields(["table", "question"])


class LetterForm(RowForm):
    """What somebody sent, typed in."""

    channel = choice("How it came", options(letters.BY), "Choose how it came.")
    organisation_name = line("Name of the organisation", help_text="Of an organisation only. People are never named here.")
    text = passage("What it says", "Type what it says.", "Leave out names and whatever tells who somebody is.", letters.LONGEST)
    signatures = _number("Signatures", "Of a petition only: how many signed it.")
    publish = choice("May it be quoted?", _COUNTED, "Choose whether it may be quoted.")
    shapes: ClassVar = {"text": {"macro": {"rows": 12}}, "signatures": _SHORT}

    def offer(self) -> None:
        """The kinds of senders, and the services and areas of the involvement."""
        self.fields["kind"] = choice("From whom", options(SENDERS), "Choose from whom it came.")
        self.fields["publish"].required = False
        self.fields["received"] = near("the day on which it came", "Day on which it came")
        services = [("", "All of it"), *((one, one) for one in self.involvement.services)]
        self.fields["about"] = forms.ChoiceField(label="About", choices=services, required=False)
        self.fields["area"] = _area(self.involvement)
        self.order_fields(["channel", "kind", "organisation_name", "received", "about", "area", "text", "signatures", "publish"])

    def clean(self) -> None:
        """An organisation has a name, a petition signatures, and nothing else has. Raises `ValidationError`."""
        told = self.cleaned_data
        if (told.get("kind") == ORGANISATION) != bool(told.get("organisation_name")):
            self.add_error("organisation_name", "Name an organisation by its name, and nobody else.")
        if "signatures" in told and (told.get("channel") == PETITION) != (told["signatures"] is not None):
            self.add_error("signatures", "A petition has a number of signatures, and nothing else has one.")

    @property
    def letter(self) -> letters.Letter:
        """What is to be kept."""
        told = super().values
        may = {"yes": True, "no": False, "": None}[told.pop("publish")]
        return letters.Letter(**told, may_publish=may)


class Judge(Form):
    """How something that was sent counts."""

    status = choice("How it counts", list(JUDGEMENTS.items()), "Choose how it counts.")
    why = line("Why", "Say why, in a sentence.", most=300)


class Reply(Form):
    """What was answered."""

    answer = passage("What you answered", "Type what you answered.", "Name no person.", most=20_000)

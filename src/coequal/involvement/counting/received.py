"""What came in, by every channel, and what became of it: responses, letters, petitions and events, each counted apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Count

from coequal.assurance.disclosure import grid
from coequal.documents.model import Table
from coequal.involvement.called import service_called
from coequal.involvement.models import Event, Involvement, Response, Submission
from coequal.involvement.models.responses import ANALYSED, BEGUN, CHANNELS, KINDS, PETITION, STATUSES

RESPONSE: Final = "response to a survey"
LETTER: Final = "letter or message"
PETITIONED: Final = "petition"
WHATS: Final = (RESPONSE, LETTER, PETITIONED)
NOT_STATED: Final = "not stated"
EXACT: Final = ("what", "channel", "status", "survey")  # how many came, and what became of them, is told exactly
HEADS: Final = {
    "what": "What came",
    "channel": "How it came",
    "status": "What became of it",
    "kind": "From whom",
    "area": "Where they live",
    "service": "What it is about",
    "survey": "Survey",
}
_ORDERS: Final = {"what": WHATS, "channel": CHANNELS, "status": STATUSES, "kind": KINDS}
STATED: Final = (
    "Each figure is as its source states it, and was not counted here. “Not found” means that we looked for it and found none."
)
_ALL: Final = "All"


class Came(NamedTuple):
    """So many of one kind that came: where something is not stated, the text is empty."""

    what: str
    channel: str
    status: str
    kind: str
    area: str
    service: str
    n: int
    survey: str = ""  # its title


@dataclass(frozen=True, slots=True)
class Received:
    """All that came. `respondents` is None where nobody knows whether some of the responses are by one person."""

    rows: tuple[Came, ...]
    respondents: int | None
    events: int  # that were held
    participants: int
    uncounted: int  # events at which nobody counted who took part
    signatures: int  # under petitions that are analysed
    areas: Mapping[str, str]

    @property
    def responses(self) -> int:
        """How many responses to surveys came, whatever became of them."""
        return sum(one.n for one in self.rows if one.what == RESPONSE)

    @property
    def analysed(self) -> int:
        """How many of them are in the tables of answers."""
        return sum(one.n for one in self.rows if one.what == RESPONSE and one.status in ANALYSED)

    @property
    def letters(self) -> int:
        """How many letters and messages came that are analysed: none that is void, late, a duplicate or withdrawn."""
        return sum(one.n for one in self.rows if one.what == LETTER and one.status in ANALYSED)

    @property
    def petitions(self) -> int:
        """How many petitions came that are analysed."""
        return sum(one.n for one in self.rows if one.what == PETITIONED and one.status in ANALYSED)

    def count(self, **wanted: str) -> int:
        """How many came with some words, such as `channel="paper", status="void"`."""
        return sum(one.n for one in self.rows if all(getattr(one, name) == word for name, word in wanted.items()))

    def table(self, down: str = "status", across: str = "channel", what: Sequence[str] = (RESPONSE,)) -> Table:
        """How many came, by two of the words of `HEADS`; by what tells of people, small numbers are hidden.

        Where people are told apart and nothing says what became of it, only what is analysed is in the table.
        """
        exact = down in EXACT and across in EXACT
        every = exact or "status" in (down, across)
        found = Counter[tuple[str, str]]()
        for one in self.rows:
            if one.what in what and (every or one.status in ANALYSED):
                found[getattr(one, down), getattr(one, across)] += one.n
        lefts, heads = (self._in_order(name, {pair[n] for pair in found}) for n, name in enumerate((down, across)))
        head = (HEADS[down], *(self._said(across, one) for one in heads), _ALL)
        caption = f"{HEADS[down]}, by {HEADS[across].casefold()}{'' if every else ': of what is analysed'}"
        if not found:
            return Table(caption, head, (), frozenset(range(1, len(head))))
        cells = [[found[left, head] for head in heads] for left in lefts]
        rows = [[*row, sum(row)] for row in cells]
        rows.append([sum(column) for column in zip(*rows, strict=True)])
        columns = [[f"{one:,}" for one in column] for column in zip(*rows, strict=True)] if exact else _hidden(rows)
        names = [*(self._said(down, left) for left in lefts), _ALL]
        body = tuple((name, *cells) for name, cells in zip(names, zip(*columns, strict=True), strict=True))
        return Table(caption, head, body, frozenset(range(1, len(head))))

    def _in_order(self, name: str, words: set[str]) -> list[str]:
        order = _ORDERS.get(name, tuple(self.areas) if name == "area" else ())
        places = {word: order.index(word) if word in order else len(order) for word in words}
        return sorted(words, key=lambda word: (not word, places[word], self._said(name, word), word))

    def _said(self, name: str, word: str) -> str:
        said = service_called(word) if name == "service" else self.areas.get(word, word) if name == "area" else word
        return said[:1].upper() + said[1:] if said else NOT_STATED.capitalize()


def _hidden(rows: Sequence[Sequence[int]]) -> list[list[str]]:
    """The columns with small numbers hidden; in the last row and the last column stand the wholes."""
    parts = grid([row[:-1] for row in rows[:-1]], totals_of_rows=True)
    wholes = grid([[row[-1]] for row in rows[:-1]], exact_columns=True)[0]
    below = grid([[one] for one in rows[-1][:-1]], exact_columns=True)[0]
    columns = [[str(one) for one in (*column, whole)] for column, whole in zip(parts, below, strict=True)]
    return [*columns, [*(str(one) for one in wholes), f"{rows[-1][-1]:,}"]]


def received(involvement: Involvement) -> Received:
    """All that came to an involvement."""
    events = list(Event.objects.filter(involvement=involvement, stands="held"))
    petitions = Submission.objects.filter(involvement=involvement, channel=PETITION, status__in=ANALYSED)
    return Received(
        rows=(*_responses(involvement), *_submissions(involvement)),
        respondents=_respondents(involvement),
        events=len(events),
        participants=sum(event.participants or 0 for event in events),
        uncounted=sum(event.participants is None for event in events),
        signatures=sum(one.signatures or 0 for one in petitions),
        areas={area["key"]: area["name"] for area in involvement.areas},
    )


def stated(involvement: Involvement) -> Table | None:
    """What sources say in figures of an involvement of the past, each as it is stated; None where none was entered."""
    figures = involvement.statedfigures.all()
    rows = tuple(
        (one.says, one.number or "not found", one.source or "none", one.url, one.seen.isoformat() if one.seen else "")
        for one in figures
    )
    return Table("What sources say", ("What", "How many", "Source", "Where", "Seen on"), rows) if rows else None


def _responses(involvement: Involvement) -> list[Came]:
    surveys = {one.pk: one for one in involvement.surveys.select_related("version")}
    services = {key: one.version.definition.service if one.version else "" for key, one in surveys.items()}
    came = Response.objects.filter(survey__in=surveys).exclude(status=BEGUN).order_by()
    found = came.values_list("survey", "channel", "status", "kind", "area")
    return [
        Came(RESPONSE, channel, status, kind, area, services[survey], n, surveys[survey].title)
        for survey, channel, status, kind, area, n in found.annotate(n=Count("pk"))
    ]


def _submissions(involvement: Involvement) -> list[Came]:
    found = Submission.objects.filter(involvement=involvement).order_by()
    counted = found.values_list("channel", "status", "kind", "area", "about").annotate(n=Count("pk"))
    return [Came(PETITIONED if one[0] == PETITION else LETTER, *one) for one in counted]


def _respondents(involvement: Involvement) -> int | None:
    """How many people the analysed responses are by; None unless every one of them says by whom it is."""
    found = Response.objects.filter(survey__involvement=involvement, status__in=ANALYSED)
    if not found.exists() or found.filter(respondent="").exists():
        return None
    return found.order_by().values("respondent").distinct().count()

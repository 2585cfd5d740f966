"""What people wrote, by themes: how many texts speak of each, where and by whom, and some of them word for word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from coequal.assurance.disclosure import Shown, grid, shown, together
from coequal.assurance.sums import Key, Sum
from coequal.documents.model import Block, Paragraph, Quote, Table
from coequal.involvement.coding.frames import Theme, themes
from coequal.involvement.coding.themes import ThemeCount, counted, quotes
from coequal.involvement.counting.linked import Cell, is_found
from coequal.involvement.models import Frame
from coequal.involvement.reporting.heard import Heard
from coequal.involvement.reporting.section import Place, Section
from coequal.involvement.surveys import model

_GROUPING: Final = (model.ONE, model.SEVERAL, model.SCALE, model.CONSENT)


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of a theme, side by side: how many texts, who read them, and from how many people and organisations."""

    texts: Shown
    read: Shown
    unseen: Shown
    respondents: Shown
    organisations: Shown
    campaign: Shown


def told(one: ThemeCount) -> Told:
    """The counts of a theme, so that nobody finds a small one by taking those of others from the whole.

    The report names the organisations that wrote, so how many they are counts as known. Where the whole would tell how many
    people there are besides, it is hidden.
    """
    read, unseen = together([one.extracts - one.unseen, one.unseen])
    people, organisations = together([one.of_people, one.organisations])
    texts = shown(one.extracts)
    cells: dict[Key, Cell] = {
        "texts": Cell(one.extracts, texts),
        "people": Cell(one.of_people, people),
        "organisations": Cell(one.organisations, organisations, exact=True),
    }
    if is_found(cells, [Sum("texts", ("people", "organisations"))]):
        texts = read = Shown(None)
    return Told(texts, read, unseen, shown(one.respondents), organisations, shown(one.campaign))


def said_of(frame: Frame) -> dict[str, Shown]:
    """How many texts people read and put under each theme, by its key, as it may be told; what nobody read speaks of nothing."""
    return {one.theme.key: told(one).read for one in counted(frame)}


def themes_in(heard: Heard, frame: Frame, area: str) -> list[tuple[Theme, Shown]]:
    """How many texts that people of an area wrote stand under each theme, as the table of themes by area tells it."""
    place = [one["key"] for one in heard.involvement.areas].index(area)
    return [(one.theme, cells[place]) for one, cells in zip(heard.themes(frame), _cells_by_area(heard, frame), strict=True)]


def _cells_by_area(heard: Heard, frame: Frame) -> tuple[list[Shown], ...]:
    """For each theme what people of every area wrote, and last what came from elsewhere or of which it is not stated.

    It is the same for all tables. Organisations are not in it: they live nowhere.
    """
    counts = heard.themes(frame)
    rows = [[one.of_people for one in heard.themes(frame, area["key"])] for area in heard.involvement.areas]
    rest = [one.of_people - sum(row[place] for row in rows) for place, one in enumerate(counts)]
    return grid([*rows, rest])


def of_themes(heard: Heard) -> Iterator[Section]:
    """A section for each code frame, and one below it for each theme."""
    for frame in heard.frames:
        place = Place(f"frame {frame.reference}", "What the themes tell altogether.")
        yield Section(
            f"What people wrote: {frame.title}",
            2,
            place,
            lambda frame=frame: _frame(heard, frame),  # type: ignore[misc]  # one for each
            behind=f"frame {frame.reference}",
        )
        for theme in themes(frame):
            yield Section(
                theme.title,
                3,
                figures=lambda frame=frame, theme=theme: _theme(heard, frame, theme),  # type: ignore[misc]  # one for each
                below=Place(f"theme {frame.reference} {theme.key}", f"What people said about “{theme.title}”."),
                behind=f"theme {frame.reference} {theme.key}",
            )


def _frame(heard: Heard, frame: Frame) -> Iterator[Block]:
    counts = heard.themes(frame)
    each = [(one.theme.title, told(one)) for one in counts]
    rows = tuple((title, *map(str, (of.texts, of.respondents, of.organisations, of.campaign, of.unseen))) for title, of in each)
    texts = ("Of the texts, in campaigns", "Of the texts, accepted unseen")
    head = ("Theme", "Texts", f"{_by_whom(heard)} of people", "Organisations", *texts)
    yield Table(f"Themes: {frame.title}", head, rows, frozenset(range(1, len(head))))
    yield Paragraph(
        "A text can stand under several themes, so these numbers are not added up. What one organisation wrote counts as one text "
        "under a theme, however long it is. Organisations are counted apart from people, and in no area."
    )
    yield from _by_area(heard, frame, counts)
    yield from _by_group(heard, frame)


def _by_whom(heard: Heard) -> str:
    """What is counted where it is told by whom texts are: people only where every response says by whom it is."""
    return "Responses and letters" if heard.received.respondents is None else "Respondents and letters"


def _by_area(heard: Heard, frame: Frame, counts: list[ThemeCount]) -> Iterator[Block]:
    """Texts by where the people live who wrote them; what is left over lives elsewhere, or did not say."""
    areas = heard.involvement.areas
    if not areas:
        return
    body = tuple((one.theme.title, *map(str, cells)) for one, cells in zip(counts, _cells_by_area(heard, frame), strict=True))
    head = ("Theme", *(area["name"] for area in areas), "Elsewhere or not stated")
    yield Table(f"Themes by area: {frame.title}", head, body, frozenset(range(1, len(head))))


def _by_group(heard: Heard, frame: Frame) -> Iterator[Block]:
    """Responses by what was answered to the closed question that the texts go with, and by who answered."""
    among = {name.split()[0] for name in frame.questions}
    surveys = [survey for survey in heard.surveys if survey.reference in among]
    capacities = [f"{one.reference} {one.version.definition.capacity}" for one in surveys if one.version]
    found = [heard.question(name) for name in (frame.twin, *capacities) if name]
    for asked in {one.name: one for one in found if one and one.question.kind in _GROUPING}.values():
        asks = f"{asked.question.asks.own} ({asked.survey.title})" if len(surveys) > 1 else asked.question.asks.own
        labels = heard.tally(asked.survey, asked.question.id).labels
        several = asked.question.kind == model.SEVERAL
        rows = []
        for one in heard.themes_by(frame, asked.name):
            parts = [one.by.get(key, 0) for key in labels]
            rows.append((one.theme.title, *map(str, _side_by_side(parts, one.respondents + one.organisations, several=several))))
        head = ("Theme", *labels.values(), *([] if several else ["Another or no answer"]))
        yield Table(f"{_by_whom(heard)} by theme: {asks}", head, tuple(rows), frozenset(range(1, len(head))))


def _side_by_side(parts: list[int], whole: int, *, several: bool) -> list[Shown]:
    """Groups as they may be told. Where somebody can be in several, each stands beside the rest of the whole alone."""
    if several:
        return [together([part, max(0, whole - part)])[0] for part in parts]
    return together([*parts, max(0, whole - sum(parts))])


def _theme(heard: Heard, frame: Frame, theme: Theme) -> Iterator[Block]:
    found = next(one for one in heard.themes(frame) if one.theme.key == theme.key)
    if theme.definition:
        yield Paragraph(theme.definition)
    of = told(found)
    rows = (
        ("Texts", str(of.texts)),
        ("Of these, accepted unseen: software suggested it, and nobody read the text", str(of.unseen)),
        (f"{_by_whom(heard)} of people in which they stand", str(of.respondents)),
        ("Organisations that wrote of it", str(of.organisations)),
    )
    yield Table(f"“{theme.title}” in numbers", ("What", "How many"), rows, frozenset({1}))
    if heard.may_quote:
        yield from map(Quote, quotes(frame, theme))

"""What people wrote, by themes: how many texts speak of each, where and by whom, and some of them word for word."""

from collections.abc import Iterator
from typing import Final

from coequal.assurance.disclosure import Shown, grid, shown, together
from coequal.documents.model import Block, Paragraph, Quote, Table
from coequal.involvement.coding.frames import Theme, themes
from coequal.involvement.coding.themes import ThemeCount, counted, quotes
from coequal.involvement.models import Frame
from coequal.involvement.reporting.heard import Heard
from coequal.involvement.reporting.section import Place, Section
from coequal.involvement.surveys import model

_GROUPING: Final = (model.ONE, model.SEVERAL, model.SCALE, model.CONSENT)


def said_of(frame: Frame) -> dict[str, Shown]:
    """How many texts people read and put under each theme, by its key, as it may be told; what nobody read speaks of nothing."""
    return {one.theme.key: read_and_unseen(one)[0] for one in counted(frame)}


def read_and_unseen(one: ThemeCount) -> tuple[Shown, Shown]:
    """Of the texts under a theme, those that a person read there, and those for which a suggestion was accepted unseen."""
    read, unseen = together([one.extracts - one.unseen, one.unseen])
    return read, unseen


def themes_in(heard: Heard, frame: Frame, area: str) -> list[tuple[Theme, Shown]]:
    """How many texts of an area stand under each theme, as the table of themes by area tells it."""
    place = [one["key"] for one in heard.involvement.areas].index(area)
    return [(one.theme, cells[place]) for one, cells in zip(heard.themes(frame), _cells_by_area(heard, frame), strict=True)]


def _cells_by_area(heard: Heard, frame: Frame) -> tuple[list[Shown], ...]:
    """For each theme the texts of every area, and last those from elsewhere or of which it is not stated; once for all tables."""
    counts = heard.themes(frame)
    rows = [[one.extracts for one in heard.themes(frame, area["key"])] for area in heard.involvement.areas]
    rest = [one.extracts - sum(row[place] for row in rows) for place, one in enumerate(counts)]
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
    rows = tuple(
        (
            one.theme.title,
            str(shown(one.extracts)),
            str(shown(one.respondents)),
            str(shown(one.campaign)),
            str(read_and_unseen(one)[1]),
        )
        for one in counts
    )
    head = ("Theme", "Texts", _by_whom(heard), "Of the texts, in campaigns", "Of the texts, accepted unseen")
    yield Table(f"Themes: {frame.title}", head, rows, frozenset({1, 2, 3, 4}))
    yield Paragraph("A text can stand under several themes, so these numbers are not added up.")
    yield from _by_area(heard, frame, counts)
    yield from _by_group(heard, frame)


def _by_whom(heard: Heard) -> str:
    """What is counted where it is told by whom texts are: people only where every response says by whom it is."""
    return "Responses and letters" if heard.received.respondents is None else "Respondents and letters"


def _by_area(heard: Heard, frame: Frame, counts: list[ThemeCount]) -> Iterator[Block]:
    """Texts by where those live who wrote them; what is left over lives elsewhere, or did not say."""
    areas = heard.involvement.areas
    if not areas:
        return
    body = tuple((one.theme.title, *map(str, cells)) for one, cells in zip(counts, _cells_by_area(heard, frame), strict=True))
    head = ("Theme", *(area["name"] for area in areas), "Elsewhere or not stated")
    yield Table(f"Themes by area: {frame.title}", head, body, frozenset(range(1, len(head))))


def _by_group(heard: Heard, frame: Frame) -> Iterator[Block]:
    """Responses by what was answered to the closed question that the texts go with, and by who answered."""
    capacities = [survey.version.definition.capacity for survey in heard.surveys if survey.version]
    found = [heard.question(name) for name in (frame.twin, *capacities) if name]
    for asked in {one.name: one for one in found if one and one.question.kind in _GROUPING}.values():
        labels = heard.tally(asked.survey, asked.question.id).labels
        several = asked.question.kind == model.SEVERAL
        rows = []
        for one in heard.themes_by(frame, asked.question.id):
            parts = [one.by.get(key, 0) for key in labels]
            rows.append((one.theme.title, *map(str, _side_by_side(parts, one.respondents, several=several))))
        head = ("Theme", *labels.values(), *([] if several else ["Another or no answer"]))
        yield Table(f"{_by_whom(heard)} by theme: {asked.question.asks.own}", head, tuple(rows), frozenset(range(1, len(head))))


def _side_by_side(parts: list[int], whole: int, *, several: bool) -> list[Shown]:
    """Groups as they may be told. Where somebody can be in several, each stands beside the rest of the whole alone."""
    if several:
        return [together([part, max(0, whole - part)])[0] for part in parts]
    return together([*parts, max(0, whole - sum(parts))])


def _theme(heard: Heard, frame: Frame, theme: Theme) -> Iterator[Block]:
    found = next(one for one in heard.themes(frame) if one.theme.key == theme.key)
    if theme.definition:
        yield Paragraph(theme.definition)
    rows = (
        ("Texts", str(shown(found.extracts))),
        ("Of these, accepted unseen: software suggested it, and nobody read the text", str(read_and_unseen(found)[1])),
        (f"{_by_whom(heard)} in which they stand", str(shown(found.respondents))),
    )
    yield Table(f"“{theme.title}” in numbers", ("What", "How many"), rows, frozenset({1}))
    if heard.may_quote:
        yield from map(Quote, quotes(frame, theme))

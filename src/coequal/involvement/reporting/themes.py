"""What people wrote, by themes: how many texts speak of each, where and by whom, and some of them word for word."""

from collections.abc import Iterator

from coequal.assurance.disclosure import Shown, grid, shown, together
from coequal.documents.model import Block, Paragraph, Quote, Table
from coequal.involvement.coding.frames import Theme, themes
from coequal.involvement.coding.themes import ThemeCount, counted, quotes
from coequal.involvement.models import Frame
from coequal.involvement.reporting.heard import Heard
from coequal.involvement.reporting.section import Place, Section


def said_of(frame: Frame) -> dict[str, Shown]:
    """How many texts stand under each theme, by its key, as it may be told."""
    return {one.theme.key: shown(one.extracts) for one in counted(frame)}


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
        (one.theme.title, str(shown(one.extracts)), str(shown(one.respondents)), str(shown(one.campaign))) for one in counts
    )
    head = ("Theme", "Texts", "By so many respondents", "Of the texts, in campaigns")
    yield Table(f"Themes: {frame.title}", head, rows, frozenset({1, 2, 3}))
    yield Paragraph("A text can stand under several themes, so these numbers are not added up.")
    yield from _by_area(heard, frame, counts)
    yield from _by_group(heard, frame)


def _by_area(heard: Heard, frame: Frame, counts: list[ThemeCount]) -> Iterator[Block]:
    """Texts by where those live who wrote them; what is left over lives elsewhere, or did not say."""
    areas = heard.involvement.areas
    if not areas:
        return
    rows = [[one.extracts for one in heard.themes(frame, area["key"])] for area in areas]
    rest = [one.extracts - sum(row[place] for row in rows) for place, one in enumerate(counts)]
    columns = grid([*rows, rest])
    body = tuple((one.theme.title, *map(str, cells)) for one, cells in zip(counts, columns, strict=True))
    head = ("Theme", *(area["name"] for area in areas), "Elsewhere or not stated")
    yield Table(f"Themes by area: {frame.title}", head, body, frozenset(range(1, len(head))))


def _by_group(heard: Heard, frame: Frame) -> Iterator[Block]:
    """Respondents by what they answered to the closed question that the texts go with, and by who they are."""
    capacities = [survey.version.definition.capacity for survey in heard.surveys if survey.version]
    for name in dict.fromkeys(one for one in (*frame.twin.split()[-1:], *capacities) if one):
        asked = heard.question(name)
        if asked is None:
            continue
        counts = heard.themes_by(frame, name)
        answers = asked.question.answers
        rows = []
        for one in counts:
            parts = [one.by.get(answer.key, 0) for answer in answers]
            cells = together([*parts, max(0, one.respondents - sum(parts))])
            rows.append((one.theme.title, *map(str, cells)))
        head = ("Theme", *(answer.says.own for answer in answers), "Another or no answer")
        yield Table(f"Respondents by theme: {asked.question.asks.own}", head, tuple(rows), frozenset(range(1, len(head))))


def _theme(heard: Heard, frame: Frame, theme: Theme) -> Iterator[Block]:
    found = next(one for one in heard.themes(frame) if one.theme.key == theme.key)
    if theme.definition:
        yield Paragraph(theme.definition)
    rows = (("Texts", str(shown(found.extracts))), ("Respondents who wrote them", str(shown(found.respondents))))
    yield Table(f"“{theme.title}” in numbers", ("What", "How many"), rows, frozenset({1}))
    if heard.may_quote:
        yield from map(Quote, quotes(frame, theme))

"""The rows of a table that others made, each become the row of a family, and the list of what a person has to look at."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from coequal.errors import CoequalError
from coequal.policies.importing.readers import Reading
from coequal.policies.importing.recipe import Recipe
from coequal.policies.importing.spans import NotPlain
from coequal.policies.importing.table import ForeignRow
from coequal.policies.importing.values import Value
from coequal.policies.model import NO_RULE, NOT_FOUND
from coequal.policies.tables import AREA

AREA_NAME = "area name"
CODE = "code"
PRINTED = " printed"
_AS_PRINTED = "kept as printed; the other column makes another reading"


@dataclass(frozen=True, slots=True)
class ForAPerson:
    """A cell that a person has to look at: whose it is, what it prints, why, and what became of it."""

    area: str
    column: str
    printed: str
    why: str
    taken_as: str


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One row of a family, before columns are chosen, and what a person has to look at in it."""

    cells: Mapping[str, str]
    listed: tuple[ForAPerson, ...]


def columns(recipe: Recipe) -> list[str]:
    """Every column that a family by this recipe can use, besides the area itself."""
    made = [value.name + ending for value in recipe.values for ending in (*value.reader.endings, PRINTED)]
    return [AREA_NAME, CODE, *made]


def family_rows(rows: Sequence[ForeignRow], recipe: Recipe, bodies: Container[str]) -> list[FamilyRow]:
    """A row of the family for each row of the table. Raises `CoequalError` where two are for one area."""
    found = [_family_row(row, recipe, bodies) for row in rows]
    first: dict[str, ForeignRow] = {}
    for row, made in zip(rows, found, strict=True):
        other = first.setdefault(made.cells[AREA], row)
        if other is not row:
            message = f'"{made.cells[AREA]}" has two rows, here and in line {other.place.line}; one is enough.'
            raise CoequalError(message, row.place)
    return found


def counted(rows: Sequence[FamilyRow], name: str) -> dict[str, int]:
    """How many rows have each value, the values in their order."""
    return dict(sorted(Counter(row.cells[name] for row in rows).items()))


def _family_row(row: ForeignRow, recipe: Recipe, bodies: Container[str]) -> FamilyRow:
    area, name = _area(row, recipe)
    code = row.cells[recipe.commissioner]
    if not re.fullmatch(r"[A-Z0-9]{2,6}", code):
        raise CoequalError(f'The code of a commissioner is capital letters and digits, not "{code}".', row.place)
    cells = {AREA: area, AREA_NAME: name, CODE: code}
    listed = [] if code in bodies else [ForAPerson(area, recipe.commissioner, code, "No body with this code is known.", "kept")]
    listed += _nothing_and_yet(row, recipe, area)
    earlier: dict[str, Reading] = {}
    for value in recipe.values:
        reading, items = _read(value, row, recipe, earlier, area)
        earlier[value.name] = reading
        cells |= {value.name + ending: text for ending, text in reading.cells.items()}
        cells[value.name + PRINTED] = f"“{row.cells[value.column]}”" if row.cells[value.column] else "nothing"
        listed += items
    return FamilyRow(cells, tuple(dict.fromkeys(listed)))


def _read(
    value: Value, row: ForeignRow, recipe: Recipe, earlier: Mapping[str, Reading], area: str
) -> tuple[Reading, list[ForAPerson]]:
    """The reading of a value, and what a person has to look at in it."""
    text = row.cells[value.column]
    if text in recipe.no_rule or (not text and _funds_nothing(row, recipe)):
        return _all(value, NO_RULE), []
    if not text or text in recipe.not_found:
        why = "The table gives no answer." if text else "The cell is empty."
        return _all(value, NOT_FOUND), [ForAPerson(area, value.column, text, why, NOT_FOUND)]
    try:
        reading = value.reader.read(text, row.cells, earlier)
    except NotPlain as error:
        return _all(value, NOT_FOUND), [ForAPerson(area, value.column, text, str(error), NOT_FOUND)]
    doubts = [ForAPerson(area, value.column, text, reading.doubt, _AS_PRINTED)] if reading.doubt else []
    return reading, doubts


def _all(value: Value, word: str) -> Reading:
    return Reading(dict.fromkeys(value.reader.endings, word))


def _funds_nothing(row: ForeignRow, recipe: Recipe) -> bool:
    return recipe.nothing is not None and row.cells[recipe.nothing[0]] == recipe.nothing[1]


def _nothing_and_yet(row: ForeignRow, recipe: Recipe, area: str) -> Iterator[ForAPerson]:
    """A row by which nothing is funded, and which has rules all the same."""
    if recipe.nothing and _funds_nothing(row, recipe):
        column, text = recipe.nothing
        filled = [value.column for value in recipe.values if value.column != column and row.cells[value.column]]
        if filled:
            why = f"By this nothing is funded, and yet the row has rules: {', '.join(dict.fromkeys(filled))}."
            yield ForAPerson(area, column, text, why, "nothing is funded; the rules are kept")


def _area(row: ForeignRow, recipe: Recipe) -> tuple[str, str]:
    """The area as an id begins, and its name; the name without the words that every such body has in its own."""
    name = row.cells[recipe.area]
    for word in recipe.without:
        name = name.removeprefix(f"{word} ").removesuffix(f" {word}")
    part = row.cells[recipe.part] if recipe.part else ""
    slug = _slug(f"{name} {part}")
    if not slug:
        raise CoequalError(f'The cell under "{recipe.area}" names no area.', row.place)
    return slug, f"{name} ({part})" if part else name


def _slug(text: str) -> str:
    """Small letters, digits and hyphens: `St Helens & Ashton` becomes `st-helens-and-ashton`."""
    letters = normalize("NFKD", text.replace("&", " and ")).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")

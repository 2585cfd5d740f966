"""A decision table that somebody keeps in a spreadsheet, as a draft policy: one row for each rule, one column for each fact.

The first row names the columns. A column that is called like a fact of the dictionary, or like its column in a table of
cases, holds unary tests; `clause` and `wording` (or `note`) go with the rule; a column is an outcome if it has one of the
usual names of outcomes, or is named as one. Any other is refused, since it may be a condition that nobody would miss.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from coequal.criteria.vocabulary import Vocabulary
from coequal.documents.brought.sheets import LARGEST, Column, Row, Sheet, read_csv
from coequal.errors import CoequalError, Place, did_you_mean
from coequal.exchange.drafted import YES_IS_MET, About, Imported, draft
from coequal.exchange.tables.table import MOST_COLUMNS, MOST_RULES, Rule, Table, decides, doubts
from coequal.facts.dictionary import Fact
from coequal.facts.strict_yaml import HIDDEN
from coequal.facts.units import spelled

NOTES: Final = ("clause", "wording", "note", "notes")
DECIDING: Final = ("eligible", "eligibility", "decision", "funded", "approved", "met")  # outcomes of yes or no
OUTCOMES: Final = (*DECIDING, "outcome", "result", "amount")
_TRUTHS_IN_FIGURES: Final = {"0", "1"}
HIT_POLICY: Final = "hit policy"  # a column whose first cell says how rules come together
_UNITS: Final = ("(", "[")  # with which a unit begins behind a name: "patient BMI (kg/m²)"
_SPACED: Final = re.compile(r"\s*([/^²³])\s*")  # signs of a unit with which blanks are typed: "kg / m²"
_ASKS: Final = re.compile(r"[<>=≥≤≠!\[\]]|not\s*\(|-$|–$")  # how a condition begins, and no outcome
_PACKED: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def read_spreadsheet(
    path: Path,
    about: About,
    vocabulary_of: Callable[[str], Vocabulary],
    hit_policy: str | None = None,
    outcomes: Collection[str] = (),
) -> Imported:
    """The draft that a CSV or Excel file of rules becomes; `outcomes` names columns that say what follows, beside the usual.

    Raises `CoequalError` at the file and row of the first mistake.
    """
    sheet = _sheet(path)
    vocabulary = vocabulary_of(about.service)
    table, left = table_of(sheet, path.name, vocabulary, hit_policy, outcomes)
    met = [name for place, name in enumerate(table.outputs) if decides(table, place)]
    amounts = [name for name in table.outputs if name not in met]
    rules = "1 rule" if len(table.rules) == 1 else f"{len(table.rules)} rules"
    kinds = "; ".join(f"{what}: {', '.join(names)}" for what, names in (("yes or no", met), ("amounts", amounts)) if names)
    told = [*sheet.told, f"{rules} on {', '.join(table.inputs)}. What follows, {kinds}.", *left]
    text = draft(table, about, vocabulary_of, told)
    return Imported(text, (*told, *([YES_IS_MET] if met else []), *doubts(table, vocabulary)))


def table_of(
    sheet: Sheet, file: str, vocabulary: Vocabulary, hit_policy: str | None = None, outcomes: Collection[str] = ()
) -> tuple[Table, tuple[str, ...]]:
    """A sheet as a decision table, and what of it was left out, in sentences. Raises `CoequalError`."""
    place = Place(file)
    if not 0 < len(sheet.rows) <= MOST_RULES or len(sheet.columns) > MOST_COLUMNS:
        raise CoequalError(f"A table of rules has 1 to {MOST_RULES} rows below its first, and up to {MOST_COLUMNS} columns.", place)
    read = _Columns(sheet, vocabulary, place, outcomes)
    rules = tuple(_rule(row, read, file) for row in sheet.rows)
    how = hit_policy or read.hit_policy(sheet) or "UNIQUE"
    table = Table(Path(file).stem, tuple(read.inputs.values()), tuple(read.outputs.values()), rules, how, place)
    return table, tuple(_left_out(sheet, read))


class _Columns:
    """What each column of a sheet is, by its place: a fact, an outcome, a note, or nothing that is used."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary, place: Place, outcomes: Collection[str]) -> None:
        self.vocabulary, self.rows = vocabulary, sheet.rows
        self.named = {_folded(name): name for name in outcomes}
        if absent := self.named.keys() - {_folded(column.name) for column in sheet.columns}:
            raise CoequalError(f'{_says(sheet.columns)} None is the outcome "{self.named[min(absent)]}" that was named.', place)
        self.inputs: dict[int, str] = {}
        self.outputs: dict[int, str] = {}
        self.notes: dict[int, str] = {}
        self.how: int | None = None
        for number, column in enumerate(sheet.columns):
            self._take(number, column, place)
        if not self.inputs or not self.outputs:
            lacking = "fact" if not self.inputs else "outcome"
            raise CoequalError(f"{_says(sheet.columns)} None of them is {_an(lacking)}: {_needed(lacking)}", place)

    def _take(self, number: int, column: Column, place: Place) -> None:
        name = " ".join(column.name.split())
        fact = _fact(name, self.vocabulary)
        if _folded(name) in self.named:
            self._take_outcome(number, name, place)
        elif fact and fact.name in self.inputs.values():
            raise CoequalError(f'Two columns are about the fact "{fact.name}". Put what they ask into one.', place)
        elif fact:
            self.inputs[number] = _in_its_unit(name, fact, place).name
        elif name.casefold() in NOTES:
            self.notes[number] = name.casefold()
        elif name.casefold() == HIT_POLICY:
            self.how = number
        elif name.casefold() in OUTCOMES:
            self._take_outcome(number, name, place)
        else:
            said = f'The column "{name}" is called like no fact of the dictionary.'
            meant = did_you_mean(_bare(name), self.vocabulary.dictionary.facts)
            either = f'If it says what follows, add --outcome "{name}". If it is a condition, call it like its fact.'
            raise CoequalError(f"{said}{meant} {either}", place)

    def _take_outcome(self, number: int, name: str, place: Place) -> None:
        """Take a column for an outcome. Raises `CoequalError` where another has its name, or conditions stand in it."""
        if any(_folded(name) == _folded(other) for other in self.outputs.values()):
            raise CoequalError(f'Two columns are the outcome "{name}". Take one out, or give it another name.', place)
        row = next((row for row in self.rows if _ASKS.match(row.cells[number])), None)
        if row:
            message = f'The outcome "{name}" has the condition "{row.cells[number]}". Write yes, no or an amount.'
            raise CoequalError(message, Place(place.file, row.number))
        cells = [row.cells[number] for row in self.rows]
        if name.casefold() in DECIDING and set(cells) <= _TRUTHS_IN_FIGURES:
            raise CoequalError(f'The outcome "{name}" is 1 or 0, which may be yes or no, or an amount. Write yes and no.', place)
        self.outputs[number] = name

    def hit_policy(self, sheet: Sheet) -> str | None:
        """What the column of the hit policy says, if there is one. Raises `CoequalError` where it says two things."""
        said = {row.cells[self.how].upper() for row in sheet.rows if row.cells[self.how]} if self.how is not None else set()
        if len(said) > 1:
            raise CoequalError(f"A table has one hit policy; this says {' and '.join(sorted(said))}.")
        return next(iter(said), None)


def _fact(name: str, vocabulary: Vocabulary) -> Fact | None:
    """The fact that a column is about: called like it, with or without a unit, in whatever capitals, or like its column."""
    facts = vocabulary.dictionary.facts.values()
    wanted = {name.casefold(), _bare(name).casefold()}
    return next((fact for fact in facts if fact.name.casefold() in wanted or fact.column in wanted), None)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _bare(name: str) -> str:
    """A name without a unit in brackets behind it."""
    ends = [place for sign in _UNITS if (place := name.find(sign)) > 0]
    return name[: min(ends)].strip() if ends else name


def _in_its_unit(name: str, fact: Fact, place: Place) -> Fact:
    """The fact, where the unit behind its name, if any, is its own: a threshold in another is not converted."""
    unit = name[len(_bare(name)) :].strip(" ()[]")
    if unit and (fact.unit is None or spelled(_SPACED.sub(r"\1", unit), [fact.unit]) is None):
        own = f"is in {fact.unit}" if fact.unit else "has no unit"
        raise CoequalError(f'The column "{name}" is in {unit}, but {fact.name} {own}. Convert its cells.', place)
    return fact


def _rule(row: Row, read: _Columns, file: str) -> Rule:
    place = Place(file, row.number)
    for number, name in read.outputs.items():
        if not row.cells[number]:
            raise CoequalError(f'The outcome "{name}" is empty. Write yes, no or an amount, or take the row out.', place)
    noted = tuple(
        f"numbered {text}" if name == "clause" else text for number, name in read.notes.items() if (text := row.cells[number])
    )
    tests, results = ([row.cells[number] for number in columns] for columns in (read.inputs, read.outputs))
    return Rule(tuple(tests), tuple(results), noted, place)


def _left_out(sheet: Sheet, read: _Columns) -> Iterator[str]:
    """Columns of facts in which nothing stands."""
    for number, name in read.inputs.items():
        if not any(row.cells[number] for row in sheet.rows):
            yield f"The column of {name} is empty, so no rule asks about it."


def _sheet(path: Path) -> Sheet:
    """The sheet in a file. Raises `CoequalError` with the file where it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise CoequalError(f"This cannot be read: {error.strerror}.", Place(str(path))) from None
    if len(data) > LARGEST:
        raise CoequalError(f"This is larger than {LARGEST // 1024 // 1024} MB, which no table of rules is.", Place(str(path)))
    try:
        if data.startswith(_PACKED):
            from coequal.documents.brought.excel import read_excel  # noqa: PLC0415  # openpyxl, only where it is used

            return _seen(read_excel(data))
        return _seen(read_csv(data))
    except CoequalError as error:
        raise CoequalError(error.message, Place(str(path))) from None


def _seen(sheet: Sheet) -> Sheet:
    """A sheet as a person sees it: without the characters that are not there to the eye, such as a soft hyphen."""
    columns = tuple(Column(HIDDEN.sub("", column.name), column.words) for column in sheet.columns)
    rows = tuple(Row(row.number, tuple(HIDDEN.sub("", cell).strip() for cell in row.cells)) for row in sheet.rows)
    return Sheet(columns, rows, sheet.told)


def _says(columns: Sequence[Column]) -> str:
    return f"The columns are: {', '.join(column.name for column in columns)}."


def _an(what: str) -> str:
    return f"an {what}" if what == "outcome" else f"a {what}"


def _needed(what: str) -> str:
    if what == "fact":
        return "a column of conditions is called like a fact of the dictionary, such as patient BMI."
    return "a column called eligible, say, or named with --outcome, says what follows."

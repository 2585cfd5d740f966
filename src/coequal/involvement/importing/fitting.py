"""The rows of a file as responses, by what a person said each column holds; and what does not fit, by row and column."""

import hmac
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from django.conf import settings

from coequal.documents.brought.sheets import Row, Sheet
from coequal.errors import CoequalError
from coequal.involvement.importing import columns as to
from coequal.involvement.importing.cells import day, read_cell, yes_or_no
from coequal.involvement.models import Involvement
from coequal.involvement.models.responses import ANALYSED, CHANNELS, COMPLETE, KINDS, LATE, PARTIAL, STATUSES
from coequal.involvement.surveys import model
from coequal.involvement.surveys.answers import NotAnAnswer, beside, still_asked
from coequal.involvement.surveys.model import OTHER, Question, Survey

_PARTIAL_WORDS: Final = frozenset("false no 0 incomplete partial in-progress".split())
_FULL_WORDS: Final = frozenset("true yes 1 complete completed finished".split())
_ENDS: Final = re.compile("[ =:]")  # after the name of a question: a row, one of its answers, words beside one
_REAL: Final = frozenset(
    ("ip address", "imported", "offline", "0", "4", "16")
)  # what Qualtrics calls answers that are no trial and no spam


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not fit: in which row and column, and why."""

    row: int
    column: str
    says: str


@dataclass(slots=True)
class Fitted:
    """One row as a response. `about` are the fields that were given beside the answers.

    `names_before` and `people_before` are how the row and whoever gave it were named by the keys that this site had before.
    """

    number: int
    name: str
    names_before: tuple[str, ...] = ()
    people_before: tuple[str, ...] = ()
    answers: dict[str, Any] = field(default_factory=dict)
    about: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a whole file fits: the rows that do, what does not, and how many cells of each column hold something that does."""

    rows: tuple[Fitted, ...]
    faults: tuple[Fault, ...]
    filled: tuple[int, ...]

    @property
    def refused(self) -> int:
        """How many rows do not fit."""
        return len({fault.row for fault in self.faults})


def fit(sheet: Sheet, targets: Sequence[str], definition: Survey, involvement: Involvement) -> Fit:
    """How a file fits a survey. Raises `CoequalError` where two columns are to hold the same, or none holds an answer."""
    _check(sheet, targets, definition)
    fitting = _Fitting(targets, definition, involvement)
    rows, faults = [], []
    filled = Counter[int]()
    seen = Counter[str]()
    named_in: dict[str, int] = {}
    for row in sheet.rows:
        found, wrong = fitting.row(row, seen)
        if (other := named_in.setdefault(found.name, row.number)) != row.number:
            wrong.append((targets.index(to.NAME), f"Row {other} has the same number. Each response has one of its own."))
        faults += [Fault(row.number, sheet.columns[place].name, says) for place, says in wrong]
        filled.update(
            place for place, cell in enumerate(row.cells) if cell and place not in dict(wrong) and fitting.holds(found, place)
        )
        if not wrong and (said := _without_answers(found)):
            faults.append(Fault(row.number, "the whole row", said))
        elif not wrong:
            rows.append(found)
    return Fit(tuple(rows), tuple(faults), tuple(filled[place] for place in range(len(targets))))


def _check(sheet: Sheet, targets: Sequence[str], definition: Survey) -> None:
    offered = {choice.target: choice.says for choice in to.choices(definition)}
    if len(targets) != len(sheet.columns) or not set(targets) <= set(offered):
        raise CoequalError("What the columns hold does not fit this file any more. Begin again with the file.")
    for target, count in Counter(targets).items():
        if target and count > 1:
            raise CoequalError(f"{count} columns are to hold “{offered[target]}”. Choose one of them.")
    for column, target in zip(sheet.columns, targets, strict=True):
        if target and to.tells_who(column) and target != to.PERSON:
            raise CoequalError(f"The column “{column.name}” seems to tell who somebody is, which is never kept. Leave it out.")
        if target and to.tells_where(column) and target not in to.districts(definition):
            raise CoequalError(
                f"The column “{column.name}” seems to hold postcodes, of which no more than the first part is ever kept. "
                "Say that it answers a question for a postcode district, or leave it out."
            )
    if not any(target and not target.startswith(":") for target in targets):
        raise CoequalError("No column holds an answer yet. Say for one column at least which question it answers.")


@dataclass(frozen=True, slots=True)
class _Fitting:
    targets: Sequence[str]
    definition: Survey
    involvement: Involvement

    def row(self, row: Row, seen: Counter[str]) -> tuple[Fitted, list[tuple[int, str]]]:
        """A row as a response, and what does not fit in it, by the place of the column."""
        found, wrong = Fitted(row.number, ""), []
        for place in self.in_order():
            cell, target = row.cells[place], self.targets[place]
            if not cell:
                continue
            try:
                if target.startswith(":"):
                    found.about |= self.about(target, cell)
                else:
                    self.answer(found.answers, target, cell)
            except NotAnAnswer as error:
                wrong.append((place, error.message))
        found.name = found.about.pop("name", "")
        found.people_before = found.about.pop("people before", ())
        if not found.name:
            found.name, *before = self.names_of(row, seen)
            found.names_before = tuple(before)
        found.answers = still_asked(self.definition, found.answers)
        return found, wrong

    def holds(self, found: Fitted, place: int) -> bool:
        """Whether what stands in a column is kept: it is, but for an answer to what the others do not lead to."""
        target = self.targets[place]
        return bool(target) and (target.startswith(":") or _ENDS.split(target)[0] in found.answers)

    def in_order(self) -> Iterator[int]:
        """The columns that hold something; words beside an answer after the answer."""
        held = [place for place, target in enumerate(self.targets) if target]
        return iter(sorted(held, key=lambda place: self.targets[place].endswith(OTHER)))

    def answer(self, answers: dict[str, Any], target: str, cell: str) -> None:
        """Put what stands in a cell among the answers. Raises `NotAnAnswer`."""
        if target.endswith(OTHER):
            question = self.question(target.removesuffix(OTHER))
            _choose_open(question, answers)
            answers[target] = beside(question, answers.get(question.id), cell)
        elif "=" in target:
            name, _, key = target.partition("=")
            question = self.question(name)
            if _is_chosen(question, key, cell):
                answers[name] = read_cell(question, ";".join([*answers.get(name, []), key]))
        else:
            name, _, row = target.partition(" ")
            value = read_cell(self.question(name), cell, row)
            answers[name] = {**answers.get(name, {}), **value} if isinstance(value, dict) else value

    def question(self, name: str) -> Question:
        """A question of the survey, which was offered and so is there."""
        found = self.definition.question(name)
        assert found is not None
        return found

    def about(self, target: str, cell: str) -> dict[str, Any]:
        """What a cell says of a response beside its answers. Raises `NotAnAnswer`."""
        match target:
            case to.NAME:
                return {"name": _named(cell)}
            case to.RECEIVED:
                return {"received": day(cell)}
            case to.CHANNEL:
                return {"channel": _one_of(CHANNELS, cell)} if cell.casefold() not in ("anonymous", "link", "qr") else {}
            case to.STATUS:
                return _status(cell)
            case to.TRIAL:
                return _real(cell)
            case to.SERIAL:
                return {"serial": _fitting(cell, 20)}
            case to.PERSON:
                now, *before = _keyed(self.involvement.reference, _no_address(cell))
                return {"respondent": now, "people before": tuple(before)}
            case to.KIND:
                return {"kind": _one_of(KINDS, cell)}
            case to.AREA:
                return {"area": self.area(cell)}
            case to.QUOTE:
                return {"may_publish": yes_or_no(cell)}
            case _:
                return {"language": _fitting(cell, 10)}

    def names_of(self, row: Row, seen: Counter[str]) -> list[str]:
        """A name for a row that has none: by all that is kept of it, so that the same file again has the same names.

        It is keyed, and what is left out is not in it: nobody finds that again by trying what may have stood there. Behind it
        stand the names by the keys that this site had before.
        """
        kept = (f"{target}\x1f{cell}" for target, cell in zip(self.targets, row.cells, strict=True) if target)
        found = [digest[:32] for digest in _keyed(self.involvement.reference, *sorted(kept))]
        seen[found[0]] += 1
        return [f"row {one} {seen[found[0]]}" for one in found]

    def area(self, cell: str) -> str:
        """The key of an area by its key or its name. Raises `NotAnAnswer`."""
        plain = cell.casefold()
        for area in self.involvement.areas:
            if plain in (area["key"].casefold(), area["name"].casefold()):
                return str(area["key"])
        names = ", ".join(area["name"] for area in self.involvement.areas)
        raise NotAnAnswer(f"“{cell[:40]}” is none of the areas of this involvement: {names}.")


def _without_answers(found: Fitted) -> str:
    """Why a row is no response that counts; nothing where it has an answer, or is not to count."""
    if found.answers or found.about.get("status", COMPLETE) not in ANALYSED:
        return ""
    return "This row has no answer to anything that its other answers lead to, so there is nothing in it to count."


def _choose_open(question: Question, answers: dict[str, Any]) -> None:
    """Where something was written beside an answer, and there is but one with room to write, that one was chosen."""
    keys = [answer.key for answer in question.answers if answer.in_words]
    if len(keys) != 1:
        return
    if question.kind == model.SEVERAL:
        answers[question.id] = read_cell(question, ";".join(dict.fromkeys([*answers.get(question.id, []), *keys])))
    else:
        answers.setdefault(question.id, keys[0])


def _is_chosen(question: Question, key: str, cell: str) -> bool:
    """Whether a column of one answer says that it was chosen: with yes or no, or with the words of the answer."""
    answer = question.answer(key)
    assert answer is not None
    return cell.casefold() == answer.says.own.casefold() or cell == key or yes_or_no(cell)


def _status(cell: str) -> dict[str, str]:
    plain = cell.casefold()
    if plain in STATUSES:
        return {"status": plain}
    if plain in _PARTIAL_WORDS or plain in _FULL_WORDS:
        return {"status": PARTIAL if plain in _PARTIAL_WORDS else COMPLETE}
    raise NotAnAnswer(f"“{cell[:40]}” does not say whether a response is complete. Write complete, partial, {LATE} or void.")


def _real(cell: str) -> dict[str, str]:
    """Nothing, where Qualtrics says that an answer is real."""
    if cell.casefold() not in _REAL:
        raise NotAnAnswer(f"“{cell[:40]}” is what Qualtrics calls a trial or spam, and no answer. Leave this row out.")
    return {}


def _one_of(words: Sequence[str], cell: str) -> str:
    plain = cell.casefold()
    if plain not in words:
        raise NotAnAnswer(f"“{cell[:40]}” is none of: {', '.join(words)}.")
    return plain


def _fitting(cell: str, most: int) -> str:
    if len(cell) > most:
        raise NotAnAnswer(f"This has {len(cell)} letters, and at most {most} are kept.")
    return cell


def _named(cell: str) -> str:
    """A response's own number in its file; never an e-mail address."""
    return named(_fitting(_no_address(cell), 60))


def _no_address(cell: str) -> str:
    if "@" in cell:
        raise NotAnAnswer("This looks like an e-mail address, which is never kept. Leave this column out.")
    return cell


def named(number: str) -> str:
    """A response by its own number in a file."""
    return f"number {number}"


def _keyed(*texts: str) -> list[str]:
    """Digests of texts that nobody can work out without a key of this site: by the one that it has, and by those before."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [hmac.new(key.encode(), "\x1e".join(texts).encode(), sha256).hexdigest() for key in keys]

"""A case: what is known about one person or couple, each fact with its date or the reason why it is not known."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from coequal.errors import CoequalError, Place, UnknownFact, did_you_mean
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.strict_json import parse_json
from coequal.facts.strict_yaml import Node, Scalar, Table, decode, read
from coequal.facts.values import Value, read_date, read_value, say_number

REASONS = ("not asked", "not recorded", "pending", "out of date", "declined")
FULL = ("value", "unit", "date", "not known")


@dataclass(frozen=True, slots=True)
class Known:
    """A value, and the date of its evidence where the fact carries one."""

    value: Value
    on: date | None = None


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Nothing is known, and why."""

    why: str = "not asked"


NOT_ASKED = NotKnown()


@dataclass(frozen=True, slots=True)
class Case:
    """The facts given about one case; a fact that is not in it was not asked."""

    facts: Mapping[str, Known | NotKnown]

    def get(self, name: str) -> Known | NotKnown:
        """What is known of a fact."""
        return self.facts.get(name, NOT_ASKED)

    def value(self, name: str) -> Value | None:
        """The value of a fact, or None where it is not known."""
        found = self.get(name)
        return found.value if isinstance(found, Known) else None

    def with_facts(self, changes: Mapping[str, Known | NotKnown]) -> "Case":
        """The same case with some facts replaced."""
        return Case({**self.facts, **changes})


def read_case(given: Mapping[str, object], dictionary: Dictionary) -> Case:
    """The case in a mapping of names to values. Raises `CoequalError` for the first that cannot be used."""
    case = {}
    for name, value in given.items():
        fact = dictionary.facts.get(name)
        if fact is None:
            raise UnknownFact(f'There is no fact called "{name}".{did_you_mean(str(name), dictionary.facts)}')
        if fact.formula is not None:
            raise CoequalError(f'"{name}" is worked out from other facts ({fact.formula.text}). Give those instead.')
        case[name] = _reading(fact, value)
    return Case(case)


def askable(dictionary: Dictionary) -> Iterable[str]:
    """The names of the facts that may be given."""
    return (fact.name for fact in dictionary.facts.values() if fact.formula is None)


def written(case: Case, dictionary: Dictionary) -> str:
    """A case as the text of a YAML file, which read again is the same case."""
    return "".join(f"{name}: {_written(dictionary.facts[name], found)}\n" for name, found in case.facts.items())


def case_data(case: Case, dictionary: Dictionary) -> dict[str, object]:
    """A case as plain data for JSON: texts, and tables of texts. `read_case` makes the same case of it again."""
    return {name: _data(dictionary.facts[name], found) for name, found in case.facts.items()}


def _data(fact: Fact, found: Known | NotKnown) -> object:
    if isinstance(found, NotKnown):
        return {"not known": found.why}
    unit = {"unit": str(fact.unit)} if fact.other_units else {}
    on = {"date": found.on.isoformat()} if found.on else {}
    return {"value": _plainly(found.value), **unit, **on} if unit or on else _plainly(found.value)


def _written(fact: Fact, found: Known | NotKnown) -> str:
    if isinstance(found, NotKnown):
        return f"{{not known: {found.why}}}"
    text = _quoted(_plainly(found.value))
    unit = f", unit: {_quoted(str(fact.unit))}" if fact.other_units else ""
    on = f", date: {found.on.isoformat()}" if found.on else ""
    return f"{{value: {text}{unit}{on}}}" if unit or on else text


def _plainly(value: Value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Decimal():
            return say_number(value)
        case date():
            return value.isoformat()
        case _:
            return value


def _quoted(text: str) -> str:
    """A text as YAML has it: in quotes unless it is letters, digits and spaces."""
    return text if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 .-]*(?<! )", text) else json.dumps(text, ensure_ascii=False)


def parse_case(data: bytes, file: str, dictionary: Dictionary) -> Case:
    """The case in the bytes of a YAML or JSON file. Raises `CoequalError` that names the file and the line or key."""
    text = decode(data, file)
    places: Mapping[str, Place] = {}
    if re.match(r"\s*\{\s*[\"}]", text):  # a YAML case may stand in braces too, but its names need no quotation marks
        given = cast("dict[str, object]", parse_json(text, file))
    else:
        tree = read(text, file)
        if not isinstance(tree, Table):
            raise CoequalError('A case is a list of facts, each on a line, such as "patient BMI: 24.1".', tree.place)
        given, places = {name: plain(node) for name, node in tree.entries.items()}, tree.keys
    done: dict[str, Known | NotKnown] = {}
    for name, value in given.items():
        try:
            done.update(read_case({name: value}, dictionary).facts)
        except CoequalError as error:
            raise CoequalError(error.message, places.get(name, Place(file))) from None
    return Case(done)


def plain(node: Node) -> object:
    """A YAML tree as plain Python: texts, and tables of texts."""
    match node:
        case Scalar():
            return node.text
        case Table():
            return {key: plain(child) for key, child in node.entries.items()}
        case _:
            return [plain(child) for child in node.items]


def _reading(fact: Fact, given: object) -> Known | NotKnown:
    if _nothing(given):
        return NotKnown("not recorded")
    if not isinstance(given, Mapping):
        return Known(read_value(fact, given, None))
    if unknown := [key for key in given if key not in FULL]:
        raise CoequalError(f'{fact.name} has no part called "{unknown[0]}". The parts are: {", ".join(FULL)}.')
    if "not known" in given:
        return _not_known(fact, given)
    if _nothing(given.get("value")):
        raise CoequalError(f"{fact.name} needs a value, or {{not known: not asked}}.")
    unit = None if _nothing(given.get("unit")) else str(given["unit"])
    return Known(read_value(fact, given["value"], unit), _evidence_date(fact, given))


def _nothing(given: object) -> bool:
    """Whether a place was left empty, as Python, JSON and YAML say it."""
    return given is None or (isinstance(given, str) and given in ("null", "~", ""))


def _not_known(fact: Fact, given: Mapping[str, object]) -> NotKnown:
    why = given["not known"]
    if why not in REASONS:
        raise CoequalError(f'{fact.name}: not known because "{why}"? The reasons are: {", ".join(REASONS)}.')
    if len(given) > 1:
        raise CoequalError(f"{fact.name} cannot be not known and have a value too.")
    return NotKnown(str(why))


def _evidence_date(fact: Fact, given: Mapping[str, object]) -> date | None:
    if _nothing(given.get("date")):
        return None
    if not fact.dated:
        raise CoequalError(f"{fact.name} carries no date of evidence. Take the date out.")
    return read_date(f"{fact.name} date", given["date"])

"""Which column of a table holds which fact: by its name or, where a table has other names, by a mapping file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from coequal.errors import CoequalError, UnknownFact, did_you_mean
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.fields import Fields, entries, scalar
from coequal.facts.strict_yaml import Node, Scalar, decode, read, read_file
from coequal.facts.units import spelled
from coequal.populations.columns import NOT_KNOWN, Layout

_KEYS = ("column", "date column", "unit", "values")


@dataclass(frozen=True, slots=True)
class Names:
    """Of some facts, the columns that hold them and their dates, the unit, and what the words of the column mean."""

    columns: dict[str, str] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)


def read_mapping(path: Path, dictionary: Dictionary) -> Names:
    """The mapping in a YAML file. Raises `CoequalError` with file and line of the first mistake.

    A line is `fact: column`, or `fact: {column: …, date column: …, unit: …, values: {word: meaning}}`, in which a meaning
    may be `not known`.
    """
    found = Names({}, {}, {}, {})
    for name, node in entries(read(decode(read_file(path), str(path)), str(path)), "A mapping").items():
        fact = dictionary.facts.get(name)
        if fact is None or fact.formula is not None:
            raise UnknownFact(f'There is no fact called "{name}" to be given.{did_you_mean(name, dictionary.facts)}', node.place)
        _read_entry(fact, node, found)
    return found


def _read_entry(fact: Fact, node: Node, into: Names) -> None:
    if isinstance(node, Scalar):
        into.columns[fact.name] = node.text
        return
    fields = Fields(node, f'The mapping of "{fact.name}"', _KEYS)
    for key, place in (("column", into.columns), ("date column", into.dates), ("unit", into.units)):
        if key in fields:
            place[fact.name] = fields.text(key)
    if unit := spelled(into.units.get(fact.name, ""), fact.units):
        into.units[fact.name] = unit
    if "date column" in fields and not fact.dated:
        raise CoequalError(f'"{fact.name}" carries no date of evidence.', fields.node("date column").place)
    words = {word: scalar(meaning, f'"{word}"') for word, meaning in fields.table("values").items()}
    if words and fact.kind in ("number", "date"):
        raise CoequalError(f'"{fact.name}" is a {fact.kind}, which has no words to map.', fields.node("values").place)
    allowed = {"boolean": ("true", "false"), "choice": tuple(fact.values)}.get(fact.kind)
    for meaning in words.values():
        if allowed is not None and meaning.text not in (*allowed, NOT_KNOWN):
            raise CoequalError(f'"{fact.name}" cannot be "{meaning.text}". It may be: {", ".join(allowed)}.', meaning.place)
    into.words[fact.name] = {word: meaning.text for word, meaning in words.items()}


def layouts(dictionary: Dictionary, columns: Iterable[str], mapping: Names) -> dict[tuple[str, bool], Layout]:
    """Of each fact that a table holds, and of its date, where it stands.

    Raises `CoequalError` for a column that the mapping names and the table does not have, and for one of two facts.
    """
    there = list(columns)
    for name in {*mapping.columns.values(), *mapping.dates.values()}:
        if name not in there:
            raise CoequalError(f'The mapping names a column "{name}", which the table does not have.{did_you_mean(name, there)}')
    found: dict[tuple[str, bool], Layout] = {}
    for fact in dictionary.facts.values():
        for is_date in (False, True) if fact.dated else (False,):
            standard = f"{fact.column}_date" if is_date else fact.column
            name = (mapping.dates if is_date else mapping.columns).get(fact.name, standard)
            if name in there and fact.formula is None:
                words = {} if is_date else mapping.words.get(fact.name, {})
                found[fact.name, is_date] = Layout(fact, name, is_date, words, None if is_date else mapping.units.get(fact.name))
    require_apart((one.fact, one.column) for one in found.values() if not (one.is_date or one.words))
    return found


def require_apart(held: Iterable[tuple[Fact, str]]) -> None:
    """Nothing, where each fact has a column of its own; one day may be that of several. Raises `CoequalError` otherwise."""
    of: dict[str, str] = {}
    for fact, column in held:
        if fact.kind != "date" and of.setdefault(column, fact.name) != fact.name:
            raise CoequalError(
                f'The column "{column}" stands for "{of[column]}" and for "{fact.name}". Say in which column each of them is.'
            )

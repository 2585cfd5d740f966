"""The schema of a case of one service, from its dictionary: every fact that may be given, in each way in which it is read."""

from collections.abc import Iterator
from typing import Final

from coequal.exchange.schemas import numbers
from coequal.exchange.schemas.shapes import DIALECT, TEXT, Schema, closed, either, listed
from coequal.facts.case import FULL, REASONS, askable
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.values import say_value

RULES: Final = (
    "A date lies in the calendar, and that of a fact in the range that its description gives.",
    "A number that is written as a text lies in the range that holds for numbers.",
    "No text holds a hidden character, and no name stands twice.",
    "No fact denies another, as a birth after the referral would.",
    f"The ends of a range in another unit are said to {numbers.PLACES} decimal places, rounded outwards.",
)
_NOTHING: Final = {"$ref": "#/$defs/nothing"}
_NOT_KNOWN: Final = {"$ref": "#/$defs/not-known"}
_DAY: Final = {"$ref": "#/$defs/day"}
_WORDS: Final = ("true", "yes", "false", "no")
_DEFS: Final[Schema] = {
    "nothing": {"enum": [None, "", "null", "~"], "description": "A place left empty: not recorded."},
    "not-known": closed("Why it is not known.", {"not known": {"enum": list(REASONS)}}),
    "day": {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "maxLength": 10,
        "description": "Year, month, day: 2023-05-02.",
    },
}


def case_schema(dictionary: Dictionary) -> Schema:
    """The schema of a case; whatever it takes is read, but for its `RULES`, and whatever is read it takes."""
    facts = [dictionary.facts[name] for name in askable(dictionary)]
    words = f"What is known of one case: {dictionary.title}. A fact that is left out was not asked. {listed(RULES)}"
    return {
        "$schema": DIALECT,
        "title": f"A case: {dictionary.title}",
        **closed(words, {fact.name: _fact(fact) for fact in facts}, *(fact.name for fact in facts)),
        "$defs": _DEFS,
    }


def some_case() -> Schema:
    """The schema of a case of whatever service: names, each with a value, alone or in full."""
    value: Schema = {"type": ["string", "number", "boolean", "null"]}
    unit = {**TEXT, "description": "A unit of the fact in any of its usual spellings, such as kg/m² or kg/m2, pmol/L or pmol/l."}
    parts = {"value": value, "unit": unit, "date": {"type": "string", "format": "date"}, "not known": {"enum": list(REASONS)}}
    full = {"type": "object", "properties": {key: parts[key] for key in FULL}, "additionalProperties": False}
    words = "Facts by their names in the service's dictionary; a value may be given in full. Unknown names are refused."
    return {"type": "object", "description": words, "additionalProperties": either(value, full)}


def _fact(fact: Fact) -> Schema:
    words = f"{fact.says[:1].upper()}{fact.says[1:]}.{f' {fact.question}' if fact.question else ''}{_range(fact)}"
    return {"title": fact.name, "description": words, **either(*_short(fact), *_full(fact), _NOTHING, _NOT_KNOWN)}


def _range(fact: Fact) -> str:
    """The plausible range of a date in words."""
    return f" From {say_value(fact.plausible[0])} to {say_value(fact.plausible[1])}." if fact.kind == "date" else ""


def _short(fact: Fact) -> Iterator[Schema]:
    """The ways in which a value is given by itself."""
    match fact.kind:
        case "boolean":
            yield {"type": "boolean"}
            yield {"type": "string", "pattern": f"^({'|'.join(map(_in_any_case, _WORDS))})$", "maxLength": max(map(len, _WORDS))}
        case "number":
            yield from numbers.short(fact)
        case "date":
            yield _DAY
        case "choice":
            yield {"enum": list(fact.values)}
        case _:
            yield {"type": "string", "pattern": "^[A-Z0-9]{3,6}$", "maxLength": 6, "description": "An area's code, such as 26A."}


def _in_any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" for letter in word)


def _full(fact: Fact) -> Iterator[Schema]:
    """The ways in which a value is given in full: with its unit, and its date where it has one."""
    on = either(_DAY, _NOTHING) if fact.dated else _NOTHING
    forms = numbers.full(fact, _NOTHING) if fact.kind == "number" else [(either(*_short(fact)), _NOTHING, False)]
    for value, unit, needed in forms:
        optional = ("date",) if needed else ("date", "unit")
        yield closed("In full.", {"value": value, "unit": unit, "date": on}, *optional)

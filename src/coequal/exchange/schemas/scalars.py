"""The single values of a policy file. Each is text to the reader; other readers of YAML make numbers and booleans of some."""

from collections.abc import Iterable
from typing import Final

from coequal.exchange.schemas.shapes import Schema, either, several

WORDS: Final[Schema] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
FLAG: Final[Schema] = {"enum": ["true", "false", True, False]}
DAY: Final[Schema] = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "maxLength": 10}
SLUG: Final[Schema] = {"type": ["string", "number"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
CONDITION: Final[Schema] = {**WORDS, "description": "An expression in the language of criteria, such as patient BMI in [19 .. 30]."}
EACH: Final[Schema] = several(WORDS)


def one_of(options: Iterable[str]) -> Schema:
    """One of some words."""
    return {"enum": list(options)}


def keyed(keys: Iterable[str], shapes: Schema, *needed: str) -> Schema:
    """A table with a reader's own keys, no others, and those that are `needed`. Raises `KeyError` for one without a shape."""
    return {
        "type": "object",
        "properties": {key: shapes[key] for key in keys},
        "required": list(needed),
        "additionalProperties": False,
    }


def free(shape: Schema, names: Schema | None = None) -> Schema:
    """A table whose keys the policy chooses."""
    return {"type": "object", "additionalProperties": shape, **({"propertyNames": names} if names else {})}


def dated(table: Schema) -> Schema:
    """A day, or a table that says more of it."""
    return either(DAY, table)

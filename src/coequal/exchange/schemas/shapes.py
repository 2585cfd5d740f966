"""The pieces of which every schema is made."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

Schema = dict[str, Any]
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
TEXT: Final[Schema] = {"type": "string"}
TEXT_OR_NONE: Final[Schema] = {"type": ["string", "null"]}
TEXTS: Final[Schema] = {"type": "array", "items": TEXT}
DAY: Final[Schema] = {"type": "string", "format": "date"}
DAY_OR_NONE: Final[Schema] = {"type": ["string", "null"], "format": "date"}
_SPECIAL: Final = re.compile(r"[\\^$.*+?()\[\]{}|]")


def table(words: str, parts: Mapping[str, Schema], *optional: str) -> Schema:
    """An object with these parts, all of which are there but the optional ones. It may have others."""
    needed = [name for name in parts if name not in optional]
    return {"type": "object", "description": words, "properties": dict(parts), "required": needed}


def closed(words: str, parts: Mapping[str, Schema], *optional: str) -> Schema:
    """An object with these parts and no others."""
    return {**table(words, parts, *optional), "additionalProperties": False}


def several(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def either(*shapes: Schema) -> Schema:
    """Whatever has one of some shapes."""
    return shapes[0] if len(shapes) == 1 else {"anyOf": list(shapes)}


def listed(rules: Iterable[str]) -> str:
    """Sentences that a schema's description ends with: what it cannot say."""
    return "What a schema cannot say, and the reader holds to: " + " ".join(rules)


def number(value: Decimal) -> int | float:
    """A number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def as_it_is(text: str) -> str:
    """A text as a regular expression of JSON Schema that matches it alone."""
    return _SPECIAL.sub(r"\\\g<0>", text)

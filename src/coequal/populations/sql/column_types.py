"""What a column of a database holds, from the name of its type as the database says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

NARROW: Final = "numbers of 32 bits"
FLOAT: Final = "floating point numbers"
WHOLE: Final = "whole numbers"
DECIMAL: Final = "decimals"
BOOLEAN: Final = "true and false"
DATE: Final = "dates"
TIME: Final = "times of day"
TEXT: Final = "text"
NOTHING: Final = "nothing"
OTHER: Final = "something else"

_NAMES: Final = {
    NARROW: "float float4 real",
    FLOAT: "double float8 float64",
    WHOLE: "int integer bigint smallint tinyint hugeint mediumint byteint int1 int2 int4 int8 int16 int32 int64 int128 "
    "uint8 uint16 uint32 uint64 utinyint usmallint uinteger ubigint uhugeint long short byte",
    DECIMAL: "decimal numeric number dec",
    BOOLEAN: "boolean bool bit",
    DATE: "date date32",
    TIME: "timestamp timestamptz timestamp_ntz timestamp_ltz timestamp_tz datetime datetime2 smalldatetime datetimeoffset time",
    TEXT: "text varchar char character string nvarchar nchar ntext bpchar clob enum name",
    NOTHING: "null void unknown",
}
_MEANINGS: Final = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
_OWN: Final[Mapping[str, Mapping[str, str]]] = {  # where a database means something else by a name
    "snowflake": {"float": FLOAT, "float4": FLOAT, "real": FLOAT},
    "sqlite": {"float": FLOAT, "real": FLOAT, "datetime": OTHER, "": FLOAT, "decimal": FLOAT, "numeric": FLOAT, "number": FLOAT}
    | dict.fromkeys(_NAMES[WHOLE].split(), FLOAT),  # where any column may hold floating point numbers
}


@dataclass(frozen=True, slots=True)
class SqlColumn:
    """A column of a table: its name there, its type as the database names it, and what its words mean where they mean another.

    A word that means None says that nothing is known.
    """

    name: str
    type: str
    words: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))

    def holds(self, dialect: str) -> str:
        """What stands in the column, one of the names above."""
        name, arguments = self._parts()
        if name == "float" and dialect in ("tsql", "postgres") and (not arguments or arguments[0] > 24):
            return FLOAT
        return _OWN.get(dialect, {}).get(name) or _MEANINGS.get(name, OTHER)

    @property
    def places(self) -> int | None:
        """How many decimal places a column of decimals keeps; None where its type does not say."""
        arguments = self._parts()[1]
        return arguments[1] if len(arguments) > 1 else 0 if arguments else None

    def _parts(self) -> tuple[str, list[int]]:
        found = re.fullmatch(
            r"([a-z_0-9]*)(?: (?:precision|varying))?\s*(?:\((.*)\))?.*", self.type.casefold().strip('" '), re.DOTALL
        )
        assert found is not None, self.type
        return found[1], [int(number) for number in re.findall(r"(?<![\w'])\d+(?![\w'])", found[2] or "")]

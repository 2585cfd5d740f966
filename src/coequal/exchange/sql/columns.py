"""The columns that a table of people has for SQL: their names, and the type that each kind of fact has in each database."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlglot import exp

from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.dictionary import Dictionary, Fact
from coequal.populations.mapping import read_mapping, require_apart
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.dialects import SNOWFLAKE, Dialect

Columns = Collection[str] | Mapping[str, str | tuple[str, str]] | Path
_TEXT: Final = {"tsql": "NVARCHAR(100)", "databricks": "STRING", "spark": "STRING", "snowflake": "VARCHAR"}


@dataclass(frozen=True, slots=True)
class Standard:
    """A column as the dictionary has it: that of a fact, or of the date of its evidence."""

    fact: Fact
    is_date: bool

    @property
    def name(self) -> str:
        """`amh`, or `amh_date` for its date."""
        return f"{self.fact.column}_date" if self.is_date else self.fact.column

    @property
    def says(self) -> str:
        """What stands in it, with the unit and the words of a choice."""
        if self.is_date:
            return f"the date of {self.fact.says}"
        words = f": {', '.join(self.fact.values)}" if self.fact.kind == "choice" else ""
        unit = f" in {self.fact.unit}" if self.fact.unit and self.fact.unit not in self.fact.says else ""
        return f"{self.fact.says}{unit}{words}"

    def type_in(self, dialect: Dialect) -> str:
        """The type that it has unless another is named."""
        kind = "date" if self.is_date else self.fact.kind
        match kind:
            case "boolean":
                return "BIT" if dialect.name == "tsql" else "BOOLEAN"
            case "date":
                return "DATE"
            case "number":
                return self._number_in(dialect)
        return _TEXT.get(dialect.name, "TEXT")

    def _number_in(self, dialect: Dialect) -> str:
        places = self.fact.decimals
        if not dialect.decimals:
            return "REAL" if places else "INTEGER"
        digits = max(len(str(abs(int(end)))) for end in self.fact.plausible)  # type: ignore[arg-type]  # of a number
        return exp.DataType.build(f"DECIMAL({digits + places}, {places})" if places else "INT").sql(dialect.name)


def standard(dictionary: Dictionary) -> dict[str, Standard]:
    """Every column that a table of people can have, by its name."""
    found = [Standard(fact, False) for fact in dictionary.facts.values() if fact.formula is None]
    dated = [Standard(fact, True) for fact in dictionary.facts.values() if fact.dated]
    return {one.name: one for one in (*found, *dated)}


def held(dictionary: Dictionary, columns: Columns | None, dialect: Dialect) -> dict[str, SqlColumn]:
    """The columns that a table has, by the dictionary's names: all of them, or those that are named, or that a file maps.

    Raises `CoequalError`.
    """
    if isinstance(columns, str | Path):
        columns = _mapped(Path(columns), dictionary)
    every = standard(dictionary)
    named = list(_named(every, columns, dialect))
    require_apart((every[name].fact, own) for name, own, _ in named if not every[name].is_date)
    return {name: SqlColumn(folded(own, dialect), kind) for name, own, kind in named}


def _mapped(path: Path, dictionary: Dictionary) -> dict[str, str]:
    """The columns in a mapping file. Raises `CoequalError` where it has other units or words, which SQL does not change."""
    found, facts = read_mapping(path, dictionary), dictionary.facts
    others = [name for name, unit in found.units.items() if unit != facts[name].unit]
    if changed := [*others, *(name for name, words in found.words.items() if words)]:
        raise CoequalError(
            f'SQL takes a column as it stands, so the "unit" and the "values" of {", ".join(dict.fromkeys(changed))} cannot be '
            "used. Bring them to the dictionary's in a view of your own, and leave them out here.",
            Place(str(path)),
        )
    values = {facts[name].column: own for name, own in found.columns.items()}
    return values | {f"{facts[name].column}_date": own for name, own in found.dates.items()}


def _named(
    every: Mapping[str, Standard], columns: Collection[str] | Mapping[str, str | tuple[str, str]] | None, dialect: Dialect
) -> Iterator[tuple[str, str, str]]:
    for name in every if columns is None else columns:
        if name not in every:
            raise CoequalError(f'No fact has a column "{name}".{did_you_mean(str(name), every)}')
        match columns[name] if isinstance(columns, Mapping) else name:
            case str(own) if own:
                yield name, own, every[name].type_in(dialect)
            case (str(own), str(kind)) if own and kind:
                yield name, own, kind
            case other:
                raise CoequalError(
                    f'The column for "{name}" is given as {other!r}. Give its name as text, or a pair of its name and its type.'
                )


def folded(name: str, dialect: Dialect) -> str:
    """A name as the database keeps it: Snowflake puts one that is written small in capitals."""
    return name.upper() if dialect is SNOWFLAKE and name.islower() else name

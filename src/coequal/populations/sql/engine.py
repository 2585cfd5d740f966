"""What every database does alike: it says what its tables hold, counts, and gives values row by row."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from coequal.errors import CoequalError, did_you_mean
from coequal.populations.graph import Graph
from coequal.populations.sql import statements
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.dialects import Dialect
from coequal.populations.sql.statements import Statement, Table
from coequal.populations.sql.writing import named_table
from coequal.populations.terms import Term

Row = tuple[Any, ...]
Columns = Mapping[str, SqlColumn]


@dataclass(frozen=True, slots=True)
class Group:
    """How many rows there are, and of how many each truth holds; `value` is what they share where they are grouped."""

    value: Any
    rows: int
    each: tuple[int, ...]


class Engine(ABC):
    """A database. A table is named, as `schema.table` too, or is a query that begins with SELECT or WITH, where it may be one."""

    dialect: Dialect
    takes_queries = True

    def columns(self, table: str) -> dict[str, SqlColumn]:
        """The columns of a table by their names. Raises `CoequalError` where there is no such table."""
        with self.telling():
            found = self._types(table)
        if not found:
            raise CoequalError(f'{self.dialect.says} has no table "{table}".')
        return {name: SqlColumn(name, kind) for name, kind in found}

    def count(
        self,
        table: str,
        graph: Graph,
        masks: Sequence[int],
        *,
        where: int | None = None,
        by: str | None = None,
        columns: Columns | None = None,
    ) -> list[Group]:
        """How many rows have each of some truths, among those of which `where` is true; for each value of a column `by`.

        `columns` says where the columns of facts stand if they are not called so. Raises `CoequalError`.
        """
        found: dict[Any, tuple[int, list[int]]] = {}
        source, keep = self._table(table, columns, by), () if by is None else (by,)
        also = [] if where is None else [where]

        def made(part: Sequence[int]) -> tuple[Statement, exp.Select]:
            statement = Statement(graph, [*part, *also], source, self.dialect, keep)
            return statement, statements.count(statement, part, where, by)

        for text in self._texts(masks, made):
            for row in self._asked(text):
                value, (rows, *each) = (None, row) if by is None else (row[0], row[1:])
                found.setdefault(value, (rows, []))[1].extend(each)
        return [Group(value, rows, tuple(each)) for value, (rows, each) in found.items()]

    def rows(self, table: str, graph: Graph, wanted: Sequence[int], key: str, columns: Columns | None = None) -> dict[Any, Row]:
        """By the value of a column that names each row, the value of each term: true, false, a number, a day, a word, or None.

        Raises `CoequalError`, also where two rows have one key.
        """
        source = self._table(table, columns, key)
        found: dict[Any, list[Any]] = {}

        def made(part: Sequence[int]) -> tuple[Statement, exp.Select]:
            statement = Statement(graph, part, source, self.dialect, (key,))
            return statement, statements.rows(statement, part, key)

        done = 0
        for text in self._texts(wanted, made):
            answer = self._asked(text)
            here = [graph.terms[number] for number in wanted[done : done + (len(answer[0]) - 1 if answer else 0)]]
            for name, *values in self._converted(answer, here):
                found.setdefault(name, []).extend(values)
            if len(found) < len(answer):
                raise CoequalError(
                    f"{key} does not name each row of {table}: {len(answer):,} rows have {len(found):,} values of it."
                )
            done += len(here)
        return {name: tuple(values) for name, values in found.items()}

    @abstractmethod
    def close(self) -> None:
        """Let the database go."""

    @abstractmethod
    def _types(self, table: str) -> list[tuple[str, str]]:
        """The names and types of the columns of a table."""

    @abstractmethod
    def _run(self, text: str) -> list[Row]:
        """The rows that a query gives."""

    @abstractmethod
    def _failed(self, error: Exception) -> CoequalError | None:
        """What to say of an error of the database; None of any other."""

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Whatever the database raises becomes one `CoequalError`."""
        try:
            yield
        except Exception as error:
            said = None if isinstance(error, CoequalError) else self._failed(error)
            if said is None:
                raise
            raise said from None

    def source(self, table: str) -> exp.Expr:
        """A table, or a query in brackets, as what stands after FROM. Raises `CoequalError`."""
        if re.match(r"\s*(select|with)\b", table, re.IGNORECASE):
            return self._query(table)
        return named_table(table)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _query(self, text: str) -> exp.Expr:
        """A query that stands for a table: just one, which reads and does nothing else."""
        if not self.takes_queries:
            raise CoequalError(f"{self.dialect.says} takes the name of a table here, not a query. Make the query a view.")
        try:
            found = sqlglot.parse(text, dialect=self.dialect.name)
        except SqlglotError as error:
            raise CoequalError(f"This query cannot be read: {_plain(error)}") from None
        if len(found) != 1 or not isinstance(found[0], exp.Query):
            raise CoequalError("A table may be given as one query that begins with SELECT or WITH, and nothing after it.")
        return found[0].subquery("source", copy=False)

    def _table(self, table: str, columns: Columns | None, also: str | None) -> Table:
        """A table with the columns of facts. Each is there: of one that is not, SQLite would take the name for a word."""
        there = self.columns(table)
        found = there if columns is None else columns
        for name in [*(own.name for own in found.values()), *([] if also is None else [also])]:
            if name not in there:
                raise CoequalError(f"The table has no column {name}.{did_you_mean(name, there)}")
        return Table(self.source(table), found)

    def _texts(self, wanted: Sequence[int], made: Callable[[Sequence[int]], tuple[Statement, exp.Select]]) -> Iterator[str]:
        """The queries for what is wanted: one or, where that is more than the database takes, several."""
        statement, query = made(wanted)
        if max(statement.widest, len(wanted)) <= self.dialect.most_columns or len(wanted) < 2:
            text = query.sql(self.dialect.name, copy=False, comments=False)
            if len(text) <= self.dialect.most_letters or len(wanted) < 2:
                yield text
                return
        half = len(wanted) // 2
        yield from self._texts(wanted[:half], made)
        yield from self._texts(wanted[half:], made)

    def _asked(self, text: str) -> list[Row]:
        with self.telling():
            return self._run(text)

    def _converted(self, answer: Sequence[Row], here: Sequence[Term]) -> list[Row]:
        """Rows in which every value is of the kind that its term has."""
        converters = [self._converter(term) for term in here]
        if not any(converters):
            return list(answer)
        listed = list(zip(*answer, strict=True))
        columns = [
            values if convert is None else map(convert, values) for convert, values in zip(converters, listed[1:], strict=True)
        ]
        return list(zip(listed[0], *columns, strict=True))

    def _converter(self, _term: Term) -> Callable[[Any], Any] | None:
        """What makes the database's value one of Python's; None where it is one already."""
        return None


def _plain(error: Exception) -> str:
    """The words of an error without the colours of a terminal."""
    return re.sub(r"\x1b\[\d*m", "", str(error))

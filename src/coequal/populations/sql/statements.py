"""One SELECT for many terms: the table's columns as facts, level upon level of columns, and at last what is wanted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.facts.dictionary import Fact
from coequal.populations import terms
from coequal.populations.graph import Graph
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.dialects import Dialect
from coequal.populations.sql.given import Given
from coequal.populations.sql.layers import Layers
from coequal.populations.sql.operations import Writer
from coequal.populations.sql.writing import case, column, number
from coequal.populations.terms import Term

_LONGEST = 60  # letters of a name; PostgreSQL cuts off what is beyond 63


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a query in brackets; `columns` says where each column of a fact stands in it, and what it holds."""

    source: exp.Expr
    columns: Mapping[str, SqlColumn]


class Statement:
    """A query under construction. `keep` are columns of the table that go along as they are."""

    def __init__(self, graph: Graph, wanted: Iterable[int], table: Table, dialect: Dialect, keep: Sequence[str] = ()) -> None:
        """Plan the query over a table."""
        self.graph, self.dialect, self.source = graph, dialect, table.source
        self.layers = Layers(graph.terms, wanted, dialect)
        self._names = _names(graph, self.layers)
        self.kept = {name: f"kept {place}" for place, name in enumerate(keep, 1)}  # with a space, as no fact's column has
        self._given = [self._one_given(number, table.columns) for number in self.layers.new[0]]
        self._writer = Writer(graph.terms, dialect, self._names, self.layers.definite)

    @property
    def widest(self) -> int:
        """The most columns that any of the queries in it has."""
        return 2 * len(self._given) + len(self.kept) if len(self.layers.new) == 1 else self.layers.widest + len(self.kept)

    @property
    def used(self) -> list[str]:
        """The columns that it looks at, by the dictionary's names."""
        return [_standard(given.fact, given.term) for given in self._given]

    def truth(self, term: int) -> exp.Expr:
        """A wanted term as a condition over the last level."""
        return self._writer.truth(term)

    def value(self, term: int) -> exp.Expr:
        """A wanted term as a value over the last level."""
        return self._writer.value(term)

    def select(self, wanted: Sequence[exp.Expr]) -> exp.Select:
        """The whole query, in which these are worked out from the last level."""
        stages = [("given", self._first()), *self._rounding()]
        stages += [(f"step {level}", self._level(level)) for level in range(1, len(self.layers.new))]
        taken = self.source.sql(self.dialect.name).casefold()
        before: exp.Expr = self.source
        found: list[tuple[str, exp.Select]] = []
        for name, columns in stages:
            own = _free(name, taken)
            select = exp.Select(expressions=columns).from_(before, copy=False)
            found.append((own, select.offset(0, copy=False) if self.dialect.fence else select))
            before = exp.table_(own, quoted=True)
        whole = exp.Select(expressions=list(wanted)).from_(before, copy=False)
        for name, select in found:
            whole = whole.with_(exp.to_identifier(name, quoted=True), as_=select, copy=False)
        return whole

    def _one_given(self, place: int, columns: Mapping[str, SqlColumn]) -> Given:
        term = self.graph.terms[place]
        fact = self.graph.vocabulary.dictionary.facts[str(term.detail)]
        standard = _standard(fact, term)
        if standard not in columns:
            raise CoequalError(f"The table has no column {standard}.")
        return Given(fact, term, self._names[place], columns[standard], self.dialect)

    def _first(self) -> list[exp.Expr]:
        carried = [_named(column(name), own) for name, own in self.kept.items()]
        found = [*carried, *(_named(part, name) for given in self._given for name, part in given.first())]
        return found or [_named(number(1), "nothing")]

    def _rounding(self) -> list[tuple[str, list[exp.Expr]]]:
        """The two steps that round floating point numbers, where there are any."""
        if not any(given.is_float for given in self._given):
            return []
        carried = [column(own) for own in self.kept.values()]
        second = [_named(part, name) for given in self._given for name, part in given.second()]
        third = [_named(part, name) for given in self._given for name, part in given.third()]
        return [("floors", [*carried, *second]), ("facts", [*[part.copy() for part in carried], *third])]

    def _level(self, level: int) -> list[exp.Expr]:
        new = set(self.layers.new[level])
        found: list[exp.Expr] = [column(own) for own in self.kept.values()]
        for term in self.layers.there(level):
            own = self._names[term]
            found.append(_named(self._writer.definition(term), own) if term in new else column(own))
        return found


def count(statement: Statement, masks: Sequence[int], where: int | None, by: str | None) -> exp.Select:
    """How many rows there are, and of how many each mask is true; for each value of a column, if one is named."""
    group = [] if by is None else [column(statement.kept[by])]
    ones = [case((statement.truth(mask), number(1))) for mask in masks]
    counts = [exp.Count(this=exp.Star()), *(exp.Count(this=one) for one in ones)]
    wanted = [_named(part, f"n{place}") for place, part in enumerate(counts)]
    found = statement.select([*(_named(part, "by") for part in group), *wanted])
    if where is not None:
        found = found.where(statement.truth(where), copy=False)
    return found.group_by(group[0].copy(), copy=False) if group else found


def rows(statement: Statement, wanted: Sequence[int], key: str) -> exp.Select:
    """The key of each row, and the value of each term that is wanted."""
    parts = [_named(statement.value(term), f"r{place}") for place, term in enumerate(wanted)]
    return statement.select([_named(column(statement.kept[key]), "key"), *parts])


def _named(part: exp.Expr, name: str) -> exp.Expr:
    if isinstance(part, exp.Column) and part.name == name:
        return part
    return exp.alias_(part, name, quoted=True, copy=False)


def _names(graph: Graph, layers: Layers) -> dict[int, str]:
    """A name for each column: that of the fact or, where it has none, a letter and a number."""
    found: dict[int, str] = {}
    facts = graph.vocabulary.dictionary.facts
    for place in layers.new[0]:
        term = graph.terms[place]
        name = _standard(facts[str(term.detail)], term)
        found[place] = name if len(name) <= _LONGEST else f"fact {place}"
    taken = set(found.values())
    others = sorted(layers.columns.difference(found))
    return found | {place: _free(f"c{number_}", taken) for number_, place in enumerate(others, 1)}


def _standard(fact: Fact, term: Term) -> str:
    """The dictionary's name of the column in which a given value stands."""
    return f"{fact.column}_date" if term.operation == terms.GIVEN_DATE else fact.column


def _free(name: str, taken: Iterable[str] | str) -> str:
    """A name that is not taken."""
    while name in taken:
        name += "_"
    return name

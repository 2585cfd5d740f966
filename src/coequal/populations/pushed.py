"""Counting where the data are: the conditions go to a database as SQL, and only counts come back."""

from decimal import Decimal
from typing import Final

import numpy as np
import pyarrow as pa

from coequal.errors import CoequalError
from coequal.populations.groups import Groups, label
from coequal.populations.question import Question
from coequal.populations.reading import Layouts
from coequal.populations.sql import column_types
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.engine import Engine, Group
from coequal.populations.sql.engines import open_engine
from coequal.populations.tally import Tally
from coequal.populations.terms import AND

_NUMBERS: Final = (column_types.WHOLE, column_types.FLOAT, column_types.DECIMAL)


class Remote:
    """People in a table or a query of a database, which counts them itself."""

    def __init__(self, engine: Engine, table: str) -> None:
        """Ask what columns there are. Raises `CoequalError`."""
        self.engine, self.table, self.name = engine, table, table
        self.types = engine.columns(table)
        numbers = {name: own.holds(engine.dialect.name) in _NUMBERS for name, own in self.types.items()}
        self.schema = pa.schema([(name, pa.float64() if is_number else pa.string()) for name, is_number in numbers.items()])

    def count(self, question: Question, layouts: Layouts, groups: Groups) -> Tally:
        """The counts that the database comes to. Raises `CoequalError`."""
        columns, graph, measures = self._columns(layouts), question.graph, question.measures
        usable = graph.joined(AND, [question.meant, graph.negated(question.contradictory)])

        def counted(where: int, by: str | None = None) -> list[Group]:
            return self.engine.count(self.table, graph, measures, where=where, by=by, columns=columns)

        (everybody,) = self.engine.count(self.table, graph, [question.contradictory], where=question.meant, columns=columns)
        found = Tally(everybody.rows, everybody.each[0])
        for one in counted(usable):
            _add(found, None, one)
        for name, band in groups.terms(graph).items():
            for one in counted(graph.joined(AND, [usable, band])):
                if one.rows:
                    _add(found, name, one)
        for one in counted(usable, groups.column) if groups.column else []:
            _add(found, _label(one, groups), one)
        return found

    def _columns(self, layouts: Layouts) -> dict[str, SqlColumn]:
        for layout in layouts.values():
            if layout.unit not in (None, layout.fact.unit):
                message = f"{layout.says} is in {layout.unit}, and an engine takes it in {layout.fact.unit}. Convert it in a view."
                raise CoequalError(message)
        return {
            own.standard: SqlColumn(own.column, self.types[own.column].type, {word: own.means(word) for word in own.words})
            for own in layouts.values()
        }


def open_remote(url: str, table: str) -> Remote:
    """The people in a database that counts them itself. Raises `CoequalError`."""
    return Remote(open_engine(url), table)


def _add(found: Tally, group: str | None, counted: Group) -> None:
    """Add the counts of a group; several values of a column may make one."""
    each = np.array(counted.each, np.int64)
    found.counts[group] = found.counts[group] + each if group in found.counts else each
    found.sizes[group] = found.sizes.get(group, 0) + counted.rows


def _label(group: Group, groups: Groups) -> str:
    if group.value is None or not groups.cuts:
        return label(group.value)
    return groups.labels[sum(cut <= Decimal(str(group.value)) for cut in groups.cuts)]

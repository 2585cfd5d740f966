"""Synthetic people as an Arrow table: each column of the type of its fact in the dictionary."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa

from coequal.facts.dictionary import Dictionary, Fact
from coequal.policies.library import Library
from coequal.populations.synthetic.column import Column, Columns
from coequal.populations.synthetic.people import make_block
from coequal.populations.synthetic.recipe import Recipe

SERVICE = "assisted-conception"
BESIDES = {"person": pa.int64(), "deprivation_decile": pa.int8(), "ethnicity": pa.string(), "synthetic": pa.bool_()}
_WHOLE = ((pa.int8(), 2**7), (pa.int16(), 2**15))


@cache
def dictionary() -> Dictionary:
    """The facts of assisted conception."""
    return Library().vocabulary(SERVICE).dictionary


@cache
def by_column() -> dict[str, Fact]:
    """The facts that can be given, by the names of their columns; a date of a result is under the name of its own column."""
    facts = [fact for fact in dictionary().facts.values() if fact.formula is None]
    return {name: fact for fact in facts for name in (fact.column, *([f"{fact.column}_date"] if fact.dated else []))}


def arrow_type(name: str, column: Column) -> Any:
    """The Arrow type of a column."""
    if column.words is not None:
        return pa.dictionary(next(whole for whole, size in _WHOLE if len(column.words) < size), pa.string())
    if name in BESIDES:
        return BESIDES[name]
    fact = by_column()[name]
    if fact.kind == "date" or name != fact.column:
        return pa.date32()
    if fact.kind == "boolean":
        return pa.bool_()
    return pa.float64() if fact.decimals else next(whole for whole, size in _WHOLE if int(str(fact.plausible[1])) < size)


def to_array(name: str, column: Column) -> Any:
    """The Arrow array of a column: rounded as the dictionary says, null where nothing is known."""
    kind = arrow_type(name, column)
    mask = None if column.known is None else ~column.known
    if column.words is not None:
        places = pa.array(column.values.astype(kind.index_type.to_pandas_dtype()), mask=mask)
        return pa.DictionaryArray.from_arrays(places, list(column.words))
    if kind == pa.date32():
        return pa.array(column.values.astype(np.int32), mask=mask).view(kind)
    values = np.round(column.values, by_column()[name].decimals) if kind == pa.float64() else column.values
    return pa.array(values.astype(kind.to_pandas_dtype()), mask=mask)


def to_batch(columns: Columns, recipe: Recipe) -> Any:
    """The Arrow record batch of one block."""
    arrays = [to_array(name, column) for name, column in columns.items()]
    fields = [pa.field(name, array.type) for name, array in zip(columns, arrays, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata=recipe.metadata))


def make_table(recipe: Recipe, blocks: Iterable[int] | None = None) -> Any:
    """All people of a recipe, in memory. `blocks` are those of the recipe, perhaps with progress around them."""
    found = recipe.blocks if blocks is None else blocks
    return pa.Table.from_batches([to_batch(make_block(recipe, block), recipe) for block in found])

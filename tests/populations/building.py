"""Rows as Arrow columns, a kernel run over them, and what comes out of it as the reference would say it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from coequal.criteria.closures import Values
from coequal.criteria.syntax import Node
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.rules import Rules
from coequal.facts.dates import Months
from coequal.facts.dictionary import Fact
from coequal.populations import terms
from coequal.populations.bitmaps import Bitmap, Truth, everybody, unpack
from coequal.populations.columns import Layout, check_type, read_column
from coequal.populations.graph import Graph
from coequal.populations.kernel import Batch, Column, Kernel, Words
from coequal.populations.mapping import Names, layouts
from coequal.populations.measures import Asked
from coequal.populations.question import Question
from coequal.populations.terms import Term

KINDS: dict[str, pa.DataType] = {"boolean": pa.bool_(), "date": pa.date32(), "choice": pa.string(), "area": pa.string()}


def given_facts(vocabulary: Vocabulary) -> list[Fact]:
    """The facts that may be given, as opposed to those that are always worked out."""
    return [fact for fact in vocabulary.dictionary.facts.values() if fact.formula is None]


def empty_case(vocabulary: Vocabulary) -> Values:
    """A case of which nothing is known."""
    return [None] * (len(vocabulary.slots.value) + len(vocabulary.slots.on))


def case_of(vocabulary: Vocabulary, facts: Mapping[str, Any], dates: Mapping[str, date] | None = None) -> Values:
    """A case of which some facts are known, and of which some have a date of evidence."""
    values = empty_case(vocabulary)
    for name, value in facts.items():
        values[vocabulary.slots.value[name]] = value
    for name, day in (dates or {}).items():
        values[vocabulary.slots.on[name]] = day
    return values


def plausible(vocabulary: Vocabulary, values: Values) -> Values:
    """What a table can hold of a case: numbers in the fact's own places, nothing that cannot occur, nothing worked out."""
    found = list(values)
    for name, fact in vocabulary.dictionary.facts.items():
        place = vocabulary.slots.value[name]
        if fact.formula is not None:
            found[place] = None
        elif found[place] is not None and fact.kind in ("number", "date"):
            value = found[place].quantize(Decimal(1).scaleb(-fact.decimals)) if fact.kind == "number" else found[place]
            low, high = fact.plausible
            found[place] = value if low <= value <= high else None
    return found


def number_array(values: Sequence[Decimal | None], kind: pa.DataType) -> pa.Array:
    """Numbers in a column of some type."""
    if pa.types.is_decimal(kind):
        return pa.array(values, kind)
    make = float if pa.types.is_floating(kind) else int
    return pa.array([None if value is None else make(value) for value in values], kind)


def arrays(
    vocabulary: Vocabulary, cases: Sequence[Values], numbers: Mapping[str, pa.DataType] | None = None
) -> dict[str, pa.Array]:
    """A column for each fact and each date of evidence, by its name; `numbers` says of what type those of some facts are."""
    found: dict[str, pa.Array] = {}
    slots = vocabulary.slots
    for fact in given_facts(vocabulary):
        values = [case[slots.value[fact.name]] for case in cases]
        if fact.kind == "number":
            standard = pa.float64() if fact.decimals else pa.int16()
            found[fact.column] = number_array(values, (numbers or {}).get(fact.name, standard))
        else:
            found[fact.column] = pa.array(values, KINDS[fact.kind])
        if fact.dated:
            found[f"{fact.column}_date"] = pa.array([case[slots.on[fact.name]] for case in cases], pa.date32())
    return found


def table(vocabulary: Vocabulary, cases: Sequence[Values]) -> pa.Table:
    """Cases as a table."""
    return pa.table(arrays(vocabulary, cases))


def layouts_of(vocabulary: Vocabulary, columns: Iterable[str]) -> dict[Column, Layout]:
    """Where the facts stand in a table whose columns are called after them."""
    return layouts(vocabulary.dictionary, columns, Names())


def batch_of(kernel: Kernel, vocabulary: Vocabulary, found: pa.RecordBatch) -> Batch:
    """The columns that a kernel wants, read from a record batch."""
    there = layouts_of(vocabulary, found.schema.names)
    columns = {}
    for column in kernel.columns:
        layout = there[column]
        array = found.column(layout.column)
        check_type(layout, array.type)
        columns[column] = read_column(layout, array, kernel.words.number).register
    return Batch(found.num_rows, columns, kernel.words.number)


def answers(kernel: Kernel, batch: Batch) -> list[list[Any]]:
    """What each term that a kernel gives comes to for each row, as the reference would say it."""
    found: list[list[Any]] = [[]] * len(kernel.wanted)

    def sink(place: int, register: Any) -> None:
        found[place] = said(kernel.graph.terms[kernel.wanted[place]], register, batch, kernel.words)

    kernel.run(batch, sink)
    return found


def said(term: Term, register: Any, batch: Batch, words: Words) -> list[Any]:
    """A register as a list of the values of the reference, None for what is not known."""
    if isinstance(register, Truth):
        return truths(register, batch.rows)
    known = bits(register.known, batch.rows)
    numbers = np.broadcast_to(register.values, (batch.rows,))
    return [_value(term, number, words) if there else None for number, there in zip(numbers, known, strict=True)]


def truths(truth: Truth, rows: int) -> list[bool | None]:
    """A truth of each row. No bit may be set after the last row, nor both of one row, since bits are counted."""
    true = bits(truth.true, rows)
    false = [not one for one in true] if truth.false is None else bits(truth.false, rows)
    assert not any(a and b for a, b in zip(true, false, strict=True))
    return [True if a else False if b else None for a, b in zip(true, false, strict=True)]


def bits(bitmap: Bitmap | None, rows: int) -> list[bool]:
    """The bits of a bitmap; all of them where there is none."""
    if bitmap is None:
        return [True] * rows
    assert not (bitmap & ~everybody(rows)).any()
    return [bool(bit) for bit in unpack(bitmap, rows)]


def _value(term: Term, number: Any, words: Words) -> Any:
    whole = int(number)
    match term.sort:
        case terms.NUMBER:
            return Decimal(whole).scaleb(-term.scale)
        case terms.DAY:
            return date.fromordinal(whole + terms.EPOCH)
        case terms.MONTHS:
            return Months(whole)
        case terms.DAYS:
            return timedelta(whole)
    return next(word for word, its_number in words._numbers.items() if its_number == whole)


def kernel_of(vocabulary: Vocabulary, trees: Sequence[Node]) -> Kernel:
    """A kernel for some expressions."""
    graph = Graph(vocabulary)
    return Kernel(graph, [graph.add(tree) for tree in trees])


def worked_out(vocabulary: Vocabulary, trees: Sequence[Node], found: pa.RecordBatch) -> list[list[Any]]:
    """What some expressions come to for each row of a batch."""
    kernel = kernel_of(vocabulary, trees)
    return answers(kernel, batch_of(kernel, vocabulary, found))


def question(vocabulary: Vocabulary, *policies: Rules, columns: Iterable[str] | None = None) -> Question:
    """Policies asked about a population that has every column, or some; each under its id and its place."""
    standard = {layout.standard for layout in layouts_of(vocabulary, arrays(vocabulary, [])).values()}
    asked = [Asked(f"{rules.policy.id} {place}", rules) for place, rules in enumerate(policies)]
    return Question(asked, vocabulary, standard if columns is None else set(columns))

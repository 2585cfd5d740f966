"""The answers about each person under one policy as Arrow columns, in the words and by the names that SQL gives them too."""

from collections.abc import Sequence
from typing import Any, assert_never

import numpy as np
import pyarrow as pa

from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.populations.answers import CONTRADICTORY, Answer, Number, Truth, Words, answers
from coequal.populations.bitmaps import Bitmap, unpack
from coequal.populations.kernel import Batch, Kernel
from coequal.populations.kernel import Words as Numbering
from coequal.populations.question import Question


class Answered:
    """The answers that one policy gives about people, batch by batch; `keep` are columns of theirs to stand beside them."""

    def __init__(self, rules: Rules, question: Question, keep: Sequence[str], words: Numbering) -> None:
        """Compile the answers. Raises `CoequalError` where a column that is kept has the name of an answer."""
        self.keep = list(dict.fromkeys(keep))
        self.answers = answers(rules, question.graph)
        self._terms = [question.contradictory, *(term for one in self.answers for term in one.terms)]
        self.kernel = Kernel(question.graph, self._terms, words)
        taken = {CONTRADICTORY, *(one.name for one in self.answers)}
        if both := [name for name in self.keep if name in taken]:
            raise CoequalError(f"An answer is called {both[0]} too. Rename that column of the people, or do not keep it.")

    def schema(self, of: pa.Schema) -> pa.Schema:
        """The columns of the answers about people with this schema. Raises `CoequalError` for a column to keep that they lack."""
        for name in self.keep:
            if name not in of.names:
                raise CoequalError(f'There is no column "{name}" to keep.')
        fields = [pa.field(one.name, _kind(one), metadata={"says": one.says}) for one in self.answers]
        return pa.schema([*(of.field(name) for name in self.keep), *fields, pa.field(CONTRADICTORY, pa.bool_())])

    def of(self, batch: Batch, found: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        """The answers about the people in a batch; about one whose facts deny one another there are none."""
        results: list[Any] = [None] * len(self._terms)
        self.kernel.run(batch, results.__setitem__)
        refused, *rest = results
        columns = [found.column(name).cast(schema.field(name).type) for name in self.keep]
        for one in self.answers:
            own, rest = rest[: len(one.terms)], rest[len(one.terms) :]
            columns.append(_column(one, own, batch, refused.true))
        columns.append(pa.array(unpack(refused.true, batch.rows), pa.bool_()))
        return pa.RecordBatch.from_arrays(columns, schema=schema)


def _kind(answer: Answer) -> pa.DataType:
    match answer:
        case Words():
            return pa.dictionary(pa.int8(), pa.string())
        case Number(scale=scale):
            return pa.float64() if scale else pa.int64()
        case Truth():
            return pa.bool_()
        case _:
            assert_never(answer)


def _column(answer: Answer, results: Sequence[Any], batch: Batch, refused: Bitmap) -> pa.Array:
    nobody = unpack(refused, batch.rows)
    match answer:
        case Words(conditions=conditions):
            places = np.zeros(batch.rows, np.int8)
            for place, result in enumerate(results):
                places += np.int8(place) * unpack(result.true, batch.rows)
            return pa.DictionaryArray.from_arrays(pa.array(places, mask=nobody), pa.array(list(conditions)))
        case Number(scale=scale):
            (value,) = results
            known = batch.everybody if value.known is None else value.known
            numbers = np.broadcast_to(value.values, (batch.rows,))
            plain = numbers.astype(float) / 10**scale if scale else numbers.astype(np.int64)
            return pa.array(plain, mask=~unpack(known & ~refused, batch.rows))
        case Truth():
            return pa.array(unpack(results[0].true, batch.rows), pa.bool_(), mask=nobody)
        case _:
            assert_never(answer)

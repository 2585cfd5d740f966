"""The answers for each person, as columns: the outcome and the amounts of each policy, and the status of each criterion.

A status is a nullable boolean: true where the criterion stands in nobody's way (*met* or *not applicable*), false where
it does (*not met*; of a judgement *for judgement*), and not there where it is not known.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from coequal.eligibility.expressions import failing
from coequal.eligibility.outcome import OUTCOMES
from coequal.errors import CoequalError
from coequal.populations.bitmaps import Bitmap, Truth, unpack
from coequal.populations.csv_file import CsvFile
from coequal.populations.kernel import Batch, Kernel, Words
from coequal.populations.measures import Measures, depends_on_reading
from coequal.populations.question import Question
from coequal.populations.registers import Value
from coequal.populations.sources import is_synthetic

Column = Callable[[Batch, list[Any]], pa.Array]
ENDINGS = (".parquet", ".csv", ".arrow")


class Rows:
    """The columns of answers that a question has, worked out batch by batch."""

    def __init__(self, question: Question, keep: Sequence[str], words: Words | None = None) -> None:
        """Compile the answers; `keep` are columns of the population to stand beside them."""
        self.keep = list(dict.fromkeys(keep))
        self._terms: list[int] = [question.contradictory, question.meant]
        self._made: list[tuple[pa.Field, Column]] = []
        for policy in question.policies:
            self._policy(policy)
        self.kernel = Kernel(question.graph, self._terms, words)

    def schema(self, of: pa.Schema) -> pa.Schema:
        """The columns of the answers, for a population with this schema. Raises `CoequalError` for a column that it lacks."""
        for name in self.keep:
            if name not in of.names:
                raise CoequalError(f'There is no column "{name}" to keep.')
        kept = [of.field(name) for name in self.keep]
        about = json.dumps({"assessed": True, "synthetic": is_synthetic(of)})
        return pa.schema([*kept, *(field for field, _ in self._made)], {"coequal": about})

    def of(self, batch: Batch, found: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
        """The answers for those people in a batch who are meant; one whose facts contradict one another has none."""
        results: list[Any] = [None] * len(self._terms)
        self.kernel.run(batch, results.__setitem__)
        kept = [found.column(name).cast(schema.field(name).type) for name in self.keep]
        answers = pa.RecordBatch.from_arrays([*kept, *(make(batch, results) for _, make in self._made)], schema=schema)
        meant = results[1].true
        return answers if np.array_equal(meant, batch.everybody) else answers.filter(pa.array(unpack(meant, batch.rows)))

    def _policy(self, policy: Measures) -> None:
        name = policy.asked.name
        outcome = pa.dictionary(pa.int8(), pa.string())
        self._add(f"{name}:outcome", outcome, _outcome, [policy.outcomes[found] for found in OUTCOMES])
        changed = depends_on_reading(policy.readings, policy.graph)
        self._add(f"{name}:depends on reading", pa.bool_(), _truth, [changed])
        for funded in policy.said.treatments:
            names = [policy.graph.add(funded.outcomes[found]) for found in OUTCOMES]
            self._add(f"{name}:{funded.treatment.id}.outcome", outcome, _outcome, names)
            for what, amount in funded.amounts.items():
                value, unstated = policy.graph.add(amount.value), policy.graph.add(amount.unstated)
                scale = policy.graph.terms[value].scale
                kind = pa.float64() if scale else pa.int64()
                self._add(f"{name}:{funded.treatment.id}.{what}", kind, _amount(scale), [value])
                if policy.graph.terms[unstated].operation != "constant":
                    self._add(f"{name}:{funded.treatment.id}.{what} not stated", pa.bool_(), _truth, [unstated])
        for place, criterion in enumerate(policy.rules.criteria):
            if place in policy.deciding or place in policy.readiness:
                says = {"false": failing(criterion), "true": "met or not applicable", "clause": criterion.clause}
                self._add(f"{name}:{criterion.id}", pa.bool_(), _truth, [policy.passes[place]], says)

    def _add(
        self, name: str, kind: pa.DataType, make: Callable[..., pa.Array], terms: Sequence[int], says: dict[str, str] | None = None
    ) -> None:
        places = range(len(self._terms), len(self._terms) + len(terms))
        self._terms.extend(terms)
        self._made.append(
            (
                pa.field(name, kind, metadata=says),
                lambda batch, results: make(batch, results[0].true, *(results[n] for n in places)),
            )
        )


def _truth(batch: Batch, contradictory: Bitmap, truth: Truth) -> pa.Array:
    known = batch.everybody if truth.false is None else truth.true | truth.false
    bits = [pa.py_buffer(known & ~contradictory), pa.py_buffer(truth.true)]
    return pa.Array.from_buffers(pa.bool_(), batch.rows, bits)


def _outcome(batch: Batch, contradictory: Bitmap, *outcomes: Truth) -> pa.Array:
    found = np.zeros(batch.rows, np.int8)
    for place, outcome in enumerate(outcomes):
        found += np.int8(place) * unpack(outcome.true, batch.rows)
    return pa.DictionaryArray.from_arrays(pa.array(found, mask=unpack(contradictory, batch.rows)), pa.array(OUTCOMES))


def _amount(scale: int) -> Callable[..., pa.Array]:
    def amount(batch: Batch, contradictory: Bitmap, value: Value) -> pa.Array:
        known = (batch.everybody if value.known is None else value.known) & ~contradictory
        numbers = np.broadcast_to(value.values, (batch.rows,))
        plain = numbers.astype(float) / 10**scale if scale else numbers.astype(np.int64)
        return pa.array(plain, mask=~unpack(known, batch.rows))

    return amount


def open_writer(path: Path, schema: pa.Schema, ending: str) -> Any:
    """A writer of record batches for one of the endings. Raises `CoequalError` for another, or a column that CSV cannot hold."""
    match ending:
        case ".parquet":
            return pq.ParquetWriter(path, schema, compression="zstd")
        case ".csv":
            return CsvFile(path, schema)
        case ".arrow":
            return pa.ipc.new_file(path, schema)
    raise CoequalError(f"Answers are written to files that end in {', '.join(ENDINGS)}, not in {ending or 'nothing'}.")

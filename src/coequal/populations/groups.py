"""People by group: by the values of a column, by bands of its numbers, or by bands of a fact such as an age."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import isnan

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coequal.criteria.syntax import Compare, Fact, Literal
from coequal.criteria.types import BOOLEAN, NUMBER
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError, did_you_mean
from coequal.populations.bitmaps import Bitmap, pack
from coequal.populations.graph import Graph
from coequal.populations.terms import AND

MOST_GROUPS = 400
NOT_KNOWN = "not known"
_CUT = re.compile(r"(?P<name>[^:]+):\s*(?P<cuts>-?\d+(\.\d+)?(\s*,\s*-?\d+(\.\d+)?)*)")


@dataclass(frozen=True, slots=True)
class Groups:
    """By what people are grouped, if by anything: a column of the table, or a number that is a fact.

    `cuts` are where bands of its numbers begin.
    """

    column: str | None = None
    fact: str | None = None
    cuts: tuple[Decimal, ...] = ()

    @property
    def says(self) -> str | None:
        """What people are grouped by."""
        return self.column or self.fact

    @property
    def columns(self) -> list[str]:
        """The columns that are looked at for themselves."""
        return [] if self.column is None else [self.column]

    def terms(self, graph: Graph) -> dict[str, int]:
        """Of each band of a fact, the condition to be in it; of those not in any, it is not known."""
        if self.fact is None:
            return {}
        fact = Fact(self.fact, type=graph.vocabulary.types[self.fact])
        at_least = [graph.sure(graph.add(Compare(">=", fact, Literal(cut, type=NUMBER), type=BOOLEAN))) for cut in self.cuts]
        known = graph.known(graph.add(fact))
        ends = zip([known, *at_least], [*at_least, None], strict=True)
        bands = [graph.joined(AND, [low] if high is None else [low, graph.negated(high)]) for low, high in ends]
        return {**dict(zip(self.labels, bands, strict=True)), NOT_KNOWN: graph.negated(known)}

    def of(self, batch: pa.RecordBatch) -> dict[str, Bitmap]:
        """The members of each group of a column in a batch. Raises `CoequalError` where there are too many groups to print."""
        if self.column is None:
            return {}
        values = batch.column(self.column)
        coded = self._banded(values) if self.cuts else values
        coded = coded if pa.types.is_dictionary(coded.type) else pc.dictionary_encode(coded)
        labels = [label(value) for value in coded.dictionary.to_pylist()]
        if len(labels) > MOST_GROUPS:
            message = (
                f'"{self.column}" has more than {MOST_GROUPS} values. Say where bands begin, as in --by "{self.column}: 25, 35".'
            )
            raise CoequalError(message)
        places = np.asarray(pc.fill_null(coded.indices, len(labels)))
        found: dict[str, Bitmap] = {}
        for place, name in enumerate([*labels, NOT_KNOWN]):
            members = pack(places == place)
            found[name] = found[name] | members if name in found else members
        return {name: members for name, members in found.items() if members.any()}

    def in_order(self, labels: Sequence[str]) -> list[str]:
        """Labels in the order in which to show them: bands as they rise, numbers by size, words by the alphabet."""
        if self.cuts:
            return [label for label in (*self.labels, NOT_KNOWN) if label in labels]
        return sorted(labels, key=_place)

    @property
    def labels(self) -> list[str]:
        """The bands in words."""
        ends = [f"{cut.normalize():f}" for cut in self.cuts]
        between = [f"{low} to under {high}" for low, high in pairwise(ends)]
        return [f"under {ends[0]}", *between, f"{ends[-1]} and over"]

    def _banded(self, values: pa.Array) -> pa.Array:
        known = np.asarray(pc.fill_null(pc.cast(values, pa.float64()), np.nan))
        bands = np.searchsorted(np.array(self.cuts, float), known, side="right").astype(np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(bands, mask=np.isnan(known)), pa.array(self.labels))


def read_groups(text: str | None, schema: pa.Schema, vocabulary: Vocabulary, columns: Mapping[str, str] | None = None) -> Groups:
    """The groups in a text such as `ethnicity` or `patient age at treatment: 23, 35, 40`. Raises `CoequalError`.

    `columns` says where facts stand that do not stand in a column called after them.
    """
    if text is None:
        return Groups()
    found = _CUT.fullmatch(text)
    name = found["name"].strip() if found else text.strip()
    cuts = tuple(Decimal(cut.strip()) for cut in found["cuts"].split(",")) if found else ()
    if list(cuts) != sorted(set(cuts)):
        raise CoequalError(f'The bands of "{name}" begin at numbers that rise, such as 25, 35.')
    before, colon, behind = text.rpartition(":")
    if colon and not found and {before.strip(), text.strip()} & {*schema.names, *vocabulary.dictionary.facts} == {before.strip()}:
        raise CoequalError(
            f'"{behind.strip()}" is not where a band begins. Write numbers, as in --by "{before.strip()}: 25, 35, 40".'
        )
    fact = vocabulary.dictionary.facts.get(name)
    column = name if fact is None else (columns or {}).get(name, fact.column)
    if fact is not None and fact.kind == "number":
        if not cuts:
            raise CoequalError(f'Say where bands of "{name}" begin, as in --by "{name}: 25, 35, 40".')
        return Groups(fact=name, cuts=cuts)
    if column not in schema.names:
        known = [*schema.names, *(fact.name for fact in vocabulary.dictionary.facts.values() if fact.kind == "number")]
        raise CoequalError(f'The table has no column "{name}" by which to group.{did_you_mean(name, known)}')
    kind = schema.field(column).type
    if pa.types.is_nested(kind):
        raise CoequalError(f'"{column}" holds more than one value for a person, so nobody can be grouped by it.')
    if cuts and not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise CoequalError(f'"{column}" holds no numbers, so it has no bands. Write --by {column}.')
    return Groups(column, cuts=cuts)


def _place(label: str) -> tuple[int, float, str]:
    try:
        return 0, float(label), ""
    except ValueError:
        return (2 if label == NOT_KNOWN else 1), 0, label


def label(value: object) -> str:
    """The value of a column as the name of a group."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return NOT_KNOWN
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

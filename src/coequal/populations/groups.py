"""People by group: the values of one column, or bands of its numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coequal.errors import CoequalError, did_you_mean
from coequal.populations.bitmaps import Bitmap, pack

MOST_GROUPS = 400
NOT_KNOWN = "not known"
_CUT = re.compile(r"(?P<column>[^:]+?)\s*:\s*(?P<cuts>-?\d+(\.\d+)?(\s*,\s*-?\d+(\.\d+)?)*)")


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one column, or none at all; `cuts` are where bands of its numbers begin."""

    column: str | None = None
    cuts: tuple[float, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The columns that are looked at."""
        return [] if self.column is None else [self.column]

    def of(self, batch: pa.RecordBatch) -> dict[str, Bitmap]:
        """The members of each group in a batch. Raises `CoequalError` where there are too many groups to print."""
        if self.column is None:
            return {}
        values = batch.column(self.column)
        coded = self._banded(values) if self.cuts else values
        coded = coded if pa.types.is_dictionary(coded.type) else pc.dictionary_encode(coded)
        labels = [_label(value) for value in coded.dictionary.to_pylist()]
        if len(labels) > MOST_GROUPS:
            message = f'"{self.column}" has more than {MOST_GROUPS} values. Name where bands begin, as in --by "{self.column}: 25, 35".'
            raise CoequalError(message)
        places = np.asarray(pc.fill_null(coded.indices, len(labels)))
        found: dict[str, Bitmap] = {}
        for place, label in enumerate([*labels, NOT_KNOWN]):
            members = pack(places == place)
            found[label] = found[label] | members if label in found else members
        return {label: members for label, members in found.items() if members.any()}

    def _banded(self, values: pa.Array) -> pa.Array:
        numbers = pc.cast(values, pa.float64())
        known = np.asarray(pc.fill_null(numbers, np.nan))
        bands = np.searchsorted(np.array(self.cuts), known, side="right").astype(np.int32)
        return pa.DictionaryArray.from_arrays(pa.array(bands, mask=np.isnan(known)), pa.array(self._labels()))

    def _labels(self) -> list[str]:
        ends = [f"{cut:g}" for cut in self.cuts]
        between = [f"{low} to under {high}" for low, high in zip(ends, ends[1:], strict=False)]
        return [f"under {ends[0]}", *between, f"{ends[-1]} and over"]


def read_groups(text: str | None, columns: Sequence[str], schema: pa.Schema) -> Groups:
    """The groups in a text such as `ethnicity` or `deprivation_decile: 3, 8`. Raises `CoequalError`."""
    if text is None:
        return Groups()
    found = _CUT.fullmatch(text)
    column = found["column"].strip() if found else text.strip()
    if column not in columns:
        raise CoequalError(f'The table has no column "{column}" by which to group.{did_you_mean(column, columns)}')
    kind = schema.field(column).type
    if not found:
        return Groups(column)
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)):
        raise CoequalError(f'"{column}" holds no numbers, so it has no bands. Write --by {column}.')
    cuts = [float(cut) for cut in found["cuts"].split(",")]
    if cuts != sorted(set(cuts)):
        raise CoequalError(f'The bands of "{column}" begin at numbers that rise, such as 25, 35.')
    return Groups(column, tuple(cuts))


def _label(value: object) -> str:
    if value is None:
        return NOT_KNOWN
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)

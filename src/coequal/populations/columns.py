"""A column of a table as a fact: what its values may be, and what is done with those that cannot be right.

What cannot be used for anybody is an error that says what to do: text for a number, a word that no case may have.
A single value that cannot occur, such as a body mass index of 0, is *not known*, and is counted.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coequal.errors import CoequalError, did_you_mean
from coequal.facts.dictionary import Fact
from coequal.facts.values import EXACT, say_value
from coequal.populations.bitmaps import Bitmap, Truth, count, everybody, from_buffer, nobody, pack
from coequal.populations.publishing import say_count
from coequal.populations.registers import GivenNumber, GivenWord, Register, Value
from coequal.populations.terms import EPOCH, FIRST_DAY, LAST_DAY

NOT_KNOWN = "not known"  # what a mapping file says of a word that stands for nothing
_AREA = re.compile(r"[A-Z0-9]{3,6}")
_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a fact's values stand in a table, and how its values are written there where they are written otherwise."""

    fact: Fact
    column: str
    is_date: bool = False
    words: dict[str, str] = field(default_factory=dict)
    unit: str | None = None

    @property
    def says(self) -> str:
        """The column as a message names it."""
        name = f"{self.fact.name} date" if self.is_date else self.fact.name
        return name if self.column == self.standard else f"{name} (column {self.column})"

    def means(self, word: str) -> str | None:
        """What a word of the column means; None where it says that nothing is known."""
        meaning = self.words.get(word, word)
        return None if meaning == NOT_KNOWN else meaning

    @property
    def standard(self) -> str:
        """The name of the column where no mapping says otherwise."""
        return f"{self.fact.column}_date" if self.is_date else self.fact.column


class Read(NamedTuple):
    """A column read: its values, and how many of them cannot be right and were taken as not known."""

    register: Register
    implausible: int = 0


def usual_type(layout: Layout) -> pa.DataType:
    """The type that a column has where nothing but what it means tells: every number may have decimal places."""
    if layout.words:
        return pa.string()
    kinds = {"boolean": pa.bool_(), "number": pa.float64(), "date": pa.date32()}
    return kinds["date"] if layout.is_date else kinds.get(layout.fact.kind, pa.string())


def check_type(layout: Layout, kind: pa.DataType) -> None:
    """Nothing, where a column of this type can hold the fact. Raises `CoequalError` with what to do where it cannot."""
    fact, wanted = layout.fact, "date" if layout.is_date else layout.fact.kind
    if pa.types.is_null(kind):
        return
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_float32(plain) or pa.types.is_float16(plain):
        message = f"{layout.says} has numbers of {plain.bit_width} bits, in which 5.4 is more than 5.4. Write it with 64 bits."
        raise CoequalError(message)
    text = pa.types.is_string(plain) or pa.types.is_large_string(plain) or pa.types.is_string_view(plain)
    right = {
        "boolean": pa.types.is_boolean(plain) or pa.types.is_integer(plain) or (text and bool(layout.words)),
        "number": pa.types.is_integer(plain) or pa.types.is_float64(plain) or pa.types.is_decimal(plain),
        "date": pa.types.is_date(plain) or pa.types.is_timestamp(plain),
        "choice": text or (bool(layout.words) and (pa.types.is_integer(plain) or pa.types.is_boolean(plain))),
        "area": text,
    }[wanted]
    if not right:
        raise CoequalError(
            f"{layout.says} has to be {_WANTED[wanted]}, but the column holds {_said(plain)}.{_advice(layout, wanted)}"
        )
    if not layout.is_date and layout.unit not in (None, *fact.units):
        may_be = f"It may be in {', '.join(fact.units)}." if fact.units else "It has no unit."
        raise CoequalError(f'{layout.says} is not measured in "{layout.unit}". {may_be}')


_WANTED = {
    "boolean": "true or false",
    "number": "a number",
    "date": "a date",
    "choice": "one of its words",
    "area": "the code of an area",
}


def _said(kind: pa.DataType) -> str:
    if pa.types.is_binary(kind):
        return "text that is not in UTF-8"
    return "text" if pa.types.is_string(kind) or pa.types.is_large_string(kind) else str(kind)


def _advice(layout: Layout, wanted: str) -> str:
    fact = layout.fact
    match wanted:
        case "date":
            return " Dates in a CSV file are written 2023-05-02; elsewhere give the column the type of a date."
        case "boolean":
            as_in = f"{fact.name}: {{column: {layout.column}, values: {{Y: true, N: false}}}}"
            return f" In a mapping file say which word means which, as in {as_in}."
        case "number":
            return " Take units and signs out of the column; decimals are written 24.1."
        case "choice":
            return f" The words are: {', '.join(fact.values)}."
    return ""


def read_column(layout: Layout, array: pa.Array, number_of: Callable[[str], int]) -> Read:
    """The column in an array. Raises `CoequalError` for words that no case may have."""
    if pa.types.is_null(array.type):
        return Read(_nothing(layout, len(array)))
    if pa.types.is_dictionary(array.type) and (layout.is_date or layout.fact.kind not in ("choice", "area")):
        array = array.dictionary_decode()
    if layout.is_date:
        return _days(layout, array, FIRST_DAY, LAST_DAY)
    match layout.fact.kind:
        case "boolean":
            return Read(_boolean(layout, array))
        case "number":
            return _number(layout, array)
        case "date":
            low, high = (end.toordinal() - EPOCH for end in layout.fact.plausible if isinstance(end, date))
            return _days(layout, array, low, high)
    return Read(_words(layout, array, number_of))


def _nothing(layout: Layout, rows: int) -> Register:
    unknown = nobody(rows)
    if layout.fact.kind == "boolean":
        return Truth(unknown, unknown)
    return (
        GivenNumber(np.zeros(rows, np.int64), unknown, layout.fact.decimals, 0)
        if layout.fact.kind == "number"
        else Value(np.zeros(rows, np.int32), unknown)
    )


def _known(array: pa.Array) -> Bitmap | None:
    """Who is known, from the bits that Arrow keeps beside the values."""
    bits = array.buffers()[0]
    return None if bits is None or array.null_count == 0 else from_buffer(bits, array.offset, len(array))


def _raw(array: pa.Array, kind: Any) -> Any:
    """The values of a column of fixed width, as they stand in memory; whatever stands where nothing is known."""
    values = array.buffers()[1]
    return np.frombuffer(values, kind, len(array), array.offset * np.dtype(kind).itemsize)


def _boolean(layout: Layout, array: pa.Array) -> Truth:
    if layout.words or not pa.types.is_boolean(array.type):
        array = _true_or_false(layout, array)
    rows, known = len(array), _known(array)
    true = from_buffer(array.buffers()[1], array.offset, rows)
    return Truth(true, None) if known is None else Truth(true & known, known & ~true)


def _true_or_false(layout: Layout, array: pa.Array) -> pa.Array:
    """Words or numbers that stand for true and false."""
    meanings = {"true": True, "false": False, NOT_KNOWN: None}
    words = {word: meanings[meaning] for word, meaning in (layout.words or {"1": "true", "0": "false"}).items()}
    coded = pc.dictionary_encode(array)
    found = [_as_text(word) for word in coded.dictionary.to_pylist()]
    for word in found:
        if word not in words:
            raise CoequalError(f'{layout.says}: "{word}" is neither true nor false.{_advice(layout, "boolean")}')
    return pc.take(pa.array([words[word] for word in found], pa.bool_()), coded.indices)


def _number(layout: Layout, array: pa.Array) -> Read:
    fact = layout.fact
    if layout.unit not in (None, fact.unit):
        array = _in_own_unit(layout, array)
    scale: int | None = 0
    if pa.types.is_decimal(array.type):
        array, scale = _unscaled(array, fact.decimals), fact.decimals
    elif pa.types.is_float64(array.type):
        scale = None
    raw, known = _raw(array, array.type.to_pandas_dtype()), _known(array)
    given = GivenNumber(raw, known, fact.decimals, scale)
    low, high = fact.plausible
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    return _plausible(given, raw, given.least(low), given.above(high))


def _plausible(given: GivenNumber | Value, raw: Any, least: float, above: float) -> Read:
    """The column without the values that are below the least plausible or not below the first that is not; nor NaN.

    Arrow keeps some number, mostly nought, where nothing is known; where that would not be plausible, least and greatest
    of all tell nothing.
    """
    tells = given.known is None or least <= 0 < above
    if len(raw) == 0 or (tells and raw.min() >= least and raw.max() < above):  # of NaN both are false
        return Read(given)
    right = pack((raw >= least) & (raw < above))
    if given.known is not None:
        right &= given.known
    known = everybody(len(raw)) if given.known is None else given.known
    wrong = known ^ right
    if raw.dtype.kind == "f" and wrong.any():
        wrong &= ~pack(np.isnan(raw))  # which says that nothing is known
    return Read(given.only(right), count(wrong) if wrong.any() else 0)


def _in_own_unit(layout: Layout, array: pa.Array) -> pa.Array:
    """Numbers in the fact's own unit, multiplied exactly, one by one: a factor such as 7.14 has no exact binary form."""
    factor = layout.fact.other_units[str(layout.unit)]
    unit = Decimal(1).scaleb(-layout.fact.decimals)

    def own(number: Any) -> Decimal | None:
        if number is None or math.isnan(number):
            return None
        kept = min(max(Decimal(str(number)), -_MOST), _MOST)  # what is more cannot occur, and may have no place in a decimal
        return EXACT.multiply(kept, factor).quantize(unit, context=EXACT)

    return pa.array([own(number) for number in array.to_pylist()], pa.decimal128(34, layout.fact.decimals))


def _unscaled(array: pa.Array, decimals: int) -> pa.Array:
    """Decimals as whole numbers of the last place that the fact keeps, rounded half even."""
    scale = max(array.type.scale, decimals)
    narrow = array.type.precision - array.type.scale + scale < 38
    kind, words = (pa.decimal128, 2) if narrow else (pa.decimal256, 4)
    rounded = pc.round(pc.cast(array, kind(19 * words, scale)), decimals, "half_to_even")
    fixed = pc.cast(rounded, kind(19 * words, decimals))
    lowest, *higher = np.frombuffer(fixed.buffers()[1], np.int64).reshape(-1, words)[fixed.offset : fixed.offset + len(fixed)].T
    fits = np.logical_and.reduce([word == lowest >> 63 for word in higher])
    return pa.array(np.where(fits, lowest, np.iinfo(np.int64).min), mask=np.asarray(fixed.is_null()))


def _days(layout: Layout, array: pa.Array, low: int, high: int) -> Read:
    if pa.types.is_timestamp(array.type) or pa.types.is_date64(array.type):
        array = _midnights(layout, array)
    if not pa.types.is_date32(array.type):
        array = pc.cast(array, pa.date32())
    raw = _raw(array, np.int32)
    return _plausible(Value(raw, _known(array)), raw, low, high + 1)


def _midnights(layout: Layout, array: pa.Array) -> pa.Array:
    days = pc.cast(array, pa.date32(), safe=False)
    if not pc.all(pc.equal(pc.cast(days, array.type), array), min_count=0).as_py():
        zone = "Take its time zone off, and give" if getattr(array.type, "tz", None) else "Give"
        raise CoequalError(f"{layout.says} holds times of day. {zone} the column the type of a date.")
    return days


def _words(layout: Layout, array: pa.Array, number_of: Callable[[str], int]) -> Register:
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(array)
    found = [None if word is None else _as_text(word) for word in array.dictionary.to_pylist()]
    words = [None if word is None else layout.means(word) for word in found]
    _check_words(layout, array, words)
    places = _raw(array.indices, array.indices.type.to_pandas_dtype())
    known = _known(array.indices)
    if len(set(words)) < len(words):  # several words of the column mean the same
        first = {word: place for place, word in reversed(list(enumerate(words)))}
        places = np.take(np.array([first[word] for word in words]), places, mode="clip")
    if None in words:
        gone = pack(places == words.index(None)) ^ everybody(len(array))
        known = gone if known is None else known & gone
    return GivenWord(places, known, ["" if word is None else word for word in words], number_of)


def _as_text(word: object) -> str:
    """A word, a number or a truth as a mapping file has it."""
    return str(word).lower() if isinstance(word, bool) else str(word)


def _check_words(layout: Layout, array: pa.Array, words: list[str | None]) -> None:
    """Each word that stands in a row is one that a case may have."""
    fact = layout.fact
    for place, word in enumerate(words):
        if word is None or (_is_area(word) if fact.kind == "area" else word in fact.values):
            continue
        rows = pc.sum(pc.equal(array.indices, place)).as_py()
        if rows:
            said = f"{rows:,} rows" if rows > 1 else "1 row"
            raise CoequalError(f'{layout.says} cannot be "{word}", as it is in at least {said}.{_instead(layout, word)}')


@lru_cache(maxsize=4096)
def _is_area(word: str) -> bool:
    return _AREA.fullmatch(word) is not None


def _instead(layout: Layout, word: str) -> str:
    fact = layout.fact
    if fact.kind == "area":
        return " An area is written as its code, such as 26A."
    near = did_you_mean(word, fact.values)
    as_in = f"{fact.name}: {{column: {layout.column}, values: {{{word}: …}}}}"
    return near or f" It may be: {', '.join(fact.values)}. A mapping file can say which of these the word means: {as_in}."


def implausible_said(layout: Layout, rows: int | str) -> str:
    """What to say about values that cannot be right; of a count that is hidden, no more than that there are some."""
    low, high = layout.fact.plausible
    unit = f" {layout.fact.unit}" if layout.fact.unit else ""
    check = "column's unit" if layout.fact.kind == "number" else "column"
    between = f"{say_value(low)} to {say_value(high)}{unit}"
    people = "1 value is" if rows == 1 else f"{say_count(rows)} values are"
    return f"{layout.says}: {people} outside {between}, so not known. If they are many, check the {check}."

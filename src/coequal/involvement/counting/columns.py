"""What was answered to one question, by everybody, in one column: a number for a key, a bit for each of several, or a value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from coequal.involvement.counting.bands import Band, bands_of, decade
from coequal.involvement.surveys import model
from coequal.involvement.surveys.model import Question

NONE: Final = -1  # the code of whoever did not answer
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Codes:
    """One key at most for each response: the place of the key among `keys`, or `NONE`."""

    keys: tuple[str, ...]
    codes: NDArray[np.int8] | NDArray[np.int16]

    @property
    def given(self) -> Mask:
        """Who answered."""
        found: Mask = np.not_equal(self.codes, NONE)
        return found

    def chosen(self, keys: Iterable[str]) -> Mask:
        """Who gave one of some keys."""
        table = np.zeros(len(self.keys) + 1, bool)  # its last place is that of whoever gave none
        table[[self.keys.index(key) for key in keys if key in self.keys]] = True
        found: Mask = table[self.codes]
        return found

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many of those chosen gave each key."""
        counted = np.bincount(self.codes[mask].astype(np.intp) + 1, minlength=len(self.keys) + 1)
        return dict(zip(self.keys, counted[1:].tolist(), strict=True))

    def followed_by(self, others: Sequence[Self]) -> Self:
        """Its rows and those of others one below another; keys that are known from the answers alone may differ between them."""
        each = (self, *others)
        same = all(one.keys == self.keys for one in others)
        keys = self.keys if same else tuple(sorted({key for one in each for key in one.keys}))
        return replace(self, keys=keys, codes=np.concatenate([one.codes if same else one.among(keys) for one in each]))

    def among(self, keys: tuple[str, ...]) -> NDArray[np.int16]:
        """Its codes as they are among more keys."""
        places = np.array([*(keys.index(key) for key in self.keys), NONE], np.int16)  # its last place is that of whoever gave none
        return places[self.codes]


@dataclass(frozen=True, slots=True)
class Years(Codes):
    """The year of a date for each response; others are cut by decades."""

    def chosen(self, keys: Iterable[str]) -> Mask:
        """Who gave a year in one of some decades."""
        wanted = set(keys)
        return Codes.chosen(self, [year for year in self.keys if decade(year) in wanted])


@dataclass(frozen=True, slots=True)
class Bits:
    """Several keys for each response: a bit for each."""

    keys: tuple[str, ...]
    bits: NDArray[np.uint8]  # a row for each response

    @property
    def given(self) -> Mask:
        """Who answered."""
        return np.asarray(self.bits.any(axis=1))

    def chosen(self, keys: Iterable[str]) -> Mask:
        """Who gave one of some keys, or more of them."""
        wanted = _bits([{key for key in keys if key in self.keys}], self.keys)
        return np.asarray((self.bits & wanted).any(axis=1))

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many of those chosen gave each key."""
        sets, times = np.unique(self.bits[mask], axis=0, return_counts=True) if self.bits.shape[1] > 1 else _byte(self.bits[mask])
        each = np.unpackbits(sets, axis=1, bitorder="little")[:, : len(self.keys)]
        return dict(zip(self.keys, (each * times[:, None]).sum(axis=0).tolist(), strict=True))

    def followed_by(self, others: Sequence[Self]) -> Self:
        """Its rows and those of others one below another."""
        return replace(self, bits=np.concatenate([self.bits, *(one.bits for one in others)]))


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number for each response; not a number where there is none."""

    values: NDArray[np.float64]
    bands: tuple[Band, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def given(self) -> Mask:
        """Who answered."""
        found: Mask = ~np.isnan(self.values)
        return found

    def chosen(self, keys: Iterable[str]) -> Mask:
        """Who gave a number in one of some bands."""
        wanted, found = set(keys), np.zeros(len(self.values), bool)
        for band in self.bands:
            if band.key in wanted:
                found |= (self.values >= band.least) & (self.values < band.below)
        return found

    def counts(self, _mask: Mask) -> dict[str, int]:
        """Nothing: numbers are described by their spread."""
        return {}

    def followed_by(self, others: Sequence[Self]) -> Self:
        """Its rows and those of others one below another."""
        return replace(self, values=np.concatenate([self.values, *(one.values for one in others)]))


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote something; what they wrote stays in the database until somebody asks for it."""

    given: Mask
    keys: tuple[str, ...] = ()

    def chosen(self, _keys: Iterable[str]) -> Mask:
        """Nobody: a text is no key."""
        return np.zeros(len(self.given), bool)

    def counts(self, _mask: Mask) -> dict[str, int]:
        """Nothing: people read what was written."""
        return {}

    def followed_by(self, others: Sequence[Self]) -> Self:
        """Its rows and those of others one below another."""
        return replace(self, given=np.concatenate([self.given, *(one.given for one in others)]))


Column = Codes | Bits | Numbers | Written


def parts_of(question: Question) -> list[tuple[str, str]]:
    """What is counted of a question, each with its words: itself, or of a matrix each row, named `question row`."""
    if question.kind != model.MATRIX:
        return [(question.id, question.asks.own)]
    return [(f"{question.id} {row.key}", f"{question.asks.own} {row.says.own}") for row in question.rows]


def columns_of(question: Question, values: Sequence[Any]) -> dict[str, Column]:
    """The columns of a question, by the names of its parts, made of what each response has for it."""
    match question.kind:
        case model.ONE | model.SCALE | model.CONSENT:
            return {question.id: _codes([_key(value) for value in values], question.keys)}
        case model.SEVERAL:
            return {question.id: Bits(question.keys, _bits(values, question.keys))}
        case model.MATRIX:
            rows = [value or {} for value in values]
            return {f"{question.id} {row.key}": _codes([one.get(row.key) for one in rows], question.keys) for row in question.rows}
        case model.NUMBER:
            return {
                question.id: Numbers(np.array([np.nan if one is None else one for one in values], np.float64), bands_of(question))
            }
        case model.DATE:
            years = in_order([_year(value) for value in values])
            return {question.id: Years(years.keys, years.codes)}
        case model.DISTRICT:
            return {question.id: in_order(values)}
        case _:
            return {question.id: Written(np.array([bool(value) for value in values], bool))}


def in_order(values: Sequence[str | None]) -> Codes:
    """A column of keys that are known from the answers alone, in the order of the alphabet."""
    return _codes(values, tuple(sorted({value for value in values if value})))


def of_keys(values: Sequence[str], keys: Sequence[str]) -> Codes:
    """A column of some keys; a value that is not among them counts as none."""
    return _codes(values, tuple(keys))


def _codes(values: Sequence[str | None], keys: tuple[str, ...]) -> Codes:
    place = {key: number for number, key in enumerate(keys)}.get
    kind = np.int8 if len(keys) < 127 else np.int16
    return Codes(keys, np.fromiter((place(value, NONE) for value in values), kind, len(values)))  # type: ignore[arg-type]  # None is among no keys


def _bits(values: Sequence[Any], keys: tuple[str, ...]) -> NDArray[np.uint8]:
    weights = {key: 1 << number for number, key in enumerate(keys)}
    width = max(1, -(-len(keys) // 8))
    packed = b"".join(sum(weights.get(one, 0) for one in set(value or ())).to_bytes(width, "little") for value in values)
    return np.frombuffer(packed, np.uint8).reshape(len(values), width)


def _byte(bits: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """Each set of up to 8 keys, and how often it was given."""
    return np.arange(256, dtype=np.uint8)[:, None], np.bincount(bits[:, 0], minlength=256)


def _key(value: bool | int | str | None) -> str | None:  # an answer of consent is yes or no
    """What one answer is called among the keys of its question."""
    if value is None or isinstance(value, str):
        return value
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _year(value: str | None) -> str | None:
    return str(date.fromisoformat(value).year) if value else None

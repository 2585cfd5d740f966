"""Bitmaps: one bit for each case, the first in the lowest bit, padded with noughts to whole words of 64 bits.

A truth over many cases is two of them, *certainly true* and *certainly false*; who is in neither is not known.
Where a truth is known of everybody, the first says it all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bitmap = NDArray[np.uint8]
Bools = NDArray[np.bool_]
_WORD = 64


class Truth(NamedTuple):
    """A truth over many cases; `false` is None where it is known of everybody, so whoever is not in `true` is false."""

    true: Bitmap
    false: Bitmap | None


def size(rows: int) -> int:
    """The bytes of a bitmap over so many rows."""
    return -(-rows // _WORD) * 8


def pack(bools: Bools) -> Bitmap:
    """The bitmap of an array of true and false."""
    packed = np.packbits(bools, bitorder="little")
    return packed if len(packed) % 8 == 0 else _padded(packed, size(len(bools)))


def unpack(bitmap: Bitmap, rows: int) -> Bools:
    """The array of true and false of a bitmap."""
    return np.unpackbits(bitmap, count=rows, bitorder="little").view(np.bool_)


def nobody(rows: int) -> Bitmap:
    """The bitmap in which no bit is set."""
    return np.zeros(size(rows), np.uint8)


def everybody(rows: int) -> Bitmap:
    """The bitmap in which the bit of every row is set, and no bit after the last row."""
    found = np.full(size(rows), 0xFF, np.uint8)
    whole, rest = divmod(rows, 8)
    if rest:
        found[whole] = (1 << rest) - 1
    found[-(-rows // 8) :] = 0
    return found


def from_buffer(buffer: memoryview, offset: int, rows: int) -> Bitmap:
    """The bitmap that stands in a buffer of bits, `offset` bits after its beginning; what follows the rows is set to nought."""
    first = offset // 8
    raw = np.frombuffer(buffer, np.uint8)[first : -(-(offset + rows) // 8)]
    if offset % 8:
        return pack(np.unpackbits(raw, bitorder="little")[offset % 8 : offset % 8 + rows].view(np.bool_))
    if rows % _WORD == 0:
        return raw
    return _padded(raw, size(rows)) & everybody(rows)


def count(bitmap: Bitmap) -> int:
    """How many bits are set."""
    return int(np.add.reduce(np.bitwise_count(bitmap.view(np.uint64)), dtype=np.int64))


def _padded(raw: Bitmap, length: int) -> Bitmap:
    found = np.zeros(length, np.uint8)
    found[: len(raw)] = raw
    return found

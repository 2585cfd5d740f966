"""NHS numbers: read as people type them, shown as they are printed, and marked so that one person's requests are found.

A mark is made of a number with a key that serves nothing else. Who has the database alone can neither read a number from its
mark, nor try all numbers until one fits.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import sha256
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coequal.errors import CoequalError
from coequal.referrals.personal.keys import MARKS, SIZE, Key, ring

_BETWEEN: Final = re.compile(r"[\s\-\u2010-\u2015\u2212]")  # what people type between the groups, whichever dash it is
_DIGITS: Final = re.compile(r"[0-9]{10}")
_PURPOSE: Final = b"coequal: marks of NHS numbers"


def read_nhs_number(typed: str) -> str:
    """The ten digits of an NHS number, however they are grouped. Raises `CoequalError`, which does not show what was typed."""
    digits = _BETWEEN.sub("", typed)
    if not _DIGITS.fullmatch(digits):
        raise CoequalError("An NHS number has 10 digits, such as 999 000 0018. Write it as it stands on a letter from the NHS.")
    if not int(digits) or not _holds(digits):
        raise CoequalError("This is no NHS number: its last digit does not fit the others. Look whether two digits are swapped.")
    return digits


def _holds(digits: str) -> bool:
    """Whether the last digit is the one that modulus 11 makes of the others; it is never 10."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[9])


def say_nhs_number(number: str) -> str:
    """A number in the groups in which it is printed, three, three and four digits."""
    return f"{number[:3]} {number[3:6]} {number[6:]}"


def mark_of(number: str) -> str:
    """The mark of a number, made with the newest key. Raises `CoequalError` where there are no keys."""
    return _mark(ring().marking, number)


def marks_of(number: str) -> list[str]:
    """Every mark that this number may have in a row, one for each key: look for all of them. Raises as `mark_of` does."""
    return [_mark(key, number) for key in ring().of(MARKS)]


def key_of_mark(mark: str) -> str:
    """The name of the key that a mark was made with."""
    return mark.partition(":")[0]


def _mark(key: Key, number: str) -> str:
    made = hmac.digest(_derived(key.secret), number.encode(), sha256)
    return f"{key.id}:{urlsafe_b64encode(made).decode()}"


@lru_cache(maxsize=8)
def _derived(secret: bytes) -> bytes:
    return HKDF(SHA256(), SIZE, None, _PURPOSE).derive(secret)

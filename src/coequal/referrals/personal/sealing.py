"""Sealing: what is sealed can be neither read nor changed without its key, nor opened in another place than its own.

A sealed value is a sign for its form, the name of its key, a random number used once, and what AES-256-GCM makes of the
value. Where it belongs is part of what is sealed: `about` is its table and column, `row` the name of its row. A value that
was moved elsewhere does not open there. Of the two forms, `OF_ROW` is for one row of a column; `OF_COLUMN` is for a column
alone, as everything was sealed at first.
"""

import os
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag

from coequal.errors import CoequalError
from coequal.referrals.personal.keys import SEALS, ring

OF_COLUMN: Final = b"\x01"
OF_ROW: Final = b"\x02"
_FORMS: Final = (OF_COLUMN, OF_ROW)
_NAME: Final = 4  # bytes of the name of a key
HEAD: Final = 1 + _NAME
_ONCE: Final = 12  # bytes, as AES-GCM asks for
_LENGTH: Final = 4
_BLOCK: Final = 32  # so that a short answer is as long as another


class CannotOpen(CoequalError):
    """A sealed value that does not open: its key is not here, it was changed, or it was moved."""


def seal(plain: bytes, about: str, row: UUID | None = None) -> bytes:
    """A value sealed with the newest key, for one row of a column. Raises `CoequalError` where there are no keys.

    Without a row it is sealed for the whole column.
    """
    key = ring().sealing
    head, once = head_of(key.id, OF_ROW if row else OF_COLUMN), os.urandom(_ONCE)
    return head + once + key.cipher.encrypt(once, _padded(plain), _place(head, about, row))


def unseal(sealed: bytes, about: str, row: UUID | None = None) -> bytes:
    """The value that was sealed for this place: a column, and of a value that is for one row that row.

    Raises `CannotOpen`, which shows nothing of it.
    """
    head, once, rest = sealed[:HEAD], sealed[HEAD : HEAD + _ONCE], sealed[HEAD + _ONCE :]
    if not head.startswith(_FORMS) or len(once) < _ONCE:
        raise CannotOpen(f"A value of {about} was not sealed here. Put the database back as it was, from its copy.")
    key = ring().find(SEALS, key_of(sealed))
    if key is None:
        raise CannotOpen(
            f"A value of {about} is sealed with key {key_of(sealed)}, which is not in the file of keys. "
            "Put that key back, from a copy of the file."
        )
    try:
        return _bare(key.cipher.decrypt(once, rest, _place(head, about, row if is_of_row(sealed) else None)))
    except InvalidTag:
        raise CannotOpen(
            f"A value of {about} does not open: it or its key was changed, or it was moved from another row. "
            "Put both back as they were, from their copies."
        ) from None


def head_of(name: str, form: bytes = OF_ROW) -> bytes:
    """How everything begins that is sealed in a form with the key of this name."""
    return form + bytes.fromhex(name)


def key_of(sealed: bytes) -> str:
    """The name of the key that a value is sealed with."""
    return sealed[1:HEAD].hex()


def is_of_row(sealed: bytes) -> bool:
    """Whether a value is sealed for one row, and not for its column alone."""
    return sealed.startswith(OF_ROW)


def _place(head: bytes, about: str, row: UUID | None) -> bytes:
    return head + (row.bytes if row else b"") + about.encode()


def _padded(plain: bytes) -> bytes:
    told = len(plain).to_bytes(_LENGTH) + plain
    return told + bytes(-len(told) % _BLOCK)


def _bare(padded: bytes) -> bytes:
    return padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH])]

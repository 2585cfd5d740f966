"""Sealing: what is sealed can be neither read nor changed without its key, nor opened in another place than its own.

A sealed value is a sign for this form, the name of its key, a random number used once, and what AES-256-GCM makes of the
value. `about` says where it belongs, such as the table and column; a value that was moved elsewhere does not open there.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag

from coequal.errors import CoequalError
from coequal.referrals.personal.keys import SEALS, ring

FORM: Final = b"\x01"
_NAME: Final = 4  # bytes of the name of a key
HEAD: Final = len(FORM) + _NAME
_ONCE: Final = 12  # bytes, as AES-GCM asks for
_LENGTH: Final = 4
_BLOCK: Final = 32  # so that a short answer is as long as another


class CannotOpen(CoequalError):
    """A sealed value that does not open: its key is not here, it was changed, or it was moved."""


def seal(plain: bytes, about: str) -> bytes:
    """A value sealed with the newest key, for one place. Raises `CoequalError` where there are no keys."""
    key = ring().sealing
    head, once = head_of(key.id), os.urandom(_ONCE)
    return head + once + key.cipher.encrypt(once, _padded(plain), _place(head, about))


def unseal(sealed: bytes, about: str) -> bytes:
    """The value that was sealed for this place. Raises `CannotOpen`, which shows nothing of it."""
    head, once, rest = sealed[:HEAD], sealed[HEAD : HEAD + _ONCE], sealed[HEAD + _ONCE :]
    if not head.startswith(FORM) or len(once) < _ONCE:
        raise CannotOpen(f"A value of {about} was not sealed here. Put the database back as it was, from its copy.")
    key = ring().find(SEALS, key_of(sealed))
    if key is None:
        raise CannotOpen(
            f"A value of {about} is sealed with key {key_of(sealed)}, which is not in the file of keys. "
            "Put that key back, from a copy of the file."
        )
    try:
        return _bare(key.cipher.decrypt(once, rest, _place(head, about)))
    except InvalidTag:
        raise CannotOpen(
            f"A value of {about} does not open: it or its key was changed. Put both back as they were, from their copies."
        ) from None


def head_of(name: str) -> bytes:
    """How everything begins that is sealed with the key of this name."""
    return FORM + bytes.fromhex(name)


def key_of(sealed: bytes) -> str:
    """The name of the key that a value is sealed with."""
    return sealed[len(FORM) : HEAD].hex()


def _place(head: bytes, about: str) -> bytes:
    return head + about.encode()


def _padded(plain: bytes) -> bytes:
    told = len(plain).to_bytes(_LENGTH) + plain
    return told + bytes(-len(told) % _BLOCK)


def _bare(padded: bytes) -> bytes:
    return padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH])]

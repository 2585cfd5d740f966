"""A file that somebody brings travels sealed with the page from step to step, so that nothing of it is kept before they say so."""

import json
import zlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from coequal.documents.brought.sheets import LARGEST
from coequal.errors import CoequalError

_HOURS: Final = 12


@dataclass(frozen=True, slots=True, repr=False)
class Carried:
    """A file with its name, for which survey, by whom (the number of their account), and how people answered it."""

    data: bytes
    name: str
    survey: str
    by: int
    channel: str


def sealed(file: Carried) -> str:
    """The file as the text of a hidden field, which only this site can open."""
    about = json.dumps([file.name, file.survey, file.by, file.channel]).encode()
    return _seal().encrypt(zlib.compress(len(about).to_bytes(4) + about + file.data)).decode()


def opened(text: str, survey: str, by: int) -> Carried:
    """The file in a text. Raises `CoequalError` where it is not one that this person brought for this survey lately."""
    try:
        plain = _seal().decrypt(text.encode(), ttl=_HOURS * 3_600)
    except (InvalidToken, TypeError):
        raise CoequalError(
            "The file did not come back as it was sent, or the page was open for too long. Choose it again."
        ) from None
    unpacked = zlib.decompressobj().decompress(plain, LARGEST + 10_000)
    end = 4 + int.from_bytes(unpacked[:4])
    name, of, whose, channel = json.loads(unpacked[4:end])
    if (of, whose) != (survey, by):
        raise CoequalError("This file was brought for another survey. Choose it again.")
    return Carried(unpacked[end:], name, of, whose, channel)


def _seal() -> Fernet:
    key = HKDF(SHA256(), 32, None, b"answers brought in").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(key))

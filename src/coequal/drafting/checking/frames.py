"""What the site and the process that checks say to each other: JSON, each piece behind its length."""

import json
import struct
from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
_LENGTH = struct.Struct("!I")


class Ended(Exception):
    """The other process has gone."""


def frame(data: Data) -> bytes:
    """A piece, ready to be sent."""
    body = json.dumps(data).encode()  # in ASCII, so that half of a sign does no harm
    return _LENGTH.pack(len(body)) + body


def receive(read: Callable[[int], bytes]) -> Data:
    """The next piece; `read` gives at most so many bytes, and none at the end. Raises `Ended`."""
    (length,) = _LENGTH.unpack(_exactly(_LENGTH.size, read))
    found: Data = json.loads(_exactly(length, read))
    return found


def _exactly(length: int, read: Callable[[int], bytes]) -> bytes:
    parts: list[bytes] = []
    while length:
        part = read(length)
        if not part:
            raise Ended
        parts.append(part)
        length -= len(part)
    return b"".join(parts)

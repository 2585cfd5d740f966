"""How large a picture says that it is, read from its head and never by unpacking it."""

import struct
from typing import Final

MOST: Final = 100_000_000  # points: a page of A3 at 600 dots an inch has 70 million
_PNG_HEAD: Final = slice(16, 24)  # where the width and the height of a PNG stand
_FRAMES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # markers of a JPEG behind which its height and width stand
_SCAN: Final = 0xDA
_ALONE: Final = {0x01, *range(0xD0, 0xD8)}  # markers without a length


def points(content: bytes) -> int:
    """How many points a whole PNG or JPEG says that it has; none where it does not say it."""
    if content.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", content[_PNG_HEAD])
        return int(width * height)
    return max(_of_frames(content), default=0)


def _of_frames(content: bytes) -> list[int]:
    at, found = 2, list[int]()
    while at + 9 <= len(content) and content[at] == 0xFF and (marker := content[at + 1]) != _SCAN:
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            found.append(height * width)
        at += 2 if marker in _ALONE else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    return found

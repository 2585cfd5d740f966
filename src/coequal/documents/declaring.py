"""Whether an XML text declares a type of document, in which alone entities can be declared that grow or read other files."""

from typing import IO, Final
from xml.parsers import expat

_PIECE: Final = 64 * 1024  # bytes that are read at once


class _Seen(Exception):
    """Enough was read: no declaration can follow on the first element."""


def declares(file: IO[bytes]) -> bool:
    """Whether it does, whatever encoding it has and however far down. What is no XML declares nothing."""
    parser, found = expat.ParserCreate(), []

    def declared(*said: object) -> None:
        found.append(said)
        raise _Seen

    def begun(*_: object) -> None:
        raise _Seen

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece)
    except (_Seen, expat.ExpatError, ValueError, LookupError):  # the two last for encodings that Python does not know
        pass
    return bool(found)

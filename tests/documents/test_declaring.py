"""An XML text that declares entities is seen to, before anything makes them grow."""

import io

import pytest

from coequal.documents.declaring import declares

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "data",
    [
        LAUGHS.encode(),
        b'<?xml version="1.0"?>\n' + LAUGHS.encode(),
        b"<!--" + b"x" * 200_000 + b"-->" + LAUGHS.encode(),
        b"<?x " + b"y" * 200_000 + b"?>" + LAUGHS.encode(),
        ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS).encode("utf-16"),
        b"\xef\xbb\xbf" + LAUGHS.encode(),
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
    ],
    ids=["at once", "after a head", "after a long comment", "after an instruction", "in UTF-16", "after a mark", "of a file"],
)
def test_a_declaration_is_seen_wherever_it_stands(data: bytes) -> None:
    """However far down, and in whichever encoding."""
    assert declares(io.BytesIO(data))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a/>",
        b"<a><!-- <!DOCTYPE a> --></a>",
        b"<!-- <!DOCTYPE a> --><a/>",
        b"\x89PNG",
        b'<?xml version="1.0" encoding="none"?><a/>',
    ],
)
def test_what_declares_nothing_is_let_through(data: bytes) -> None:
    """Also what is no XML: what reads it says so."""
    assert not declares(io.BytesIO(data))

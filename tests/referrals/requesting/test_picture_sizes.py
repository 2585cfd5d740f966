"""A picture says how large it is, and is asked before anything unpacks it."""

import struct

import pytest

from coequal.errors import CoequalError
from coequal.referrals.requesting.file_kinds import JPEG, PNG, kind_of
from coequal.referrals.requesting.picture_sizes import points
from tests.referrals.requesting import files
from tests.security.sheets import picture


def jpeg(height: int, width: int, marker: int = 0xC0) -> bytes:
    """A picture in JPEG of that height and width, of which it has almost nothing."""
    frame = b"\xff" + bytes([marker]) + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x04ab\xff\x01" + frame + b"\xff\xda\x00\x04abscan\xff\xd9"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (picture(300, 200), 60_000),
        (jpeg(300, 200), 60_000),
        (jpeg(300, 200, 0xC2), 60_000),
        (jpeg(300, 200, 0xC4), 0),
        (files.JPEG, 0),
    ],
)
def test_the_points_are_those_that_its_head_says(content: bytes, said: int) -> None:
    """Of a JPEG those of its frame; none where it has none."""
    assert points(content) == said


@pytest.mark.parametrize(("content", "name"), [(picture(50_000, 50_000), "a.png"), (jpeg(50_000, 50_000), "a.jpg")])
def test_a_picture_that_unpacks_to_gigabytes_is_refused(content: bytes, name: str) -> None:
    """It is a few bytes long, and whoever opened it would need gigabytes."""
    with pytest.raises(CoequalError, match="more than 100 million points"):
        kind_of(content, name)


def test_a_large_page_that_was_scanned_is_taken() -> None:
    """A page of A3 at 600 dots an inch."""
    assert kind_of(picture(7_016, 9_921), "a.png") is PNG
    assert kind_of(jpeg(7_016, 9_921), "a.jpg") is JPEG

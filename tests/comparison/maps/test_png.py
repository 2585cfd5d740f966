"""A map as PNG carries its words."""

import struct
import zlib

from coequal.comparison.maps.png import picture_png
from coequal.comparison.maps.tiles import tile_map
from coequal.populations.charts.described import chunks
from tests.comparison.maps.building import YES, layout


def test_the_words_are_in_the_file() -> None:
    """The picture is at twice its size, has pixels of several colours, and is described by caption and words."""
    picture = tile_map({"QMM": YES}, layout(), "Wer darf? Été ≥ 5 %")
    found = dict(chunks(picture_png(picture)))
    width, height = struct.unpack(">II", found[b"IHDR"][:8])
    assert width == 2_000
    assert height > 1_500
    assert found[b"iTXt"].decode().endswith(f"{picture.caption}.\n{picture.words}")
    assert len(set(zlib.decompress(found[b"IDAT"]))) > 10

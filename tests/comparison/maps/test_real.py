"""A map in real shapes is simple, says what it shows, and says what its file and the areas do not share."""

import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.maps import shapes
from coequal.comparison.maps.boundaries import Shape
from coequal.comparison.maps.real import real_map
from coequal.comparison.maps.shapes import on_paper, path, room_in
from coequal.comparison.maps.shown import Shown
from coequal.documents.html import html
from coequal.documents.model import Picture, document
from coequal.errors import CoequalError
from tests.comparison.maps.building import NO, ORGANISATIONS, SVG, YES, drawn, feature, file_of, layout, square, texts

MIXED = Shown("mixed", "Mixed", "differs within the area")


def two_squares(folder: Path) -> Path:
    """Norfolk and Suffolk as squares, with a speck that is Luton and a square of nobody's."""
    return file_of(
        folder,
        feature([square(0, 53)], code="QMM", note="<script>"),
        feature([square(0, 52), square(0.4, 52.4, 0.2)], code="QJG"),
        feature([square(1.5, 52, 0.0001)], code="QHG"),
        feature([square(1.2, 53, 0.8)], name="Elsewhere"),
    )


def test_what_a_map_says(tmp_path: Path) -> None:
    """Areas have numbers with a key; those not in the file and shapes of no area are said in the words."""
    picture = real_map({"QMM": YES, "QJG": MIXED, "QJK": NO, "QXX": NO}, ORGANISATIONS, two_squares(tmp_path), "A couple")
    written = texts(picture)
    assert {"2 Eligible", "3 Mixed"} <= set(written)
    assert "2 Norfolk and Waveney: Eligible" in written
    assert "1 Bedfordshire, Luton and Milton Keynes: not seen" in written
    assert {"Eligible (1 area)", "Mixed (1 area)", "No policy seen (1 area)"} <= set(written)
    lines = picture.words.splitlines()
    assert lines[1:3] == ["Not in that file, so not on the map: NHS Devon ICB; QXX.", "Shapes of no known area, left blank: 1."]
    assert "NHS Norfolk and Waveney ICB: would be offered treatment." in lines
    assert "note" not in picture.svg
    assert "script" not in picture.svg
    assert html(document("Map", "", [picture])).count("<path") == 4


def test_areas_of_another_day(tmp_path: Path) -> None:
    """A file without any of the areas is refused, not drawn blank."""
    with pytest.raises(CoequalError, match="No shape in this is one of the areas to be shown"):
        real_map({"26A": YES}, ORGANISATIONS, two_squares(tmp_path), "A couple")


def test_a_name_that_several_bodies_had_is_that_of_the_one_shown(tmp_path: Path) -> None:
    """Norfolk and Waveney was a group before it was a board."""
    named = file_of(tmp_path, feature([square(0, 53)], name="NHS Norfolk and Waveney"))
    for code, name in (("26A", "NHS Norfolk and Waveney CCG"), ("QMM", "NHS Norfolk and Waveney ICB")):
        assert f"{name}: would be offered treatment." in real_map({code: YES}, ORGANISATIONS, named, "A couple").words


def test_no_areas_to_show(tmp_path: Path) -> None:
    """Then every shape is one of no policy seen."""
    assert "No policy seen: NHS Bedfordshire" in real_map({}, ORGANISATIONS, two_squares(tmp_path), "Nothing").words


def grid(folder: Path, count: int) -> Picture:
    """A map of so many areas as squares in rows of twelve."""
    groups = [code for code, body in ORGANISATIONS.bodies.items() if body.role == "CCG"][:count]
    features = [feature([square(n % 12 / 4, 50 + n // 12 / 4, 0.24)], code=code) for n, code in enumerate(groups)]
    return real_map(dict.fromkeys(groups, YES), ORGANISATIONS, file_of(folder, *features), "Many")


def test_many_areas_have_no_key(tmp_path: Path) -> None:
    """With more than sixty areas, each says its label or sign."""
    assert len([text for text in texts(grid(tmp_path, 60)) if text.startswith("60 ")]) >= 1
    written = texts(grid(tmp_path, 61))
    assert not [text for text in written if text[:1].isdigit()]
    assert written.count("Eligible") == 61


def test_a_long_coast_becomes_a_small_file(tmp_path: Path) -> None:
    """A ring of fifty thousand points is drawn with far fewer, and is still round."""
    points = 50_000
    ring = [
        [math.cos(2 * math.pi * n / points) * (1 + 0.002 * (n % 2)), 52 + math.sin(2 * math.pi * n / points)] for n in range(points)
    ]
    picture = real_map({"QMM": YES}, ORGANISATIONS, file_of(tmp_path, feature([[*ring, ring[0]]], code="QMM")), "Round")
    assert len(picture.svg) < 100_000
    [area] = drawn(picture).iter(f"{SVG}path")
    assert area.get("d", "").count(" ") > 500


@pytest.mark.parametrize("most", [4_000, 2])
def test_a_coast_that_never_repeats_is_made_coarser(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """More corners than fit a small file are put on a coarser grid until they do, be it that nothing is left."""
    ring = [(float(n % 70), n / 70 + 30 * (n % 2)) for n in range(10_000)]
    shape = Shape((), ([(x / 70, y / 30) for x, y in ring],))
    [[whole], *_], _, _ = on_paper([shape], 900, 900)
    monkeypatch.setattr(shapes, "MOST_POINTS", most)
    [coarse], _, _ = on_paper([shape], 900, 900)
    assert len(whole) > 4_000
    assert sum(map(len, coarse)) <= most
    assert bool(coarse) == (most > 2)


def test_neighbours_stay_neighbours() -> None:
    """Two shapes that share an edge share it on paper too."""
    wavy = [(0.5 + 0.01 * math.sin(n), 50 + n / 400) for n in range(401)]
    west = Shape((), ([(0.0, 50.0), *wavy, (0.0, 51.0)],))
    east = Shape((), ([(1.0, 50.0), *wavy, (1.0, 51.0)],))
    [[left], [right]], across, down = on_paper([west, east], 900, 900)
    assert left[1:-1] == right[1:-1]
    assert down == pytest.approx(900)
    assert across == pytest.approx(900 * math.cos(math.radians(50.5)))


def test_a_shape_without_size_is_left_out() -> None:
    """What vanishes leaves no path, and has no room for words."""
    [rings], _, _ = on_paper([Shape((), ([(0.0, 52.0), (0.0, 52.0)], [(0.0, 52.0)]))], 900, 900)
    assert rings == []
    assert path(rings) == ""
    assert room_in(rings, 10)[1] == 0


@given(st.floats(20, 300), st.floats(20, 300), st.floats(1, 15))
def test_words_stand_inside(across: float, down: float, high: float) -> None:
    """The room found in a box with a hole in its left half is beside the hole or above it, and inside the box."""
    box = [(0.0, 0.0), (across, 0.0), (across, down), (0.0, down)]
    hole = [(across * x, down * y) for x, y in ((0.1, 0.1), (0.5, 0.1), (0.5, 0.9), (0.1, 0.9))]
    (x, y), wide = room_in([box, hole], high)
    assert 0 < wide <= across
    assert x - wide / 2 >= 0
    assert x + wide / 2 <= across + 1e-6
    assert 0 < y < down
    assert not (across * 0.1 < x < across * 0.5 and down * 0.1 < y < down * 0.9)


def test_a_path_goes_through_every_point() -> None:
    """Its steps add up to the points of the ring."""
    ring = [(0.0, 0.0), (10.5, 0.0), (10.5, 4.0), (-3.0, 7.5)]
    assert path([ring]) == "M0 0l" + " ".join(f"{x2 - x1:g} {y2 - y1:g}" for (x1, y1), (x2, y2) in pairwise(ring)) + "z"


def test_the_layout_and_the_boundaries_speak_of_the_same_areas(tmp_path: Path) -> None:
    """Every board of the layout can be found in a file by its code and by its name."""
    by_name = [feature([square(n / 10, 52, 0.1)], name=tile.name) for n, tile in enumerate(layout().tiles)]
    picture = real_map(dict.fromkeys(layout().codes, YES), ORGANISATIONS, file_of(tmp_path, *by_name), "All")
    assert "Eligible (42 areas)" in texts(picture)
    assert "Not in that file" not in picture.words

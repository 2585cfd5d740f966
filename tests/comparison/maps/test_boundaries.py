"""A file of boundaries is believed only as far as it is one."""

import json
from pathlib import Path
from typing import Any

import pytest

from coequal.comparison.maps import boundaries
from coequal.comparison.maps.boundaries import read_boundaries
from coequal.errors import CoequalError
from tests.comparison.maps.building import ORGANISATIONS, feature, file_of, square

RING = square(0, 52)


def codes(path: Path) -> list[tuple[str, ...]]:
    """The codes of the shapes in a file."""
    return [shape.codes for shape in read_boundaries(path, ORGANISATIONS)]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"ods_code": "QMM"}, ("QMM",)),
        ({"code": " qmm "}, ("QMM",)),
        ({"name": "NHS Norfolk and Waveney Integrated Care Board"}, ("26A", "QMM")),
        ({"ICB23NM": "Norfolk & Waveney"}, ("26A", "QMM")),
        ({"ods": "QMM", "name": "NHS NORFOLK AND WAVENEY CCG"}, ("QMM", "26A")),
        ({"objectid": 7, "name": "NHS Luton Clinical Commissioning Group", "area": 1.5, "none": None}, ("06P",)),
        ({"FID": 1, "ICB23CD": "E54000022", "ICB23NM": "NHS Norfolk and Waveney Integrated Care Board"}, ("26A", "QMM")),
        ({"FID": 1, "SICBL23CD": "E38000239", "SICBL23NM": "NHS Norfolk and Waveney ICB - 26A", "LAT": 52.6}, ("26A",)),
        ({"FID": 1, "CCG21CD": "E38000239", "CCG21NM": "NHS Norfolk and Waveney CCG", "BNG_E": 612345}, ("26A", "QMM")),
        ({"FID": 1, "SICBL23NM": "NHS Far ICB - X9X"}, ()),
        ({"country": "England", "x": "NHS England", "y": "PCTs", "name": ""}, ()),
    ],
)
def test_which_area_a_shape_is_of(tmp_path: Path, properties: dict[str, Any], expected: tuple[str, ...]) -> None:
    """A code comes before a name; a name may be without its role; and what is no area is none."""
    assert codes(file_of(tmp_path, feature([RING], **properties), feature([RING], code="QJK"))) == [expected, ("QJK",)]


def test_shapes_may_have_holes_and_islands(tmp_path: Path) -> None:
    """All rings of a shape are taken, also with heights; a feature without a shape is left out."""
    island = [[x, y, 12.5] for x, y in square(2, 52)]
    path = file_of(tmp_path, feature([[RING, square(0.2, 52.2, 0.1)], [island]], "MultiPolygon", code="QMM"), {"geometry": None})
    [shape] = read_boundaries(path, ORGANISATIONS)
    assert [len(ring) for ring in shape.rings] == [5, 5, 5]
    assert shape.rings[2][0] == (2.0, 52.0)


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ([], "has 0 shapes; a map takes from 1"),
        ([{"geometry": None}], "has 0 shapes"),
        (["<script>"], 'no list of "features"'),
        ([feature([RING])], "No property of its shapes is an ODS code or a name"),
        ([{"geometry": feature([RING])["geometry"], "properties": [1]}], "No property of its shapes"),
        ([feature([0, 52], "Point", code="QMM")], "Shape 1 is no area"),
        ([{"geometry": "x"}], "Shape 1 is no area"),
        ([feature([[]], code="QMM")], "Shape 1 is not made of rings"),
        ([feature([], code="QMM")], "Shape 1 is not made of rings"),
        ([feature(RING, code="QMM")], "Shape 1 is not made of rings"),
        ([feature([["a", "b"]], code="QMM")], "Shape 1 is not made of rings"),
        ([feature([[[True, False]]], code="QMM")], "Shape 1 is not made of rings"),
        ([feature([[[1]]], code="QMM")], "Shape 1 is not made of rings"),
        ([feature({"a": 1}, code="QMM")], "Shape 1 is not made of rings"),  # type: ignore[arg-type]
        (
            [feature([RING], code="QMM"), feature([[[547758, 185109], [1, 1], [2, 2]]])],
            "Shape 2 has a point that is not in degrees",
        ),
        ([feature([[[10**400, 52], [1, 1], [2, 2]]], code="QMM")], "Shape 1 has a point that is not in degrees"),
        ([feature([[[0, 90], [1, 1], [2, 2]]], code="QMM")], "Shape 1 has a point that is not in degrees"),
    ],
)
def test_files_that_are_no_boundaries(tmp_path: Path, features: list[Any], message: str) -> None:
    """Each fault is said in one sentence that names the file, and the shape by its number."""
    with pytest.raises(CoequalError) as error:
        read_boundaries(file_of(tmp_path, *features), ORGANISATIONS)
    assert message in str(error.value)
    assert "boundaries.geojson" in str(error.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"<svg/>",
        b"[" * 100_000,
        b'{"features": [NaN]}',
        b'{"features": [1e999]}',
        b"9" * 5_000,
        b'{"features": {}}',
        b"[]",
        b"null",
    ],
)
def test_files_that_are_no_geojson(tmp_path: Path, content: bytes) -> None:
    """Neither bytes at random nor deep nests, numbers that are none or other JSON are taken."""
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(CoequalError, match="This is no GeoJSON"):
        read_boundaries(path, ORGANISATIONS)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """It is said what the matter is."""
    with pytest.raises(CoequalError, match="cannot be read: No such file"):
        read_boundaries(tmp_path / "a.geojson", ORGANISATIONS)
    with pytest.raises(CoequalError, match="cannot be read: Is a directory"):
        read_boundaries(tmp_path, ORGANISATIONS)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not even opened."""
    path = file_of(tmp_path, feature([RING], code="QMM"))
    monkeypatch.setattr(boundaries, "MOST_BYTES", len(json.dumps(RING)))
    with pytest.raises(CoequalError, match="MB at most"):
        read_boundaries(path, ORGANISATIONS)


def test_too_many_shapes(tmp_path: Path) -> None:
    """A map of more than 2,000 shapes is no map of areas."""
    with pytest.raises(CoequalError, match="has 2,001 shapes"):
        read_boundaries(file_of(tmp_path, *[feature([RING], code="QMM")] * 2_001), ORGANISATIONS)

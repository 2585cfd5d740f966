"""The shipped organisations, made-up answers for their areas, files of boundaries, and ways to look into a map."""

import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from coequal.comparison.maps.layouts import Layout, layout_on
from coequal.comparison.maps.shown import Shown
from coequal.documents.model import Picture
from coequal.organisations.register import load_organisations

FOLDER = Path(__file__).parents[3] / "library" / "organisations"
ORGANISATIONS = load_organisations(FOLDER)
BOARDS = date(2023, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"
YES, NO = (
    Shown("eligible", "Eligible", "would be offered treatment"),
    Shown("not eligible", "Not eligible", "would not be offered it"),
)


def layout(day: date = BOARDS) -> Layout:
    """The shipped layout of a day."""
    return layout_on(ORGANISATIONS, FOLDER, day)


def square(west: float, south: float, side: float = 1.0) -> list[list[float]]:
    """A ring around a square, in degrees."""
    return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]


def feature(rings: list[Any], kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    """A feature of GeoJSON."""
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": rings}}


def file_of(folder: Path, *features: Any) -> Path:
    """A file of GeoJSON."""
    path = folder / "boundaries.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def drawn(picture: Picture) -> ET.Element:
    """A map as XML."""
    return ET.fromstring(picture.svg)  # noqa: S314  # the test has just made it


def texts(picture: Picture) -> list[str]:
    """What is written in a map."""
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text")]

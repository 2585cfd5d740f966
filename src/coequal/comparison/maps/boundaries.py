"""A reader's own file of boundaries: GeoJSON with the shape of each area, found by an ODS code or a name among its properties.

Such files are strangers: nothing in one is believed before it was looked at, and none of its texts is shown.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from coequal.comparison.maps.layouts import AREAS
from coequal.errors import CoequalError, Place
from coequal.organisations.register import Organisations

MOST_BYTES, MOST_SHAPES = 64_000_000, 2_000
Point = tuple[float, float]
Ring = list[Point]
_ROLE = re.compile(r"\b(nhs|icb|ccg|integrated care board|clinical commissioning group)\b")
_LOCATION = re.compile(r".* (?:ICB|Integrated Care Board) - ([A-Z0-9]{2,6})", re.IGNORECASE)  # a sub-ICB location, by the ONS
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of an area in degrees east and north, as rings of which each but the first may be a hole or an island.

    The codes are those of the bodies, of whatever day, that are called like it; none where it is of no known area.
    """

    codes: tuple[str, ...]
    rings: tuple[Ring, ...]


def read_boundaries(path: Path, organisations: Organisations) -> tuple[Shape, ...]:
    """The shapes in a file. Raises `CoequalError` where it is no GeoJSON of areas in degrees, or none of them is known."""
    place = Place(str(path))
    known = _called(organisations)
    features = _features(_parsed(path, place), place)
    shapes = tuple(_shape(feature, number, known, place) for number, feature in enumerate(features, start=1))
    if not any(shape.codes for shape in shapes):
        message = "No property of its shapes is an ODS code or a name of an area, such as QMM or NHS Norfolk and Waveney ICB."
        raise CoequalError(message, place)
    return shapes


def _parsed(path: Path, place: Place) -> Any:
    try:
        if (size := path.stat().st_size) > MOST_BYTES:
            raise CoequalError(f"This has {size / 1e6:,.0f} MB. Simplify it to {MOST_BYTES / 1e6:.0f} MB at most.", place)
        return json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_number)
    except OSError as error:
        raise CoequalError(f"This cannot be read: {error.strerror}.", place) from None
    except (ValueError, RecursionError):
        raise CoequalError("This is no GeoJSON, saved as UTF-8. Download it again, as GeoJSON.", place) from None


def _no_number(_: str) -> NoReturn:
    raise ValueError


def _features(found: Any, place: Place) -> list[Any]:
    """The features that have a shape."""
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        raise CoequalError('This is no GeoJSON: it has no list of "features".', place)
    kept = [feature for feature in features if feature.get("geometry") is not None]
    if not 0 < len(kept) <= MOST_SHAPES:
        raise CoequalError(f"This has {len(kept):,} shapes; a map takes from 1 to {MOST_SHAPES:,}.", place)
    return kept


def _called(organisations: Organisations) -> Mapping[str, tuple[str, ...]]:
    """The codes of the bodies that have areas, by their code and by their name."""
    found: dict[str, tuple[str, ...]] = {}
    for code, body in organisations.bodies.items():
        for name in (code.casefold(), _plain(body.name)) if body.role in AREAS else ():
            found[name] = (*found.get(name, ()), code)
    return found


def _plain(name: str) -> str:
    """A name without its role, its signs and its capitals."""
    return _SIGNS.sub(" ", _ROLE.sub(" ", name.casefold().replace("&", " and "))).strip()


def _shape(feature: dict[str, Any], number: int, known: Mapping[str, tuple[str, ...]], place: Place) -> Shape:
    geometry, properties = feature["geometry"], feature.get("properties")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise CoequalError(f"Shape {number} is no area: its geometry is neither a Polygon nor a MultiPolygon.", place)
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    try:
        rings = tuple(_ring(ring) for polygon in _list(polygons) for ring in _list(polygon))
    except TypeError:
        raise CoequalError(f"Shape {number} is not made of rings of points.", place) from None
    except ValueError:
        message = (
            f"Shape {number} has a point that is not in degrees east and north (WGS 84). Convert it from metres if it is in metres."
        )
        raise CoequalError(message, place) from None
    return Shape(tuple(dict.fromkeys(_codes(properties, known))), rings)


def _codes(properties: Any, known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The codes of the bodies that a property names: first those named by their code, then those named by their name."""
    texts = [text for text in properties.values() if isinstance(text, str)] if isinstance(properties, dict) else []
    for text in texts:
        location = _LOCATION.fullmatch(text.strip())
        yield from known.get((location[1] if location else text.strip()).casefold(), ())
    for text in texts:
        yield from known.get(_plain(text), ())


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list) or not found:
        raise TypeError
    return found


def _ring(points: Any) -> Ring:
    return [_point(point) for point in _list(points)]


def _point(point: Any) -> Point:
    """A point on the earth, away from the poles. Raises `TypeError` for what is no point, `ValueError` for one elsewhere."""
    east, north, *_ = _numbers(_list(point))
    if not (-180 <= east <= 180 and -85 <= north <= 85):
        raise ValueError
    return float(east), float(north)


def _numbers(found: Iterable[Any]) -> list[float]:
    numbers = [one for one in found if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) < 2:
        raise TypeError
    return numbers

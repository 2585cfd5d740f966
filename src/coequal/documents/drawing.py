"""The drawing in a picture, as far as it is a drawing: shapes and texts, without anything that acts, fetches or reads aloud."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from coequal.documents.model import Picture
from coequal.documents.texts import clean
from coequal.errors import CoequalError

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset("svg g defs pattern clipPath path rect circle ellipse line polyline polygon text tspan".split())
_WORDS = frozenset({"title", "desc"})  # the picture has its own caption and words
_KEPT = frozenset(
    "id width height viewBox x y x1 x2 y1 y2 dx dy cx cy r rx ry d points transform patternUnits patternContentUnits "
    "patternTransform clip-path clip-rule fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray "
    "stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit opacity display paint-order text-anchor "
    "dominant-baseline font-family font-size font-weight font-style".split()
)
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(?:px)?")
_INSIDE = re.compile(r"url\(#([\w-]+)\)")


def drawing(picture: Picture, prefix: str, letters: Callable[[str], str] = clean, typeface: tuple[str, float] | None = None) -> str:
    """The SVG of a picture: one image, called by its caption. Its names begin with a prefix, so that no two pictures share one.

    Texts pass through `letters`; where a `typeface` is given, they are set in it, so many times as large.
    Raises `CoequalError` for what is no drawing.
    """
    root = _parsed(picture)
    _tidy(root, prefix, picture.caption)
    for element in root.iter():
        if element.tag in {"text", "tspan"}:
            element.text = letters(element.text or "")
            if typeface:
                _set_in(element, *typeface)
    root.attrib |= {"xmlns": _SVG.strip("{}"), "role": "img", "aria-label": letters(picture.caption)}
    return ET.tostring(root, encoding="unicode")


def _set_in(element: ET.Element, name: str, enlarged: float) -> None:
    element.set("font-family", name)
    size = _SIZE.fullmatch(element.get("font-size", ""))
    if size:
        element.set("font-size", f"{float(size[1]) * enlarged:g}px")


def _parsed(picture: Picture) -> ET.Element:
    if "<!" in picture.svg:
        raise CoequalError(f'The picture "{picture.caption}" declares a type or hides a comment, which no drawing of ours does.')
    try:
        root = ET.fromstring(clean(picture.svg))  # noqa: S314  # it declares no entities, as was just seen
    except ET.ParseError as error:
        raise CoequalError(f'The picture "{picture.caption}" is not well-formed SVG: {error}.') from None
    if root.tag != f"{_SVG}svg":
        raise CoequalError(f'The picture "{picture.caption}" is not SVG; give a drawing that begins with <svg>.')
    return root


def _tidy(element: ET.Element, prefix: str, caption: str) -> None:
    """Make an element and all in it plain shapes with names of their own."""
    name = element.tag.removeprefix(_SVG)
    if name not in _SHAPES:
        raise CoequalError(f'The picture "{caption}" holds <{name}>, which is no drawing. Pictures are made of shapes and texts.')
    element.tag, element.tail = name, None
    element.attrib = {key: _value(key, value, prefix, caption) for key, value in element.attrib.items() if key in _KEPT}
    if name not in {"text", "tspan"}:
        element.text = None
    for child in list(element):
        if child.tag in {f"{_SVG}{word}" for word in _WORDS}:
            element.remove(child)
        else:
            _tidy(child, prefix, caption)


def _value(key: str, value: str, prefix: str, caption: str) -> str:
    """The value of an attribute, pointing nowhere but into this picture."""
    if key == "id":
        return f"{prefix}-{value}"
    found = _INSIDE.fullmatch(value)
    if found is None and "url(" in value.casefold().replace(" ", ""):
        raise CoequalError(f'The picture "{caption}" points outside itself in {key}; a drawing holds all that it shows.')
    return f"url(#{prefix}-{found[1]})" if found else value

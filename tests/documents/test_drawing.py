"""A picture is let through as shapes and texts only."""

from xml.etree import ElementTree as ET

import pytest

from coequal.documents.drawing import drawing
from coequal.documents.model import Picture
from coequal.errors import CoequalError
from tests.documents.building import PICTURE, SVG

START, END = '<svg xmlns="http://www.w3.org/2000/svg">', "</svg>"


def test_a_drawing_keeps_its_shapes_under_names_of_its_own() -> None:
    """Names and what points to them begin with the prefix; what acts or is read aloud piece by piece is gone."""
    found = drawing(PICTURE, "p1")
    assert 'id="p1-stripes"' in found
    assert 'fill="url(#p1-stripes)"' in found
    assert "Forty of 100" in found
    assert ET.fromstring(found).attrib["role"] == "img"  # noqa: S314  # the test has just made it
    assert ET.fromstring(found).attrib["aria-label"] == "A bar"  # noqa: S314
    for gone in ("onclick", "alert", "class", "x: 1", "<title", "#stripes"):
        assert gone not in found


def test_texts_can_be_set_in_another_typeface() -> None:
    """A typeface comes with how much larger it is set; a text without a size in points stays as large as it is."""
    svg = SVG.replace("</svg>", '<text font-size="2em">large</text><text>plain</text></svg>')
    found = drawing(Picture(svg, "", ""), "p", str.upper, ("Other", 1.5))
    assert found.count('font-family="Other"') == 3
    assert 'font-size="18px"' in found
    assert 'font-size="2em"' in found
    assert "FORTY OF 100" in found


@pytest.mark.parametrize(
    ("svg", "message"),
    [
        (f"{START}<script>alert(1)</script>{END}", "holds <script>"),
        (f"{START}<g><foreignObject/></g>{END}", "holds <foreignObject>"),
        (f'{START}<image href="https://example.org/a.png"/>{END}', "holds <image>"),
        (f'{START}<style>* {{ fill: url("https://example.org") }}</style>{END}', "holds <style>"),
        (f'{START}<rect fill="url(https://example.org/a)"/>{END}', "points outside itself in fill"),
        (f'{START}<rect fill="URL (#a)"/>{END}', "points outside itself in fill"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{START}&a;{END}', "declares a type"),
        (f"{START}<g>{END}", "is not well-formed SVG"),
        ("", "is not well-formed SVG"),
        ("<html/>", "is not SVG"),
        ("<svg/>", "is not SVG"),
        (f'{START}<a:g xmlns:a="urn:other"/>{END}', "holds <{urn:other}g>"),
    ],
)
def test_what_is_no_drawing_is_refused(svg: str, message: str) -> None:
    """Scripts, foreign content, outside files and declarations are refused in one sentence that names the picture."""
    with pytest.raises(CoequalError, match='The picture "Bad"') as error:
        drawing(Picture(svg, "Bad", ""), "p")
    assert message in str(error.value)

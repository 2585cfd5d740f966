"""A map of tiles says of each area what is shown of it: in its tile, in the legend and in words."""

from datetime import date

import pytest

from coequal.comparison.maps.shown import HIDDEN, LOOKS, MAY_BE_SHOWN, SHARE, UNKNOWN, Shown, look
from coequal.comparison.maps.tiles import tile_map
from coequal.documents.html import html
from coequal.documents.model import document
from coequal.documents.pdf import pdf
from coequal.errors import CoequalError
from tests.comparison.maps.building import NO, SVG, YES, drawn, layout, texts

OLD = date(2017, 4, 1)


def test_each_tile_says_its_area_and_what_is_shown() -> None:
    """The label of the area and of what is shown are written in its tile, and an area without an answer is not seen."""
    picture = tile_map({"QMM": YES, "QJK": NO}, layout(), "A made-up couple")
    written = " ".join(texts(picture))
    assert "Norfolk and Waveney Eligible" in written
    assert "Devon Not eligible" in written
    assert "Dorset not seen" in written
    assert "1 January 2023" in written


def test_the_legend_counts_areas() -> None:
    """Each look that occurs is in the legend with the number of areas, and no other is."""
    written = texts(tile_map({"QMM": YES, "QJK": NO, "QVV": NO}, layout(), "A couple"))
    assert {"Eligible (1 area)", "Not eligible (2 areas)", "No policy seen (39 areas)"} <= set(written)
    assert not [text for text in written if text.startswith(("Mixed", "Not known"))]


def test_a_long_legend_goes_on_below() -> None:
    """With every kind on the map, the legend has several lines, none wider than the map."""
    kinds = [kind for kind in MAY_BE_SHOWN if kind != SHARE]
    picture = tile_map({code: Shown(kind, kind, kind) for code, kind in zip(layout().codes, kinds, strict=False)}, layout(), "All")
    legend = drawn(picture)[-1]
    assert len({box.get("y") for box in legend.iter(f"{SVG}rect") if box.get("width") == "36.0"}) > 1
    assert max(float(text.get("x", 0)) for text in legend.iter(f"{SVG}text")) < 900


def test_the_words_say_the_same() -> None:
    """A line for each area by its name, and one for all that were not seen."""
    lines = tile_map({"QVV": NO, "QMM": YES}, layout(), "A couple").words.splitlines()
    assert lines[1:3] == ["NHS Dorset ICB: would not be offered it.", "NHS Norfolk and Waveney ICB: would be offered treatment."]
    assert lines[3].startswith("No policy seen: NHS Bath and North East Somerset, Swindon and Wiltshire ICB; ")
    assert lines[3].count(";") == 39
    assert len(lines) == 4


def test_every_area_may_be_seen() -> None:
    """Then nothing is said of areas not seen."""
    picture = tile_map(dict.fromkeys(layout().codes, YES), layout(), "A couple")
    assert "No policy seen" not in picture.words
    assert "No policy seen" not in " ".join(texts(picture))


def test_the_svg_is_one_picture_to_those_who_do_not_see_it() -> None:
    """It is called by its title and described in full, by itself too."""
    picture = tile_map({"QMM": YES}, layout(), "Who <may> have it?")
    root = drawn(picture)
    found = {element.get("id"): element.text for element in root.iter() if element.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert root.get("role") == "img"
    assert [found[name] for name in root.get("aria-labelledby", "").split()] == ["Who <may> have it?", picture.words]
    assert picture.caption == "Who <may> have it?"


@pytest.mark.parametrize("day", [OLD, date(2023, 1, 1)])
@pytest.mark.parametrize(
    "shown",
    [
        *(Shown(kind, "Some words that are too long for any tile", "words") for kind in MAY_BE_SHOWN if kind != SHARE),
        *(Shown(SHARE, f"{value:.0%}", "words", value) for value in (0.0, 0.2, 0.999, 1.0)),
        Shown(SHARE, "*", "hidden"),
        Shown("eligible", "<script>\x00&\u202e", "<script>\x00"),
        Shown("mixed", "", ""),
    ],
)
def test_whatever_is_shown_can_be_drawn_and_printed(day: date, shown: Shown) -> None:
    """Every kind has a look of its own; every text fits or is cut; and the map is fit for a page and for a PDF."""
    picture = tile_map({layout(day).codes[0]: shown}, layout(day), "T" * 200)
    assert drawn(picture).find(f".//{SVG}rect[@fill='{look(shown).fill}']") is not None
    page = document("Map", "", [picture, picture])
    assert "<script>" not in html(page).replace("&lt;script&gt;", "")
    assert pdf(page).startswith(b"%PDF")


def test_looks_differ_by_more_than_colour() -> None:
    """Of any two kinds, one at least has a pattern, a broken border, or a sign of its own."""
    kinds = [look for name, look in LOOKS.items() if not name.endswith("%")]
    assert len({(look.sign, look.patterned, look.broken) for look in kinds}) == len(kinds)


@pytest.mark.parametrize(
    ("value", "key"),
    [(0.0, "0 to 20 %"), (0.2, "20 to 40 %"), (0.5, "40 to 60 %"), (0.8, "80 to 100 %"), (1.0, "80 to 100 %"), (None, HIDDEN)],
)
def test_shares_are_shaded_in_steps(value: float | None, key: str) -> None:
    """A share has one of five shades; one that is hidden has none."""
    assert Shown(SHARE, "", "", value).key == key


@pytest.mark.parametrize(
    ("kind", "value"), [("7", None), ("0 to 20 %", None), ("eligible", 0.5), (SHARE, 1.1), (SHARE, -0.1), (SHARE, float("nan"))]
)
def test_what_cannot_be_shown(kind: str, value: float | None) -> None:
    """There is no other kind, and a value is a share."""
    with pytest.raises(AssertionError):
        Shown(kind, "", "", value)


def test_a_place_without_a_tile_is_refused() -> None:
    """An area of another day is said to be that."""
    with pytest.raises(CoequalError, match="26A is no area of 1 January 2023"):
        tile_map({"26A": YES}, layout(), "A couple")


def test_small_tiles_say_their_code_and_a_sign() -> None:
    """In a block there is room for the code of an area and for a short label, else for the sign of the kind."""
    written = " ".join(texts(tile_map({"06P": YES, "06F": Shown("2", "2", "2 cycles"), "04F": UNKNOWN}, layout(OLD), "A couple")))
    assert "06F 2 06P E 04F –" in written
    assert "Norfolk and Waveney" in written

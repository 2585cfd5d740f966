"""Texts in the room there is: nothing is lost but what is cut off, and everything can be read on its ground."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.populations.charts.one import clean
from coequal.populations.charts.shades import SHADES
from coequal.populations.charts.style import INK, QUIET
from coequal.populations.charts.texts import fits, width, wrapped

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).map(clean)


@given(TEXTS, st.floats(60, 400))
def test_every_line_fits_and_nothing_is_lost(text: str, room: float) -> None:
    """Lines are no wider than their room, and together they are the text."""
    lines = wrapped(text, room, 13)
    assert all(width(line, 13) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.floats(60, 400), st.integers(1, 3))
def test_what_has_no_room_is_cut_off(text: str, room: float, most: int) -> None:
    """There are never more lines than may be, and an ellipsis shows where something is missing."""
    lines = wrapped(text, room, 13, most)
    assert len(lines) <= most
    assert lines == wrapped(text, room, 13) or lines[-1].endswith("…")
    assert all(width(line, 13) <= room for line in lines)


def test_a_text_with_an_end_that_has_no_room_is_cut_off() -> None:
    """Of two words with room for one, the first stands, with an ellipsis for the other."""
    assert wrapped("under thirty-five", 60, 13, 1) == ["under…"]
    assert wrapped("WWWW WWWW", 60, 13, 1) == ["WWW…"]
    assert wrapped("one two", 5, 13, 1) == ["…"]


def test_long_names_break_at_their_hyphens() -> None:
    """A policy's id that is too wide for a line goes on after a hyphen."""
    first, second = wrapped("bristol-north-somerset-and-south-gloucestershire", 200, 13)
    assert (first, second) == ("bristol-north-somerset-and-south-", "gloucestershire")


def test_wide_letters_take_more_room() -> None:
    """Chinese letters and capitals are wider than small ones."""
    assert width("人人", 10) > width("WA", 10) * 0.9 > width("aa", 10) > width("il", 10)


def test_a_text_fits_where_no_word_is_broken() -> None:
    """A text fits only if each word does, and its lines are few enough."""
    assert fits("to under 35", 60, 12, 2)
    assert not fits("Bangladeshi", 40, 12, 3)
    assert not fits("one two three four", 40, 12, 2)


@pytest.mark.parametrize(("ground", "ink"), [*SHADES, ("#ffffff", INK), ("#ffffff", QUIET)])
def test_every_ink_can_be_read_on_its_ground(ground: str, ink: str) -> None:
    """The contrast is 4.5 to 1 or more."""
    lighter, darker = sorted((_luminance(ground), _luminance(ink)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_shades_grow_darker() -> None:
    """In black and white, too, more is darker."""
    assert all(_luminance(lighter) > _luminance(darker) for (lighter, _), (darker, _) in pairwise(SHADES))


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

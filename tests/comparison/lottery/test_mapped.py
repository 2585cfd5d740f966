"""What a map shows of the lottery, and that it can be read there."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.comparison.lottery.mapped import couple_map, people_map
from coequal.comparison.maps.shown import Shown
from coequal.comparison.maps.tiles import ACROSS, GAP, tile_map
from coequal.documents.model import Picture
from coequal.eligibility.outcome import OUTCOMES
from coequal.policies.library import Library
from coequal.populations.charts.texts import width
from tests.comparison.lottery.building import BMI, COUNTRY, EAST, ICB_DAY, NEW_DAY, NORTH, SOUTH, library_at, policy
from tests.comparison.lottery.test_report import of_couple, of_people
from tests.comparison.maps.building import SVG, drawn, layout

BOLD = 1.1  # how much wider bold letters are
FRAME = 14  # of a pattern around the words, on both sides together


@pytest.fixture
def country(tmp_path: Path) -> Library:
    """The invented country."""
    return library_at(tmp_path, *COUNTRY)


def test_a_couple(country: Library) -> None:
    """The outcome of each body; mixed where its parts differ, and not known where too little was seen."""
    found = couple_map(of_couple(country, ICB_DAY))
    assert found == {
        "QNI": Shown("eligible", "yes", "North: eligible; Far North: eligible"),
        "QSI": Shown("not known", "not refused", "South: not known, but nothing seen refuses"),
        "QEI": Shown("not known", "?", "a policy binds or may bind, and too little of it is known to compare"),
    }
    mixed = couple_map(of_couple(country, ICB_DAY, smokes="true"))
    assert (mixed["QNI"].kind, mixed["QNI"].label, mixed["QSI"].label) == ("mixed", "in parts", "no")


def test_a_body_of_which_a_part_is_unseen_is_shown_in_part(tmp_path: Path) -> None:
    """Its one answer holds for a part."""
    found = couple_map(of_couple(library_at(tmp_path, NORTH, SOUTH, EAST), NEW_DAY, BMI="31"))
    assert (found["QNI"].kind, found["QNI"].label) == ("mixed", "part: no")
    assert found["QUI"] == Shown(
        "not known",
        "not refused",
        "South: not known, but nothing seen refuses; of its other places too little is known to compare",
    )
    whole = policy("east", "01E", BMI)
    united = couple_map(of_couple(library_at(tmp_path / "u", whole, SOUTH), NEW_DAY, BMI="31"))["QUI"]
    assert (united.kind, united.label) == ("mixed", "in parts")


def test_people(country: Library) -> None:
    """The share whom nothing seen refuses, of several policies from the least to the most; and what more is said of them in words."""
    found = people_map(of_people(country, ICB_DAY, heavy=3, light=1))
    assert found == {
        "QNI": Shown("share", "25%", "Far North: 25.0 %; North: 25.0 %", 0.25),
        "QSI": Shown("share", "100%", "South: 100 %", 1.0),
        "QEI": Shown("not known", "?", "a policy binds or may bind, and too little of it is known to compare"),
    }
    part = people_map(of_people(library_at(country.folder / "p", NORTH), ICB_DAY, light=1))["QNI"]
    assert part.label == "part: 100%"
    assert part.words.endswith("of its other places too little is known to compare")


def test_hidden_counts_have_no_share(country: Library) -> None:
    """Nor has nobody."""
    assert people_map(of_people(country, ICB_DAY, light=3, safely=True))["QNI"].label == "*"
    assert people_map(of_people(country, ICB_DAY, heavy=100, light=300, safely=True))["QNI"].value == 0.75
    assert people_map(of_people(country, ICB_DAY))["QNI"].value is None


@pytest.mark.parametrize(
    ("counts", "kind", "label"),
    [
        ((0, 440, 1535, 0), "for judgement", "to judge"),
        ((80, 860, 90, 950), "not known", "?"),
        ((105, 1400, 35, 435), "share", "5%"),
        (("*", 1900, 0, 0), "share", "*"),
        ((0, "*", 1900, 0), "for judgement", "to judge"),
        ((500, 0, 500, 500), "share", "25%"),
    ],
)
def test_no_share_where_most_are_not_decided(counts: tuple[int | str, ...], kind: str, label: str) -> None:
    """Where most are for judgement, or of most it is not known, “0%” would read as if nobody were funded."""
    own = {"policy": "a/care", "version": "1", "name": "A", "binds for": [{"code": "X"}], "may bind for": []}
    outcomes = dict(zip(("eligible", "not eligible", "for judgement", "not known"), counts, strict=True))
    report = {"areas": [{**own, "outcomes": outcomes}], "set apart": [], "seen for a part": [], "in the lottery": 1975}
    found = people_map(report)["X"]
    assert (found.kind, found.label) == (kind, label)
    apart = people_map({**report, "seen for a part": [{"code": "X"}]})["X"]
    assert apart.label == (label if label in "?*" else f"part: {label}")


@pytest.mark.parametrize(
    ("eligible", "kind", "label"),
    [
        ((258, 66), "mixed", "7–26%"),
        ((66, 164), "share", "7–16%"),
        ((66, 66), "share", "7%"),
        ((0, 1000, 500), "mixed", "0–100%"),
        ((66, "*"), "share", "*"),
    ],
)
def test_several_shares_are_shown_from_the_least_to_the_most(eligible: tuple[int | str, ...], kind: str, label: str) -> None:
    """No tile has a number that holds nowhere; one shade stands for several shares only where each has it."""
    rows = [
        {"policy": f"{area}/care", "version": "1", "name": area, "binds for": [{"code": "X"}], "may bind for": []}
        | {"outcomes": {"eligible": count, "not eligible": 1000, "for judgement": 0, "not known": 0}}
        for area, count in zip("abc", eligible, strict=False)
    ]
    report = {"areas": rows, "set apart": [], "seen for a part": [], "in the lottery": 1000}
    found = people_map(report)["X"]
    assert (found.kind, found.label) == (kind, label)
    assert people_map({**report, "seen for a part": [{"code": "X"}]})["X"].label == (label if label == "*" else f"part: {label}")
    judged = {**rows[0], "outcomes": {"eligible": 0, "not eligible": 0, "for judgement": 10, "not known": 0}}
    assert people_map({**report, "areas": [*rows, judged]})["X"].label == ("*" if "*" in eligible else "in parts")


def row(outcome: str, people: int, *, whole: bool) -> dict[str, Any]:
    """A policy that binds for one body, seen whole or not, with an outcome of one couple and of so many of 1,000 people."""
    seen = {"outcome": outcome, "outcomes": {"eligible": people, "not eligible": 300, "for judgement": 400, "not known": 350}}
    found = {"policy": "a/care", "version": "1", "name": "A", "binds for": [{"code": "X"}], "may bind for": []}
    return found | (seen if whole else {**seen, "outcome": "not known", "as far as seen": seen, "compared as far as seen": True})


ROWS = st.lists(st.builds(row, st.sampled_from(OUTCOMES), st.integers(0, 1000), whole=st.booleans()), max_size=3)


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2026, 4, 1)])
@given(rows=ROWS, in_part=st.booleans(), hidden=st.booleans())
def test_every_label_is_read_whole_on_a_tile(day: date, rows: list[dict[str, Any]], in_part: bool, hidden: bool) -> None:
    """Whatever is shown of one couple or of many people, on every layout of boards; bold, and inside the frame of a pattern."""
    code = layout(day).codes[0]
    blank = {
        "policy": "b/care",
        "version": "1",
        "name": "B",
        "binds for": [{"code": "X"}],
        "may bind for": [],
        "compared as far as seen": False,
    }
    report = {
        "areas": [own for own in rows if "as far as seen" not in own],
        "set apart": [own for own in rows if "as far as seen" in own] + ([blank] if in_part or not rows else []),
        "seen for a part": [],
        "in the lottery": "*" if hidden else 1000,
    }
    for show in (couple_map, people_map):
        shown = show(report)["X"]
        picture = tile_map({code: shown}, layout(day), "A map")
        assert shown.label in bold_texts(picture)
        assert BOLD * width(shown.label, 13) <= ACROSS / layout(day).columns - GAP - FRAME


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2026, 4, 1)])
def test_every_area_is_named_in_full_on_its_tile(day: date) -> None:
    """No name is cut."""
    picture = tile_map({}, layout(day), "A map")
    assert not [element.text for element in drawn(picture).iter(f"{SVG}text") if "…" in (element.text or "")]


def bold_texts(picture: Picture) -> list[str]:
    """What is written in bold: the title, and what is shown of each area."""
    return [element.text or "" for element in drawn(picture).iter(f"{SVG}text") if element.get("font-weight") == "bold"]

"""Every area of a day has one tile, and no two stand on one place."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.comparison.maps.layouts import BLOCK, layout_on
from coequal.errors import CoequalError
from tests.comparison.maps.building import FOLDER, ORGANISATIONS, layout

CHANGES = sorted({body.since for body in ORGANISATIONS.bodies.values() if body.role in {"CCG", "ICB"}})
HEAD = "layout,code,column,row,label\n"


def active(day: date) -> set[str]:
    """The areas that were there on a day."""
    return {code for code, body in ORGANISATIONS.bodies.items() if body.role in {"CCG", "ICB"} and body.existed(day)}


@settings(max_examples=30, deadline=None)
@given(st.dates(min(CHANGES), date(2030, 1, 1)) | st.sampled_from(CHANGES + [day - timedelta(1) for day in CHANGES[1:]]))
def test_each_area_of_a_day_has_one_tile(day: date) -> None:
    """The tiles are those of the areas that were there, each once, each on a place of its own and under no caption."""
    found = layout(day)
    assert Counter(found.codes) == Counter(active(day))
    places = Counter((tile.column, tile.row) for tile in found.tiles)
    assert places.most_common(1)[0][1] == 1
    assert not {(one.column + n, one.row) for one in found.captions for n in range(BLOCK)} & set(places)
    assert all(0 <= tile.column < found.columns and 0 <= tile.row < found.rows for tile in found.tiles)


@pytest.mark.parametrize(
    ("day", "tiles"), [(date(2022, 7, 1), 42), (date(2026, 3, 31), 42), (date(2026, 4, 1), 36), (date(2017, 4, 1), 207)]
)
def test_how_many_areas_there_were(day: date, tiles: int) -> None:
    """42 boards from July 2022, 36 from April 2026; 207 groups in 2017."""
    assert len(layout(day).tiles) == tiles


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2026, 4, 1)])
@pytest.mark.parametrize(
    ("north", "south"),
    [
        ("QHM", "QE1"),
        ("QE1", "QOP"),
        ("QOQ", "QWO"),
        ("QWO", "QJ2"),
        ("QJ2", "QHL"),
        ("QOX", "QVV"),
        ("QR1", "QUY"),
        ("QJM", "QMF"),
    ],
)
def test_north_is_up(day: date, north: str, south: str) -> None:
    """An area that lies north of another has its tile above that of the other."""
    rows = {tile.code: tile.row for tile in layout(day).tiles}
    assert rows[north] < rows[south]


@pytest.mark.parametrize("day", [date(2022, 7, 1), date(2026, 4, 1)])
@pytest.mark.parametrize(
    ("west", "east"),
    [("QT6", "QJK"), ("QJK", "QVV"), ("QVV", "QRL"), ("QYG", "QOP"), ("QNC", "QJ2"), ("QT1", "QJM"), ("QE1", "QOQ")],
)
def test_east_is_right_and_neighbours_touch(day: date, west: str, east: str) -> None:
    """Neighbours from west to east stand beside one another."""
    places = {tile.code: (tile.column, tile.row) for tile in layout(day).tiles}
    assert places[east][0] - places[west][0] == 1
    assert abs(places[east][1] - places[west][1]) <= 1


def test_groups_stand_with_those_that_one_board_followed() -> None:
    """In 2017 the three that became parts of Bedfordshire, Luton and Milton Keynes stand side by side under its name."""
    found = layout(date(2017, 4, 1))
    [caption] = [one for one in found.captions if one.code == "QHG"]
    under = [tile.code for tile in found.tiles if tile.row == caption.row + 1 and 0 <= tile.column - caption.column < BLOCK]
    assert under == ["06F", "06P", "04F"]
    assert found.captions
    assert not layout(date(2022, 7, 1)).captions


def test_no_area_is_known_before_april_2013() -> None:
    """Primary care trusts are not known one by one, so there is no map of them."""
    with pytest.raises(CoequalError, match="No areas are known before 1 April 2013, so there is no map of 31 March 2013"):
        layout(date(2013, 3, 31))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("", "has no tile on 1 January 2023. Add a layout"),
        ("2022-07-01,QMM,0,0,Norfolk\n2022-07-01,QMM,1,0,Norfolk\n", "line 3: QMM has two tiles in one layout"),
        ("2022-07-01,26A,0,0,Norfolk\n", "26A is no area on 1 January 2023"),
        ("2022-07-01,QMM,0,0,Norfolk\n2022-07-01,QJG,0,0,Suffolk\n", "QJG stands on the place of QMM"),
        ("2022-07-01,QMM,-1,0,Norfolk\n", "from 0 to 99, not in -1 and 0"),
        ("2022-07-01,QMM,0,²,Norfolk\n", "from 0 to 99, not in 0 and ²"),
        ("1 July 2022,QMM,0,0,Norfolk\n", "is not a date"),
        ("2022-07-01,QMM,0,,Norfolk\n", 'has no "row"'),
    ],
)
def test_a_table_that_does_not_fit(tmp_path: Path, rows: str, message: str) -> None:
    """Each mistake in a table of tiles is one sentence with its file and line."""
    written = (FOLDER / "tiles.csv").read_text(encoding="utf-8").splitlines()[1:]
    named = {line.split(",")[1] for line in rows.splitlines()}
    others = "".join(
        f"{line.replace(',4,0,', ',90,0,')}\n"
        for line in written
        if rows and line[:4] == "2022" and line.split(",")[1] not in named
    )
    (tmp_path / "tiles.csv").write_text(HEAD + rows + others, encoding="utf-8")
    with pytest.raises(CoequalError) as error:
        layout_on(ORGANISATIONS, tmp_path, date(2023, 1, 1))
    assert message in str(error.value)
    assert "tiles.csv" in str(error.value)

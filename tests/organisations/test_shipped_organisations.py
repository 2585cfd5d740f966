"""The organisations that come with coequal: all commissioners of England since 2013, and the places they were in charge of."""

from datetime import date
from pathlib import Path

import pytest

from coequal.organisations.register import load_organisations

SHIPPED = load_organisations(Path(__file__).parents[2] / "library" / "organisations")
STAFFORDSHIRE = ["04Y", "05D", "05G", "05Q", "05V", "05W"]
NORFOLK = ["06M", "06V", "06W", "06Y", "07J"]
BEDFORDSHIRE = ["04F", "06F", "06P"]


def codes(code: str, on: date) -> list[str]:
    """The codes of those that had taken the place of a body by a day."""
    return [body.code for body in SHIPPED.in_charge(code, on)]


def place(code: str, on: date) -> list[str]:
    """The codes of those in charge of an area on a day."""
    return [body.code for body in SHIPPED.areas[code].commissioners(on)]


@pytest.mark.parametrize(
    ("on", "groups", "boards"),
    [
        (date(2013, 3, 31), 0, 0),
        (date(2013, 4, 1), 211, 0),
        (date(2015, 3, 31), 211, 0),
        (date(2015, 4, 1), 209, 0),
        (date(2017, 4, 1), 207, 0),
        (date(2018, 4, 1), 195, 0),
        (date(2019, 4, 1), 191, 0),
        (date(2020, 4, 1), 135, 0),
        (date(2021, 4, 1), 106, 0),
        (date(2022, 6, 30), 106, 0),
        (date(2022, 7, 1), 0, 42),
        (date(2026, 3, 31), 0, 42),
        (date(2026, 4, 1), 0, 36),
    ],
)
def test_there_were_as_many_groups_and_boards_as_published(on: date, groups: int, boards: int) -> None:
    """211 groups began in 2013 and 106 ended in 2022; of 42 boards twelve ended in 2026, and six began."""
    there = [body.role for body in SHIPPED.bodies.values() if body.existed(on)]
    assert (there.count("CCG"), there.count("ICB")) == (groups, boards)


@pytest.mark.parametrize("code", STAFFORDSHIRE)
def test_staffordshire_had_six_groups_until_its_board(code: str) -> None:
    """Each was in charge of its own place until 30 June 2022."""
    assert codes(code, date(2022, 6, 30)) == place(code, date(2022, 6, 30)) == [code]
    assert codes(code, date(2022, 7, 1)) == place(code, date(2022, 7, 1)) == ["QNC"]
    assert place(code, date(2026, 4, 1)) == ["QNC"]


@pytest.mark.parametrize(
    ("members", "merged", "begun", "board", "newest"),
    [
        pytest.param(NORFOLK, "26A", date(2020, 4, 1), "QMM", "T6Y0W", id="Norfolk and Waveney"),
        pytest.param(BEDFORDSHIRE, "M1J4Y", date(2021, 4, 1), "QHG", "S1Y5D", id="Bedfordshire, Luton and Milton Keynes"),
    ],
)
def test_merged_groups_became_a_board_and_then_a_part_of_another(
    members: list[str], merged: str, begun: date, board: str, newest: str
) -> None:
    """The same for the bodies and for the places, which keep their codes."""
    for code in members:
        for found in (codes, place):
            assert found(code, begun.replace(month=3, day=31)) == [code]
            assert found(code, begun) == found(code, date(2022, 6, 30)) == [merged]
            assert found(code, date(2022, 7, 1)) == found(code, date(2026, 3, 31)) == [board]
            assert found(code, date(2026, 4, 1)) == [newest]
    assert place(merged, begun.replace(month=3, day=31)) == members
    assert place(merged, begun) == [merged]
    assert place(merged, date(2026, 4, 1)) == [newest]


@pytest.mark.parametrize(
    ("members", "merged", "begun"),
    [
        pytest.param(["00F", "00G", "00H"], "13T", date(2015, 4, 1), id="Newcastle Gateshead"),
        pytest.param(["00W", "01M", "01N"], "14L", date(2017, 4, 1), id="Manchester"),
        pytest.param(["10G", "10T", "11C"], "15D", date(2018, 4, 1), id="East Berkshire"),
        pytest.param(["03X", "03Y", "04J", "04R"], "15M", date(2019, 4, 1), id="Derby and Derbyshire"),
        pytest.param(["99P", "99Q"], "15N", date(2019, 4, 1), id="Devon"),
        pytest.param(["03A", "03J"], "X2C4Y", date(2021, 4, 1), id="Kirklees"),
    ],
)
def test_groups_merged_on_these_days(members: list[str], merged: str, begun: date) -> None:
    """And nobody else followed them then."""
    for code in members:
        assert codes(code, begun.replace(month=3, day=31)) == [code]
        assert codes(code, begun) == place(code, begun) == [merged]
    assert sorted(body.code for body in SHIPPED.bodies.values() if merged in body.successors) == members


@pytest.mark.parametrize(
    ("code", "heirs"),
    [
        ("QHG", ["S1Y5D"]),
        ("QUE", ["S1Y5D"]),
        ("QM7", ["S1Y5D", "D7T5G"]),
        ("QH8", ["D7T5G"]),
        ("QJG", ["T6Y0W", "D7T5G"]),
        ("QMM", ["T6Y0W"]),
        ("QNQ", ["S0E4D", "S9B9J", "QRL"]),
        ("QU9", ["S0E4D"]),
        ("QXU", ["S9B9J"]),
        ("QNX", ["S9B9J"]),
        ("QMJ", ["Z9B2Z"]),
        ("QRV", ["Z9B2Z"]),
    ],
)
def test_twelve_boards_were_followed_in_2026(code: str, heirs: list[str]) -> None:
    """Three of them by several, one of which was there already."""
    assert codes(code, date(2026, 3, 31)) == [code]
    assert codes(code, date(2026, 4, 1)) == heirs


@pytest.mark.parametrize(
    ("code", "on", "found"),
    [
        pytest.param("06K", date(2026, 4, 1), ["S1Y5D"], id="East and North Hertfordshire"),
        pytest.param("06N", date(2026, 4, 1), ["S1Y5D"], id="Herts Valleys"),
        pytest.param("07H", date(2026, 4, 1), ["D7T5G"], id="West Essex"),
        pytest.param("06T", date(2026, 4, 1), ["D7T5G"], id="North East Essex"),
        pytest.param("06L", date(2026, 4, 1), ["T6Y0W"], id="Ipswich and East Suffolk"),
        pytest.param("07K", date(2026, 4, 1), ["T6Y0W"], id="West Suffolk"),
        pytest.param("D4U1Y", date(2026, 3, 31), ["QNQ"], id="Frimley before its split"),
        pytest.param("D4U1Y", date(2026, 4, 1), ["S0E4D", "S9B9J", "QRL"], id="Frimley, which is in three parts"),
        pytest.param("15D", date(2026, 4, 1), ["S0E4D"], id="East Berkshire"),
        pytest.param("11C", date(2026, 4, 1), ["S0E4D"], id="Windsor, Ascot and Maidenhead"),
        pytest.param("10C", date(2026, 4, 1), ["S9B9J"], id="Surrey Heath"),
        pytest.param("99M", date(2026, 4, 1), ["QRL", "S9B9J"], id="North East Hampshire and Farnham, which is in two parts"),
        pytest.param("02Q", date(2022, 7, 1), ["QT1"], id="Bassetlaw, which moved to Nottinghamshire"),
        pytest.param("01Y", date(2022, 7, 1), ["QOP"], id="Tameside, which lost Glossop"),
        pytest.param("15M", date(2022, 7, 1), ["QJ2"], id="Derbyshire, which gained it"),
        pytest.param("D2P2L", date(2022, 7, 1), ["QUA"], id="the Black Country, which lost West Birmingham"),
        pytest.param("05L", date(2022, 7, 1), ["QUA", "QHL"], id="Sandwell and West Birmingham, which came to be in two parts"),
        pytest.param("06M", date(2013, 1, 1), ["PCTs"], id="before the groups began"),
    ],
)
def test_a_place_has_its_own_commissioners(code: str, on: date, found: list[str]) -> None:
    """Where a body was split, its places went different ways."""
    assert place(code, on) == found


def test_glossop_and_west_birmingham_are_among_the_successions() -> None:
    """The groups that lost them are followed by two boards, the larger part first."""
    assert codes("01Y", date(2022, 7, 1)) == ["QOP", "QJ2"]
    assert codes("D2P2L", date(2022, 7, 1)) == ["QUA", "QHL"]


def test_no_area_is_ever_without_a_commissioner() -> None:
    """On the first of every month from 2013 to 2027."""
    days = [date(year, month, 1) for year in range(2013, 2028) for month in range(1, 13)]
    assert [(area.code, day) for area in SHIPPED.areas.values() for day in days if not area.commissioners(day)] == []


def test_every_group_has_its_area() -> None:
    """Every code that was a group or is a part of a board names a place, and the group was in charge of it."""
    groups = {code for code, body in SHIPPED.bodies.items() if body.role == "CCG"}
    assert set(SHIPPED.areas) == groups
    for code in groups:
        assert place(code, SHIPPED.bodies[code].since) == [code]


@pytest.mark.parametrize("code", sorted(SHIPPED.areas))
def test_an_area_passes_only_to_those_that_follow(code: str) -> None:
    """Each of its commissioners after the trusts had taken the place of an earlier one, or is of the first year."""
    known = [commission for commission in SHIPPED.areas[code].commissions if commission.body.role != "PCT"]
    for number, commission in enumerate(known):
        if commission.since > date(2013, 4, 1):
            earlier = {heir for before in known[:number] for heir in SHIPPED.in_charge(before.body.code, commission.since)}
            assert commission.body in earlier


@pytest.mark.parametrize("code", sorted(SHIPPED.bodies))
def test_a_body_that_ended_was_followed(code: str) -> None:
    """But for the primary care trusts, of which it is not recorded which was where."""
    body = SHIPPED.bodies[code]
    assert (body.until is None or body.role == "PCT") == (not body.successors)


def test_nhs_england_commissions_for_no_place_of_its_own() -> None:
    """It has been there since 1 April 2013."""
    (body,) = (body for body in SHIPPED.bodies.values() if body.role == "NHS England")
    assert (body.code, body.since, body.until) == ("X24", date(2013, 4, 1), None)
    assert SHIPPED.areas_of("X24", date(2023, 5, 2)) == ()


def test_a_board_is_in_charge_of_the_places_of_its_groups() -> None:
    """Norfolk and Suffolk's are those of the five and the one of Norfolk and Waveney, and the two of Suffolk."""
    areas = [area.code for area in SHIPPED.areas_of("T6Y0W", date(2026, 4, 1))]
    assert sorted(areas) == sorted([*NORFOLK, "26A", "06L", "07K"])
    assert SHIPPED.areas_of("QMM", date(2026, 4, 1)) == ()


def test_names_are_written_as_people_write_them() -> None:
    """Short, with small letters, without signs for words."""
    assert SHIPPED.bodies["QMM"].name == "NHS Norfolk and Waveney ICB"
    assert SHIPPED.bodies["05Q"].name == "NHS South East Staffordshire and Seisdon Peninsula CCG"
    assert SHIPPED.areas["26A"].name == "Norfolk and Waveney"
    for body in SHIPPED.bodies.values():
        assert "&" not in body.name
        assert body.role not in ("CCG", "ICB") or (body.name.startswith("NHS ") and body.name.endswith(f" {body.role}"))

"""The shipped successions agree with the look-ups of the Office for National Statistics, where a copy of those is at hand."""

import csv
import os
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from coequal.organisations.epraccur import read_listing
from coequal.organisations.register import load_organisations

ROOT = Path(__file__).parents[2]
REFERENCE = Path(os.environ.get("COEQUAL_REFERENCE_DATA") or ROOT.parent / "shared" / "data")
SHIPPED = load_organisations(ROOT / "library" / "organisations")
# The only group of 2021 whose ONS code did not last; in ODS it was D2P2L.
ONLY_2021 = {"E38000250": "D2P2L"}
# A few streets that passed between groups which both went on, so that no body followed another.
EDGES = {("01E", "02M"), ("01K", "02M")}

pytestmark = pytest.mark.skipif(
    not (REFERENCE / "ccg_to_icb_succession.csv").is_file(),
    reason="no reference data: name its folder in the environment variable COEQUAL_REFERENCE_DATA",
)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of reference data."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ods_codes() -> dict[str, str]:
    """The ODS code of each ONS code."""
    return {row["ons_code"]: row["ods_code"] for row in rows("commissioner_names_by_year.csv") if row["ods_code"]} | ONLY_2021


def test_every_path_from_a_group_to_a_board_is_reproduced() -> None:
    """Group by group through 2018, 2020 and 2021 to the part of a board, and to the board."""
    ods = ods_codes()
    steps = [
        ("ccg17cd", date(2017, 4, 1)),
        ("ccg18cd", date(2018, 4, 1)),
        ("ccg20cd", date(2020, 4, 1)),
        ("ccg21cd", date(2021, 4, 1)),
    ]
    edges = set()
    for row in rows("ccg_to_icb_succession.csv"):
        path = [(ods[row[column]], on) for column, on in steps] + [(ods[row["icb22cd"]], date(2022, 7, 1))]
        for (earlier, _), (later, on) in pairwise(path):
            if later not in {body.code for body in SHIPPED.in_charge(earlier, on)}:
                edges.add((earlier, later))
        assert [body.code for body in SHIPPED.areas[ods[row["sicbl22cd"]]].commissioners(date(2022, 7, 1))] == [ods[row["icb22cd"]]]
    assert edges == EDGES


def test_no_succession_is_shipped_that_the_paths_do_not_show() -> None:
    """Of the groups from 2017 on."""
    ods = ods_codes()
    shown = {
        (ods[row[earlier]], ods[row[later]])
        for row in rows("ccg_to_icb_succession.csv")
        for earlier, later in [("ccg17cd", "ccg18cd"), ("ccg18cd", "ccg20cd"), ("ccg20cd", "ccg21cd"), ("ccg21cd", "icb22cd")]
    }
    groups = [
        body
        for body in SHIPPED.bodies.values()
        if body.role == "CCG" and body.existed(date(2022, 6, 30)) | body.existed(date(2017, 4, 1))
    ]
    assert {(body.code, heir) for body in groups for heir in body.successors} <= shown


@pytest.mark.parametrize(
    ("as_at", "on"),
    [("2017-04", date(2017, 4, 1)), ("2018-04", date(2018, 4, 1)), ("2020-04", date(2020, 4, 1)), ("2021-04", date(2021, 4, 1))],
)
def test_the_groups_of_a_year_are_those_of_its_list(as_at: str, on: date) -> None:
    """By code, and by name but for the sign for and."""
    ods = ods_codes()
    listed = {
        ods[row["ons_code"]]: row["name"].replace(" & ", " and ")
        for row in rows("commissioner_names_by_year.csv")
        if row["as_at"] == as_at
    }
    assert {body.code: body.name for body in SHIPPED.bodies.values() if body.role == "CCG" and body.existed(on)} == listed


def test_the_boards_are_those_of_the_lists() -> None:
    """All 42, in 2022 and in 2024."""
    listed = [row for row in rows("commissioner_names_by_year.csv") if row["kind"] == "ICB"]
    assert set(Counter(row["ods_code"] for row in listed).values()) == {2}
    for row in listed:
        assert SHIPPED.bodies[row["ods_code"]].name == row["name"].replace("Integrated Care Board", "ICB")


def test_a_sample_of_ods_is_read() -> None:
    """Two practices of Gloucestershire and two of Greater Huddersfield, as they were in 2017."""
    listing = read_listing(REFERENCE / "fixtures" / "epraccur.csv")
    assert {practice.code: practice.memberships[0].area for practice in listing.practices} == {
        "L84073": "11M",
        "L84018": "11M",
        "B85054": "03A",
        "B85010": "03A",
    }
    assert {practice.memberships[0].since for practice in listing.practices} == {date(2013, 4, 1)}

"""Women by area from the estimates of the ONS."""

import json
from pathlib import Path

import numpy as np
import pytest

from coequal.populations.synthetic.areas import Areas
from coequal.populations.synthetic.estimates import read_estimates
from coequal.populations.synthetic.recipe import KEY, Recipe
from tests.facts.building import refusal
from tests.populations.synthetic.test_list_sizes import BODIES, KNOWN

LOOK_UP = "FID,SICBL23CD,SICBL23CDH,SICBL23NM\n1,E1,A1A,Far - A1A\n2,E2,OLD,Old\n3,E3,B1B,Near\n4,E9,X9X,Strange\n"
BY_SEX = "\n".join(["Age,Females,Males", "All,999,999", *(f"{age},30.0,10.0" for age in range(90)), "90+,5,5"])


def by_area(*areas: str, letter: str = "F", count: str = "10", title: str = "") -> str:
    """Estimates in which each area has so many at each age, with a sum beside them, as a sheet is saved."""
    head = ["SICBL 2023 Code", "SICBL 2023 Name", "Total", *(f"{letter}{age}" for age in range(91))]
    total = str(91 * int(count)) if count.isdigit() else "1"
    rows = [[area, "Some name", total, *[f'"{count}"'] * 91] for area in areas]
    return "\r\n".join([title, *map(",".join, [head, *rows])])


def put(folder: Path, *texts: str) -> list[Path]:
    """Files of these texts."""
    paths = [folder / f"file-{number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def read(folder: Path, *texts: str) -> tuple[Areas, tuple[str, ...]]:
    """What files of these texts say."""
    return read_estimates(put(folder, *texts), BODIES, KNOWN)


def test_women_are_counted_by_area_through_the_look_up(tmp_path: Path) -> None:
    """A merged area counts where it went; strange areas are left out and told; a title and the order of files do not matter."""
    areas, told = read(tmp_path, LOOK_UP, by_area("E1", "E2", "E9", count="1,000", title="Mid-2023: estimates"))
    assert areas.codes == ("A1A",)
    assert areas.women.tolist() == [[2 * 5_000, 2 * 28_000]]
    assert areas.described == "women by the population estimates in file-1.csv"
    assert told[0] == "Left out: 33,000 women of areas that are not known here: X9X."
    assert told[1].endswith("nobody is made there: 2 (B1B, C1C).")


def test_people_of_either_sex_count_by_the_share_of_women(tmp_path: Path) -> None:
    """Three in four at each age, by the estimates for England beside them."""
    areas, _ = read(tmp_path, by_area("E1", "E3", letter="a"), BY_SEX, LOOK_UP)
    assert areas.women.tolist() == [[37.5, 210.0]] * 2
    assert areas.described == "women by the population estimates in file-0.csv and the share of women at each age in file-1.csv"


def test_small_areas_count_where_they_lie(tmp_path: Path) -> None:
    """Several rows of one sub-ICB location are parts of it."""
    rows = by_area("E1").replace("Total", "LSOA").splitlines()
    areas, _ = read(tmp_path, "\n".join([*rows, rows[-1].replace(",910,", ",911,", 1)]), LOOK_UP)
    assert areas.women.tolist() == [[100, 560]]


def test_people_are_made_of_those_women_alone(tmp_path: Path) -> None:
    """A file of people says where its women were counted."""
    areas, _ = read(tmp_path, by_area("E1"), LOOK_UP)
    recipe = Recipe(100, 1, areas=areas)
    assert json.loads(recipe.metadata[KEY])["areas"] == areas.described
    assert np.array_equal(recipe.areas.deciles, KNOWN.deciles[:1])


def test_a_look_up_of_another_year_is_told(tmp_path: Path) -> None:
    """Most codes stay the same from year to year; those that do not are left out."""
    _, told = read(tmp_path, by_area("E1"), LOOK_UP.replace("SICBL23", "SICBL22"))
    assert told[0] == "The areas are those of 2023, and the look-up is of 2022: a code that changed between is left out."
    assert "look-up" not in "".join(read(tmp_path, by_area("E1"), LOOK_UP)[1])


GOOD = by_area("E1")
BOTH = "\n".join(
    ",".join(cells)
    for cells in (
        ["SICBL 2023 Code", "Total", *(f"{sex}{age}" for sex in "FM" for age in range(91))],
        ["E1", "1821", *["10"] * 182],
    )
)


def test_women_are_counted_beside_men(tmp_path: Path) -> None:
    """Their total, which may be rounded, is held against them."""
    assert read(tmp_path, BOTH, LOOK_UP)[0].women.tolist() == [[50, 280]]


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ((GOOD,), "Give a look-up with columns such as SICBL22CD and SICBL22CDH beside it."),
        ((LOOK_UP,), "None of these files has the estimates by area"),
        ((GOOD, GOOD, LOOK_UP), "are both the estimates by area"),
        (("name,count\nFar,3\n", LOOK_UP), "This is neither the estimates"),
        (("", LOOK_UP), "This is neither the estimates"),
        ((GOOD.replace("SICBL", "ICB"), LOOK_UP), "These estimates are of whole integrated care boards"),
        ((by_area("E1", letter="a"), LOOK_UP), "This has people of either sex"),
        ((by_area("E1", letter="a"), LOOK_UP, BY_SEX.replace("30,30.0,", "x,30.0,")), "no row for the age 30"),
        ((by_area("E1", letter="a"), LOOK_UP, f"{BY_SEX}\n30,1,1"), "The age 30 has two rows"),
        ((by_area("E1", letter="a"), LOOK_UP, BY_SEX.replace("30,30.0,10.0", "30,0,0")), "There is nobody of 30"),
        ((GOOD.replace("F30", "X30"), LOOK_UP), "no column for the age 30"),
        ((by_area("E1", "E1"), LOOK_UP), "line 4: This row stands twice"),
        ((GOOD.rsplit(",", 50)[0], LOOK_UP), "line 3: This row has too few cells"),
        ((by_area("E1", count="many"), LOOK_UP), '"many" is not a number of people'),
        ((by_area("E1", count="-1"), LOOK_UP), '"-1" is not a number of people'),
        ((by_area("E1", count="0"), LOOK_UP), "This has no women of 18 to 22"),
        ((by_area("E7"), LOOK_UP), "None of its areas is known here"),
        ((BOTH.replace("E1,1821", "E1,1822"), LOOK_UP), "The ages of this row come to 1,820, and its total is 1,822."),
        ((by_area("E1", letter="a").replace(",910,", ",919,"), LOOK_UP, BY_SEX), "come to 910, and its total is 919."),
        (
            (GOOD.replace("SICBL 2023 Name", "SICBL 2024 Code"), LOOK_UP),
            "areas in several columns, SICBL 2023 CODE, SICBL 2024 CODE",
        ),
        ((GOOD.replace("F31", "F30"), LOOK_UP), "This has two columns for one age."),
        ((GOOD, f"{LOOK_UP}5,E1,B1B,Far\n"), "E1 is A1A and B1B in this look-up"),
        ((GOOD, LOOK_UP.replace("SICBL23CD,", "CODE,")), "has SICBL23CDH and no SICBL23CD"),
        ((GOOD, f'{LOOK_UP}"5'), "This is not a table in CSV"),
    ],
)
def test_files_that_are_damaged_or_lacking(tmp_path: Path, texts: tuple[str, ...], message: str) -> None:
    """One sentence says what is wrong, and what to give."""
    assert message in refusal(lambda: read(tmp_path, *texts))

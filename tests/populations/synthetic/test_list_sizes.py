"""Women by area from the official list sizes of GP practices."""

import gzip
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from coequal.organisations.bodies import Body
from coequal.populations.synthetic.areas import Areas
from coequal.populations.synthetic.counted import OLDEST
from coequal.populations.synthetic.list_sizes import read_list_sizes
from coequal.populations.synthetic.parameters import FOLDER
from coequal.populations.synthetic.recipe import KEY, Recipe
from coequal.populations.synthetic.sample import Sample
from tests.facts.building import refusal

KNOWN = Areas(("A1A", "B1B", "C1C"), np.ones((3, 2)), (18, 23), np.eye(10)[:3])
BODIES = {
    code: Body(code, "CCG", code, date(2013, 4, 1), None, successors, "a test")
    for code, successors in {"OLD": ("MID",), "MID": ("A1A",), "TWO": ("A1A", "B1B"), "END": ()}.items()
}
HEAD = "EXTRACT_DATE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"


def rows(*changes: str, area: str = "A1A", practice: str = "P1") -> list[str]:
    """Rows for all women, and for those of each age, ten of each."""
    start = f"01JAN2021,{area},E1,{practice},ZZ1 1ZZ,FEMALE"
    return [f"{start},ALL,960", *(f"{start},{age},10" for age in (*range(95), "95+")), *changes]


def written(folder: Path, lines: list[str], head: str = HEAD) -> Path:
    """A file as it is published."""
    path = folder / "list.csv"
    path.write_bytes("\r\n".join([head, *lines, ""]).encode())
    return path


def test_women_are_counted_by_area_and_age_group(tmp_path: Path) -> None:
    """Men, sums and other ages do not count; what is left out is said, and so is the day."""
    lines = (
        rows("01JAN2021,A1A,E1,P1,ZZ1 1ZZ,MALE,20,99")
        + rows(practice="P2")
        + rows(area="B1B", practice="P3")
        + rows(area="X9X", practice="P4")
    )
    areas, told = read_list_sizes(written(tmp_path, lines), BODIES, KNOWN)
    assert areas.codes == ("A1A", "B1B")
    assert areas.women.tolist() == [[2 * 50, 2 * 280], [50, 280]]
    assert areas.deciles.tolist() == KNOWN.deciles[:2].tolist()
    assert areas.described == "women registered with GP practices on 1 January 2021, by list.csv"
    assert told == (
        "Left out: 330 women of areas that are not known here: X9X.",
        "Areas that the file does not have, so that nobody is made there: 1 (C1C).",
    )


def test_areas_that_were_merged_count_where_they_went(tmp_path: Path) -> None:
    """However long ago; one that was split, or of which that is not known, is left out."""
    lines = [
        row for number, area in enumerate(("OLD", "MID", "TWO", "END", "A1A")) for row in rows(area=area, practice=f"P{number}")
    ]
    areas, told = read_list_sizes(written(tmp_path, lines), BODIES, KNOWN)
    assert areas.women.tolist() == [[3 * 50, 3 * 280]]
    assert told[0] == "Left out: 660 women of areas that are not known here: END, TWO."


def test_the_older_layout_is_the_same_and_may_be_packed(tmp_path: Path) -> None:
    """With clinical commissioning groups, and sums of other bodies beside those of practices."""
    head = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    lines = [f"GP_PRAC_PAT_LIST,01JAN2021,{kind},A1A,E1,{kind}1,ZZ1,FEMALE,{age},3" for kind in ("GP", "CCG") for age in range(95)]
    path = tmp_path / "list.csv.gz"
    path.write_bytes(gzip.compress("\n".join([head, *lines]).encode()))
    areas, _ = read_list_sizes(path, BODIES, KNOWN)
    assert areas.women.tolist() == [[15, 84]]


def test_people_are_made_of_those_women_alone(tmp_path: Path) -> None:
    """In the areas of the file; a file of people says where its women were counted."""
    areas, _ = read_list_sizes(written(tmp_path, rows(area="05D") + rows(area="05G", practice="P2")), {})
    recipe = Recipe(300, 1, areas=areas)
    assert set(Sample(recipe).words("patient_area")) == {"05D", "05G"}
    assert json.loads(recipe.metadata[KEY])["areas"] == areas.described
    assert "areas" not in json.loads(Recipe(300, 1).metadata[KEY])
    assert recipe.seekers() < 10


ROW = "01JAN2021,A1A,E1,P1,ZZ1 1ZZ,FEMALE"


@pytest.mark.parametrize(
    ("lines", "head", "words"),
    [
        (rows(f"{ROW},20,10"), HEAD, "line 99: P1 has two rows for women of 20; one is enough."),
        (rows("01FEB2021,A1A,E1,P2,ZZ1 1ZZ,FEMALE,20,10"), HEAD, "This is of 2 days"),
        (rows("1 Jan,A1A,E1,P2,ZZ1 1ZZ,FEMALE,20,10"), HEAD, 'line 99: "1 Jan" is not a day such as 01JAN2021.'),
        (rows("01JAN2021,A1A,E1,P2,ZZ1 1ZZ,FEMALE,20,many"), HEAD, '"many" is not a number of patients.'),
        (rows("01JAN2021,A1A,E1,P2,ZZ"), HEAD, "line 99: This row has too few cells: the file may be cut short."),
        (
            [one for one in rows() if ",FEMALE,30," not in one],
            HEAD,
            "line 2: The women of P1 are 960 here and 950 by age, so rows are missing or wrong. Download it again.",
        ),
        ([f"{ROW},ALL,10"], HEAD, "no women by single year of age. It is gp-reg-pat-prac-sing-age-female.csv that has them"),
        ([f"{ROW},{'9' * 5_000},10"], HEAD, "no women by single year of age."),
        ([f"{ROW},20_24,10"], HEAD, "no women by single year of age."),
        ([f"{ROW},20,10"], HEAD, f"This has no women of 23 to {OLDEST}."),
        (rows(area="X9X"), HEAD, "None of its areas is known here."),
        (
            rows(),
            "a,b,c",
            "it has no column EXTRACT_DATE, SEX, AGE, NUMBER_OF_PATIENTS, SUB_ICB_LOCATION_CODE or CCG_CODE, ORG_CODE or CODE.",
        ),
        (['"'], HEAD, "This is not a table in CSV."),
    ],
)
def test_what_cannot_be_counted_is_said(tmp_path: Path, lines: list[str], head: str, words: str) -> None:
    """With the file and the line."""
    path = written(tmp_path, lines, head)
    message = refusal(lambda: read_list_sizes(path, BODIES, KNOWN))
    assert message.startswith(str(path))
    assert words in message


def test_the_last_group_ends_where_the_shipped_table_says() -> None:
    """Both tables count the same ages."""
    head = next(line for line in (FOLDER / "areas.csv").read_text(encoding="utf-8").splitlines() if line.startswith("code"))
    assert max(name for name in head.split(",") if name.startswith("women")).endswith(f"-{OLDEST}")

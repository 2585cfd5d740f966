"""`coequal people synthesise`, of the women in files in the columns in which official sources publish them."""

import gzip
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.conftest import Call
from tests.cli.running import flowing

AGES = range(91)
SIZES = "EXTRACT_DATE,SUB_ICB_LOCATION_CODE,ONS_SUB_ICB_LOCATION_CODE,ORG_CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
OLDER_SIZES = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
BY_SEX = "\n".join(["age,females,males,female_share", *(f"{age},60.0,40.0,0.6" for age in range(90)), "90+,80,20,0.8"])
SCOTTISH = "Date,PracticeCode,HB,HSCP,Sex,SexQF,AllAges,AllAgesQF,Ages0to4\n20230101,10002,S08000030,S37000007,Female,,900,,20\n"


def list_sizes(*, sex: str = "FEMALE", lacking: int | None = None) -> str:
    """List sizes of two areas that are known here and one that is not, by single year of age, with a sum for each practice."""
    rows = [SIZES]
    for area, practice in (("26A", "D82001"), ("05D", "M83001"), ("7A1", "W91001")):
        start = f"01JUL2023,{area},E38000001,{practice},ZZ1 1ZZ,{sex}"
        rows += [f"{start},ALL,9600", *(f"{start},{age},100" for age in (*range(95), "95+") if age != lacking)]
    return "\n".join([*rows, ""])


def older_list_sizes() -> str:
    """The same of a group that was merged since, beside the sums of that group."""
    kinds = [("GP", "D82001"), ("CCG", "06V")]
    return "\n".join(
        [OLDER_SIZES]
        + [
            f"GP_PRAC_PAT_LIST,01JAN2019,{kind},06V,E38000124,{code},ZZ1,FEMALE,{age},7"
            for kind, code in kinds
            for age in range(96)
        ]
    )


def by_area(*, sexes: str = "FM", total: int = 91 * 2 * 10) -> str:
    """Estimates of one location as a sheet is saved, with a title above the columns and a sum beside them."""
    head = ["SICBL 2023 Code", "SICBL 2023 Name", "Total", *(f"{sex}{age}" for sex in sexes for age in AGES)]
    row = ["E38000239", "NHS Norfolk and Waveney ICB - 26A", f'"{total:,}"', *["10"] * len(sexes) * len(AGES)]
    return "\n".join(["Mid-2023: estimates of the population" + "," * (len(head) - 1), ",".join(head), ",".join(row), ""])


def persons() -> str:
    """Estimates of people of either sex."""
    return f"sicbl23cd,{','.join(f'a{age}' for age in AGES)}\nE38000239,{','.join('10' for _ in AGES)}\n"


LOOK_UP = "\ufeffSICBL23CD,SICBL23CDH,SICBL23NM,ICB23CD,ICB23CDH,ICB23NM\nE38000239,26A,NHS Norfolk and Waveney ICB - 26A,E54000022,QMM,x\n"


def put(folder: Path, **texts: str) -> dict[str, Path]:
    """Files of these texts, by their names."""
    paths = {name: folder / f"{name}.csv" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths


def made(coequal: Call, folder: Path, *given: object) -> tuple[str, set[str], int]:
    """What the command says, and the areas and the number of the people that it made."""
    file = folder / "people.parquet"
    answer = coequal("people", "synthesise", "--count", 60, "--out", file, *given)
    assert (answer.status, answer.err) == (0, "")
    table = pq.read_table(file)
    return flowing(answer.out), set(table["patient_area"].to_pylist()), table.num_rows


def test_of_list_sizes(coequal: Call, tmp_path: Path) -> None:
    """The women of strange areas are left out, and counted."""
    path = put(tmp_path, sizes=list_sizes())["sizes"]
    said, areas, count = made(coequal, tmp_path, "--list-sizes", path)
    assert "6,600 women registered with GP practices on 1 July 2023, by sizes.csv; number of areas: 2." in said
    assert "Left out: 3,300 women of areas that are not known here: 7A1." in said
    assert (areas, count) == ({"26A", "05D"}, 60)


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_of_older_list_sizes_as_they_are_downloaded(coequal: Call, tmp_path: Path, packed: str) -> None:
    """Packed, with a group that is a part of another now; the sums of the group do not count."""
    path = tmp_path / f"sizes.{packed}"
    if packed == "gz":
        path.write_bytes(gzip.compress(older_list_sizes().encode()))
    else:
        with zipfile.ZipFile(path, "w") as into:
            into.writestr("gp-reg-pat-prac-sing-age-female.csv", older_list_sizes())
    said, areas, _ = made(coequal, tmp_path, "--list-sizes", path)
    assert "231 women registered with GP practices on 1 January 2019" in said
    assert areas == {"26A"}


def test_of_estimates_with_a_look_up(coequal: Call, tmp_path: Path) -> None:
    """In any order; England's by sex beside them change nothing where women are counted by themselves."""
    files = put(tmp_path, look_up=LOOK_UP, by_sex=BY_SEX, estimates=by_area())
    said, areas, count = made(coequal, tmp_path, "--population", *files.values())
    assert "330 women by the population estimates in estimates.csv; number of areas: 1." in said
    assert "Areas that the file does not have, so that nobody is made there:" in said
    assert (areas, count) == ({"26A"}, 60)


def test_of_estimates_of_people_of_either_sex(coequal: Call, tmp_path: Path) -> None:
    """With England's by sex: six in ten of each age are women."""
    files = put(tmp_path, estimates=persons(), by_sex=BY_SEX, look_up=LOOK_UP)
    said, areas, _ = made(coequal, tmp_path, "--population", *files.values())
    assert "198 women by the population estimates in estimates.csv and the share of women at each age in by_sex.csv" in said
    assert areas == {"26A"}


def test_the_same_file_and_seed_make_the_same_people(coequal: Call, tmp_path: Path) -> None:
    """And another file makes others."""
    files = put(tmp_path, sizes=list_sizes(), estimates=by_area(), look_up=LOOK_UP)
    tables = []
    for given in (("--list-sizes", files["sizes"]),) * 2 + (("--population", files["estimates"], files["look_up"]),):
        made(coequal, tmp_path, *given)
        tables.append(pq.read_table(tmp_path / "people.parquet"))
    assert tables[0].equals(tables[1])
    assert not tables[0].equals(tables[2])


WRONG = {
    "nothing in it": ("--list-sizes", "", "it has no column EXTRACT_DATE"),
    "of men": ("--list-sizes", list_sizes(sex="MALE"), "This has no women by single year of age."),
    "of Scotland": ("--list-sizes", SCOTTISH, "it has no column EXTRACT_DATE"),
    "a row taken out": ("--list-sizes", list_sizes(lacking=30), "The women of D82001 are 9,600 here and 9,500 by age"),
    "cut short": ("--list-sizes", list_sizes()[:3000], "This row has too few cells"),
    "with semicolons": ("--list-sizes", list_sizes().replace(",", ";"), "it has no column EXTRACT_DATE"),
    "a page": ("--list-sizes", "<!DOCTYPE html>\n<title>Not found</title>", "This is a web page"),
    "of two days": ("--list-sizes", list_sizes().replace("01JUL2023,05D", "01AUG2023,05D"), "This is of 2 days"),
    "estimates as list sizes": ("--list-sizes", by_area(), "it has no column EXTRACT_DATE"),
    "list sizes as estimates": ("--population", list_sizes(), "This is neither the estimates by area"),
    "a total that is another": (
        "--population",
        by_area(total=1_900),
        "The ages of this row come to 1,820, and its total is 1,900.",
    ),
    "either sex alone": ("--population", persons(), "This has people of either sex."),
    "of Wales": ("--population", by_area().replace("SICBL 2023", "LHB 2023"), "This is neither the estimates by area"),
    "codes that are not looked up": (
        "--population",
        by_area().replace("E38000239", "S08000015"),
        "None of its areas is known here.",
    ),
    "a number that is none": ("--population", by_area().replace(",10,", ",[c],", 1), '"[c]" is not a number of people.'),
}


@pytest.mark.parametrize(("option", "text", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_gets_one_message(coequal: Call, tmp_path: Path, option: str, text: str, words: str) -> None:
    """With its name; nothing is made."""
    files = put(tmp_path, wrong=text, look_up=LOOK_UP)
    given = [files["wrong"]] if option == "--list-sizes" else [files["wrong"], files["look_up"]]
    answer = coequal("people", "synthesise", "--count", 60, "--out", tmp_path / "people.parquet", option, *given)
    assert (answer.status, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert answer.err.startswith(f"coequal: {files['wrong']}")
    assert words in answer.err
    assert not (tmp_path / "people.parquet").exists()


def test_both_together_are_refused(coequal: Call, tmp_path: Path) -> None:
    """Registered women and estimated women are the same women."""
    files = put(tmp_path, sizes=list_sizes(), estimates=by_area(), look_up=LOOK_UP)
    given = ("--list-sizes", files["sizes"], "--population", files["estimates"], files["look_up"])
    answer = coequal("people", "synthesise", "--count", 60, "--out", tmp_path / "people.parquet", *given)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == "coequal: Women are counted once: give either --list-sizes or --population.\n"


def test_a_spreadsheet_is_to_be_saved_as_csv(coequal: Call, tmp_path: Path) -> None:
    """The estimates are published as one."""
    path = tmp_path / "estimates.xlsx"
    with zipfile.ZipFile(path, "w") as into:
        into.writestr("xl/workbook.xml", "<workbook/>")
    answer = coequal("people", "synthesise", "--count", 60, "--out", tmp_path / "people.parquet", "--population", path)
    assert (
        answer.err == f"coequal: {path}: This is a spreadsheet. Save the sheet that holds the table as CSV UTF-8, and give that.\n"
    )

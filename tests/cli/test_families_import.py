"""`coequal families import`: a table becomes policies that every other command takes, and a list for a person."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import flowing
from tests.policies.importing.invented import EVERY_KIND, RECIPE, base_library, row, table_file, table_text

REFERRED = ("--service", "assisted-conception", "--referred", "2017-10-31")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A library of invented bodies, with the shipped recipe."""
    return base_library(tmp_path / "base")


def imported(coequal: Call, base: Path, tmp_path: Path, *more: object) -> Path:
    """The library that a table with every kind of value becomes."""
    table, into = table_file(tmp_path, *EVERY_KIND), tmp_path / "made"
    answer = coequal("families", "import", table, "--recipe", "ivf-2017", "--into", into, "--library", base, *more)
    assert (answer.status, answer.err) == (0, "")
    return into


def test_it_says_what_became_of_the_table(coequal: Call, base: Path, tmp_path: Path) -> None:
    """How many policies, how many rows of each number of cycles, and each thing for a person once, with its areas."""
    table = table_file(tmp_path, *EVERY_KIND, row(ccg_name="Other", time_trying="1-2 years"))
    answer = coequal("families", "import", table, "--recipe", "ivf-2017", "--into", tmp_path / "made", "--library", base)
    assert (answer.status, answer.err) == (0, "")
    out = flowing(answer.out)
    assert f"5 rows of {table} became 5 policies of one family: {tmp_path / 'made'}" in out
    assert "By cycles: 0 in 1 row; 1 in 1 row; 2 in 3 rows." in out
    assert "For a person to look at: 5 values of 3 policies. The same list stands in" in out
    assert (
        "time_trying: “1-2 years”, in 2 rows. It is not a number of years or months. Taken as: not found. testbury-and-sample-testbury, other"
        in out
    )
    assert "age_range: “23-40”, in 1 row. The column cycle_40_42 says “No”, which contradicts these ages." in out
    assert all(len(line) <= 100 or str(tmp_path) in line for line in answer.out.split("\n"))


def test_where_all_is_plain_nothing_is_left_for_a_person(coequal: Call, base: Path, tmp_path: Path) -> None:
    """And that is said."""
    (base / "recipes" / "ivf-2017" / "recipe.yaml").write_text(
        (RECIPE / "recipe.yaml").read_text(encoding="utf-8").replace("count by: cycles\n", ""), encoding="utf-8"
    )
    answer = coequal(
        "families", "import", table_file(tmp_path, row()), "--recipe", "ivf-2017", "--into", tmp_path / "made", "--library", base
    )
    assert "1 row of" in answer.out
    assert "became 1 policy of one family" in flowing(answer.out)
    assert answer.out.endswith("\nNothing is left for a person to look at: every value is a plain rule.\n")
    assert "By cycles" not in answer.out


def test_the_result_as_json(coequal: Call, base: Path, tmp_path: Path) -> None:
    """The same for other software."""
    table, into = table_file(tmp_path, *EVERY_KIND[:2]), tmp_path / "made"
    found = json.loads(coequal("families", "import", table, "--recipe", RECIPE, "--into", into, "--library", base, "--json").out)
    assert found == {
        "family": "audit-of-2017/assisted-conception",
        "version": "2017-10",
        "file": str(into / "families/audit-of-2017/assisted-conception/2017-10.md"),
        "policies": ["exampleshire/assisted-conception", "testbury-and-sample-testbury/assisted-conception"],
        "counted": {"cycles": {"2": 2}},
        "for a person": [
            {
                "area": "testbury-and-sample-testbury",
                "column": "time_trying",
                "printed": "1-2 years",
                "why": "It is not a number of years or months.",
                "taken as": "not found",
            }
        ],
    }


def test_a_recipe_that_counts_nothing_says_nothing_of_it_in_json(coequal: Call, base: Path, tmp_path: Path) -> None:
    """The key is there, and empty."""
    path = base / "recipes" / "ivf-2017" / "recipe.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("count by: cycles\n", ""), encoding="utf-8")
    into = tmp_path / "made"
    answer = coequal(
        "families", "import", table_file(tmp_path, row()), "--recipe", path, "--into", into, "--library", base, "--json"
    )
    assert json.loads(answer.out)["counted"] == {}


def test_every_other_command_takes_the_policies(coequal: Call, base: Path, tmp_path: Path) -> None:
    """They are listed, shown, found by commissioner and day, assessed, and have no fault that needs mending."""
    library = imported(coequal, base, tmp_path)
    listed = json.loads(coequal("policies", "--json", "--library", library).out)
    assert [(one["version"], one["family"]) for one in listed] == [("2017-10", "audit-of-2017/assisted-conception")] * 4
    shown = flowing(coequal("show", "testbury-and-sample-testbury/assisted-conception", "--library", library).out)
    assert (
        "The table prints for the time of trying: “1-2 years”. What Testbury & Sample (Testbury) says on this was not found."
        in shown
    )
    found = json.loads(coequal("which", *REFERRED, "--commissioner", "EXA", "--json", "--library", library).out)
    assert (found["policy"], found["version"]) == ("exampleshire/assisted-conception", "2017-10")
    both = json.loads(coequal("which", *REFERRED, "--commissioner", "TES", "--json", "--library", library).out)
    assert (both["policy"], len(both["candidates"])) == (None, 2)
    case = tmp_path / "case.yaml"
    case.write_text("referral date: 2017-10-31\npatient date of birth: 1985-01-01\n", encoding="utf-8")
    checked = coequal("check", "noneton/assisted-conception", case, "--library", library)
    assert "NOT ELIGIBLE: IVF" in checked.out
    assert (coequal("lint", "--library", library).status, coequal("test", "--library", library).status) == (0, 0)


def test_the_same_version_is_replaced_only_where_that_is_said(coequal: Call, base: Path, tmp_path: Path) -> None:
    """Else nothing is touched."""
    into = imported(coequal, base, tmp_path)
    written = into / "families/audit-of-2017/assisted-conception/2017-10.csv"
    table = table_file(tmp_path, row(ccg_name="Elsewhere"))
    arguments = ("families", "import", table, "--recipe", "ivf-2017", "--into", into, "--library", base)
    refused = coequal(*arguments)
    assert (refused.status, refused.out) == (2, "")
    assert "is there already. Say --replace" in refused.err
    assert "exampleshire" in written.read_text(encoding="utf-8")
    assert coequal(*arguments, "--replace").status == 0
    assert "exampleshire" not in written.read_text(encoding="utf-8")


def test_the_run_in_the_manual_is_a_real_one(coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the shipped example, whose areas are invented and say so."""
    page = (Path(__file__).parents[2] / "docs" / "manual" / "families.md").read_text(encoding="utf-8")
    command, _, out = page.partition("```text\n$ ")[2].partition("\n```")[0].partition("\n")
    example = (RECIPE / "example.csv").read_text(encoding="utf-8")
    assert {line.partition(",")[0] for line in example.strip().split("\n")[1:]} == {"invented"}
    monkeypatch.chdir(tmp_path)
    table = Path("library/recipes/ivf-2017/example.csv")
    table.parent.mkdir(parents=True)
    table.write_text(example, encoding="utf-8")
    assert coequal(*command.split()[1:]).out == f"{out}\n"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["import"], ["TABLE"]),
        (["frobnicate", "x"], ["choose from"]),
        (["import", "none.csv", "--recipe", "ivf-2017", "--into", "made"], ["none.csv: This cannot be read"]),
        (["import", "audit.csv", "--recipe", "ivf-2071", "--into", "made"], ['no recipe "ivf-2071"', 'Did you mean "ivf-2017"?']),
        (["import", "audit.csv", "--recipe", "ivf-2017", "--into", "audit.csv"], ["is no library"]),
        (["import", "audit.csv", "--recipe", "ivf-2017", "--into", "audit.csv/made"], ["audit.csv"]),
        (["import", "bad.csv", "--recipe", "ivf-2017", "--into", "made"], ["bad.csv, line 2", "a < that begins a tag"]),
    ],
)
def test_what_cannot_be_used_gets_one_message(
    coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: list[str], words: list[str]
) -> None:
    """Exit status 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    table_file(tmp_path, row())
    Path("bad.csv").write_text(table_text(row(time_trying="<script>")), encoding="utf-8")
    answer = coequal("families", *more)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith("coequal: ")
    assert answer.err.count("\n") == 1
    for word in words:
        assert word in answer.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.csv", "bad.csv"]

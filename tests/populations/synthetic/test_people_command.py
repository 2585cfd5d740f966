"""`coequal people`, as people run it."""

from argparse import ArgumentParser
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coequal.cli import people
from coequal.errors import CoequalError


def run(*given: str) -> int:
    """Run the command with some arguments."""
    command = ArgumentParser()
    command.add_argument("--library", type=Path)
    people.arguments(command)
    return people.run(command.parse_args(given))


def test_people_are_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is written, and the command says what the people are and what each row weighs."""
    file = tmp_path / "people.parquet"
    assert run("synthesise", "--count", "200", "--seed", "3", "--out", str(file), "--assume", "AMH=lee", "--year", "2024") == 0
    assert pq.read_metadata(file).num_rows == 200
    said = capsys.readouterr().out
    assert "200 synthetic people, referred in 2024; seed 3" in said
    assert "Nobody in it exists" in said


def test_people_are_made_of_the_women_of_official_list_sizes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is said how many women were counted, where and when, and what was left out."""
    head = "EXTRACT_DATE,SUB_ICB_LOCATION_CODE,ORG_CODE,SEX,AGE,NUMBER_OF_PATIENTS"
    rows = [f"01JAN2021,{area},{area}P,FEMALE,{age},10" for area in ("05D", "ZZZ") for age in range(95)]
    sizes, file = tmp_path / "sizes.csv", tmp_path / "people.parquet"
    sizes.write_text("\n".join([head, *rows]), encoding="utf-8")
    assert run("synthesise", "--count", "50", "--out", str(file), "--list-sizes", str(sizes)) == 0
    said = capsys.readouterr().out
    assert "330 women registered with GP practices on 1 January 2021, by sizes.csv; number of areas: 1." in said
    assert "Left out: 330 women of areas that are not known here: ZZZ." in said
    assert set(pq.read_table(file)["patient_area"].to_pylist()) == {"05D"}


def test_the_calibration_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is written, with every comparison in it."""
    monkeypatch.setattr("coequal.populations.synthetic.page.to_svg", lambda _: "<svg />")  # drawing takes seconds
    page = tmp_path / "calibration.html"
    assert run("calibrate", "--count", "20000", "--out", str(page)) == 0
    assert "13 comparisons of 20,000 synthetic people" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8").count("<svg") == 13


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("synthesise", "--count", "0", "--out", "x.parquet"), "from 1 to"),
        (("synthesise", "--count", "9", "--out", "x.parquet", "--assume", "AHM=lee"), "Did you mean"),
        (("synthesise", "--count", "9", "--out", "x.csv"), "must end in .parquet"),
        (("calibrate", "--count", "20000", "--out", "x.pdf"), "must end in .html"),
    ],
)
def test_what_cannot_be_used_is_refused(given: tuple[str, ...], message: str) -> None:
    """One message, before anything is made."""
    with pytest.raises(CoequalError, match=message):
        run(*given)

"""Tests of `coequal options`: in the terminal, as JSON, as a document, and what it refuses."""

import json
from pathlib import Path

import pytest

from coequal.cli.options_text import options_text
from tests.cli.conftest import Call
from tests.cli.running import flowing, in_a_process
from tests.comparison.options.building import EXAMPLE, plain, written


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small options file."""
    return written(tmp_path, plain())


def test_the_terminal_says_what_must_be_known_first(coequal: Call, small: Path) -> None:
    """Made-up people and what a figure is come before any table, and every table fits the width."""
    answer = coequal("options", small)
    assert (answer.status, answer.err) == (0, "")
    words = flowing(answer.out)
    assert words.index("Synthetic people: made up") < words.index("The candidates") < words.index("Whom each candidate reaches")
    assert words.index("A figure is the median of 60 draws (seed 1)") < words.index("What each candidate brings")
    assert "A one (the baseline)" in words
    assert "If no more than £100,000 a year is spent (assumed)" in words
    for heading in (
        "The waiting list under the budget",
        "The frontier of cost against births",
        "Age",
        "Partner",
        "What is assumed",
    ):
        assert f"\n{heading}\n---" in answer.out
    assert "take-up: 0.5 (0.4 to 0.6) share of those eligible who would start treatment. assumed, no source found." in words
    assert max(map(len, answer.out.splitlines())) <= 100


def test_a_narrow_terminal_has_its_tables_in_parts(coequal: Call, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 60 columns no line of a table is longer, and each part repeats its first column."""
    wide = coequal("options", small).out
    report = json.loads(coequal("options", small, "--json").out)
    monkeypatch.setenv("COLUMNS", "60")
    narrow = options_text(report)
    assert max(len(line) for line in narrow.splitlines() if "@" not in line) <= 60  # an id is never broken
    assert narrow.count("\nA  ") > wide.count("\nA  ")


def test_json_is_the_report(coequal: Call, small: Path) -> None:
    """The JSON has the candidates by label, with what the manual says of each."""
    report = json.loads(coequal("options", small, "--json").out)
    assert list(report["candidates"]) == ["one", "two"]
    assert report["draws"] == 60
    one = report["candidates"]["one"]
    assert list(one) == [
        "policies",
        "whole",
        "people",
        "changed",
        "couples a year",
        "by year",
        "all years",
        "at the values",
        "against the baseline",
        "under the budget",
        "sensitivity",
        "sensitivity of the difference",
    ]


def test_what_is_not_whole_or_has_to_be_said_is_said(coequal: Call) -> None:
    """Candidates that were not seen whole, and sentences about the people, stand before the figures; no budget leaves no list."""
    report = json.loads(coequal("options", EXAMPLE, "--json", "--draws", 20).out)
    words = flowing(options_text({**report, "said": ["Something to say."], "budget": None, "synthetic": False}))
    assert words.index("Not seen whole, and appraised only as far as seen: Three policies") < words.index("The candidates")
    assert words.index("- Something to say.") < words.index("The candidates")
    assert "E† Policy of February 2024 (not seen whole)" in words
    assert "where patient area = Stoke on Trent (05W)" in words
    assert words.count("† Not seen whole: as far as seen") == 1 + 9 + 2 * len(report["groups"])  # a table each
    assert "The waiting list" not in words
    assert "If no more than" not in words
    assert "Counts of 1 to 7 people are *" in words


def test_draws_and_seed_may_be_other_ones(coequal: Call, small: Path) -> None:
    """--draws and --seed take the place of the file's, and the report says which were used."""
    report = json.loads(coequal("options", small, "--json", "--draws", 30, "--seed", 9).out)
    assert (report["draws"], report["seed"]) == (30, 9)


def test_a_report_is_a_page(coequal: Call, small: Path, tmp_path: Path) -> None:
    """--report writes one web page with the charts inside."""
    path = tmp_path / "report.html"
    assert coequal("options", small, "--report", path).status == 0
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "Options appraisal: A choice" in page
    assert "Synthetic people: made up" in page


def test_a_report_is_a_pdf(coequal: Call, small: Path, tmp_path: Path) -> None:
    """--report writes a PDF where the file's name ends so."""
    path = tmp_path / "report.pdf"
    assert coequal("options", small, "--report", path).status == 0
    assert path.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--report", "x.docx"), "--report writes files that end in .html or .pdf, not x.docx."),
        (("--report", "nowhere/x.html"), "There is no folder nowhere in which to write x.html."),
        (("--draws", "3"), "--draws must be from 20 to 100,000, not 3."),
        (("--seed", "-1"), "--seed must be from 0 to 4,294,967,295, not -1."),
    ],
)
def test_what_cannot_be_is_refused(coequal: Call, small: Path, arguments: tuple[str, ...], message: str) -> None:
    """Arguments that cannot be used have one message and no figures."""
    answer = coequal("options", small, *arguments)
    assert (answer.status, answer.out) == (2, "")
    assert message in answer.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "This cannot be read: No such file or directory."),
        ("title: [", "This is not plain YAML"),
        ("- a", "An options file must be a list of keys and values."),
        ("title: x", 'An options file needs the key "treatment".'),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(coequal: Call, tmp_path: Path, text: str | None, message: str) -> None:
    """A missing or broken file has one message that names it."""
    path = tmp_path / "options.yaml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    answer = coequal("options", path)
    assert (answer.status, answer.out) == (2, "")
    assert str(path) in answer.err
    assert message in answer.err
    assert answer.err.count("\n") == 1


def test_a_file_that_is_no_text_is_refused(coequal: Call, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 have one message."""
    path = tmp_path / "options.yaml"
    path.write_bytes(b"title: \xff")
    assert "This is not UTF-8 text." in coequal("options", path).err


def test_the_example_runs_from_the_shell(tmp_path: Path) -> None:
    """The command of the help runs in a process of its own, on few draws."""
    answer = in_a_process(tmp_path, "options", EXAMPLE, "--draws", 20, "--json")
    assert answer.status == 0, answer.err
    assert len(json.loads(answer.out)["candidates"]) == 5

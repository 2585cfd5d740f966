"""`coequal lint`: faults and doubts in policies."""

import json
from datetime import date
from pathlib import Path

import pytest

from coequal.cli import lint as command
from coequal.lint.rules import RULES
from tests.cli.conftest import Call
from tests.cli.running import POLICY as NORFOLK
from tests.cli.running import flowing, in_a_process
from tests.lint.building import POLICY, TODAY, changed, library_folder
from tests.policies.building import FAMILY_PLACE, family_folder, line_of
from tests.policies.building import library_folder as hearing_folder

SOURCE = ("seen: 2024-05-06", "seen: 2030-05-06")
WORDING = ("She does not smoke.\n\n", "")
BAD = changed(POLICY, SOURCE, WORDING, ('version: "2024"', 'version: "2025"'))


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the command runs."""

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return TODAY

    monkeypatch.setattr(command, "date", Day)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One version in which nothing is wrong, and one with an error and a warning."""
    return library_folder(tmp_path / "library", policies=[POLICY, BAD])


def test_the_json_is_a_list_of_findings_key_by_key(coequal: Call, library: Path) -> None:
    """In the order of the files and of their lines; the exit status is 1, because one of them is an error."""
    answer = coequal("lint", "--json", "--library", library)
    assert (answer.status, answer.err) == (1, "")
    warning, error, doubt = json.loads(answer.out)
    path = str(library / "policies" / "here" / "fertility" / "2025.md")
    assert warning == {
        "policy": "here/fertility",
        "rule": "date-in-future",
        "severity": "warning",
        "message": "It says that its source was seen on 6 May 2030, a day that is still to come. "
        "Look at the source again, and ask the owner where it does print that.",
        "file": path,
        "line": line_of(BAD, "source:"),
        "clause": None,
    }
    assert {**error, "message": ""} == {
        "policy": "here/fertility",
        "rule": "logic-without-wording",
        "severity": "error",
        "message": "",
        "file": path,
        "line": line_of(BAD, "id: smoking"),
        "clause": "4",
    }
    assert (doubt["policy"], doubt["rule"], doubt["severity"]) == (None, "unused-fact", "doubt")


def test_the_text_cites_line_and_clause_under_the_name_of_the_file(coequal: Call, library: Path) -> None:
    """And ends with how much was found."""
    answer = coequal("lint", "--library", library)
    assert (answer.status, answer.err) == (1, "")
    lines = answer.out.split("\n")
    assert lines[0] == str(library / "policies" / "here" / "fertility" / "2025.md")
    said = flowing(answer.out)
    assert f"Line {line_of(BAD, 'source:')}, warning: It says that its source was seen on 6 May 2030" in said
    assert f'Line {line_of(BAD, "id: smoking")}, clause 4, error: The criterion "smoking" has no wording above it' in said
    assert "(logic-without-wording)" in said
    assert str(library / "services" / "fertility.yaml") in lines
    assert lines[-2] == "1 error, 1 warning, 1 doubt in 2 policies."


def test_warnings_and_doubts_are_an_answer(coequal: Call) -> None:
    """So is what is found in the shipped library, which has no errors."""
    answer = coequal("lint")
    assert (answer.status, answer.err) == (0, "")
    assert "clauses 5 and 14, warning: " in flowing(answer.out)
    assert answer.out.split("\n")[-2].startswith("0 errors, ")
    assert NORFOLK in {finding["policy"] for finding in json.loads(coequal("lint", "--json").out)}


def test_that_nothing_was_found_is_said(coequal: Call, library: Path) -> None:
    """In a sentence, and as an empty list; of named files nothing is said about the library as a whole."""
    path = library / "policies" / "here" / "fertility" / "2024.md"
    answer = coequal("lint", path, "--library", library)
    assert (answer.status, answer.out) == (0, "Nothing was found in 1 policy.\n")
    assert coequal("lint", path, "--json", "--library", library).out == "[]\n"


def test_files_and_folders_may_be_named(coequal: Call, library: Path, tmp_path: Path) -> None:
    """A folder stands for all the policies in it."""
    summary = coequal("lint", library / "policies", "--library", library).out.split("\n")[-2]
    assert summary == "1 error, 1 warning, 0 doubts in 2 policies."
    draft = tmp_path / "draft.md"
    draft.write_text(changed(POLICY, SOURCE), encoding="utf-8")
    assert coequal("lint", draft, "--library", library).out.split("\n")[-2] == "0 errors, 1 warning, 0 doubts in 1 policy."


def test_what_cannot_be_read_is_an_error_among_others(coequal: Call, library: Path, tmp_path: Path) -> None:
    """With its line where it has one; the others are looked at all the same."""
    notes = tmp_path / "notes.md"
    notes.write_text("# Notes", encoding="utf-8")
    answer = coequal("lint", notes, tmp_path / "absent.md", library / "policies", "--library", library)
    assert (answer.status, answer.err) == (1, "")
    said = flowing(answer.out)
    assert f"{notes} Line 1, error: A policy begins with its front matter" in said
    assert f"{tmp_path / 'absent.md'} error: This cannot be read: No such file or directory. (unreadable)" in said
    assert said.endswith("3 errors, 1 warning, 0 doubts in 4 policies.")


def test_what_cannot_be_looked_at_is_refused(coequal: Call, library: Path) -> None:
    """With exit status 2, which is not that of a fault found."""
    empty = coequal("lint", library / "organisations", "--library", library)
    assert (empty.status, empty.out) == (2, "")
    assert "holds no policies: there is no file there that ends in .md." in empty.err
    (library / "organisations" / "bodies.csv").unlink()
    broken = coequal("lint", "--library", library)
    assert (broken.status, broken.out) == (2, "")
    assert "bodies.csv: This cannot be read" in broken.err


def test_an_empty_library_is_an_answer(coequal: Call, tmp_path: Path) -> None:
    """In words, and as an empty list."""
    folder = library_folder(tmp_path)
    nothing = "Nothing was found in 1 dictionary. There are no policies here yet.\n"
    assert coequal("lint", "--library", folder).out == nothing
    assert coequal("lint", folder, "--library", folder).out == nothing
    assert coequal("lint", "--json", "--library", folder).out == "[]\n"


@pytest.mark.parametrize("named", [(), ("services",), ("services/hearing.yaml",), (".",)])
def test_a_dictionary_is_looked_at_before_there_is_a_policy(
    coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...]
) -> None:
    """The first mistake of each of its facts, with its line, all at once; and a day in the tables of bodies that is none."""
    monkeypatch.chdir(hearing_folder(tmp_path))
    dictionary = tmp_path / "services" / "hearing.yaml"
    text = dictionary.read_text(encoding="utf-8")
    for right, wrong in (("works: {type: boolean", "works: {type: bool"), ("the ear, values", "the ear, valeus")):
        assert right in text
        text = text.replace(right, wrong)
    dictionary.write_text(text, encoding="utf-8")
    answer = coequal("lint", *named, "--library", ".")
    assert answer.status == 1
    found = flowing(answer.out)
    assert 'Line 12, error: "type" cannot be "bool". Did you mean "boolean"?' in found
    assert 'Line 15, error: The fact "ear" has no key "valeus". Did you mean "values"?' in found
    assert found.endswith("2 errors, 0 warnings, 0 doubts in 1 dictionary. There are no policies here yet.")
    bodies = tmp_path / "organisations" / "bodies.csv"
    bodies.write_text(bodies.read_text(encoding="utf-8").replace("2015-01-01", "01/07/2022", 1), encoding="utf-8")
    refused = coequal("lint", *named, "--library", ".")
    assert refused.status == 2
    assert '"01/07/2022" is not a date such as 2022-07-01.' in refused.err
    assert "bodies.csv, line " in refused.err


def test_what_all_members_of_a_family_share_is_said_once(coequal: Call, tmp_path: Path) -> None:
    """With the number of policies in the text; in the JSON each policy has its own."""
    folder = family_folder(hearing_folder(tmp_path))
    said = flowing(coequal("lint", "--library", folder).out)
    assert said.count("(owner-missing)") == 1
    assert "Line 1, warning, 3 policies: No commissioner owns this policy" in said
    assert said.endswith("in 3 policies.")
    found = json.loads(coequal("lint", folder / FAMILY_PLACE, "--json", "--library", folder).out)
    owners = [finding["policy"] for finding in found if finding["rule"] == "owner-missing"]
    assert owners == ["north/hearing", "south/hearing", "east/hearing"]


def test_the_rules_are_listed_with_what_they_find(coequal: Call) -> None:
    """The gravest first, and for other software too."""
    answer = coequal("lint", "--rules")
    assert (answer.status, answer.err) == (0, "")
    said = flowing(answer.out)
    for rule in RULES:
        assert f"{rule.name} ({rule.severity}): {rule.says}" in said
    assert said.index("(error)") < said.index("(warning)") < said.index("(doubt)")
    assert json.loads(coequal("lint", "--rules", "--json").out) == [
        {"rule": rule.name, "severity": rule.severity, "says": rule.says} for rule in RULES
    ]


def test_it_runs_in_a_process_of_its_own(tmp_path: Path, library: Path) -> None:
    """With its exit status, and nothing on the other stream."""
    answer = in_a_process(tmp_path, "lint", "--library", library)
    assert (answer.status, answer.err) == (1, "")


def test_the_shipped_library_needs_no_mending(coequal: Call) -> None:
    """What lint finds in it is what its owners printed, so the exit status is 0."""
    assert coequal("lint", "--json").status == 0

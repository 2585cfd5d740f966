"""A policy of a family, as the command line shows it."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import flowing
from tests.policies.building import FAMILY, FAMILY_PLACE, TABLE, WHOLE, changed, family_folder, library_folder

EAST = "east/hearing@2017"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a family of three, and a policy with a file of its own."""
    return family_folder(library_folder(tmp_path / "library", WHOLE))


def test_members_are_listed_with_their_family(coequal: Call, library: Path) -> None:
    """Others have no such key."""
    listed = json.loads(coequal("policies", "--json", "--library", library).out)
    assert [(one["id"], one["in force"]["from"], one.get("family")) for one in listed] == [
        ("east/hearing", "2017-10-01", "model/hearing"),
        ("here/hearing", "2024-04-01", None),
        ("north/hearing", "2017-04-01", "model/hearing"),
        ("south/hearing", "2017-04-01", "model/hearing"),
    ]
    assert "family" not in listed[1]
    assert "north/hearing  2017 " in coequal("policies", "--library", library).out


def test_a_member_is_shown_as_any_policy_with_its_family(coequal: Call, library: Path) -> None:
    """With the values of its area."""
    out = coequal("show", "north/hearing@2017", "--library", library).out
    assert "One of the policies of the family model/hearing: one wording, with a table of local values\n" in out
    assert out.startswith("Hearing aids in The North\n")
    assert "  Met when her hearing loss is above 25.\n" in out
    assert "family" not in coequal("show", "here/hearing@2024", "--library", library).out


def test_what_was_not_found_is_shown_as_such(coequal: Call, library: Path) -> None:
    """Neither as a condition nor as a number; a rule that there is none of has only its clause."""
    east, south = (coequal("show", f"{area}/hearing@2017", "--library", library).out for area in ("east", "south"))
    assert "  Our reading: What The East asks for here was not found.\n" in east
    assert "hearing loss is" not in east
    assert "    - aids: not stated\n" in east
    assert "    - packs: not known\n" in south
    assert "2. Waiting\n----------\n\nThe South has no rule on this.\n" in south


def test_a_case_is_checked_under_a_member(coequal: Call, library: Path, tmp_path: Path) -> None:
    """By its id, also with the version that binds on the day of the case."""
    case = tmp_path / "case.yaml"
    case.write_text("referral date: 2018-01-01\nworks: false\nhearing loss: 90\n", encoding="utf-8")
    answer = coequal("check", "east/hearing", case, "--library", library)
    assert (answer.status, answer.err) == (0, "")
    assert "NOT KNOWN: Hearing aids (aids: not stated)" in answer.out
    assert "- Hearing loss (clause 1): What The East asks for here was not found." in answer.out
    found = json.loads(coequal("check", "north/hearing", case, "--json", "--library", library).out)
    assert (found["policy"], found["version"], found["outcome"]) == ("north/hearing", "2017", "eligible")


def test_the_example_people_of_every_member_are_tested(coequal: Call, library: Path) -> None:
    """Five in the North, three in the South, one in the East; all of them where the family's file is named."""
    for arguments in (["test"], ["test", library / FAMILY_PLACE], ["test", library / "families"]):
        answer = coequal(*arguments, "--json", "--library", library)
        assert answer.status == 0
        assert json.loads(answer.out) == {"passed": 9, "failed": 0, "failures": []}


def test_a_failure_in_a_member_names_the_family_s_file(coequal: Call, library: Path) -> None:
    """With the line in it."""
    family_folder(library, changed("hearing loss: {loss}}", "hearing loss: 26}", FAMILY))
    answer = coequal("test", "--library", library)
    assert answer.status == 1
    assert f"{library / FAMILY_PLACE}, line " in flowing(answer.out)


@pytest.mark.parametrize("command", ["show", "check", "diff"])
def test_a_family_s_file_is_no_single_policy(coequal: Call, library: Path, command: str) -> None:
    """The message lists the ids."""
    more = {"show": [], "check": ["case.yaml"], "diff": [EAST]}[command]
    answer = coequal(command, library / FAMILY_PLACE, *more, "--library", library)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err == (
        f"coequal: {library / FAMILY_PLACE}, line 7: This is a family of 3 policies. "
        "Name one of them by its id: north/hearing, south/hearing, east/hearing.\n"
    )


def test_members_are_held_against_each_other(coequal: Call, library: Path) -> None:
    """What differs is what the table says."""
    out = coequal("diff", "north/hearing@2017", EAST, "--library", library).out
    assert "  title: Hearing aids in The North -> Hearing aids in The East\n" in out
    assert "    what it asks for: nothing -> not found\n" in out


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (TABLE.replace("2,10,25", "2,10,{loss}"), "line 2: north"),
        (TABLE.replace("2,10,25", "2,10,```"), "line 2: north"),
        (TABLE.replace("2,10,25", "2,10,x\x1b[2J"), "hidden character"),
        (TABLE.replace("north", "../north"), "small letters"),
        ("\x00", "hidden character"),
        ("area\n" + "x" * 2_000_000, "too large"),
    ],
)
def test_a_hostile_table_gets_one_clear_message(coequal: Call, library: Path, table: str, words: str) -> None:
    """On the stream for errors, by every command that reads all policies."""
    family_folder(library, FAMILY, table)
    for command in ("policies", "test"):
        answer = coequal(command, "--library", library)
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("coequal: ")
        assert answer.err.count("\n") == 1
        assert answer.err.rstrip("\n").isprintable()
        assert words in answer.err

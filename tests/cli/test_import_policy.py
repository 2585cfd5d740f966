"""`coequal import`: a table of rules becomes a draft."""

import json
import re
import shlex
from pathlib import Path

import pytest

from coequal.exchange.dmn.model import dmn
from coequal.exchange.loaded import load
from coequal.policies.library import Library, shipped
from tests.cli.conftest import Call

TABLE = """\
clause,patient age at treatment,patient BMI (kg/m²),patient smokes,previous fresh cycles,eligible,fresh cycles,wording
1,[23..40),[19..30],no,< 3,yes,2,Younger than 40
2,[40..43),[19..30],no,0,yes,1,From 40 to 42
"""
ID = "exampleshire/assisted-conception"
AS = ("--policy", ID, "--outcome", "fresh cycles")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A file of rules."""
    path = tmp_path / "rules.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_the_draft_is_written_and_can_be_used_at_once(coequal: Call, table: Path) -> None:
    """It is said where it is and what comes next; other commands read it."""
    out = table.parent / "draft.md"
    answer = coequal("import", table, *AS, "--out", out)
    assert (answer.status, answer.err) == (0, "")
    assert f"{out}: a draft of {ID}, which binds nobody." in answer.out
    assert "coequal lint" in answer.out
    assert "Whether" not in coequal("show", out).err
    assert "previous fresh cycles: < 3 →" in coequal("show", out).out.replace("\n  ", " ")
    assert "dangling-reference" not in coequal("lint", out).out
    assert coequal("test", out).status == 0


def test_the_json_names_the_file_and_the_remarks(coequal: Call, table: Path) -> None:
    """For other software."""
    out = table.parent / "draft.md"
    found = json.loads(coequal("import", table, *AS, "--out", out, "--json").out)
    assert found["file"] == str(out)
    assert found["policy"] == ID
    assert any(remark.startswith("2 rules on patient age at treatment") for remark in found["remarks"])


def test_a_model_of_dmn_becomes_a_draft_too(coequal: Call, tmp_path: Path) -> None:
    """One of our own comes back with every criterion; as another's it is partial, and what is not in it is said."""
    policy = load("norfolk-and-waveney/assisted-conception").policy
    model, out = tmp_path / "model.dmn", tmp_path / "draft.md"
    model.write_bytes(dmn(policy))
    answer = coequal("import", model, "--policy", ID, "--out", out)
    assert (answer.status, answer.err) == (0, "")
    draft = Library().read(out)
    assert (draft.id, draft.status) == (ID, "draft")
    assert {one.id for one in draft.criteria} == {one.id for one in policy.criteria} | {"criteria-not-seen"}
    assert "A model holds criteria and treatments." in answer.out
    assert "Leave --hit-policy out" in coequal("import", model, "--policy", ID, "--hit-policy", "ANY").err
    assert "cannot be read" in coequal("import", tmp_path / "no.dmn", "--policy", ID).err


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--policy", ID, "--out", "rules.csv"), "--out writes files that end in .md"),
        (("--policy", "exampleshire/nothing", "--out", "d.md"), "nothing"),
        (("--policy", ID, "--service", "sterilisation", "--out", "d.md"), "patient age at treatment"),
        (("--policy", ID, "--hit-policy", "COLLECT"), "--help"),
        (("--policy", ID, "--out", "d.md"), '--outcome "fresh cycles"'),
        ((*AS, "--outcome", "cycles", "--out", "d.md"), 'None is the outcome "cycles"'),
    ],
)
def test_what_cannot_be_done_is_said(coequal: Call, table: Path, more: tuple[str, ...], message: str) -> None:
    """In one sentence; no file is left."""
    answer = coequal("import", table, *(str(table.parent / word) if word.endswith(".md") else word for word in more))
    assert answer.status == 2
    assert message in answer.err
    assert sorted(path.name for path in table.parent.iterdir()) == ["rules.csv"]


def test_nothing_is_overwritten_and_other_files_are_refused(coequal: Call, table: Path) -> None:
    """A draft that is there may hold somebody's work."""
    out = table.parent / "draft.md"
    out.write_text("mine", encoding="utf-8")
    assert "There is a file" in coequal("import", table, *AS, "--out", out).err
    assert out.read_text(encoding="utf-8") == "mine"
    assert "ends in .csv, .xlsx, .dmn" in coequal("import", out, "--policy", ID, "--out", table.parent / "new.md").err


def test_what_comes_next_works_for_a_service_of_ones_own(coequal: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands that are printed name the library that was named, whatever signs its path has."""
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "our own"
    (own / "services").mkdir(parents=True)
    (own / "library.yaml").write_text("extends: shipped\n", encoding="utf-8")
    dictionary = (shipped() / "services" / "hearing-aids-adults.yaml").read_text(encoding="utf-8")
    (own / "services" / "ears.yaml").write_text(
        dictionary.replace("service: hearing-aids-adults", "service: ears"), encoding="utf-8"
    )
    (tmp_path / "rules.csv").write_text("better ear hearing loss,eligible\n>= 35,yes\n< 35,no\n", encoding="utf-8")
    printed = coequal("import", "rules.csv", "--policy", "exampleshire/ears", "--library", "our own", "--out", "draft.md").out
    commands = re.findall("“(.+?)”", " ".join(printed.split("Next: ")[1].split()))
    assert commands == [f"coequal {name} --library 'our own' draft.md" for name in ("lint", "test")]
    for command in commands:
        answer = coequal(*shlex.split(command)[1:])
        assert "no dictionary" not in answer.err
        assert answer.status in (0, 1)

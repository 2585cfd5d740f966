"""`coequal test`: whether the example people in policies come out as expected."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import in_a_process
from tests.policies.building import FRONT_MATTER, changed, library_folder, line_of

GOOD = """\
```treatments
aids: {name: Aids, aids: if works then 2 else 1}
```

## 1. Work
```criterion
id: work
clause: "1"
met when: works
```

```example
name: she works
facts: {works: true}
outcome: eligible
criteria: {work: met}
amounts: {aids: {aids: 2}}
missing: []
```
"""
BAD = """
```example
name: she does not work
facts: {works: false}
outcome: eligible
criteria: {work: met}
```
"""
GOOD_TEXT = FRONT_MATTER + GOOD
BAD_TEXT = FRONT_MATTER + GOOD + BAD


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """One version with a good example, and one with a bad example too."""
    return library_folder(tmp_path / "library", GOOD_TEXT, changed('version: "2024"', 'version: "2025"', BAD_TEXT))


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_the_shipped_examples_come_out_as_expected(coequal: Call) -> None:
    """All of them."""
    answer = coequal("test", "--json")
    assert (answer.status, answer.err) == (0, "")
    found = json.loads(answer.out)
    assert found["passed"] > 200
    assert (found["failed"], found["failures"]) == (0, [])


def test_a_failure_is_in_the_json_key_by_key_and_the_exit_status_is_one(tmp_path: Path, library: Path) -> None:
    """One person fails, in two ways."""
    answer = in_a_process(tmp_path, "test", "--json", "--library", library)
    assert (answer.status, answer.err) == (1, "")
    path = library / "policies" / "here" / "hearing" / "2025.md"
    line = line_of(BAD_TEXT, "name: she does not work")
    person = {"example": "she does not work", "file": str(path), "line": line}
    assert json.loads(answer.out) == {
        "passed": 2,
        "failed": 1,
        "failures": [
            {**person, "what": "the outcome", "expected": "eligible", "found": "not eligible"},
            {**person, "what": "work", "expected": "met", "found": "not met"},
        ],
    }


def test_a_failure_is_said_with_its_place(coequal: Call, library: Path) -> None:
    """And how many there are."""
    answer = coequal("test", "--library", library)
    assert answer.status == 1
    flat = " ".join(answer.out.split())
    assert f"2025.md, line {line_of(BAD_TEXT, 'name: she does not work')}" in flat
    assert "she does not work: the outcome should be eligible, but is not eligible." in flat
    assert flat.endswith("2 example people come out as expected, 1 do not.")


def test_files_and_folders_may_be_named(coequal: Call, library: Path, tmp_path: Path) -> None:
    """A folder stands for all the policies in it."""
    for path in (library / "policies" / "here" / "hearing" / "2024.md", library / "policies"):
        found = json.loads(coequal("test", path, "--json", "--library", library).out)
        assert (found["passed"], found["failed"]) == ((1, 0) if path.suffix else (2, 1))
    draft = tmp_path / "draft.md"
    draft.write_text(BAD_TEXT, encoding="utf-8")
    assert coequal("test", draft, "--library", library).status == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        pytest.param("# Notes", "A policy begins with its front matter", id="no policy"),
        pytest.param(BAD_TEXT.replace("{works: false}", "{wroks: false}"), 'Did you mean "works"?', id="a mistake in an example"),
        pytest.param(None, "This cannot be read: No such file or directory", id="nothing there"),
    ],
)
def test_what_cannot_be_tested_is_refused(coequal: Call, library: Path, tmp_path: Path, text: str | None, says: str) -> None:
    """With exit status 2, which is not that of a failure."""
    path = tmp_path / "notes.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    answer = coequal("test", path, "--library", library)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"coequal: {path}")
    assert says in answer.err


def test_a_folder_without_policies_is_refused(coequal: Call, library: Path, tmp_path: Path) -> None:
    """Nothing was tested, which is no success."""
    answer = coequal("test", tmp_path / "library" / "services", "--library", library)
    assert (answer.status, answer.out) == (2, "")
    assert "holds no policies: there is no file there that ends in .md." in answer.err

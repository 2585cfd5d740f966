"""An area of a library of one's own is called as its tables call it, whatever command is run."""

from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.running import flowing
from tests.comparison.lottery.building import pair_file
from tests.policies.own_names import HERE, NAME, PLAIN, THERE, own_library


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The library, beside which files are written."""
    monkeypatch.chdir(tmp_path)
    return own_library(tmp_path / "own")


@pytest.mark.parametrize("arguments", [("compare", HERE, THERE), ("compare", "--all"), ("compare", HERE)])
def test_comparisons(coequal: Call, library: Path, arguments: tuple[str, ...]) -> None:
    """Of two policies, of all, and of one with itself."""
    answer = coequal(*arguments, "--library", library)
    assert (answer.status, answer.err) == (0, "")
    assert NAME in flowing(answer.out)
    assert PLAIN not in flowing(answer.out)


def test_a_lottery(coequal: Call, tmp_path: Path, library: Path) -> None:
    """Of one couple, in words and as data."""
    asked = ("lottery", pair_file(tmp_path / "pair.yaml"), "--on", "2023-05-01", "--library", library)
    said, data = flowing(coequal(*asked).out), coequal(*asked, "--json").out
    assert NAME in said
    assert f'"name": "{NAME}"' in data
    assert PLAIN not in f"{said}{data}"


@pytest.mark.parametrize("arguments", [("html",), ("html", "--easy-read"), ("fhir",), ("sql", "--dialect", "sqlite")])
def test_exports(coequal: Call, tmp_path: Path, library: Path, arguments: tuple[str, ...]) -> None:
    """Whoever reads the file elsewhere sees the name, too."""
    answer = coequal("export", HERE, "--to", *arguments, "--library", library)
    assert (answer.status, answer.err) == (0, "")
    written = (tmp_path / answer.out.strip()).read_text(encoding="utf-8")
    assert NAME in written
    assert PLAIN not in written

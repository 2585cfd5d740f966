"""Every example of the manual is run, or read as what it is; one that cannot be says why, in a comment before it.

Such a comment is `<!-- not run: why -->`, or `<!-- run by tests/… -->` where a test of its own runs the page or the block.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from coequal.facts.strict_yaml import read
from tests.cli.conftest import Call, coequal, read_once

__all__ = ["coequal", "read_once"]  # the fixtures
ROOT = Path(__file__).parents[1]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
BLOCK = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<kind>[\w-]*)\n(?P<text>.*?)^(?P=indent)(?P=fence)$", re.MULTILINE | re.DOTALL
)
MARK = re.compile(r"<!-- (?:not run: (?P<why>[^>]+)|run by (?P<test>tests/[^>]+)) -->\s*\Z")
MADE = re.compile(r"<!-- Made by `make manual`")
OWN_TESTS = {
    "README.md": "tests/test_readme.py",
    "docs/tutorial.md": "tests/test_tutorial.py",
    "docs/manual/dmn.md": "tests/exchange/dmn/test_page.py",
    "docs/manual/fhir.md": "tests/exchange/fhir/test_manual.py",
    "docs/manual/imports.md": "tests/exchange/test_imports_manual.py",
    "docs/manual/schemas.md": "tests/exchange/test_imports_manual.py",
    "docs/manual/new-service.md": "tests/test_new_service_page.py",
    **{
        f"docs/manual/{page}.md": "tests/populations/sql/test_manual.py"
        for page in ("duckdb", "notebook", "postgresql", "snowflake", "spark", "sql-server")
    },
}
PART_OF_A_POLICY = ("criterion", "treatments", "example", "providers", "exceptions", "values", "yaml")
FEWER = ((r"--count \d+", "--count 2000"), (r"--draws \d+", "--draws 100"))  # than an example has, so that it does not take long
BOARDS = ("QMM", "T6Y0W")  # of Norfolk, one after the other
BOARD = {"type": "Polygon", "coordinates": [[[1, 52], [2, 52], [2, 53], [1, 53], [1, 52]]]}


@dataclass(frozen=True)
class Block:
    """A fenced block: what kind it says it is, its text, and the comment before it."""

    page: str
    kind: str
    text: str
    why: str | None
    test: str | None

    @property
    def held(self) -> str | None:
        """How it is held to what happens; None where nothing holds it."""
        if self.why or self.test or self.page in OWN_TESTS:
            return "elsewhere"
        if self.kind in ("sh", "python"):
            return "run"
        if self.kind in ("json", "toml", *PART_OF_A_POLICY):
            return "read"
        return None


def blocks(page: str) -> Iterator[Block]:
    """Every block of a page. What a page shows of a run that made it is held by the test that it is up to date."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for found in BLOCK.finditer(text):
        mark = MARK.search(text[: found.start()])
        if MADE.search(text) and found["kind"] not in ("sh", "python") and not mark:
            continue
        yield Block(page, found["kind"], dedent(found["text"]), mark and mark["why"], mark and mark["test"])


ALL = [block for page in PAGES for block in blocks(page)]
RUN = sorted({block.page for block in ALL if block.held == "run"})


def test_no_example_is_held_by_nothing() -> None:
    """Each is run, read, run by a test that is named, or says why not."""
    assert [f"{block.page}: {block.text.splitlines()[0]}" for block in ALL if block.held is None] == []


def test_the_tests_that_are_named_are_there() -> None:
    """A mark cannot outlive its test."""
    named = {*(OWN_TESTS[page] for page in PAGES if page in OWN_TESTS), *(block.test.strip() for block in ALL if block.test)}
    assert sorted(name for name in named if not (ROOT / name).is_file()) == []


@pytest.mark.parametrize("block", [one for one in ALL if one.held == "read"], ids=lambda one: f"{one.page}: {one.text[:30]!r}")
def test_data_is_what_it_says(block: Block) -> None:
    """YAML as strict as a policy's, JSON, TOML."""
    match block.kind:
        case "json":
            json.loads(block.text)
        case "toml":
            tomllib.loads(block.text)
        case _:
            read(block.text, block.page)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a reader has it: the examples, some of the library, and the files of their own that pages speak of."""
    made = tmp_path_factory.mktemp("reader")
    shutil.copytree(ROOT / "examples", made / "examples")
    shutil.copytree(ROOT / "library" / "recipes", made / "library" / "recipes")
    shutil.copy(ROOT / "library" / "recipes" / "ivf-2017" / "example.csv", made / "audit.csv")
    shapes = [{"type": "Feature", "properties": {"code": code}, "geometry": BOARD} for code in BOARDS]
    (made / "boards.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": shapes}), encoding="utf-8")
    ran("people", "synthesise", "--count", "2000", "--out", str(made / "people.parquet"))
    (made / "my-draft.md").write_text(ran("show", "exampleshire/assisted-conception", "--markdown"), encoding="utf-8")
    return made


def ran(*arguments: str) -> str:
    """What a command prints."""
    return subprocess.run([sys.executable, "-m", "coequal", *arguments], check=True, capture_output=True, text=True).stdout


@pytest.fixture
def there(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of that folder, as the place where commands run; nobody sits at the keyboard."""
    shutil.copytree(folder, tmp_path / "reader")
    monkeypatch.chdir(tmp_path / "reader")
    with Path(os.devnull).open(encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "stdin", nobody)
        yield tmp_path / "reader"


def fewer(line: str) -> str:
    """A command with fewer people and fewer draws."""
    for many, few in FEWER:
        line = re.sub(many, few, line)
    return line


@pytest.mark.no_cover
@pytest.mark.parametrize("page", RUN)
def test_every_example_of_a_page_runs(page: str, there: Path, coequal: Call) -> None:
    """One after another, in a folder with the examples; commands end with an answer or with faults found, and complain of nothing."""
    for block in blocks(page):
        if block.held != "run":
            continue
        if block.kind == "python":
            subprocess.run([sys.executable, "-c", block.text], check=True, cwd=there)
            continue
        for line in block.text.replace("\\\n", " ").splitlines():
            name, *arguments = shlex.split(fewer(line.removeprefix("$ ")), comments=True) or [""]
            assert name in ("coequal", ""), f"{page}: only coequal is run here, not {line}. Mark the block, and say why."
            if name:
                answer = coequal(*arguments)
                assert answer.status in (0, 1), f"{page}: {line}: {answer.err}"

"""The command run in this process, at a width of 100 columns, and cases to give to it."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from coequal.cli.main import main
from coequal.criteria.vocabulary import Vocabulary
from coequal.policies.beside import Part
from coequal.policies.families import Family
from coequal.policies.library import Library, shipped
from coequal.policies.model import Policy
from tests.cli.running import Answer, case_text

Call = Callable[..., Answer]
_OPENED: dict[Path, Policy | Family] = {}
_VOCABULARIES: dict[str, Vocabulary] = {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file of the shipped library is read once for all tests, however often the command is run; other files each time."""
    begun, opened = Library.__init__, Library._open

    def begin(self: Library, folder: Path | Sequence[Path] | None = None, *, parts: tuple[Part, ...] = ()) -> None:
        begun(self, folder, parts=parts)
        if self.folders == (shipped(),):
            self._vocabularies = _VOCABULARIES

    def open_once(self: Library, path: Path) -> Policy | Family:
        if not path.is_relative_to(shipped()) or self.folders != (shipped(),):
            return opened(self, path)
        if path not in _OPENED:
            _OPENED[path] = opened(self, path)
        return _OPENED[path]

    monkeypatch.setattr(Library, "__init__", begin)
    monkeypatch.setattr(Library, "_open", open_once)


@pytest.fixture
def coequal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command with some arguments, here."""
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["coequal", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Answer(ended.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def couple(tmp_path: Path) -> Callable[..., Path]:
    """Writes a case: the couple who meets every rule, with some facts changed."""

    def write(**changes: str | None) -> Path:
        path = tmp_path / "couple.yaml"
        path.write_text(case_text({name.replace("_", " "): value for name, value in changes.items()}), encoding="utf-8")
        return path

    return write

"""The command run in this process, at a width of 100 columns, and cases to give to it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coequal.cli.main import main
from tests.cli.running import Answer, case_text

Call = Callable[..., Answer]


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

"""`coequal site`: hands a step and what it takes on to Django."""

import os
from pathlib import Path

import pytest
from django.core import management

from tests.cli.conftest import Call


@pytest.fixture
def handed_on(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What Django was asked to do."""
    found: list[list[str]] = []
    monkeypatch.setattr(management, "execute_from_command_line", found.append)
    monkeypatch.setenv("COEQUAL_LIBRARY", "")
    return found


def test_a_step_is_taken_with_its_options(
    coequal: Call, handed_on: list[list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder of its own, which is made and closed to others."""
    monkeypatch.setenv("COEQUAL_DATA", str(tmp_path / "data"))
    assert coequal("site", "--library", tmp_path, "serve", "--port", "9000").status == 0
    assert handed_on == [["coequal site", "serve", "--port", "9000"]]
    assert os.environ["COEQUAL_LIBRARY"] == str(tmp_path)
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_without_a_home_folder_a_step_is_taken_all_the_same(
    coequal: Call, handed_on: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site then keeps its data where it was started."""
    monkeypatch.setattr("coequal.cli.site.own_folder", lambda: None)
    assert coequal("site", "check").status == 0
    assert handed_on == [["coequal site", "check"]]

"""The pages of prior approval over a library of one invented area, whose policy is in force and seen whole."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from coequal.policies.library import Library
from tests.web.shelved import on_the_shelf

_SHIPPED = Library(None).folder
_NORFOLK = _SHIPPED / "policies" / "norfolk-and-waveney" / "assisted-conception" / "2022-07.md"
_INSTEAD = (
    ("policy: norfolk-and-waveney/assisted-conception", "policy: exampleshire/assisted-conception"),
    ("title: Specialist fertility treatment (level 3)", "title: Fertility treatment (an invented area)"),
    ("  - {code: QMM, from: 2022-07-01, until: 2026-03-31}", "  - {code: EXA1, from: 2022-07-01}"),
    ("Norfolk and Waveney", "Exampleshire"),
    ("26A", "EXA1"),
)


def _policy() -> str:
    """The rules of a real area as if they were those of an invented one."""
    text = _NORFOLK.read_text(encoding="utf-8")
    for old, new in _INSTEAD:
        assert old in text, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="session")
def one_area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with that policy alone."""
    folder = tmp_path_factory.mktemp("one-area")
    for name in ("services", "organisations"):
        shutil.copytree(_SHIPPED / name, folder / name)
    there = folder / "policies" / "exampleshire" / "assisted-conception"
    there.mkdir(parents=True)
    (there / "2022-07.md").write_text(_policy(), encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def one_shelf(settings: object, one_area: Path) -> Iterator[None]:
    """That library on the shelf."""
    yield from on_the_shelf(settings, one_area)

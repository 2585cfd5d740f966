"""The studio over a small library of its own, which all its tests share, and with it the processes that check."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lint.building import POLICY, library_folder
from tests.web.shelved import on_the_shelf


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one policy."""
    return library_folder(tmp_path_factory.mktemp("library"), policies=[POLICY])


@pytest.fixture(autouse=True)
def small_shelf(settings: object, small_library: Path) -> Iterator[None]:
    """That library on the shelf."""
    yield from on_the_shelf(settings, small_library)

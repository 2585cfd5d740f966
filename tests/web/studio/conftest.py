"""The studio over a small library of its own, which all its tests share, and with it the processes that check."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coequal.web.shelf import shelf
from tests.lint.building import POLICY, library_folder


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with one policy."""
    return library_folder(tmp_path_factory.mktemp("library"), policies=[POLICY])


@pytest.fixture(autouse=True)
def small_shelf(settings: object, small_library: Path) -> Iterator[None]:
    """That library on the shelf."""
    settings.LIBRARY_DIR = small_library
    shelf.cache_clear()
    yield
    shelf.cache_clear()

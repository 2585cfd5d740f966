"""What the tests of comparisons share."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.comparing.building import make_people, open_shelf, small_library


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small library."""
    return small_library(tmp_path_factory.mktemp("small") / "library")


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of data with made-up people."""
    data = tmp_path_factory.mktemp("peopled")
    make_people(data)
    return data


@pytest.fixture
def small(settings: Any, library: Path, tmp_path: Path) -> Iterator[None]:
    """The site with a small library, and without made-up people."""
    with open_shelf(settings, library, tmp_path):
        yield


@pytest.fixture
def with_people(settings: Any, library: Path, peopled: Path) -> Iterator[None]:
    """The site with a small library and made-up people."""
    with open_shelf(settings, library, peopled):
        yield

"""The pages of funding requests over the small library of the studio's tests, whose body has rules for requests."""

import pytest

from tests.web.studio.conftest import small_library, small_shelf  # noqa: F401  # fixtures, which pytest finds by their names


@pytest.fixture(autouse=True)
def no_scanner(settings: object) -> None:
    """No file is scanned, whatever this machine has."""
    settings.SCANNER = ""


@pytest.fixture
def scanner(settings: object) -> None:
    """A program that finds every file clean."""
    settings.SCANNER = "true"

"""The pages that are made from the code are those that the code makes."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from coequal.programmes.adoption.shelf import NOTHING
from tests.reference import api_page, commands_page, dictionary_page, python_page

FOLDER = Path(__file__).parents[2] / "docs" / "manual"
PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page.page,
    "python.md": python_page.page,
    **{f"dictionary-{service}.md": partial(dictionary_page.page, service) for service in dictionary_page.services()},
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name: str) -> None:
    """After `make manual` it is."""
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name]()


def test_the_page_of_the_api_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the operations are where nothing was ratified, which needs no database."""
    monkeypatch.setattr("coequal.web.shelf.stamp", lambda: NOTHING)
    assert (FOLDER / "api-operations.md").read_text(encoding="utf-8") == api_page.page()


def test_there_is_no_page_of_a_service_that_is_not_there() -> None:
    """A page goes with its dictionary."""
    assert {path.name for path in FOLDER.glob("dictionary-*.md")} == {name for name in PAGES if name.startswith("dictionary-")}

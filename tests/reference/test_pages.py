"""A page about a service goes with its dictionary."""

from pathlib import Path

from tests.reference import dictionary_page

FOLDER = Path(__file__).parents[2] / "docs" / "manual"


def test_there_is_no_page_of_a_service_that_is_not_there() -> None:
    """And none is lacking."""
    there = {path.name for path in FOLDER.glob("dictionary-*.md")}
    assert there == {f"dictionary-{service}.md" for service in dictionary_page.services()}

"""The clauses that a heading lists."""

import pytest

from coequal.lint.outline import clauses


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("5", ["5"]),
        (" 5, 14 ", ["5", "14"]),
        ("1;2 and\t3", ["1", "2", "3"]),
        ("A-Band, 2", ["A-Band", "2"]),
        ("4,, and", ["4"]),
        ("", []),
    ],
)
def test_the_clauses_of_a_list_stand_one_by_one(text: str, listed: list[str]) -> None:
    """Between commas, semicolons or the word and."""
    assert clauses(text) == listed

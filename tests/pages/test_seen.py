"""A mark tells that something changed, and nothing of what it is."""

import hashlib
import json
from typing import Any

import pytest

from coequal.pages.seen import mark

HELD = [["patient BMI", {"value": "31", "unit": "kg/m2"}], ["patient smokes", None]]


def test_a_mark_is_that_of_what_is_held_and_of_nothing_else() -> None:
    """In whichever order a table was filled."""
    assert mark(HELD) == mark([["patient BMI", {"unit": "kg/m2", "value": "31"}], ["patient smokes", None]])
    others = [
        HELD[::-1],
        [*HELD, None],
        [["patient BMI", {"value": "3", "unit": "1kg/m2"}], HELD[1]],
        [HELD[0], ["patient smokes", ""]],
    ]
    assert len({mark(one) for one in [HELD, *others]}) == 5


def test_a_mark_is_made_with_the_key_of_the_site(settings: Any) -> None:
    """Whoever reads a page can try no value, for no plain digest gives it."""
    before = mark("31")
    texts = [json.dumps("31"), "31", repr("31")]
    assert not [
        one for one in texts for name in ("sha256", "sha1", "md5") if hashlib.new(name, one.encode()).hexdigest().startswith(before)
    ]
    settings.SECRET_KEY = "another"  # noqa: S105  # nobody's
    assert mark("31") != before


@pytest.mark.parametrize("held", ["", [], {}, None, 0, False])
def test_whatever_it_is_has_a_mark_of_its_own_length(held: object) -> None:
    """Which says nothing of how much is held."""
    assert len(mark(held)) == len(mark("x" * 10_000)) == 32

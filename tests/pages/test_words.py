"""Prose and numbers on pages."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

from coequal.pages.prose import prose
from coequal.pages.words import day, number, plural


def test_prose_is_markdown_without_html() -> None:
    """Emphasis and lists are drawn; tags that stand in a text are shown as text; pictures and odd links are not followed."""
    assert prose("In these rules *she* is\n\n- one\n- two") == (
        "<p>In these rules <em>she</em> is</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"
    )
    assert "<script>" not in prose("<script>alert(1)</script>")
    assert "<img" not in prose("![a](https://example.org/a.png)")
    assert "<a" not in prose("[x](javascript:alert(1))")


@pytest.mark.parametrize(
    ("count", "words", "said"),
    [(1, ("question",), "1 question"), (0, ("question",), "0 questions"), (1200, ("body", "bodies"), "1,200 bodies")],
)
def test_a_number_agrees_with_its_noun(count: int, words: tuple[str, ...], said: str) -> None:
    """One is one, and anything else is several."""
    assert plural(count, *words) == said


def test_templates_can_say_numbers_days_and_addresses() -> None:
    """The environment of templates has what pages need."""
    template = engines["jinja2"].from_string("{{ 1234 | number }} {{ 2 | plural('day') }} {{ url('health') }} {{ nothing.at.all }}")
    assert template.render({}) == "1,234 2 days /health "
    assert number(1234) == "1,234"


@pytest.mark.parametrize(
    ("of", "said"), [(date(2026, 7, 1), "1 July 2026"), (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "2 July 2026")]
)
def test_the_day_of_a_moment_is_the_day_here(of: date, said: str) -> None:
    """Half past eleven at night by universal time is the next day in a British summer."""
    assert day(of) == said

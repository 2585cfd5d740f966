"""The manual as a site, as people read it: what `make docs` has built, looked at in a browser."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.looking import assert_readable_on_both

BUILT = Path(__file__).parents[2] / "dist" / "manual"
KINDS = (
    "search",
    "docs/index",
    "docs/start/public",
    "docs/tutorial",
    "docs/how-to",
    "docs/manual/compare",
    "docs/manual/commands",
    "docs/manual/language",
    "docs/manual/dictionary-assisted-conception",
    "docs/decisions/README",
    "library/policies/norfolk-and-waveney/assisted-conception/2022-07",
)
Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page of the manual from its folder: `opened("docs/tutorial")`. At the end nothing was asked of another place."""
    if not BUILT.exists():
        (pytest.fail if "CI" in os.environ else pytest.skip)("The manual is not built here; make docs builds it.")
    contexts, foreign = [], []

    def open_page(name: str, **options: object) -> Page:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        context.on("request", lambda request: None if request.url.startswith("file:") else foreign.append(request.url))
        page = context.new_page()
        page.goto((BUILT / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_page_is_readable(name: str, opened: Open) -> None:
    """In a wide window and on a telephone."""
    assert_readable_on_both(opened(name))


@pytest.mark.parametrize("javascript", [True, False])
def test_whoever_opens_the_folder_is_taken_to_the_first_page(javascript: bool, opened: Open) -> None:
    """With and without JavaScript; the page on the way has a link too, for a browser that takes nobody anywhere."""
    page = opened("index", java_script_enabled=javascript)
    page.wait_for_url((BUILT / "docs" / "index.html").as_uri())
    assert '<a href="docs/index.html">' in (BUILT / "index.html").read_text(encoding="utf-8")


def test_the_manual_is_read_with_the_keyboard_and_without_javascript(opened: Open) -> None:
    """Past the header by the first link; from the list of all pages to one of them; and on to the next."""
    page = opened("docs/index", java_script_enabled=False)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#maincontent$"))
    side = page.get_by_role("navigation", name="All pages")
    side.get_by_text("Tutorial", exact=True).press("Enter")
    side.get_by_role("link", name="From nothing to a policy of your own").press("Enter")
    page.get_by_role("heading", level=1, name="From nothing to a policy of your own").wait_for()
    page.get_by_role("navigation", name="Pages before and after").get_by_role("link", name="Next").click()
    page.get_by_role("heading", level=1, name="How to").wait_for()


def test_a_wide_table_moves_by_the_keyboard_inside_its_frame(opened: Open) -> None:
    """The window itself stays where it is."""
    page = opened("docs/manual/dictionary-assisted-conception")
    page.set_viewport_size({"width": 390, "height": 900})
    frame = page.get_by_role("region", name="Table 1: Facts that are given")
    frame.focus()
    page.keyboard.press("ArrowRight")
    expect(frame).not_to_have_js_property("scrollLeft", 0)


def test_words_are_found(opened: Open) -> None:
    """The search leads to the pages that have them, and says where every page stands for those without JavaScript."""
    page = opened("search")
    page.get_by_label("Words to look for").fill("standing authorisation")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search-results").get_by_role("link", name="Glossary").first).to_be_visible()
    assert_readable_on_both(page)
    expect(page.get_by_text("The search needs JavaScript.")).to_be_visible()

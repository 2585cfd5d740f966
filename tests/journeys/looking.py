"""What every page must be, looked at in a real browser."""

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_LOOK = """rules => {
  axe.run(document, {runOnly: rules}).then(all => {
    window.axeFound = all;
    document.documentElement.dataset.lookedAt = "yes";
  });
}"""


def assert_accessible(page: Page) -> None:
    """No rule of WCAG 2.2, A or AA, is broken on a page as axe finds it, and nothing is wider than the window.

    The page needs its scripts, since without them no timer runs that axe waits for.
    """
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    page.evaluate(_LOOK, _RULES)
    page.locator("html[data-looked-at]").wait_for(state="attached")  # which ends, where a promise might never be kept
    found = page.evaluate("() => { delete document.documentElement.dataset.lookedAt; return window.axeFound; }")
    broken = [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]
    assert not broken, "\n".join([page.url, *broken])
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels too wide"


def assert_readable_on_both(page: Page) -> None:
    """The page is accessible in a wide window and in that of a telephone."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)

"""What every page must be, looked at in a real browser."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

_AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_LOOK = f"""(() => {{
  const root = document.documentElement;
  if (!root) return;  // of a page that has only begun to come
  const look = () => axe.run(document, {{runOnly: {json.dumps(_RULES)}}}).then(all => {{
    window.axeFound = all;
    delete root.dataset.beingLookedAt;
  }});
  root.dataset.beingLookedAt = "yes";
  document.readyState === "complete" ? look() : addEventListener("load", look);  // half a page breaks rules that the whole keeps
}})()"""
_LOOKED_AT = "html:not([data-being-looked-at])"  # by axe; or it is another page, which came meanwhile
_REPLACED = "Execution context was destroyed"  # by that other page, while the browser was asked


def _found_by_axe(page: Page) -> dict[str, Any]:
    """What axe says of the page that is there once it has looked.

    The page needs its scripts, since without them no timer runs that axe waits for.
    """
    for _ in range(5):
        try:
            page.wait_for_load_state()
            page.evaluate(f"{_AXE.read_text(encoding='utf-8')}\n{_LOOK}")
            page.locator(_LOOKED_AT).wait_for(state="attached")  # which ends, where a promise might never be kept
            if found := page.evaluate("window.axeFound"):
                return found
        except Error as gone:
            if _REPLACED not in gone.message:
                raise
    raise AssertionError(f"{page.url} is replaced again and again while it is looked at.")


def assert_accessible(page: Page) -> None:
    """No rule of WCAG 2.2, A or AA, is broken on a page as axe finds it, and nothing is wider than the window."""
    broken = [f"{one['id']}: {node['html'][:200]}" for one in _found_by_axe(page)["violations"] for node in one["nodes"]]
    assert not broken, "\n".join([page.url, *broken])
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert too_wide <= 0, f"{page.url} is {too_wide} pixels too wide"


def assert_readable_on_both(page: Page) -> None:
    """The page is accessible in a wide window and in that of a telephone."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)

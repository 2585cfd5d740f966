"""The pictures of the manual, taken while the demonstration is walked through: `make screenshots`.

Everything on them is either an open policy or invented, and the pages say so themselves.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.palette import with_palette
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page
from tests.journeys.test_checker import answer_all, press

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH, HEIGHT = 1000, 760
MOST_BYTES = 150_000
NORFOLK, NICE = "norfolk-and-waveney/assisted-conception", "nice/assisted-conception"


def _a_question(page: Page) -> None:
    press(page, "Start now")
    answer_all(page, lambda heading: heading == "What is your body mass index (BMI)?")


def _the_answer(page: Page) -> None:
    press(page, "Start now")
    answer_all(page)
    press(page, "Show the result")


def _first(words: str) -> Callable[[Page], None]:
    """Opens the first link that is called so."""
    return lambda page: page.locator("main").get_by_role("link", name=re.compile(words)).first.click()


def _survey(page: Page) -> None:
    _first("Hearing tests near home")(page)
    page.locator("a[href^='/survey/']").first.click()
    page.get_by_role("button", name="Start now").click()


def _from(selector: str, block: str = "start") -> Callable[[Page], None]:
    """Moves the page until a part of it is at the top, or at the end, of the window."""
    return lambda page: page.locator(selector).first.evaluate("(part, block) => part.scrollIntoView({block})", block)


@dataclass(frozen=True)
class Picture:
    """One picture: what it is called, where it is taken, by whom, and what is done before."""

    name: str
    path: str
    who: str | None = None
    steps: Callable[[Page], None] = lambda _page: None


PICTURES = (
    Picture("home", "/"),
    Picture("checker-question", f"/check/{NORFOLK}", steps=_a_question),
    Picture("checker-answer", f"/check/{NORFOLK}", steps=_the_answer),
    Picture("library", "/policies"),
    Picture("policy", f"/policies/{NORFOLK}/2022-07"),
    Picture("comparison", f"/compare?a={NORFOLK}&b={NICE}", steps=_from("h2:has-text('Who fares better under')")),
    Picture("lottery", "/lottery/assisted-conception", steps=_from(".map figcaption", "end")),
    Picture("studio", "/studio", "policy-manager", _first("Version 2026-11, draft")),
    Picture("survey", "/involvement", steps=_survey),
    Picture("requests", "/requests", "ifr-officer", _from("h2")),
    Picture("panel", "/panels", "ifr-officer", _first("^U-")),
    Picture("trail", "/staff/trail", "information-governance", _from("h2:has-text('Entries')")),
)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_a_picture_is_taken(picture: Picture, visit: Visit, site: Site) -> None:
    """It shows one screen, and is no larger than a page of the manual can bear."""
    email = f"{picture.who}@exampleshire.example"
    page = signed_in_page(visit, site, email, picture.path) if picture.who else visit(picture.path)
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    picture.steps(page)
    page.wait_for_load_state()
    FOLDER.mkdir(exist_ok=True)
    taken = with_palette(page.screenshot(animations="disabled", caret="hide"), visit("about:blank"))
    (FOLDER / f"{picture.name}.png").write_bytes(taken)
    assert len(taken) < MOST_BYTES

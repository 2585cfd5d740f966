"""Records in the browser: reviewed by one person, disposed of by another, held and let go; and the trail that says so."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

IGGY, IVO = (f"{which}information-governance@exampleshire.example" for which in ("", "second-"))
As = Callable[..., Page]


@pytest.fixture
def as_(visit: Visit, site: Site) -> As:
    """Opens a page as somebody of the demonstration: `as_(IGGY, "/records")`."""

    def opened(email: str, path: str) -> Page:
        return signed_in_page(visit, site, email, path)

    return opened


def says(page: Page, words: str) -> None:
    """The page says so."""
    expect(page.locator("main")).to_contain_text(words)


def test_what_is_due_is_reviewed_disposed_of_by_somebody_else_and_certified(as_: As) -> None:
    """The trail has both, and the certificate stays."""
    iggy = as_(IGGY, "/records")
    says(iggy, "the oldest since")
    assert_readable_on_both(iggy)
    iggy.get_by_role("link", name="Drafts of policies that were never adopted", exact=True).click()
    assert_readable_on_both(iggy)
    name = iggy.get_by_role("checkbox").first.get_attribute("value")
    assert name
    iggy.get_by_role("button", name="Keep the review").click()
    iggy.wait_for_url(re.compile(r"/records\?of=EXA1$"))
    iggy.get_by_role("link", name=re.compile(r"^Q-")).last.click()
    says(iggy, "somebody else has to dispose of them")
    ivo = as_(IVO, iggy.url)
    says(ivo, name)
    assert_readable_on_both(ivo)
    ivo.get_by_role("button", name="Dispose of them for good").click()
    ivo.wait_for_url(re.compile(r"/records/certificates/V-"))
    says(ivo, name)
    says(ivo, "sha256:")
    assert_readable_on_both(ivo)
    certificate = ivo.url.rsplit("/", 1)[1]
    iggy.goto(f"/staff/trail?thing={certificate}")
    says(iggy, "disposed of records")
    assert_readable_on_both(iggy)
    iggy.get_by_role("link", name=certificate).click()
    says(iggy, f"Certificate of disposal {certificate}")


def test_a_hold_is_put_seen_and_ended_after_a_last_look(as_: As) -> None:
    """And a period is set, with where it is laid down."""
    iggy = as_(IGGY, "/records/EXA1/hold")
    assert_readable_on_both(iggy)
    iggy.get_by_label("Backups").check()
    iggy.get_by_label("Litigation").check()
    iggy.get_by_label("Why", exact=True).fill("A claim that was invented.")
    iggy.get_by_role("button", name="Go on").click()
    says(iggy, "everything of this kind is held")
    assert_readable_on_both(iggy)
    iggy.get_by_role("button", name="Hold them").click()
    says(iggy, "A claim that was invented.")
    iggy.get_by_role("link", name=re.compile("^End it")).last.click()
    iggy.get_by_label("Why nothing has to be held any more").fill("It was settled.")
    iggy.get_by_role("button", name="Go on").click()
    says(iggy, "Look at it once more")
    assert_readable_on_both(iggy)
    iggy.get_by_role("button", name="End the hold").click()
    iggy.wait_for_url(re.compile(r"/records\?of=EXA1$"))
    expect(iggy.locator("main")).not_to_contain_text("A claim that was invented.")
    iggy.get_by_role("button", name="Set a period").click()
    assert_readable_on_both(iggy)
    iggy.get_by_label("Backups").check()
    iggy.get_by_label("Months").fill("12")
    iggy.get_by_label("Where this is laid down").fill("Our schedule, part 9 (invented)")
    iggy.get_by_role("button", name="Set it").click()
    says(iggy, "Our schedule, part 9 (invented)")

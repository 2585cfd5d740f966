"""Two policies beside each other, and every area at once, as people go through them."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both

NORFOLK, NICE = "norfolk-and-waveney/assisted-conception", "nice/assisted-conception"


def test_two_policies_are_chosen_with_the_keyboard_alone(visit: Visit) -> None:
    """From the list of services to two policies beside each other, without a mouse and without JavaScript."""
    page = visit("/compare", java_script_enabled=False)
    page.get_by_role("link", name="Assisted conception").press("Enter")
    page.get_by_label("First policy").focus()
    page.keyboard.type("Norfolk and W")
    page.keyboard.press("Tab")
    page.keyboard.type("The NICE guideline, version 2013")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Norfolk and Waveney beside the NICE guideline").wait_for()
    assert page.get_by_text("Made up", exact=True).count() == 2


def test_couples_each_way_stand_beside_each_other(visit: Visit) -> None:
    """In a wide window the two made-up couples are side by side; on a telephone one is below the other; both pages are readable."""
    page = visit(f"/compare?a={NORFOLK}&b={NICE}")
    cards = page.get_by_role("heading", name="Who fares better under", exact=False).locator("visible=true")
    one, other = (cards.nth(place).bounding_box() for place in (1, 2))
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
    assert one["x"] < other["x"]
    page.get_by_text("The numbers, outcome by outcome").click()
    assert_readable_on_both(page)
    one, other = (cards.nth(place).bounding_box() for place in (1, 2))
    assert one is not None
    assert other is not None
    assert one["y"] < other["y"]


def test_the_same_version_twice_is_answered_with_a_way_on(visit: Visit) -> None:
    """The message leads to the field, and both forms are readable."""
    page = visit("/compare?service=assisted-conception")
    assert_readable_on_both(page)
    page.get_by_label("First policy").select_option(f"{NORFOLK}@2022-07")
    page.get_by_label("Second policy").select_option(f"{NORFOLK}@2022-07")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("link", name="You have chosen the same version twice").click()
    assert page.get_by_label("Second policy").evaluate("field => field === document.activeElement")
    assert_readable_on_both(page)


def test_the_map_of_every_area_has_a_table_with_the_same(visit: Visit) -> None:
    """A share on a tile stands in the table too, and the row leads to the policy; people are marked invented; another day can be chosen."""
    page = visit("/lottery")
    assert_readable_on_both(page)
    page.get_by_role("link", name="Assisted conception").click()
    expect(page.get_by_text("These people are made up")).to_be_visible()
    row = page.get_by_role("row", name=re.compile("Greater Manchester ICB"))
    share = re.search(r"(\d+\.\d) %", row.inner_text())
    assert share is not None
    tiles = page.locator(".map .wide text").all_text_contents()
    assert f"{float(share[1]):.0f}%" in tiles[tiles.index("Greater Manchester") :][:2]
    expect(page.get_by_role("img", name="Synthetic people").filter(visible=True)).to_have_count(1)
    assert_readable_on_both(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_label("Policies as they stood on").select_option(label="1 July 2022, when integrated care boards began")
    page.get_by_role("button", name="Show this day").click()
    expect(page.get_by_text("Policies on 1 July 2022")).to_be_visible()
    page.get_by_role("row", name=re.compile("Norfolk and Waveney")).get_by_role("link").first.click()
    page.wait_for_url("**/policies/norfolk-and-waveney/assisted-conception/2022-07")


def test_a_comparison_and_a_lottery_can_be_taken_along(visit: Visit) -> None:
    """Both are PDFs, of what the page shows."""
    page = visit(f"/compare?a={NORFOLK}&b={NICE}")
    for address, words in ((page.url, "Download this comparison"), ("/lottery/assisted-conception", "Download this as a PDF")):
        page.goto(address)
        link = page.get_by_role("link", name=words).get_attribute("href")
        assert link is not None
        found = page.request.get(link)
        assert (found.status, found.headers["content-type"]) == (200, "application/pdf")
        assert found.body().startswith(b"%PDF-")

"""Scorecards in the browser: somebody begins with the example, makes it their own, and reads what each score means."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

PAT = "policy-manager@exampleshire.example"


def test_a_scorecard_is_made_from_the_example_without_a_script(visit: Visit, site: Site) -> None:
    """More blocks are shown without losing anything; what is amiss is said at its field; the version that is made stays."""
    page = signed_in_page(visit, site, PAT, "/programmes/desk/scorecards")
    assert_readable_on_both(page)
    page.get_by_role("link", name="Begin with the example of the Portsmouth kind").click()
    expect(page.get_by_text("This is an example.")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_label("Title", exact=True).fill("The scorecard of the spring")
    page.get_by_label("Where it comes from").fill("Our group agreed on it.")
    page.get_by_role("button", name="Show more blocks").click()
    block = page.get_by_role("group", name="Domain 6")
    block.get_by_label("Domain", exact=True).fill("How soon it helps")
    block.get_by_label("Weight").fill("little")
    block.get_by_label("Scores and what they mean").fill("0: After years.\n5: At once.")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("alert")).to_contain_text("Write the weight as a number above 0")
    assert_readable_on_both(page)
    page.get_by_role("group", name="Domain 6").get_by_label("Weight").fill("1")
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(re.compile(r"/scorecards/\d+$"))
    expect(page.get_by_role("row", name=re.compile("^How soon it helps 1 5"))).to_be_visible()
    assert_readable_on_both(page)

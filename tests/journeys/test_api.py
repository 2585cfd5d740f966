"""Journeys of people who write software, or who buy it, to the page about the API."""

import json
import re
import urllib.request

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both


def test_somebody_who_writes_software_finds_out_how_to_ask_and_asks(visit: Visit) -> None:
    """She reads what needs a key, copies the line for which policy binds, and gets the answer that it promises."""
    page = visit("/api", java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_text("For other software")
    which = page.get_by_role("region", name="Find the policy that binds a referral, and why")
    expect(which).to_contain_text("No key needed")
    line = which.locator("pre").inner_text()
    found = re.search(r"'(http[^']+)'", line)
    assert found is not None
    with urllib.request.urlopen(found[1]) as answer:  # noqa: S310  # it is our own site
        told = json.load(answer)
    assert told["policy"] == "norfolk-and-waveney/assisted-conception"
    assess = page.get_by_role("region", name="Assess a case under the version of a policy that binds on its day")
    expect(assess).to_contain_text("Key with the scope “assess”")


def test_somebody_whose_software_was_refused_follows_the_address_to_what_it_means(visit: Visit) -> None:
    """The type of the problem is a place on the page, which says what to do; everybody can read that page."""
    page = visit("/api/v1/policies/nowhere/nothing")
    told = json.loads(page.locator("body").inner_text())
    page.goto(told["type"])
    expect(page.get_by_role("heading", name="404: There is no such thing here")).to_be_in_viewport()
    expect(page.get_by_text("Check the name; the list of policies has them all.")).to_be_visible()
    assert_readable_on_both(page)

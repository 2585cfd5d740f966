"""The desk of programmes in the browser: a policy manager begins one, publishes it, and opens its first stage."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

MANAGER = "policy-manager@exampleshire.example"
TITLE = "The same hearing aids everywhere"


def looked_at(page: Page, heading: str | re.Pattern[str]) -> None:
    """The page that a click led to is there, and everybody can read it."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert_readable_on_both(page)


def test_a_programme_is_begun_published_and_moved_on(visit: Visit, site: Site) -> None:
    """What is in the way leads to where it is put right, and the desk shows where the service area stands."""
    manager = signed_in_page(visit, site, MANAGER, "/programmes/desk")
    looked_at(manager, "Programmes")
    manager.get_by_role("button", name="Begin a programme").click()
    looked_at(manager, "Begin a programme")
    manager.get_by_label("Title").fill(TITLE)
    manager.get_by_label("What is done, and why").fill("We want one policy for everybody.")
    manager.get_by_role("button", name="Begin").click()
    looked_at(manager, TITLE)
    manager.get_by_role("link", name="Say whom people can ask.").click()
    manager.get_by_label("Whom people can ask").fill("The team for fair access")
    manager.get_by_role("button", name="Save").click()
    manager.get_by_role("link", name="Say whose programme it is.").click()
    manager.get_by_label("Body").select_option("EXA1")
    boxes, today = manager.get_by_role("group", name="First day"), timezone.localdate()
    for label, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        boxes.get_by_label(label, exact=True).fill(str(part))
    manager.get_by_role("button", name="Add it").click()
    expect(manager.get_by_role("rowheader", name=re.compile("Exampleshire"))).to_be_visible()
    looked_at(manager, re.compile("Whose programme it is$"))
    manager.get_by_role("link", name=TITLE).click()
    manager.get_by_role("link", name="Name at least one service area.").click()
    manager.get_by_label("Title").fill("Hearing aids")
    manager.get_by_role("button", name="Add it").click()
    manager.get_by_role("link", name=TITLE).click()
    manager.get_by_role("button", name="Publish it").click()
    looked_at(manager, re.compile("Publish it$"))
    manager.get_by_role("button", name="Publish it now").click()
    manager.get_by_role("link", name="Hearing aids").click()
    looked_at(manager, re.compile("Hearing aids$"))
    manager.get_by_role("button", name=re.compile("^Open “Case for change”")).click()
    looked_at(manager, re.compile("Open “Case for change”$"))
    manager.get_by_role("button", name=re.compile("^Open “Case for change”")).click()
    expect(manager.get_by_text("The stage “Case for change” is open")).to_be_visible()
    manager.get_by_role("link", name="Every stage, with the days").click()
    looked_at(manager, re.compile("Every stage$"))

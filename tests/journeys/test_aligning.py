"""The desk of programmes in the browser: a policy manager begins one, publishes it, and opens its first stage."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

MANAGER = "policy-manager@exampleshire.example"


@pytest.fixture
def manager(visit: Visit, site: Site) -> Page:
    """The list of programmes, as the policy manager of the demonstration sees it; no page needs a script."""
    return signed_in_page(visit, site, MANAGER, "/programmes/desk", java_script_enabled=False)


def test_a_programme_is_begun_published_and_moved_on(manager: Page) -> None:
    """What is in the way leads to where it is put right, and the desk shows where the service area stands."""
    assert_readable_on_both(manager)
    manager.get_by_role("button", name="Begin a programme").click()
    manager.get_by_label("Title").fill("The same hearing aids everywhere")
    manager.get_by_label("What is done, and why").fill("We want one policy for everybody.")
    manager.get_by_role("button", name="Begin").click()
    assert_readable_on_both(manager)
    manager.get_by_role("link", name="Say whom people can ask.").click()
    manager.get_by_label("Whom people can ask").fill("The team for fair access")
    manager.get_by_role("button", name="Save").click()
    manager.get_by_role("link", name="Say whose programme it is.").click()
    manager.get_by_label("Body").select_option("EXA1")
    boxes, today = manager.get_by_role("group", name="First day"), timezone.localdate()
    for label, part in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        boxes.get_by_label(label, exact=True).fill(str(part))
    manager.get_by_role("button", name="Add it").click()
    assert_readable_on_both(manager)
    manager.get_by_role("link", name="The same hearing aids everywhere").click()
    manager.get_by_role("link", name="Name at least one service area.").click()
    manager.get_by_label("Title").fill("Hearing aids")
    manager.get_by_role("button", name="Add it").click()
    manager.get_by_role("link", name="The same hearing aids everywhere").click()
    manager.get_by_role("button", name="Publish it").click()
    assert_readable_on_both(manager)
    manager.get_by_role("button", name="Publish it now").click()
    manager.get_by_role("link", name="Hearing aids").click()
    assert_readable_on_both(manager)
    manager.get_by_role("button", name=re.compile("^Open “Case for change”")).click()
    assert_readable_on_both(manager)
    manager.get_by_role("button", name=re.compile("^Open “Case for change”")).click()
    expect(manager.get_by_text("The stage “Case for change” is open")).to_be_visible()
    manager.get_by_role("link", name="Every stage, with the days").click()
    assert_readable_on_both(manager)

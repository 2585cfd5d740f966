"""Meetings in the browser: somebody of governance calls one, names seats, publishes papers; everybody reads them."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

GRACE = "governance@exampleshire.example"


def typed(page: Page, group: str, ahead: int) -> None:
    """Type a day that is so many days ahead."""
    day, boxes = timezone.localdate() + timedelta(ahead), page.get_by_role("group", name=group)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(part))


def called(page: Page, title: str, ahead: int) -> str:
    """The address of a meeting that was just called."""
    page.goto("/meetings/call")
    page.get_by_label("What it is called").fill(title)
    typed(page, "Day", ahead)
    page.get_by_label("Quorum").fill("1")
    page.get_by_role("button", name="Call it").click()
    page.wait_for_url(re.compile(r"/meetings/G-[A-Z0-9-]+$"))
    return page.url


def test_a_meeting_is_called_and_everybody_reads_its_papers(visit: Visit, site: Site) -> None:
    """Nobody outside reads of it before; what is missing leads to where it is put right; who is there makes the quorum."""
    page = signed_in_page(visit, site, GRACE, "/meetings")
    assert_readable_on_both(page)
    meeting = called(page, "The board of the spring", 9)
    assert_readable_on_both(page)
    page.get_by_role("link", name="Name who sits there").click()
    page.get_by_label("Name", exact=True).fill("Ada")
    page.get_by_label("As what").fill("nurse")
    page.get_by_label("Chairs the meeting").check()
    page.get_by_role("button", name="Name it").click()
    expect(page.get_by_role("cell", name="nurse, chair")).to_be_visible()
    assert_readable_on_both(page)
    page.goto(f"{meeting}/there")
    page.get_by_label("Ada, nurse, chair").check()
    page.get_by_role("button", name="Save who is there").click()
    expect(page.get_by_label("Ada, nurse, chair")).to_be_checked()
    assert_readable_on_both(page)
    page.goto(f"{meeting}/papers")
    page.get_by_label("Title").fill("Why we meet")
    page.get_by_label("The paper", exact=True).fill("## Because\n\nIt is time.")
    page.get_by_role("button", name="Add it").click()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Publish the papers").click()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Publish them").click()
    expect(page.get_by_text("All papers were out in time.")).to_be_visible()
    page.goto(f"{meeting}/begin")
    expect(page.get_by_role("heading", name="This is in the way")).to_be_visible()
    assert_readable_on_both(page)
    everybody = visit(f"/decisions/meetings/{meeting.rpartition('/')[2]}")
    assert_readable_on_both(everybody)
    everybody.get_by_role("link", name="Why we meet").click()
    expect(everybody.get_by_text("It is time.")).to_be_visible()
    assert_readable_on_both(everybody)

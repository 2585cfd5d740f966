"""Involvement in the browser: an officer prepares, asks and holds; everybody reads of it on a telephone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.register import entered_for, screen
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

INES = "involvement-officer@exampleshire.example"
TITLE = "Should hearing aids be the same for all?"
PASSING = re.compile("^(Yes$|Yes, the duty applies|Not in all of them|Asked: it is not|Not needed|No, none|Screened, and)")


@pytest.fixture
def ines(visit: Visit, site: Site) -> Page:
    """The list of involvements, as the officer of the demonstration sees it."""
    return signed_in_page(visit, site, INES, "/involvement/desk")


def days(page: Page, group: str, ahead: int) -> None:
    """Type a day that is so many days ahead."""
    day, boxes = timezone.localdate() + timedelta(ahead), page.get_by_role("group", name=group)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(part))


def begun(page: Page, title: str) -> str:
    """The address of the desk of an involvement that was just begun."""
    page.goto("/involvement/desk/begin")
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(re.compile(r"/involvement/desk/I-[A-Z0-9-]+$"))
    return page.url


def prepared(page: Page, title: str) -> str:
    """The address of the desk of one in which everything but the law is seen to; it opens today."""
    desk = begun(page, title)
    page.get_by_role("link", name="What it is about").click()
    page.get_by_label("Why people are asked").fill("We want to hear you before anything is decided.")
    page.get_by_label("What is proposed, and the reasons for it").fill("## One rule\n\nThe same hearing aids everywhere.")
    page.get_by_label("Whom people can ask").fill("The involvement team")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="First day and last").click()
    days(page, "First day", 0)
    days(page, "Last day", 35)
    page.get_by_role("button", name="Save").click()
    page.goto(f"{desk}/papers")
    page.get_by_label("Title").fill("What we propose")
    page.get_by_label("proposal").check()
    page.get_by_label("Text", exact=True).fill("## Why\n\n- Fair\n- Simple")
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name=re.compile("^Change")).click()
    page.get_by_role("button", name="Save and publish").click()
    page.goto(desk)
    return desk


def answer_the_law(page: Page, desk: str) -> None:
    """Answer every gate before opening so that it can open, and screen its entry in the data register."""
    entered_for(page, desk)
    screen(page)
    page.goto(f"{desk}/law")
    section = page.locator(".gate").filter(has=page.get_by_text("to be answered", exact=True))
    while section.count() and not section.first.locator("h3").inner_text().startswith("Equality: who was heard"):
        section.first.get_by_role("link", name=re.compile("^Answer")).click()
        page.get_by_role("radio", name=PASSING).first.check()
        page.get_by_label("What shows it").fill("It is in the minutes of our meeting.")
        page.get_by_role("button", name="Answer").click()
        page.wait_for_url(f"{desk}/law*")  # before the sections are counted: the form has none


def test_an_officer_prepares_and_the_law_is_in_the_way_until_it_is_answered(ines: Page, visit: Visit) -> None:
    """After that everybody reads of it on a telephone: what is proposed, the paper, and how the law was met."""
    assert_readable_on_both(ines)
    desk = prepared(ines, TITLE)
    assert_readable_on_both(ines)
    ines.get_by_role("button", name="Announce it").click()
    expect(ines.get_by_role("heading", name="It cannot be announced yet")).to_be_visible()
    expect(ines.get_by_role("link", name="Answer what the law asks: Enough time.")).to_be_visible()
    assert_readable_on_both(ines)
    answer_the_law(ines, desk)
    assert_readable_on_both(ines)
    ines.goto(f"{desk}/announce")
    ines.get_by_role("button", name="Announce it").click()
    expect(ines.locator("main")).to_contain_text("It was announced.")
    page = visit("/involvement")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name=TITLE).click()
    expect(page.locator("main")).to_contain_text("The same hearing aids everywhere.")
    expect(page.get_by_role("link", name="National Health Service Act 2006, section 14Z45")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("link", name="What we propose", exact=True).click()
    expect(page.get_by_role("heading", name="Why", exact=True)).to_be_visible()
    assert_readable_on_both(page)


def test_it_is_held_and_goes_on_with_reasons_and_notes_are_typed_at_an_event(ines: Page, visit: Visit) -> None:
    """Everybody reads why; at a table the next note needs only the note."""
    desk = prepared(ines, "Should everybody wait as long?")
    answer_the_law(ines, desk)
    ines.goto(f"{desk}/announce")
    ines.get_by_role("button", name="Announce it").click()
    public = desk.replace("/desk", "")
    ines.goto(f"{desk}/hold")
    ines.get_by_label("Why it is put on hold").fill("A flood has closed our offices.")
    ines.get_by_role("button", name="Put it on hold").click()
    page = visit(public)
    expect(page.locator(".nhsuk-inset-text").last).to_contain_text("A flood has closed our offices.")
    assert_readable_on_both(page)
    ines.goto(f"{desk}/hold")
    ines.get_by_label("Why it goes on").fill("The offices are open again.")
    ines.get_by_role("button", name="Go on with it").click()
    page.reload()
    expect(page.locator("main")).to_contain_text("It went on. The offices are open again.")
    ines.goto(f"{desk}/events")
    ines.get_by_label("Title").fill("Workshop")
    ines.get_by_label("workshop").check()
    ines.get_by_label("Questions that are talked about").fill("How easy is it to get there?")
    ines.get_by_role("button", name="Add it").click()
    ines.get_by_role("link", name=re.compile("^Open")).click()
    ines.get_by_role("button", name="Type in notes").click()
    ines.get_by_label("Table").fill("3")
    ines.get_by_label("How easy is it to get there?").check()
    for said in ("Too far by bus.", "There is no lift."):
        ines.get_by_label("What was said").fill(said)
        ines.get_by_role("button", name="Keep it, and go on").click()
    expect(ines.get_by_label("Table")).to_have_value("3")
    expect(ines.locator("main")).to_contain_text("There is no lift.")
    assert_readable_on_both(ines)
    ines.get_by_role("link", name="This event").click()
    expect(ines.locator("main")).to_contain_text("Table 3: 2 notes")
    assert_readable_on_both(ines)

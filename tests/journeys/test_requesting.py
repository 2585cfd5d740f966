"""Funding requests in the browser as clinicians write them: section by section, two at once, with files and consent, sent, withdrawn."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

CLINICIAN, SECOND = "clinician@exampleshire-clinic.example", "second-clinician@exampleshire-clinic.example"
NAMING = re.compile("Wilhelmina|Journeyman|999 ?000 ?0018|Sample Terrace|7946")
WHO: dict[str, str | date] = {
    "who.name": "Wilhelmina Journeyman",
    "who.nhs_number": "999 000 0018",
    "who.born": date(1994, 6, 15),
    "who.address": "17 Sample Terrace, Exampleton",
    "who.way": "letter",
}
CASE: dict[str, str] = {
    "policy.stands": "none",
    "evidence.is": "none",
    "urgency.is": "no",
    "asking.who": "a provider",
    "asking.email": "colin.trial@exampleshire-clinic.example",
}
OPTIONAL = ("who.telephone", "who.email", "who.needs", "who.partner_name", "who.partner_nhs_number")
Open = Callable[..., Page]


@pytest.fixture
def as_(visit: Visit, site: Site) -> Open:
    """Opens a page as somebody of the demonstration: `as_(CLINICIAN, "/asked")`."""

    def opened(email: str, path: str, **options: Any) -> Page:
        return signed_in_page(visit, site, email, path, **options)

    return opened


def said(page: Page) -> Locator:
    """What stands on the page."""
    return page.locator("main")


def pressed(page: Page, *names: str) -> None:
    """Press one button after another, and wait each time for the page that comes."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()


def typed(page: Page, name: str, day: date) -> None:
    """Type a day into three boxes."""
    for part in ("day", "month", "year"):
        page.locator(f'[name="{name}[{part}]"]').fill(str(getattr(day, part)))


def begun(page: Page) -> str:
    """The address of a request that was just begun."""
    page.goto("/funding/new")
    page.get_by_role("radio", name=re.compile("^Exampleshire")).check()
    page.get_by_role("radio", name="Another service").check()
    typed(page, "referred_on", timezone.localdate() - timedelta(1))
    pressed(page, "Begin the request")
    page.wait_for_url(re.compile(r"/funding/Q-[A-Z0-9-]+$"))
    return page.url


def answered(page: Page) -> None:
    """Answer whatever the section asks for and has to be answered."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    there = [str(box.get_attribute("name")) for box in page.locator("main input:visible, main textarea:visible").all()]
    for name in dict.fromkeys(there):
        answer = WHO.get(name.removesuffix("[day]")) or CASE.get(name)
        if isinstance(answer, date):
            typed(page, name.removesuffix("[day]"), answer)
        elif page.locator(f'[name="{name}"]').first.get_attribute("type") == "radio":
            if answer:
                page.locator(f'[name="{name}"][value="{answer}"]').check()
        elif name not in OPTIONAL and "[" not in name:
            page.locator(f'[name="{name}"]').fill(answer or "Said in a few words, which name nobody.")


def written(page: Page, request: str, *, look: bool = False) -> None:
    """Write every section, one after another, as each leads to the next; and look at each page."""
    page.goto(f"{request}/parts/request")
    while "/parts/" in page.url:
        answered(page)
        if look:
            assert_readable_on_both(page)
        before = page.url
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url(lambda url, before=before: url != before)
    page.wait_for_url("**/consent")


def agreed(page: Page) -> None:
    """Record the consent."""
    boxes = page.get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    page.get_by_label("Who said so").fill("The patient")
    page.get_by_label("In person").check()
    typed(page, "on", timezone.localdate())


def test_a_funding_request_is_written_section_by_section_and_sent(as_: Open) -> None:
    """Each section leads to the next; what is missing is said before it is sent; afterwards it says what happens next and by when."""
    page = as_(CLINICIAN, "/asked")
    assert_readable_on_both(page)
    page.goto("/funding/new")
    assert_readable_on_both(page)
    request = begun(page)
    expect(page.get_by_role("heading", name="What is to do")).to_be_visible()
    assert_readable_on_both(page)
    page.goto(f"{request}/send")
    expect(page.get_by_role("heading", name="Still to do")).to_be_visible()
    assert_readable_on_both(page)
    written(page, request, look=True)
    assert_readable_on_both(page)
    agreed(page)
    pressed(page, "Save the consent")
    page.wait_for_url(lambda url: not url.endswith("/consent"))
    page.goto(f"{request}/check")
    expect(page.get_by_role("button", name="Send the request")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Send the request").click()
    expect(page.get_by_role("heading", name=re.compile("^Q-.*Look at it once more"))).to_be_visible()
    assert_readable_on_both(page)
    pressed(page, "Send it")
    page.wait_for_url(request)
    expect(said(page).locator(".nhsuk-tag").first).to_have_text("submitted")
    expect(said(page)).to_contain_text("An officer of the commissioner looks whether everything is there")
    expect(said(page)).not_to_contain_text(NAMING)
    assert_readable_on_both(page)


def test_what_was_saved_is_there_when_somebody_comes_back(as_: Open) -> None:
    """A section can be left half written, and the list says how much is missing in it."""
    page = as_(CLINICIAN, "/asked")
    request = begun(page)
    page.goto(f"{request}/parts/request")
    page.get_by_label("Condition").fill("A rare one")
    pressed(page, "Save and go back to the list")
    page.wait_for_url(request)
    expect(page.get_by_role("listitem").filter(has_text="What is asked for")).to_contain_text("5 things are missing.")
    other = as_(CLINICIAN, f"{request}/parts/request")
    expect(other.get_by_label("Condition")).to_have_value("A rare one")


def test_of_two_who_write_at_once_neither_loses_anything(as_: Open) -> None:
    """Whoever saves later sees what the other one wrote beside their own words, and keeps what they make of both."""
    one = as_(CLINICIAN, "/asked")
    request = begun(one)
    two = as_(SECOND, f"{request}/parts/tried")
    one.goto(f"{request}/parts/tried")
    two.get_by_label("What was tried so far").fill("Two courses of a drug.")
    pressed(two, "Save and go back to the list")
    two.wait_for_url(request)
    one.get_by_label("What was tried so far").fill("An operation.")
    pressed(one, "Save and continue")
    expect(one.get_by_role("heading", name="What somebody else wrote meanwhile")).to_be_visible()
    expect(one.get_by_text("Two courses of a drug.")).to_be_visible()
    expect(one.get_by_label("What was tried so far")).to_have_value("An operation.")
    assert_readable_on_both(one)
    one.get_by_label("What was tried so far").fill("Two courses of a drug, then an operation.")
    pressed(one, "Save and go back to the list")
    one.wait_for_url(request)
    two.goto(f"{request}/parts/tried")
    expect(two.get_by_label("What was tried so far")).to_have_value("Two courses of a drug, then an operation.")


def test_a_file_that_is_not_what_it_says_is_refused(as_: Open) -> None:
    """A picture by name alone is not kept; a true one is, is only given out to be saved, and can be taken out."""
    page = as_(CLINICIAN, "/asked")
    request = begun(page)
    page.goto(f"{request}/files")
    false = FilePayload(name="scan.png", mimeType="image/png", buffer=b"<html>no picture</html>")
    page.get_by_label("Add a file").set_input_files(false)
    pressed(page, "Add it")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_text("There are no files yet.")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_label("Add a file").set_input_files(FilePayload(name="scan.png", mimeType="image/png", buffer=page.screenshot()))
    pressed(page, "Add it")
    expect(page.get_by_role("link", name="scan.png")).to_be_visible()
    assert_readable_on_both(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="scan.png").click()
    assert coming.value.suggested_filename == "scan.png"
    pressed(page, "Take it out (scan.png)")
    expect(page.get_by_text("There are no files yet.")).to_be_visible()


def test_a_funding_request_is_withdrawn_with_a_reason(as_: Open) -> None:
    """After a last look; it cannot be written or withdrawn any more."""
    page = as_(CLINICIAN, "/asked")
    request = begun(page)
    page.get_by_role("link", name="Withdraw the request").click()
    pressed(page, "Continue")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    page.get_by_label("Why it is withdrawn").fill("Another treatment helped.")
    assert_readable_on_both(page)
    pressed(page, "Continue")
    expect(page.get_by_text("Nothing is done yet.")).to_be_visible()
    assert_readable_on_both(page)
    pressed(page, "Withdraw it")
    page.wait_for_url(request)
    expect(said(page).locator(".nhsuk-tag").first).to_have_text("withdrawn")
    expect(said(page)).to_contain_text("Another treatment helped.")
    expect(page.get_by_text("What the commissioner says:")).to_have_count(0)  # they are the clinic's own words
    expect(page.get_by_role("link", name="Withdraw the request")).to_have_count(0)
    assert_readable_on_both(page)

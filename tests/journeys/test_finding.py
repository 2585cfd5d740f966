"""Journeys of people who look for the policy that applies to them, and who want to know what this site is."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_accessible, assert_readable_on_both

STANDING = ("/", "/about", "/about/reading", "/about/words", "/about/privacy", "/about/cookies", "/about/accessibility")


def tab_to(page: Page, selector: str) -> None:
    """Go on by the tabulator alone until a control has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


def test_a_patient_finds_her_policy_by_keyboard_alone(visit: Visit) -> None:
    """Typing a part of her practice's name, she is offered it, takes it, gives a date, and sees whose policy applies, and why."""
    page = visit("/")
    tab_to(page, "main a[href='/find']")
    page.keyboard.press("Enter")
    expect(page).to_have_title(re.compile("Find your policy"))
    tab_to(page, "input[name=practice]")
    page.keyboard.type("holt medcal")
    expect(page.locator("[role=option]")).to_have_count(1)
    expect(page.locator("#id_practice")).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("Holt Medical Practice (D82001)")
    page.keyboard.press("Enter")
    expect(page.locator("#id_practice")).to_have_value("Holt Medical Practice (D82001)")
    expect(page.locator("[role=listbox]").first).to_be_hidden()
    for part, text in (("day", "2"), ("month", "5"), ("year", "2023")):
        tab_to(page, f"input[name='referred[{part}]']")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("The policy of Norfolk and Waveney applies")
    expect(page.get_by_text("On 2 May 2023 NHS Norfolk and Waveney ICB (QMM) commissions for North Norfolk")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Check if you may be eligible").click()
    expect(page).to_have_url(re.compile("/check/norfolk-and-waveney/assisted-conception$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Specialist fertility treatment (level 3)")


def test_names_are_offered_to_whoever_typed_before_the_script_came(visit: Visit) -> None:
    """The box keeps its focus, and what is typed goes on where it was."""
    page, held = visit("/"), list[Route]()
    page.route("**/suggest*.js", lambda script: held.append(script))  # noqa: PLW0108  # a method has no room for its notes
    page.goto("/find", wait_until="commit")
    tab_to(page, "input[name=practice]")
    page.keyboard.type("holt medcal")
    page.keyboard.press("Home")
    with page.expect_response("**/suggest*.js"):
        held[0].continue_()
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.type("the ")
    expect(page.locator("#id_practice")).to_have_value("the holt medcal")
    expect(page.locator("#id_practice")).to_be_focused()


def test_without_scripts_the_same_form_finds_the_same_policy(visit: Visit) -> None:
    """A page of matches takes the place of names offered while typing; what else was entered is kept."""
    page = visit("/find", java_script_enabled=False)
    page.get_by_label("GP practice", exact=True).fill("medical norfolk")
    page.get_by_label("Year").fill("2023")
    page.get_by_label("Month").fill("May")
    page.get_by_label("Day").fill("2")
    page.get_by_role("button", name="Find the policy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which is your GP practice?")
    page.get_by_role("link", name="Beccles Medical Centre (D83009)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The policy of Norfolk and Waveney applies")
    expect(page.get_by_text("2 May 2023", exact=True)).to_be_visible()


def test_names_that_cannot_be_offered_stop_nobody(visit: Visit) -> None:
    """Where the site does not answer while somebody types, the box is a plain one, and the next page asks what was meant."""
    page = visit("/find")
    page.route("**/find/practices*", lambda route: route.fulfill(status=503, body=""))
    with page.expect_response("**/find/practices*"):
        page.get_by_label("GP practice", exact=True).press_sequentially("medical")
    expect(page.locator("[role=listbox]").first).to_be_hidden()
    page.get_by_role("button", name="Find the policy").click()
    expect(page.get_by_text("13 places match “medical”.")).to_be_visible()
    assert_readable_on_both(page)


def test_a_full_postcode_stands_in_no_address(visit: Visit) -> None:
    """Only its first part is used, the answer says that this is approximate, and offers to look for the practice."""
    page = visit("/find")
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.get_by_label("First part of a postcode", exact=True).fill("nr1 9zz")
    page.get_by_role("button", name="Find the policy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The policy of Norfolk and Waveney may apply")
    expect(page.get_by_text("A postcode tells this only approximately")).to_be_visible()
    assert not any("9zz" in address.casefold() for address in [page.url, *addresses])
    assert_readable_on_both(page)
    page.get_by_role("link", name="Search for your GP practice").click()
    expect(page.get_by_label("GP practice", exact=True)).to_have_value("")
    expect(page.get_by_label("First part of a postcode", exact=True)).to_have_value("")


def test_a_day_that_does_not_exist_is_said_where_it_was_typed(visit: Visit) -> None:
    """31 February: the summary has the focus and leads to the box, nothing that was typed is lost, and it can be put right."""
    page = visit("/find")
    page.get_by_label("Area or body", exact=True).fill("NHS Norwich CCG")
    for part, text in (("Day", "31"), ("Month", "2"), ("Year", "2019")):
        page.get_by_label(part, exact=True).fill(text)
    page.get_by_role("button", name="Find the policy").click()
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert_readable_on_both(page)
    page.get_by_role("link", name="There is no 31 February 2019").click()
    expect(page.get_by_label("Day", exact=True)).to_be_focused()
    expect(page.get_by_label("Area or body", exact=True)).to_have_value("NHS Norwich CCG")
    page.get_by_label("Day", exact=True).fill("28")
    page.get_by_role("button", name="Find the policy").click()
    expect(
        page.get_by_text("NHS Norwich CCG (06W) no longer exists. Today you can ask NHS Norfolk and Suffolk ICB")
    ).to_be_visible()


def test_the_start_page_and_what_stands_by_itself_are_readable(visit: Visit) -> None:
    """In a wide window and on a telephone, and without a cookie."""
    page = visit("/")
    for address in STANDING:
        page.goto(address)
        assert_readable_on_both(page)
    assert page.context.cookies() == []

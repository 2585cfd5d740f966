"""People who answer a survey, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.web.answering.crowd import prepared


@pytest.fixture(scope="session")
def survey(site: Site) -> str:
    """The address of a survey that is open."""
    return f"/survey/{_made(site, 'open')}"


def _made(site: Site, state: str) -> str:
    key = (site.data / "secret-key").read_text(encoding="utf-8").strip()
    return prepared(site.data, state, COEQUAL_SECRET_KEYS=key)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()


def first_page(page: Page) -> None:
    page.get_by_label("A member of the public").check()
    page.get_by_label("What is the first part of your postcode?").fill("EX1 2AB")
    go_on(page)


def test_somebody_answers_every_kind_of_question_and_sends_it(visit: Visit, survey: str) -> None:
    """One page at a time, with the pages that follow from their answers; then all of it once more, and the thanks."""
    page = visit(survey)
    assert_readable_on_both(page)
    page.get_by_role("button", name="Start now").click()
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the answers.")
    assert_readable_on_both(page)
    first_page(page)
    page.get_by_label("Yes", exact=True).check()
    go_on(page)
    page.get_by_label("Why do you say that?").fill("It is fair.")
    page.get_by_label("Something else", exact=True).check()
    page.get_by_label("If you chose “Something else”, you can say more here").fill("Acupuncture")
    page.get_by_label("5: very").check()
    page.get_by_role("group", name="Your GP").get_by_label("Good").check()
    assert_readable_on_both(page)
    go_on(page)
    expect(page.get_by_role("heading", name="Why we ask about you")).to_be_visible()
    for part, value in (("Day", "4"), ("Month", "3"), ("Year", "1990")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("How many children do you have?").fill("2")
    assert_readable_on_both(page)
    go_on(page)
    for words in ("EX1", "It is fair.", "“Acupuncture”", "Your GP: Good", "4 March 1990"):
        expect(page.get_by_text(words, exact=True)).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert_readable_on_both(page)


def test_somebody_without_javascript_comes_back_on_another_computer(visit: Visit, survey: str) -> None:
    """With the code that they wrote down, to the page at which they left off."""
    page = visit(survey, java_script_enabled=False)
    page.get_by_role("button", name="Start now").click()
    first_page(page)
    page.get_by_label("IVF").check()
    page.get_by_role("button", name="Save and come back later").click()
    code = page.locator(".survey-code").inner_text()
    other = visit(survey, java_script_enabled=False)
    other.get_by_role("link", name="Come back with a code").click()
    other.get_by_label("Your code").fill(code.lower().replace("-", " "))
    other.get_by_role("button", name="Go on").click()
    expect(other.get_by_role("heading", name="The rules")).to_be_visible()
    expect(other.get_by_label("IVF")).to_be_checked()
    page.get_by_role("button", name="Forget my answers on this computer").click()
    expect(page.get_by_role("heading", name="This computer has forgotten your answers")).to_be_visible()
    page.goto(f"{survey}/page/1")
    expect(page.get_by_role("heading", name="We cannot tell which answers are yours")).to_be_visible()


def test_somebody_reads_the_questions_in_easy_read(visit: Visit, survey: str) -> None:
    """In simple words and larger letters; and changes an answer so that a page is left out."""
    page = visit(survey)
    page.get_by_label(re.compile("Easy read")).check()
    page.get_by_role("button", name="Start now").click()
    expect(page.get_by_role("group", name="Who are you?")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_label("I want treatment or I had it").check()
    go_on(page)
    page.get_by_label("IVF").check()
    go_on(page)
    go_on(page)
    page.get_by_role("link", name="Change your answers: About you").click()
    page.get_by_label("I work for the NHS").check()
    go_on(page)
    expect(page.get_by_role("heading", name="What will be left out")).to_be_visible()
    page.get_by_role("button", name="Save and come back later").click()
    assert_readable_on_both(page)


def test_a_survey_that_has_closed_says_so(visit: Visit, site: Site) -> None:
    """With the day, and what happens next; answers that were given can be withdrawn."""
    page = visit(f"/survey/{_made(site, 'closed')}")
    expect(page.get_by_text("This survey closed on")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("link", name="withdraw your answers").click()
    page.get_by_role("button", name="Withdraw my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("No answers are kept under this code")
    assert_readable_on_both(page)

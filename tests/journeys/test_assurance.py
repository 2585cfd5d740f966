"""The data register in the browser: screened, assessed and approved, let pass before everybody, and checked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.register import entered_for, screen
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page
from tests.journeys.test_hearing import INES, answer_the_law, days, prepared

PAT, IGGY, GWEN, ADA = (
    f"{role}@exampleshire.example" for role in ("policy-manager", "information-governance", "governance", "administrator")
)
ABOUT_HEALTH = ("Does it use information about people", "Does it use data about health", "Is it on a large scale?")
WAIT = "An outbreak in the county cannot wait for it."
As = Callable[..., Page]


@pytest.fixture
def as_(visit: Visit, site: Site) -> As:
    """Opens a page as somebody of the demonstration: `as_(PAT, "/data-protection/desk")`."""

    def opened(email: str, path: str) -> Page:
        return signed_in_page(visit, site, email, path)

    return opened


def entered(page: Page, title: str) -> str:
    """The address of the desk of an entry that was just made, and is not screened."""
    page.goto("/data-protection/desk/enter")
    page.get_by_label("Name", exact=True).fill(title)
    page.get_by_label("Data set").check()
    page.get_by_label("What the data are used for").fill("To call people in the right order.")
    page.get_by_role("button", name="Enter it").click()
    page.wait_for_url(re.compile(r"/screening$"))
    assert_readable_on_both(page)
    page.goto(page.url.removesuffix("/screening"))
    return page.url


def stands(page: Page, words: str) -> None:
    """The page says so."""
    expect(page.locator("main")).to_contain_text(words)


def write_assessment(page: Page, desk: str) -> None:
    """Every text and one risk."""
    for step in (1, 2, 3, 4):
        page.goto(f"{desk}/assessment/step?step={step}")
        for box in page.locator("main textarea").all():
            box.fill("Three people keep a list, and nobody else sees it.")
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{desk}/assessment")
    page.get_by_role("link", name="Add a risk").click()
    page.get_by_label("What could happen to people, and how").fill("The list is left on a desk.")
    page.get_by_label("What is done about it").fill("It is locked away.")
    for group, chosen in (
        ("How likely, with nothing done", "Possible"),
        ("How severe, with nothing done", "Severe"),
        ("How likely it is then", "Remote"),
        ("How severe it would be then", "Severe"),
    ):
        page.get_by_role("group", name=group).get_by_label(chosen, exact=True).check()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{desk}/assessment")


def let_pass(page: Page, desk: str) -> None:
    """By a name, for a reason, until tomorrow."""
    page.goto(f"{desk}/let-pass")
    page.get_by_label("Who answers for it").fill("Gwen Mock, director (invented)")
    page.get_by_label("Why it cannot wait").fill(WAIT)
    days(page, "Until", 1)
    assert_readable_on_both(page)
    page.get_by_role("button", name="Go on").click()
    stands(page, "This site then does not stop it")
    assert_readable_on_both(page)
    page.get_by_role("button", name="Let it pass").click()
    page.wait_for_url(desk)


def test_a_screening_says_that_no_assessment_is_needed(as_: As, visit: Visit) -> None:
    """Then data may be used, and everybody reads how it was screened."""
    pat = as_(PAT, "/data-protection/desk")
    assert_readable_on_both(pat)
    entered(pat, "Keys of the store room")
    stands(pat, "Personal data must not be used yet.")
    screen(pat)
    stands(pat, "no assessment needed")
    stands(pat, "Personal data may be used.")
    assert_readable_on_both(pat)
    page = visit("/data-protection/EXA1")
    assert_readable_on_both(page)
    page.get_by_role("link", name="Keys of the store room").click()
    stands(page, "No assessment needed (on")
    assert_readable_on_both(page)


def test_an_assessment_is_written_advised_approved_and_signed_off_against_the_advice(as_: As) -> None:
    """Whoever submitted it is offered none of that; the reason for overruling stands in it."""
    pat = as_(PAT, "/data-protection/desk")
    desk = entered(pat, "Calls from the waiting list")
    screen(pat, *ABOUT_HEALTH)
    stands(pat, "to be assessed")
    pat.goto(f"{desk}/assessment")
    assert_readable_on_both(pat)
    write_assessment(pat, desk)
    pat.get_by_role("button", name="Submit it").click()
    pat.wait_for_url(f"{desk}/assessment/submit")
    pat.get_by_role("button", name="Submit it").click()
    version = f"{desk}/assessment/1"
    pat.wait_for_url(version)
    stands(pat, "You submitted it, so others advise on it")
    assert_readable_on_both(pat)
    iggy = as_(IGGY, f"{version}/advice")
    iggy.get_by_label("Go ahead with changes", exact=True).check()
    iggy.get_by_label("Why", exact=True).fill("Keep it for one year.")
    iggy.get_by_role("button", name="Give the advice").click()
    iggy.wait_for_url(version)
    for page, group in ((iggy, "Information governance"), (as_(ADA, version), "Technical group")):
        page.goto(f"{version}/approval")
        page.get_by_label(group, exact=True).check()
        page.get_by_label("It approves").check()
        assert_readable_on_both(page)
        page.get_by_role("button", name="Take it down").click()
        page.wait_for_url(version)
    gwen = as_(GWEN, f"{version}/sign-off")
    gwen.get_by_label("Who accepts what is left of the risks").fill("Gwen Mock, director (invented)")
    gwen.get_by_label("It is overruled", exact=True).check()
    gwen.get_by_label("Who keeps it under review").fill("The records team (invented)")
    days(gwen, "To be looked at again by", 200)
    gwen.get_by_role("button", name="Go on").click()
    stands(gwen, "Say why the officer’s advice is overruled.")
    assert_readable_on_both(gwen)
    gwen.get_by_label("If it is overruled, why").fill("The service needs two years.")
    gwen.get_by_role("button", name="Go on").click()
    stands(gwen, "Then the assessment is approved")
    assert_readable_on_both(gwen)
    gwen.get_by_role("button", name="Sign it off").click()
    gwen.wait_for_url(version)
    stands(gwen, "approved")
    stands(gwen, "The service needs two years.")
    assert_readable_on_both(gwen)


def test_a_survey_is_shut_until_its_use_is_let_pass_before_everybody(as_: As, visit: Visit) -> None:
    """Withdrawing that shuts it again, and the survey says by whose word it was open; once it is screened anew people answer."""
    ines = as_(INES, "/involvement/desk")
    title = "How do you want to be called?"
    desk = prepared(ines, title)
    answer_the_law(ines, desk)
    ines.goto(f"{desk}/surveys")
    ines.get_by_role("button", name="Begin a survey").click()
    ines.get_by_label("Title of the survey").fill("Your views on calls")
    ines.get_by_label("The questions that most surveys have").check()
    ines.get_by_role("button", name="Begin").click()
    ines.get_by_role("button", name="Publish").click()
    ines.get_by_role("button", name="Publish").click()
    ines.goto(f"{desk}/announce")
    ines.get_by_role("button", name="Announce it").click()
    stands(ines, "It was announced.")
    ines.goto(f"{desk}/law")
    ines.get_by_role("link", name="Its entry in the data register").click()
    entry = ines.url
    screen(ines, *ABOUT_HEALTH)
    page = visit(desk.replace("/desk", ""))
    stands(page, "No survey can be answered here at the moment")
    assert_readable_on_both(page)
    ines.goto(desk)
    stands(ines, "Nobody can answer at the moment.")
    assert_readable_on_both(ines)
    gwen = as_(GWEN, entry)
    let_pass(gwen, entry)
    page.reload()
    page.get_by_role("button", name="Your views on calls").click()
    expect(page.get_by_role("button", name="Start now")).to_be_visible()
    everybody = visit("/data-protection/EXA1")
    stands(everybody, WAIT)
    assert_readable_on_both(everybody)
    gwen.get_by_role("link", name="Let it pass no more").click()
    gwen.get_by_role("button", name="Withdraw it").click()
    gwen.wait_for_url(entry)
    page.get_by_role("button", name="Start now").click()
    stands(page, "Gwen Mock, director (invented) let it pass, which was withdrawn on")
    assert_readable_on_both(page)
    page.get_by_role("link", name="What the data register says of it").click()
    stands(page, WAIT)
    screen(as_(IGGY, entry))  # an assessment was asked for, so that none is needed is for her to find
    page.goto(desk.replace("/desk", ""))
    expect(page.get_by_role("button", name="Your views on calls")).to_be_visible()


def test_an_involvement_whose_entry_is_not_screened_is_not_announced(as_: As) -> None:
    """The page says what is to be seen to."""
    ines = as_(INES, "/involvement/desk")
    desk = prepared(ines, "What is to be asked?")
    entered_for(ines, desk)
    ines.goto(f"{desk}/announce")
    stands(ines, "See to the data register: Data protection")
    assert_readable_on_both(ines)


def test_a_check_reports_a_finding_which_is_followed_up(as_: As) -> None:
    """What is done stands in the report; what is not done yet stays to be followed up."""
    pat = as_(PAT, "/data-protection/desk")
    desk = entered(pat, "Old appointment books")
    iggy = as_(IGGY, f"{desk}/checks/add")
    for answer in iggy.get_by_role("radio", name="Yes", exact=True).all():
        answer.check()
    iggy.get_by_role("group", name="Data are deleted or disposed of").get_by_label("No", exact=True).check()
    iggy.get_by_label("Reported to").fill("Gwen Mock, director (invented)")
    iggy.get_by_label("Finding 1", exact=True).fill("Books of ten years ago are there.")
    iggy.get_by_role("button", name="Keep the check").click()
    expect(iggy.get_by_role("alert")).to_contain_text("Fill this in for finding 1")
    assert_readable_on_both(iggy)
    iggy.get_by_label("Recommendation 1", exact=True).fill("Shred them.")
    iggy.get_by_label("Who does 1").fill("The records team (invented)")
    days(iggy, "Finding 1 to be done by", 30)
    iggy.get_by_role("button", name="Keep the check").click()
    stands(iggy, "To be followed up")
    assert_readable_on_both(iggy)
    iggy.get_by_role("link", name="Record what became of it").click()
    iggy.get_by_label("Done", exact=True).check()
    iggy.get_by_label("What was done, or why not").fill("They were shredded, and a certificate is kept.")
    assert_readable_on_both(iggy)
    iggy.get_by_role("button", name="Record it").click()
    expect(iggy.get_by_role("heading", name="To be followed up")).to_have_count(0)
    stands(iggy, "They were shredded")

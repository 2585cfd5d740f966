"""Referrals and prior approval in the browser: from the check to the pack, approved at once or by an officer, used, renewed, ended."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

OFFICER, GRACE = "ifr-officer@exampleshire.example", "governance@exampleshire.example"
CLINICIAN = "clinician@exampleshire-clinic.example"
UNDER = "exampleshire/assisted-conception"
NAME, STREET = "Wilhelmina Journeyman", "17 Sample Terrace"
NAMING = re.compile(r"Wilhelmina|Journeyman|999 ?1\d\d ?\d{4}|Sample Terrace|7946")
IN_REQUEST, IN_APPROVAL = re.compile(r"/refer/Q-[A-Z0-9-]+$"), re.compile(r"/approvals/V-[A-Z0-9-]+$")
SECTIONS = ("treatment", "patient", "clinician", "welfare")
NUMBERS = iter(range(999_100_000, 999_200_000))  # of the range that is kept for tests, without the last digit
Facts = Mapping[str, str | date]
Open = Callable[..., Page]


def meets(**changes: str | date) -> Facts:
    """What is known of a couple who meets every rule of the invented policy, by the names of the boxes, but for some changes."""
    known: dict[str, str | date] = {
        "treatment_start_date": timezone.localdate() + timedelta(60),
        "patient_date_of_birth": date(1994, 6, 15),
        "partner": "man",
        "patient_bmi": "24",
        "cause_of_infertility": "diagnosed",
        "nhs_fresh_cycles": "0",
        "private_fresh_cycles": "0",
        "patient_smokes": "false",
        "partner_smokes": "false",
        "patient_living_children": "0",
        "partner_living_children": "0",
        "patient_area": "EXA1",
        "armed_forces": "false",
        "embryo_testing_needed": "false",
        "welfare_concern": "false",
    }
    return {**known, **changes}


@pytest.fixture
def as_(visit: Visit, site: Site) -> Open:
    """Opens a page as somebody of the demonstration: `as_(OFFICER, "/requests")`."""

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


def sure(page: Page, button: str) -> None:
    """Look at it once more, and do it."""
    pressed(page, "Look at it once more")
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    assert_readable_on_both(page)
    pressed(page, button)
    expect(page.get_by_text("Nothing is kept yet.")).to_have_count(0)  # so it is done before anybody else looks


def typed(page: Page, name: str, day: date) -> None:
    """Type a day into three boxes."""
    for part in ("day", "month", "year"):
        page.locator(f'[name="{name}[{part}]"]').fill(str(getattr(day, part)))


def known(page: Page, facts: Facts) -> None:
    """Fill in what the page asks for and is known."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    there = {box.get_attribute("name") for box in page.locator("main [name]").all()}
    for name, value in facts.items():
        if isinstance(value, date):
            if f"{name}[day]" in there:
                typed(page, name, value)
        elif name in there:
            boxes = page.locator(f'[name="{name}"]')
            if boxes.first.get_attribute("type") == "radio":
                page.locator(f'[name="{name}"][value="{value}"]').check()
            elif boxes.evaluate("box => box.tagName") == "SELECT":
                boxes.select_option(value)
            else:
                boxes.fill(value)
                if f"{name}-undated" in there:
                    page.locator(f'[name="{name}-undated"]').check()


def begun(page: Page) -> str:
    """The address of a request that was begun from the list of policies."""
    page.goto(f"/refer/under/{UNDER}")
    typed(page, "referred", timezone.localdate() - timedelta(1))
    pressed(page, "Begin")
    page.wait_for_url(IN_REQUEST)
    return page.url


def filled(page: Page, request: str, facts: Facts) -> None:
    """Fill in every section of the facts."""
    for section in SECTIONS:
        page.goto(f"{request}/facts/{section}")
        known(page, facts)
        pressed(page, "Save")
        page.wait_for_url(lambda url, section=section: not url.endswith(f"/facts/{section}"))


def new_number() -> str:
    """An NHS number of somebody invented for whom nobody has asked before."""
    for first in NUMBERS:
        last = 11 - sum(int(digit) * weight for digit, weight in zip(str(first), range(10, 1, -1), strict=True)) % 11
        if last != 10:
            return f"{first}{last % 11}"
    raise AssertionError("All numbers are used up.")


def named(page: Page, request: str) -> None:
    """Say who is referred."""
    page.goto(f"{request}/who")
    page.get_by_label("Full name", exact=True).fill(NAME)
    page.get_by_label("NHS number", exact=True).fill(new_number())
    typed(page, "born", date(1994, 6, 15))
    page.get_by_label("Address", exact=True).fill(STREET)
    page.get_by_label("Telephone number").fill("020 7946 0333")
    page.get_by_label("Full name of the partner").fill("Winston Placeholder")
    page.get_by_label("NHS number of the partner").fill(new_number())
    pressed(page, "Save")
    page.wait_for_url(IN_REQUEST)


def written(page: Page, facts: Facts) -> str:
    """The address of a request with all its facts, and whom it is about."""
    request = begun(page)
    filled(page, request, facts)
    named(page, request)
    return request


def sent(page: Page, request: str) -> None:
    """Send it after a last look."""
    page.goto(f"{request}/send")
    expect(page.get_by_role("heading", name="Look at it once more")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name=re.compile("^Send it")).click()
    page.wait_for_load_state()


def approved(page: Page) -> str:
    """The address of an approval that was given at once."""
    sent(page, written(page, meets()))
    page.wait_for_url(IN_APPROVAL)
    return page.url


def with_officer(page: Page) -> str:
    """The reference of a request that an officer has to answer, since something is not known for certain."""
    request = begun(page)
    filled(page, request, {name: value for name, value in meets().items() if name != "embryo_testing_needed"})
    page.goto(f"{request}/facts/clinician")
    page.locator('[name="embryo_testing_needed-why"]').select_option("pending")
    pressed(page, "Save")
    page.wait_for_url(IN_REQUEST)
    named(page, request)
    sent(page, request)
    expect(page.get_by_text("Sent to an officer of the commissioner.")).to_be_visible()
    return request.rsplit("/", 1)[1]


def test_a_complete_referral_goes_from_the_check_to_the_pack_and_is_sent(as_: Open) -> None:
    """What was checked is carried over; nothing is missing once it is said who it is; the pack is there as three kinds of file."""
    page = as_(CLINICIAN, f"/check/{UNDER}/clinician")
    known(page, {**meets(), "referral_date": timezone.localdate() - timedelta(1)})
    page.locator("main form").get_by_role("button").first.click()
    page.get_by_role("button", name="Refer this patient").click()
    expect(page.get_by_text("will be carried over")).to_be_visible()
    assert_readable_on_both(page)
    pressed(page, "Begin")
    page.wait_for_url(IN_REQUEST)
    request = page.url
    assert_readable_on_both(page)
    for section in SECTIONS:
        page.goto(f"{request}/facts/{section}")
        assert_readable_on_both(page)
    filled(page, request, meets())
    page.goto(f"{request}/who")
    assert_readable_on_both(page)
    named(page, request)
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    assert_readable_on_both(page)
    for words, ending in (("Pack as a PDF", "pdf"), ("Pack as a Word file", "docx"), ("Pack for other software (FHIR)", "json")):
        with page.expect_download() as coming:
            page.get_by_role("link", name=words).click()
        file = coming.value
        assert file.suggested_filename.endswith(f".{ending}")
        assert not NAMING.search(file.suggested_filename)
        assert file.path().stat().st_size > 1000
    sent(page, request)
    page.wait_for_url(IN_APPROVAL)
    assert_readable_on_both(page)


def test_what_is_missing_is_named_with_who_can_supply_it_and_nothing_is_sent(as_: Open) -> None:
    """Neither the request nor a pack of it, whatever somebody tries."""
    page = as_(CLINICIAN, "/refer")
    assert_readable_on_both(page)
    page.goto(f"/refer/under/{UNDER}")
    assert_readable_on_both(page)
    request = begun(page)
    for who in ("The patient or a clinician", "A clinician", "Still to be planned"):
        expect(page.get_by_role("heading", name=who, exact=True)).to_be_visible()
    expect(said(page)).to_contain_text("Her body mass index")
    assert_readable_on_both(page)
    page.goto(f"{request}/send")
    expect(page.get_by_role("heading", name="This cannot be sent yet")).to_be_visible()
    assert_readable_on_both(page)
    expect(said(page).get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Missing: her body mass index.").click()
    expect(page.get_by_role("heading", name="What the patient can say")).to_be_visible()
    page.goto(f"{request}/pack.pdf")
    expect(page.get_by_role("heading", name="There is no pack yet")).to_be_visible()
    assert_readable_on_both(page)
    page.goto(request)
    expect(said(page).locator(".nhsuk-tag").first).to_have_text("being written")


def test_a_welfare_concern_stops_everything_and_says_whom_to_contact(as_: Open) -> None:
    """Each way out shows that and nothing of the person; an answer written by mistake can be changed."""
    page = as_(CLINICIAN, "/refer")
    request = written(page, meets(welfare_concern="true"))
    for way in ("", "/send", "/pack.pdf", "/pack.docx", "/pack.json"):
        page.goto(f"{request}{way}")
        expect(page.get_by_role("heading", name="Stop: people talk first")).to_be_visible()
        expect(said(page)).to_contain_text("responsible for safeguarding")
        expect(said(page)).not_to_contain_text(NAMING)
        assert_readable_on_both(page)
    page.get_by_role("link", name="change the answer").click()
    page.wait_for_url("**/facts/welfare")
    known(page, {"welfare_concern": "false"})
    pressed(page, "Save")
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()


def test_governance_lets_requests_be_approved_at_once_and_no_more_is_used_than_approved(as_: Open) -> None:
    """One authorisation ends with a reason, and another one begins; the number comes at once, and every use counts."""
    governance = as_(GRACE, "/authorisations")
    assert_readable_on_both(governance)
    governance.get_by_role("link", name=re.compile("^Withdraw it")).first.click()
    governance.get_by_label("Why it is withdrawn").fill("Somebody else signs from now on.")
    assert_readable_on_both(governance)
    sure(governance, "Withdraw it")
    expect(said(governance)).to_contain_text("Somebody else signs from now on.")
    governance.get_by_role("link", name=re.compile("^Fertility treatment")).first.click()
    governance.get_by_label("Name of who authorises").fill("Gwen Mock")
    governance.get_by_label("Their post").fill("Director of commissioning")
    boxes = governance.get_by_role("group", name="Treatments that may be approved at once").get_by_role("checkbox")
    expect(boxes.first).to_be_visible()
    for box in boxes.all():
        box.check()
    typed(governance, "until", timezone.localdate() + timedelta(200))
    assert_readable_on_both(governance)
    sure(governance, "Give the authorisation")
    expect(said(governance).locator(".nhsuk-tag", has_text="holds")).to_be_visible()
    page = as_(CLINICIAN, "/refer")
    approval = approved(page)
    expect(said(page)).to_contain_text("Gwen Mock, Director of commissioning")
    assert_readable_on_both(page)
    page.get_by_role("button", name="Record what was used").click()
    page.get_by_role("radio").first.check()
    typed(page, "on", timezone.localdate())
    assert_readable_on_both(page)
    pressed(page, "Record it")
    page.wait_for_url(approval)
    expect(page.get_by_role("link", name=re.compile("^Take it back"))).to_be_visible()
    assert_readable_on_both(page)
    page.goto(f"{approval}/use")
    page.get_by_role("radio").first.check()
    typed(page, "on", timezone.localdate())
    pressed(page, "Record it")
    expect(page.get_by_role("heading", name="The same is recorded for that day already")).to_be_visible()
    assert_readable_on_both(page)
    pressed(page, "Change it")
    page.get_by_label("How many").fill("50")
    pressed(page, "Record it")
    expect(page.get_by_role("alert")).to_contain_text("Ask for more before it is used.")
    assert_readable_on_both(page)
    page.goto(approval)
    page.get_by_role("link", name=re.compile("^Take it back")).click()
    assert_readable_on_both(page)
    pressed(page, "Take it back")
    expect(said(page)).to_contain_text("Taken back on")


def test_an_approval_is_renewed_under_the_version_that_bound_and_withdrawn_by_an_officer(as_: Open) -> None:
    """An officer answers the renewal; what is withdrawn says why, and nothing more can be used of it."""
    page = as_(CLINICIAN, "/refer")
    approval = approved(page)
    page.get_by_role("button", name="Renew it").click()
    expect(said(page)).to_contain_text("The same version of the policy counts")
    expect(said(page)).to_contain_text("her body mass index")
    version = said(page).get_by_text(re.compile(r", version [0-9-]+$")).inner_text().rsplit(" ", 1)[1]
    assert_readable_on_both(page)
    pressed(page, "Begin the renewal")
    page.wait_for_url(IN_REQUEST)
    expect(said(page)).to_contain_text(f"version {version}")
    expect(said(page)).to_contain_text("It renews")
    expect(said(page)).to_contain_text("is asked again:")
    assert_readable_on_both(page)
    renewal = page.url
    filled(page, renewal, meets())
    sent(page, renewal)
    expect(said(page).locator(".nhsuk-tag").first).to_have_text("with an officer")
    officer = as_(OFFICER, f"/approvals/requests/{renewal.rsplit('/', 1)[1]}")
    officer.get_by_role("link", name="see what was approved, and what is left").click()
    officer.get_by_role("link", name="Withdraw the approval").click()
    officer.get_by_label("Why the approval is withdrawn").fill("It was given for another treatment.")
    assert_readable_on_both(officer)
    sure(officer, "Withdraw it")
    expect(said(officer)).to_contain_text("It was given for another treatment.")
    page.goto(approval)
    expect(said(page)).to_contain_text("It was given for another treatment.")
    expect(page.get_by_role("button", name="Record what was used")).to_have_count(0)
    assert_readable_on_both(page)


def test_an_officer_returns_a_request_and_grants_it_without_knowing_whose_it_is(as_: Open) -> None:
    """It says why it was not approved at once; the clinic adds what is missing; the reasons go with the number."""
    page = as_(CLINICIAN, "/refer")
    reference = with_officer(page)
    assert_readable_on_both(page)
    officer = as_(OFFICER, "/requests")
    expect(officer.get_by_role("link", name=reference)).to_be_visible()
    officer.goto(f"/approvals/requests/{reference}")
    expect(officer.get_by_role("heading", name="Why it was not approved at once")).to_be_visible()
    assert not NAMING.search(officer.content())
    assert_readable_on_both(officer)
    officer.goto(f"/approvals/requests/{reference}/return")
    officer.get_by_label("What is missing").fill("Say whether embryos have to be tested. The clinic knows it.")
    assert_readable_on_both(officer)
    sure(officer, "Return it")
    page.goto(f"/refer/{reference}")
    expect(said(page)).to_contain_text("Say whether embryos have to be tested.")
    assert_readable_on_both(page)
    sent(page, page.url)
    expect(said(page).locator(".nhsuk-tag").first).to_have_text("with an officer")
    officer.goto(f"/approvals/requests/{reference}/approve")
    officer.locator('[name="amount0"]').fill("1")
    officer.get_by_label("Why", exact=True).fill("What is not known cannot change the answer.")
    assert_readable_on_both(officer)
    sure(officer, "Approve it")
    expect(officer.get_by_role("heading", name=re.compile("^The approval, V-"))).to_be_visible()
    assert not NAMING.search(officer.content())
    assert_readable_on_both(officer)
    page.goto(f"/refer/{reference}")
    page.get_by_role("button", name=re.compile("^Open the approval")).click()
    expect(said(page)).to_contain_text("What is not known cannot change the answer.")


def test_an_officer_declines_a_request_with_reasons(as_: Open) -> None:
    """Without a reason nothing is declined; the clinic reads it, and what can be done next."""
    page = as_(CLINICIAN, "/refer")
    reference = with_officer(page)
    officer = as_(OFFICER, f"/approvals/requests/{reference}/decline")
    pressed(officer, "Look at it once more")
    expect(officer.get_by_role("alert")).to_contain_text("There is a problem")
    assert_readable_on_both(officer)
    other = as_(OFFICER, f"/approvals/requests/{reference}/return")
    other.get_by_label("What is missing").fill("Is the body mass index of this week?")
    sure(other, "Return it")
    page.goto(f"/refer/{reference}/facts/patient")
    known(page, {"patient_bmi": "23"})
    pressed(page, "Save")
    page.wait_for_url(IN_REQUEST)
    sent(page, page.url)
    officer.get_by_label("Why it is declined").fill("The rule on testing is not met.")
    pressed(officer, "Look at it once more")
    expect(officer.get_by_role("heading", name=re.compile("This request was sent again since you read it$"))).to_be_visible()
    expect(said(officer)).to_contain_text("Her body mass index")
    expect(said(officer)).to_contain_text("The rule on testing is not met.")
    assert_readable_on_both(officer)
    officer.get_by_role("button", name="Read it as it stands now").click()
    expect(officer.get_by_role("heading", name="What changed since it was sent before")).to_be_visible()
    assert_readable_on_both(officer)
    officer.get_by_role("button", name="Decline", exact=True).click()
    officer.get_by_label("Why it is declined").fill("The rule on testing is not met.")
    sure(officer, "Decline it")
    expect(said(officer).locator(".nhsuk-tag").first).to_have_text("declined")
    page.goto(f"/refer/{reference}")
    expect(said(page)).to_contain_text("The rule on testing is not met.")
    expect(said(page)).to_contain_text("you can ask for individual funding")
    assert_readable_on_both(page)


def test_for_whom_another_body_commissions_that_body_is_named(as_: Open) -> None:
    """The clinic is told before anything is sent; of another one an officer says so, and the clinic reads it."""
    page = as_(CLINICIAN, "/refer")
    written(page, meets(armed_forces="true"))
    expect(said(page)).to_contain_text("Another body decides, so this is not sent as a prior approval.")
    expect(page.get_by_role("button", name="Look at it once more, and send it")).to_have_count(0)
    assert_readable_on_both(page)
    reference = with_officer(page)
    officer = as_(OFFICER, f"/approvals/requests/{reference}/elsewhere")
    officer.get_by_label("Who decides instead, and why").fill("NHS England decides on testing of embryos.")
    assert_readable_on_both(officer)
    sure(officer, "End it here")
    page.goto(f"/refer/{reference}")
    expect(said(page)).to_contain_text("NHS England decides on testing of embryos.")
    assert_readable_on_both(page)

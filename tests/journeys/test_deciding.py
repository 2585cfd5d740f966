"""Funding requests before officers and panels in the browser: screened, decided, reconsidered, appealed against, never named."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

OFFICER, SECOND_OFFICER, GRACE, IGGY = (
    f"{who}@exampleshire.example" for who in ("ifr-officer", "second-ifr-officer", "governance", "information-governance")
)
CLINICIAN = "clinician@exampleshire-clinic.example"
FIRST = ("lay-", "", "second-", "third-")  # who decided already
SECOND = ("second-lay-", "fourth-", "fifth-", "sixth-")
POSTS = ("lay member", "doctor", "public health specialist", "pharmacist")
NAMES = ("Placeholder", "Instance", "Mockett", "Tamsin", "Templeton", "Draftwell", "Samplerson", "Testwood", "999000", "999 000")
Open = Callable[..., Page]


@pytest.fixture
def as_(visit: Visit, site: Site) -> Open:
    """Opens a page as somebody of the demonstration: `as_(OFFICER, "/requests")`."""

    def opened(email: str, path: str, **options: Any) -> Page:
        return signed_in_page(visit, site, email, path, **options)

    return opened


def member(which: str) -> str:
    """The address of a panel member."""
    return f"{which}panel-member@exampleshire.example"


def pressed(page: Page, *names: str) -> None:
    """Press one button after another, and wait each time for the page that comes."""
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()
        page.wait_for_load_state()


def said(page: Page) -> Locator:
    """What stands on the page."""
    return page.locator("main")


def of_clinic(page: Page, state: str) -> list[str]:
    """The references of the clinic's requests that stand in a state."""
    page.goto("/asked")
    expect(page.get_by_role("heading", name="Requests of your clinic")).to_be_visible()
    rows = page.get_by_role("row").filter(has_text=state).filter(has_text="individual funding request")
    return [one.inner_text() for one in rows.get_by_role("link").all()]


def answered(page: Page, answer: str, outcome_label: str, outcome: str) -> None:
    """Answer each question of the rules, and say the outcome."""
    for number in range(1, 6):
        group = page.get_by_role("group", name=re.compile(f"^{number}\\. "))
        group.get_by_label(answer, exact=True).check()
        page.get_by_label(f"Why, to question {number}").fill(f"Because of what the case says on question {number}.")
    page.get_by_role("group", name=outcome_label).get_by_label(outcome, exact=True).check()


def day_in(page: Page, group: str, ahead: int) -> None:
    """Type a day that is so many days ahead."""
    day, boxes = timezone.localdate() + timedelta(ahead), page.get_by_role("group", name=group)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label, exact=True).fill(str(part))


def panel_called(page: Page, ahead: int = 1, hears: str = "It decides on requests") -> str:
    """The address of a panel that was just called."""
    page.goto("/panels/call")
    day_in(page, "Day", ahead)
    page.get_by_label("Time").fill(f"{timezone.now():%H:%M:%S.%f}")  # another one each time
    page.get_by_label("Place").fill("Committee room 2")
    page.get_by_label(hears).check()
    pressed(page, "Call it")
    page.wait_for_url(re.compile(r"/panels/U-[A-Z0-9-]+$"))
    return page.url


def seated(page: Page, panel: str, names: tuple[str, ...]) -> None:
    """Give people their seats, the first of whom is a lay member and chairs."""
    for place, (name, post) in enumerate(zip(names, POSTS, strict=True)):
        page.goto(f"{panel}/seats")
        page.get_by_label(name, exact=True).check()
        page.get_by_label("In which post").fill(post)
        if place == 0:
            page.get_by_label("Is a lay member").check()
            page.get_by_label("Chairs the panel").check()
        page.get_by_role("button", name="Name it").click()
        expect(page.get_by_role("rowheader", name=name)).to_be_visible()


def all_there(page: Page, panel: str) -> None:
    """Begin, and say that everybody is there."""
    page.goto(f"{panel}/begin")
    assert_readable_on_both(page)
    pressed(page, "Begin it")
    page.wait_for_url("**/there")
    for box in page.get_by_role("group", name="Who is there").get_by_role("checkbox").all():
        box.check()
    assert_readable_on_both(page)
    pressed(page, "Save who is there")
    expect(page.get_by_role("checkbox").first).to_be_checked()


def test_a_panel_approves_a_request_and_the_clinician_reads_why(as_: Open) -> None:
    """Views are blind until all are in; who is there makes the quorum; the letter has the name only for who may see it."""
    officer = as_(OFFICER, "/panels")
    assert_readable_on_both(officer)
    said(officer).get_by_role("link", name=re.compile("^U-")).first.click()
    officer.wait_for_url(re.compile(r"/panels/U-[A-Z0-9-]+$"))
    panel = officer.url
    assert_readable_on_both(officer)
    item = officer.locator("main .entries").get_by_role("link").first
    reference = item.inner_text()
    item.click()
    expect(officer.get_by_text("Views are closed to everybody until all are given.")).to_be_visible()
    assert_readable_on_both(officer)
    number = panel.rsplit("/", 1)[1]
    for which in SECOND[2:]:
        page = as_(member(which), f"/panels/mine/{number}")
        assert_readable_on_both(page)
        page.get_by_role("link", name=reference).click()
        expect(page.get_by_text("They stand here once everybody has given theirs")).to_be_visible()
        assert_readable_on_both(page)
        page.goto(f"/panels/mine/{number}/{reference}/view")
        answered(page, "Yes", "What you lean to", "Approved")
        assert_readable_on_both(page)
        pressed(page, "Look at it once more")
        assert_readable_on_both(page)
        pressed(page, "Give it")
        expect(page.get_by_text("You gave your view: you lean to approved.")).to_be_visible()
    all_there(officer, panel)
    officer.goto(f"{panel}/{reference}/decide")
    answered(officer, "Yes", "What the panel decided", "Approved")
    officer.get_by_label("Why", exact=True).fill("This person is an exception, and will probably gain more than others.")
    officer.get_by_label("How much is funded").fill("1 operation")
    day_in(officer, "Until when", 120)
    assert_readable_on_both(officer)
    pressed(officer, "Look at it once more")
    assert_readable_on_both(officer)
    pressed(officer, "Take it down")
    expect(said(officer)).to_contain_text("It is funded.")
    assert_readable_on_both(officer)
    letters(officer, reference)
    clinician = as_(CLINICIAN, f"/requests/{reference}/answer")
    expect(clinician.get_by_role("heading", name="What was decided")).to_be_visible()
    expect(said(clinician)).to_contain_text("This person is an exception")
    assert_readable_on_both(clinician)
    clinician.goto(f"/funding/{reference}")
    expect(said(clinician)).to_contain_text("approved")


def letters(officer: Page, reference: str) -> None:
    """Look at both letters, and send them."""
    for to in ("the clinician", "the patient"):
        officer.goto("/letters")
        officer.get_by_role("row").filter(has_text=reference).filter(has_text=to).get_by_role("link").first.click()
        expect(officer.get_by_role("heading", name=f"Letter to {to}")).to_be_visible()
        expect(officer.locator(".document")).not_to_contain_text(re.compile("|".join(NAMES)))
        assert_readable_on_both(officer)
        officer.get_by_role("button", name="Send it").click()
        officer.get_by_role("group", name="How it is sent").get_by_role("radio").first.check()
        assert_readable_on_both(officer)
        pressed(officer, "Look at it once more")
        assert_readable_on_both(officer)
        pressed(officer, "It is sent")
        expect(officer.locator("main .nhsuk-tag").first).to_have_text("sent")


def test_a_declined_request_is_reconsidered_on_new_evidence_by_other_people(as_: Open) -> None:
    """The clinician says what is new; an officer takes it up; whoever decided before cannot be seated for it."""
    clinician = as_(CLINICIAN, "/asked")
    reference = of_clinic(clinician, "declined")[0]
    clinician.goto(f"/requests/{reference}/answer")
    assert_readable_on_both(clinician)
    clinician.get_by_role("button", name="Ask for reconsideration").click()
    clinician.get_by_label("What is new").fill("A new photograph shows an open wound, which was not known to the panel.")
    assert_readable_on_both(clinician)
    pressed(clinician, "Look at it once more")
    assert_readable_on_both(clinician)
    pressed(clinician, "Send it")
    officer = as_(SECOND_OFFICER, f"/requests/{reference}/take-up")
    officer.get_by_label("What is new").fill("The wound was not known before.")
    pressed(officer, "Look at it once more", "Take it up")
    expect(said(officer)).to_contain_text("for panel")
    panel = panel_called(officer, 0)
    officer.goto(f"{panel}/agenda")
    officer.get_by_role("checkbox", name=re.compile(reference)).check()
    assert_readable_on_both(officer)
    pressed(officer, "Put them on the agenda")
    officer.goto(f"{panel}/seats")
    officer.get_by_label("Leila Specimen", exact=True).check()
    officer.get_by_label("In which post").fill("lay member")
    pressed(officer, "Name it")
    expect(officer.get_by_role("alert")).to_contain_text("decided on")
    assert_readable_on_both(officer)
    seated(officer, panel, ("Farah Dummett", "Devi Imitation", "Olu Trialson", "Mei Prototype"))
    all_there(officer, panel)
    officer.goto(f"{panel}/{reference}/decide")
    answered(officer, "No", "What the panel decided", "Declined")
    officer.get_by_label("Why", exact=True).fill("The wound is small, and will close by itself.")
    pressed(officer, "Look at it once more", "Take it down")
    expect(said(officer)).to_contain_text("The wound is small")


def test_how_a_request_was_declined_is_appealed_against(as_: Open) -> None:
    """On grounds of the commissioner's rules, until a day that is said; people who did not decide hear it, and it is upheld."""
    clinician = as_(CLINICIAN, "/asked")
    reference = of_clinic(clinician, "declined")[-1]
    clinician.goto(f"/requests/{reference}/appeal")
    expect(said(clinician)).to_contain_text("It has to be lodged by")
    clinician.get_by_role("checkbox").first.check()
    clinician.get_by_label("Why", exact=True).fill("The photographs were there, and nobody looked at them.")
    assert_readable_on_both(clinician)
    pressed(clinician, "Look at it once more")
    assert_readable_on_both(clinician)
    pressed(clinician, "Appeal")
    governance = as_(GRACE, "/appeals")
    assert_readable_on_both(governance)
    governance.get_by_role("link", name=re.compile("^Y-")).first.click()
    governance.wait_for_url(re.compile(r"/appeals/Y-[A-Z0-9-]+$"))
    assert_readable_on_both(governance)
    read_at_a_panel(as_, governance, reference)
    governance.goto(f"{governance.url}/hear")
    governance.get_by_label("Yes, it is upheld").check()
    governance.get_by_label("Why", exact=True).fill("The photographs are not spoken of in the decision.")
    governance.get_by_label("The answer as a whole").fill("A panel of other people looks at it again, with the photographs.")
    governance.get_by_role("group", name="Who heard it").get_by_role("checkbox", name="Mei Prototype").check()
    assert_readable_on_both(governance)
    pressed(governance, "Look at it once more")
    assert_readable_on_both(governance)
    pressed(governance, "Take it down")
    expect(said(governance)).to_contain_text("No appeal waits to be heard.")
    clinician.goto(f"/funding/{reference}")
    expect(said(clinician)).to_contain_text("The letter is being written")
    assert_readable_on_both(clinician)
    officer = as_(OFFICER, "/letters")
    expect(said(officer)).to_contain_text("Answer to an appeal")
    assert_readable_on_both(officer)
    letters(officer, reference)
    clinician.goto(f"/requests/{reference}/answer")
    expect(said(clinician)).to_contain_text("Upheld")
    assert_readable_on_both(clinician)
    clinician.goto(f"/funding/{reference}")
    expect(said(clinician)).to_contain_text("for panel")


def read_at_a_panel(as_: Open, governance: Page, reference: str) -> None:
    """Put an appeal before a panel, at which a member reads it and never who it is about; then the panel is called off."""
    address, officer = governance.url, as_(OFFICER, "/panels")
    panel = panel_called(officer, hears="It hears appeals alone")
    officer.goto(f"{panel}/seats")
    officer.get_by_label("Mei Prototype", exact=True).check()
    officer.get_by_label("In which post").fill("lay member")
    pressed(officer, "Name it")
    governance.goto(f"{address}/panel")
    governance.get_by_role("radio", name=re.compile(panel.rsplit("/", 1)[1])).check()
    pressed(governance, "Put it there")
    page = as_(member("sixth-"), f"/panels/mine/{panel.rsplit('/', 1)[1]}")
    assert_readable_on_both(page)
    page.get_by_role("link", name=re.compile("^Y-")).click()
    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()
    expect(said(page)).to_contain_text("nobody looked at them")
    expect(said(page)).to_contain_text(reference)
    assert_readable_on_both(page)
    assert not [name for name in NAMES if name in page.content()]
    officer.goto(f"{panel}/off")
    officer.get_by_label("Why it does not take place").fill("The hall is flooded.")
    pressed(officer, "Call it off")
    expect(said(officer)).to_contain_text("called off")
    governance.goto(address)


def test_an_urgent_request_gets_a_panel_of_its_own(as_: Open) -> None:
    """It is acknowledged, sent to a panel, and a panel outside the calendar is called from its page."""
    officer = as_(OFFICER, "/requests")
    assert_readable_on_both(officer)
    officer.get_by_role("row").filter(has_text="urgent").get_by_role("link").first.click()
    officer.wait_for_url(re.compile(r"/requests/Q-[A-Z0-9-]+$"))
    address = officer.url
    assert_readable_on_both(officer)
    officer.goto(f"{address}/urgency")
    officer.get_by_label("Yes, it is urgent").check()
    assert_readable_on_both(officer)
    pressed(officer, "Keep it")
    officer.goto(f"{address}/intervention")
    assert_readable_on_both(officer)
    officer.goto(f"{address}/acknowledge")
    assert_readable_on_both(officer)
    pressed(officer, "Acknowledge it")
    officer.goto(f"{address}/to-panel")
    officer.get_by_label("Why a panel should decide").fill("It cannot wait, and no policy is about it.")
    assert_readable_on_both(officer)
    pressed(officer, "Look at it once more", "Send it to a panel")
    officer.goto(f"{address}/urgent-panel")
    day_in(officer, "Day", 1)
    officer.get_by_label("Time").fill("8am")
    officer.get_by_label("Place").fill("By video")
    assert_readable_on_both(officer)
    pressed(officer, "Call it")
    officer.wait_for_url(re.compile(r"/panels/U-[A-Z0-9-]+$"))
    expect(said(officer)).to_contain_text("urgent")
    assert_readable_on_both(officer)


def test_a_request_is_sent_elsewhere_and_the_clinician_reads_where(as_: Open) -> None:
    """After a last look, with the reason; nobody can screen it any more."""
    officer = as_(OFFICER, "/requests")
    rows = officer.get_by_role("row").filter(has_text="submitted").filter(has_not_text="urgent")
    rows.get_by_role("link").first.click()
    officer.wait_for_url(re.compile(r"/requests/Q-[A-Z0-9-]+$"))
    address, reference = officer.url, officer.url.rsplit("/", 1)[1]
    officer.goto(f"{address}/elsewhere")
    officer.get_by_label("Who decides instead").fill("NHS England")
    officer.get_by_label("Why that body decides").fill("It commissions this for everybody.")
    assert_readable_on_both(officer)
    pressed(officer, "Look at it once more")
    assert_readable_on_both(officer)
    pressed(officer, "Send it elsewhere")
    expect(said(officer)).to_contain_text("sent elsewhere")
    clinician = as_(CLINICIAN, f"/funding/{reference}")
    expect(said(clinician)).to_contain_text("It commissions this for everybody.")


def test_nobody_who_judges_can_find_out_who_it_is(as_: Open) -> None:
    """Neither the pages nor the pack of a panel name anybody; whoever opens it cannot judge; breaking the glass is read of."""
    page = as_(member("fifth-"), "/panels/mine")
    assert_readable_on_both(page)
    page.get_by_role("link", name=re.compile("^U-")).first.click()
    page.wait_for_url(re.compile(r"/panels/mine/U-[A-Z0-9-]+$"))
    page.get_by_role("link", name="The pack of this panel").click()
    expect(page.get_by_role("heading", name="Pack")).to_be_visible()
    assert_readable_on_both(page)
    assert not [name for name in NAMES if name in page.content()]
    officer = as_(OFFICER, "/requests?queue=screening")
    clinician = as_(CLINICIAN, "/asked")
    reference = of_clinic(clinician, "being screened")[0]
    officer.goto(f"/requests/{reference}")
    assert not [name for name in NAMES if name in officer.content()]
    officer.goto(f"/requests/{reference}/who")
    officer.get_by_role("radio").first.check()
    assert_readable_on_both(officer)
    pressed(officer, "Open it")
    expect(said(officer)).to_contain_text("Tamsin Outline")
    assert_readable_on_both(officer)
    officer.goto(f"/requests/{reference}/to-panel")
    officer.get_by_label("Why a panel should decide").fill("It may be exceptional.")
    pressed(officer, "Look at it once more", "Send it to a panel")
    expect(officer.get_by_role("alert")).to_contain_text("opened who")
    iggy = as_(IGGY, f"/requests/{reference}/break-glass")
    iggy.get_by_label("Why you have to know who this is").fill("The patient asked what is kept of them.")
    assert_readable_on_both(iggy)
    pressed(iggy, "Open who this is about")
    expect(said(iggy)).to_contain_text("Tamsin Outline")
    iggy.goto("/requests/opened")
    expect(said(iggy)).to_contain_text(reference)
    assert_readable_on_both(iggy)

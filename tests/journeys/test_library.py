"""Journeys of people who read policies, and who tell us where we have them wrong."""

import re
from urllib.parse import unquote

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both

NORFOLK = "/policies/norfolk-and-waveney/assisted-conception"


def test_a_patient_finds_her_area_and_reads_its_rule_without_javascript(visit: Visit) -> None:
    """She types a part of its name, is shown the policy, and finds a clause, its reading and who answers for it today."""
    page = visit("/policies", java_script_enabled=False)
    page.get_by_label("Search the policies").fill("waven")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name=re.compile("for “waven”"))).to_be_visible()
    expect(page.locator("main li h3").first).to_have_text("Norfolk and Waveney: Assisted conception")
    page.get_by_role("link", name="Norfolk and Waveney: Assisted conception").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Specialist fertility treatment (level 3)")
    expect(page.get_by_text("answers for this policy")).to_contain_text("NHS Norfolk and Suffolk ICB")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="4. Body mass index").click()
    clause = page.get_by_role("region", name="Clause 4: Body mass index")
    expect(clause).to_be_in_viewport()
    expect(clause).to_contain_text("Met when her body mass index is at least 19 and at most 30.")
    expect(clause).to_contain_text("Both ends belong to the range.")


def test_the_list_and_a_policy_can_be_read_by_everybody(visit: Visit) -> None:
    """With words, lists and letters to choose from, on a wide screen and on a telephone; and so can a search in vain."""
    page = visit("/policies")
    assert_readable_on_both(page)
    page.get_by_label("Service").select_option("Hearing aids for adults")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name=re.compile("4 policies"))).to_be_visible()
    page.get_by_label("Search the policies").fill("unicorn")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("That we hold no policy does not mean that there is none.")).to_be_visible()
    assert_readable_on_both(page)
    page.goto(NORFOLK)
    assert_readable_on_both(page)


def test_a_reader_sees_what_changed_from_one_version_to_the_next(visit: Visit) -> None:
    """In the wording, in what is funded, and for how many people."""
    page = visit("/policies/south-yorkshire/assisted-conception")
    page.get_by_role("link", name="See all 2 versions").click()
    assert_readable_on_both(page)
    page.get_by_role("link", name="What changed from version 2023-03").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What changed from version 2023-03 to version 2025-12")
    expect(page.get_by_role("definition").filter(has_text="Before: 2")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="After: 1")).to_be_visible()
    expect(page.get_by_text("made-up couples and single women")).to_be_visible()
    expect(page.locator("del").first).to_contain_text("Taken out:")
    assert_readable_on_both(page)


def test_a_carer_takes_the_easy_words_with_her(visit: Visit) -> None:
    """As a page and as a PDF; the page says at its top that software made it, and whom to ask for help."""
    page = visit(NORFOLK)
    page.get_by_role("link", name="Easy read", exact=True).click()
    note = page.get_by_role("note").first
    expect(note).to_contain_text("Software made this from our plain words.")
    expect(note).to_contain_text("You can ask somebody to help you")
    assert_readable_on_both(page)
    address = page.get_by_role("link", name="Get this as a PDF").get_attribute("href")
    assert address is not None
    file = page.request.get(address)
    assert (file.status, file.headers["content-type"]) == (200, "application/pdf")
    assert file.body().startswith(b"%PDF-1.7")


def test_a_clinician_reports_a_mistake_and_gets_a_number(visit: Visit) -> None:
    """What she forgot is said, what she wrote stays, and nothing of it stands in an address."""
    page = visit(NORFOLK)
    page.get_by_role("link", name="Report a mistake in this policy").click()
    assert_readable_on_both(page)
    page.get_by_label("What is wrong?").fill("The source says 35.25, not 30.")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("link", name="Choose the part that is wrong, or the policy as a whole.").click()
    expect(page.get_by_label("Which part is wrong?")).to_be_focused()
    expect(page.get_by_label("What is wrong?")).to_have_value("The source says 35.25, not 30.")
    assert_readable_on_both(page)
    page.get_by_label("Which part is wrong?").select_option("Clause 4: Body mass index")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("We have your report")
    expect(page.get_by_text(re.compile(r"M-\w{4}-\w{4}"))).to_be_visible()
    assert "35.25" not in unquote(page.url)
    assert_readable_on_both(page)


def test_a_policy_on_paper_is_the_policy_alone(visit: Visit) -> None:
    """Without menus, buttons and links to other pages, but with every clause and every doubt."""
    page = visit(NORFOLK)
    page.emulate_media(media="print")
    for hidden in ("header", "footer", "nav", ".nhsuk-button", "a[href$='policy.docx']"):
        assert all(not one.is_visible() for one in page.locator(hidden).all()), hidden
    expect(page.get_by_text("Clause 18").first).to_be_visible()
    expect(page.get_by_role("heading", name="Faults and doubts that we found")).to_be_visible()
    wide = page.locator("section.clause").first.bounding_box()
    assert wide is not None
    assert wide["width"] > 900

"""Programmes in the browser, as everybody reads them: where each stands, why, what was decided, and how to be told of it.

The invented programme of the demonstration goes the whole way, so each of its pages has something to show.
"""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both

PROGRAMME = "The same rules everywhere (an invented programme)"
PDF_UA = b"<pdfuaid:part>1</pdfuaid:part>"


def looked_at(page: Page, heading: str) -> None:
    """The page that a link led to is there, and everybody can read it."""
    expect(page.get_by_role("heading", level=1, name=re.compile(heading))).to_be_visible()
    assert_readable_on_both(page)


def follow(page: Page, link: str, heading: str) -> None:
    """A link of the page leads to another one, which everybody can read."""
    page.locator("main").get_by_role("link", name=re.compile(link)).first.click()
    looked_at(page, heading)


def area(visit: Visit, title: str, **options: bool) -> Page:
    """The page of a service area, reached from the list."""
    page = visit("/programmes", **options)
    page.get_by_role("link", name=PROGRAMME).click()
    page.locator("main").get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=re.compile(f"{title}$"))).to_be_visible()
    return page


def assert_is_pdf(page: Page, name: str) -> None:
    """The PDF of what is read can be taken along, and is one that screen readers can read."""
    address = page.locator("main").get_by_role("link", name=re.compile(name)).first.get_attribute("href")
    body = page.request.get(address or "").body()
    assert body.startswith(b"%PDF")
    assert PDF_UA in body


def test_everybody_reads_where_a_programme_stands(visit: Visit) -> None:
    """From the navigation to a service area: its stages, what slid, what it waits for, and why it is on hold."""
    page = visit("/")
    page.get_by_role("banner").get_by_role("link", name="Programmes").click()
    looked_at(page, "^Programmes$")
    follow(page, re.escape(PROGRAMME), re.escape(PROGRAMME))
    follow(page, "^Hearing aids for adults$", "Hearing aids for adults$")
    expect(page.get_by_text(re.compile("^On hold since"))).to_be_visible()
    page.go_back()
    follow(page, "^Removal of excess skin$", "Removal of excess skin$")
    expect(page.get_by_role("heading", name="What it waits for outside")).to_be_visible()


def test_the_way_to_a_decision_can_be_read_piece_by_piece(visit: Visit) -> None:
    """The case for change, the scoring with its chart, the options, and the decision; each as a PDF too."""
    page = area(visit, "Fertility treatment")
    assert_readable_on_both(page)
    follow(page, "^The case for change$", "the case for change$")
    assert_is_pdf(page, "^PDF")
    page.go_back()
    follow(page, "^Prioritisation: ", "Prioritisation: ")
    assert_is_pdf(page, "^PDF")
    page.go_back()
    follow(page, "^The options, and how each was judged", "Options: Fertility treatment$")
    assert_is_pdf(page, "^PDF")
    page.go_back()
    follow(page, r"^Decision J-", "Decision: Fertility treatment$")
    expect(page.get_by_role("heading", name="What was before the meeting")).to_be_visible()
    follow(page, "^The meeting and its papers$", "The board of Exampleshire")


def test_a_register_shows_what_is_in_force_and_how_people_were_involved(visit: Visit) -> None:
    """By the link from a programme: policies with their reviews, decisions by year, and the duty to involve."""
    page = visit("/programmes")
    follow(page, "^Registers", "^Registers of commissioners$")
    follow(page, "^Exampleshire", "Register of policies and decisions$")
    follow(page, "^How the duty to involve people was met in 2025$", "was met in 2025$")
    assert_is_pdf(page, "^PDF")


def test_the_stages_are_read_and_opened_by_keys(visit: Visit) -> None:
    """Tab leads from each service area to its days, Enter opens them, and the stage that is open is said to be the current one."""
    page = visit("/programmes")
    page.get_by_role("link", name=PROGRAMME).click()
    section = page.get_by_role("region", name="Sterilisation")
    expect(section.locator("li[aria-current=step]")).to_contain_text("Case for change")
    link = section.get_by_role("link", name="Sterilisation")
    link.focus()
    page.keyboard.press("Tab")
    expect(section.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    table = section.get_by_role("table", name="The stages of Sterilisation, planned and real")
    expect(table).to_be_visible()
    expect(table.get_by_role("row", name=re.compile("^Listening"))).to_contain_text("11 January 2027 to 28 February 2027")
    page.keyboard.press("Tab")
    expect(section.get_by_role("region", name="The stages of Sterilisation")).to_be_focused()  # and can be moved by arrow keys
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    looked_at(page, "Sterilisation$")


def test_everything_is_there_without_scripts(visit: Visit) -> None:
    """Stages open, papers are read, and the feed of what is told is found."""
    page = area(visit, "Fertility treatment", java_script_enabled=False)
    expect(page.get_by_role("heading", name="What happened, step by step")).to_be_visible()
    feed = page.request.get(page.get_by_role("link", name="Feed of what is told (Atom)").get_attribute("href") or "")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "Fertility treatment" in feed.text()
    page.get_by_role("navigation", name="Back").get_by_role("link", name=PROGRAMME).click()
    page.locator("summary").first.click()
    expect(page.get_by_role("table", name=re.compile("^The stages of")).first).to_be_visible()


def test_a_site_without_a_mail_server_says_so(visit: Visit) -> None:
    """Whoever wants to be told is led to the feed."""
    page = visit("/programmes")
    page.get_by_role("link", name=PROGRAMME).click()
    follow(page, "^Be told by e-mail$", "Be told by e-mail$")
    expect(page.get_by_text("This site cannot send e-mails at the moment.")).to_be_visible()

"""Analyses as analysts, governance and everybody go through them."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

NORFOLK, NICE = "norfolk-and-waveney/assisted-conception@2022-07", "nice/assisted-conception@2013-02"
ANALYST = "analyst@exampleshire.example"
AWHILE = 60_000  # milliseconds that a run may take where others work on the same machine


@pytest.fixture
def analyst(visit: Visit, site: Site) -> Page:
    """An analyst in a browser."""
    return signed_in_page(visit, site, ANALYST, "/analyses")


def ask(page: Page, question: str, people: int | None) -> None:
    """Ask for a comparison of Norfolk's policy with NICE's guideline, on so many synthetic people or on nobody."""
    page.goto("/analyses/new/comparison/assisted-conception")
    page.get_by_label("First policy").select_option(NORFOLK)
    page.get_by_label("Second policy").select_option(NICE)
    page.get_by_label("Synthetic people" if people else "Nobody: compare the texts alone", exact=True).check()
    page.get_by_label("How many synthetic people?").fill(str(people or 1))
    page.get_by_label("Which question is it to answer?").fill(question)
    page.get_by_role("button", name="Run it").click()
    page.wait_for_url("**/analyses/A-*")


def wait_until_done(page: Page) -> None:
    page.get_by_role("heading", name="What came out").wait_for(timeout=AWHILE)


def test_a_comparison_runs_with_progress_and_opens_by_itself(analyst: Page) -> None:
    """From “New analysis” to what came out: the page shows how far it has come, then opens the result, without being asked."""
    assert_readable_on_both(analyst)
    analyst.get_by_role("button", name="New analysis").click()
    assert_readable_on_both(analyst)
    analyst.get_by_role("link", name="Compare: Assisted conception").click()
    assert_readable_on_both(analyst)
    ask(analyst, "Whom would the guideline reach?", 1_000_000)
    bar = analyst.get_by_role("progressbar", name="How far it has come")
    expect(bar).to_be_visible()
    expect(analyst.locator("[data-says]")).to_contain_text("Step", timeout=AWHILE)
    assert_readable_on_both(analyst)
    wait_until_done(analyst)
    expect(analyst.get_by_text("nobody in it is real")).to_be_visible()
    assert_readable_on_both(analyst)
    analyst.get_by_label("Write a note").fill("To be shown to the board.")
    analyst.get_by_role("button", name="Keep the note").click()
    expect(analyst.get_by_text("To be shown to the board.")).to_be_visible()
    pdf = analyst.request.get(analyst.get_by_role("link", name="The whole as a PDF").get_attribute("href") or "")
    assert pdf.body().startswith(b"%PDF-")


def test_without_scripts_the_page_is_looked_at_again(visit: Visit, site: Site) -> None:
    """By a link; everything else works the same."""
    page = signed_in_page(visit, site, ANALYST, "/analyses", java_script_enabled=False)
    ask(page, "Who gains, without scripts?", None)
    for _ in range(60):
        if page.get_by_role("heading", name="What came out").count():
            break
        page.wait_for_timeout(500)
        again = page.get_by_role("link", name="Look again")
        again.click() if again.count() else page.reload()
    expect(page.get_by_text("How to make this again")).to_be_visible()
    page.get_by_role("button", name="Run it again").click()
    expect(page.get_by_text("This was run again.")).to_be_visible()


def test_a_run_is_stopped(analyst: Page) -> None:
    """It says that somebody stopped it, and can be run again."""
    ask(analyst, "Who gains, if somebody waits?", 2_000_000)
    analyst.get_by_role("button", name="Stop it").click()
    expect(analyst.get_by_text("Somebody stopped it before it was done.")).to_be_visible()
    assert_readable_on_both(analyst)
    expect(analyst.get_by_role("button", name="Run it again")).to_be_visible()


def test_a_wrong_options_file_is_answered_with_its_line(analyst: Page) -> None:
    """The line is named and selected in the box; put right, the file runs."""
    analyst.goto("/analyses/new/options?example")
    box = analyst.get_by_label("The options file")
    text = box.input_value()
    quick = text.replace("synthetic: 100000", "synthetic: 2000").replace("draws: 1000", "draws: 50")
    quick = re.sub(r"groups:\n(  .*\n)+", "groups:\n  Partner: partner\n", quick)
    box.fill(quick.replace("years: 5", "years: 50"))
    analyst.get_by_label("Which question is it to answer?").fill("What would two cycles everywhere cost?")
    analyst.get_by_role("button", name="Run it").click()
    expect(
        analyst.get_by_role("link", name=re.compile('line 60.*"years" must be from 1 to 20, not 50. The line is: years: 50'))
    ).to_be_visible()
    assert box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)") == "years: 50"
    assert_readable_on_both(analyst)
    box.fill(box.input_value().replace("years: 50", "years: 2"))
    analyst.get_by_role("button", name="Run it").click()
    wait_until_done(analyst)
    expect(analyst.get_by_role("heading", name="Who is reached, group by group")).to_be_visible()
    assert_readable_on_both(analyst)


def test_a_form_makes_the_options_file(analyst: Page) -> None:
    """Two candidates and the usual assumptions are enough; the file can be read before it is run."""
    analyst.goto("/analyses/new/options/form")
    assert_readable_on_both(analyst)
    filled = {"Title": "One or two cycles", "What is it about?": "What a second cycle would cost.", "Area": "Exampleshire"}
    for label, words in filled.items():
        analyst.get_by_label(label, exact=True).fill(words)
    for number, label in ((1, "One cycle"), (2, "Two cycles")):
        analyst.get_by_label(f"Name of candidate {number}", exact=True).fill(label)
        analyst.get_by_label(f"Policy of candidate {number}").select_option("south-staffordshire/assisted-conception@2013-04")
        analyst.get_by_label(f"Fresh cycles of candidate {number} (optional)").fill(str(number))
    analyst.get_by_label("How many synthetic people?").fill("2000")
    analyst.get_by_label("First year").fill("2027")
    analyst.get_by_role("button", name="Make the options file").click()
    expect(analyst.get_by_text("This options file was made from what you filled in.")).to_be_visible()
    assert_readable_on_both(analyst)
    analyst.get_by_role("button", name="Run it").click()
    wait_until_done(analyst)
    expect(analyst.get_by_role("heading", level=1, name="One or two cycles")).to_be_visible()


def test_an_analysis_is_published_read_and_withdrawn(analyst: Page, visit: Visit) -> None:
    """The analyst sees before what everybody sees after; withdrawn, the address says why."""
    ask(analyst, "Whom would the guideline reach whom the policy does not?", 500)
    wait_until_done(analyst)
    analyst.get_by_role("button", name="Publish it").click()
    assert_readable_on_both(analyst)
    analyst.get_by_label("Plain summary").fill("We put the same made-up people under both.\n\nNobody here exists.")
    analyst.get_by_role("button", name="See what everybody will see").click()
    expect(analyst.get_by_text("Nothing is published yet.")).to_be_visible()
    assert_readable_on_both(analyst)
    analyst.get_by_role("button", name="Publish it").click()
    address = analyst.url
    public = visit("/published", java_script_enabled=False)
    assert_readable_on_both_without_scripts(public)
    public.get_by_role("link", name="Norfolk and Waveney beside the NICE guideline").first.click()
    expect(public).to_have_url(address)
    expect(public.get_by_text("We put the same made-up people under both.")).to_be_visible()
    expect(public.get_by_text("An invented organisation", exact=True)).to_be_visible()
    assert_readable_on_both(visit(address))
    analyst.goto(address.replace("/published/", "/analyses/"))
    analyst.get_by_role("link", name="Withdraw it").click()
    assert_readable_on_both(analyst)
    analyst.get_by_label("Reason").fill("A newer one will take its place.")
    analyst.get_by_role("button", name="Withdraw it").click()
    answer = public.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(public.get_by_text("A newer one will take its place.")).to_be_visible()
    assert_readable_on_both(visit(address))


def assert_readable_on_both_without_scripts(page: Page) -> None:
    """On a narrow window nothing is cut off; axe needs scripts, and looks at the same page elsewhere."""
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_run_whose_process_is_killed_begins_again_by_itself(analyst: Page, site: Site) -> None:
    """The worker is there again within seconds, and the run comes to its end; nobody has to do anything."""
    ask(analyst, "Does it come to its end?", 1_000_000)
    expect(analyst.locator("[data-says]")).to_contain_text("Blocks of synthetic people", timeout=AWHILE)
    (worker,) = _working_under(site.process.pid)
    os.kill(worker, signal.SIGKILL)
    analyst.get_by_role("heading", name="What came out").wait_for(timeout=2 * AWHILE)
    expect(analyst.get_by_text("1,000,000 synthetic", exact=False).first).to_be_visible()


def _working_under(server: int) -> list[int]:
    """The numbers of the processes that do the jobs of a server."""
    commands = ((path.parent.name, path.read_bytes()) for path in Path("/proc").glob("[0-9]*/cmdline"))
    return [int(number) for number, command in commands if command.endswith(f"work\0--under\0{server}\0".encode())]

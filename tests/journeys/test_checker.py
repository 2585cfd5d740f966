"""The checker as people go through it: with a mouse, with the keyboard alone, without JavaScript, back, in two tabs, too late."""

import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site

HOME = "/check/norfolk-and-waveney/assisted-conception"
PLAIN = {"java_script_enabled": False}
COUPLE: dict[str, str | tuple[str, ...]] = {
    "Which treatment do you want to ask about?": "IVF",
    "When did the hospital refer you to the fertility clinic?": ("2", "5", "2023"),
    "What is your date of birth?": ("4", "3", "1990"),
    "What is your body mass index (BMI)?": "24.1",
    "Do you have a partner with whom you want to have this child?": "No partner",
    "How many living children do you have?": "0",
    "Have you ever been sterilised?": "No",
    "In which area is your GP practice?": "Norfolk and Waveney (the area of this policy)",
    "What have doctors found about the cause?": "Diagnosed",
    "How many fresh cycles of IVF has the NHS paid for?": "0",
    "How many fresh cycles of IVF have you had that you paid for yourselves?": "0",
    "Do you smoke?": "No",
    "Since when have you been registered with a GP practice in that area?": ("1", "8", "2016"),
}


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """They press a button, and wait until the page that it leads to is there."""
    page.get_by_role("button", name=name).click()
    page.locator("main[aria-busy]").wait_for(state="detached")


def type_day(page: Page, day: tuple[str, ...]) -> None:
    """Somebody fills in three boxes."""
    for label, text in zip(("Day", "Month", "Year"), day, strict=True):
        page.get_by_label(label, exact=True).fill(text)


def answer(page: Page, answers: dict[str, str | tuple[str, ...]] = COUPLE) -> None:
    """They answer the question of a page, or do not know."""
    asked = page.get_by_role("heading", level=1).inner_text()
    found = answers.get(asked)
    match found:
        case None:
            press(page, re.compile("^I (do not know|have not been referred yet)"))
            return
        case tuple():
            type_day(page, found)
        case _ if page.get_by_role("radio").count():
            page.get_by_label(found, exact=True).check()
        case _ if page.get_by_role("combobox").count():
            page.get_by_role("combobox").select_option(label=found)
        case _:
            page.get_by_role("textbox").fill(found)
    press(page, "Continue")


def answer_all(page: Page, until: Callable[[str], bool] = lambda heading: heading == "Check your answers") -> None:
    """They answer until the answers are shown, or until another page comes."""
    for _ in range(40):
        if until(page.get_by_role("heading", level=1).inner_text()):
            return
        answer(page)
    raise AssertionError("The questions do not end.")


def test_a_couple_checks_itself_without_javascript_and_takes_a_summary_along(visit: Visit) -> None:
    """From the first page to the headline, the summary and its file; no cookie is set and nothing stands in an address."""
    page = visit(HOME, **PLAIN)
    press(page, "Start now")
    answer_all(page)
    press(page, "Show the result")
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text() == "You meet everything that you could answer; one answer is still missing"
    press(page, "Show a summary to print")
    expect(page.get_by_text("her body mass index: 24.1")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("button", name="Get it as a PDF").click()
    assert Path(file.value.path()).read_bytes().startswith(b"%PDF-")
    assert page.url.endswith(f"{HOME}/summary")
    assert page.context.cookies() == []


def test_every_kind_of_page_is_readable_on_both(visit: Visit) -> None:
    """The start, questions of every kind, a fault, the answers, the result, the summary, the other areas, the clinician's page."""
    page = visit(HOME)
    assert_readable_on_both(page)
    press(page, "Start now")
    assert_readable_on_both(page)
    press(page, "Continue")
    assert_readable_on_both(page)
    seen = set[str]()
    for _ in range(40):
        if page.get_by_role("heading", level=1).inner_text() == "Check your answers":
            break
        kind = (
            "day"
            if page.get_by_label("Day", exact=True).count()
            else page.locator("main").get_by_role("combobox").count() and "area"
        )
        kind = kind or ("AMH" if page.get_by_text("Unit", exact=True).count() else "")
        if kind and kind not in seen:
            seen.add(kind)
            assert_readable_on_both(page)
        answer(page)
    assert_readable_on_both(page)
    press(page, "Show the result")
    assert_readable_on_both(page)
    press(page, "Show a summary to print")
    assert_readable_on_both(page)
    press(page, "Back to the result")
    press(page, "See the same answers in other areas")
    assert_readable_on_both(page)
    page.goto(f"{HOME}/clinician")
    assert_readable_on_both(page)


def test_the_keyboard_alone_suffices(visit: Visit) -> None:
    """Tab, space, arrows and Enter lead through the first questions; Enter in a box goes on."""
    page = visit(HOME, **PLAIN)
    page.get_by_role("button", name="Start now").press("Enter")
    page.get_by_label("IVF").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="When did the hospital refer you").wait_for()
    page.get_by_label("Day", exact=True).focus()
    for text in ("2", "5", "2023"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="What is your date of birth?").wait_for()


def test_the_31st_of_february_is_answered_clearly_and_stays_in_its_boxes(visit: Visit) -> None:
    """The message leads to the first box."""
    page = visit(HOME, **PLAIN)
    press(page, "Start now")
    answer(page)
    type_day(page, ("31", "2", "2023"))
    press(page, "Continue")
    page.get_by_role("link", name="There is no 31 February 2023. Check the date.").click()
    assert page.get_by_label("Day", exact=True).input_value() == "31"
    assert page.get_by_label("Day", exact=True).evaluate("box => box === document.activeElement")
    assert page.title().startswith("Error: ")


def test_going_back_half_way_loses_nothing(visit: Visit) -> None:
    """The way back on the page shows each answer as it was given, as often as somebody goes back."""
    page = visit(HOME)
    press(page, "Start now")
    answer(page)
    press(page, "Back")
    assert page.get_by_label("IVF").is_checked()
    press(page, "Continue")
    answer(page)
    page.get_by_role("heading", name="What is your date of birth?").wait_for()
    press(page, "Back")
    assert page.get_by_label("Year", exact=True).input_value() == "2023"


def test_the_browser_s_own_way_back_and_forth_loses_nothing(visit: Visit) -> None:
    """It leads from page to page of the checker, with what was typed there, down to the page before the checker."""
    page = visit("/policies/norfolk-and-waveney/assisted-conception")
    page.get_by_role("link", name="Check if you may be eligible").or_(
        page.get_by_role("button", name="Check if you may be eligible")
    ).click()
    press(page, "Start now")
    answer(page)
    answer(page)
    page.get_by_role("heading", name="What is your date of birth?").wait_for()
    page.go_back()
    assert page.get_by_label("Year", exact=True).input_value() == "2023"
    page.go_back()
    assert page.get_by_label("IVF").is_checked()
    page.go_forward()
    page.go_back()
    press(page, "Continue")
    page.get_by_role("heading", name="When did the hospital refer you").wait_for()
    page.go_back()
    page.go_back()
    page.get_by_role("button", name="Start now").wait_for()
    page.go_back()
    page.get_by_role("heading", level=1, name="Specialist fertility treatment").wait_for()


def test_a_page_that_does_not_come_is_asked_for_as_without_a_script(visit: Visit) -> None:
    """Where the script gets no answer, the browser sends the form itself, and says what is wrong if it gets none either."""
    page = visit(HOME)
    gone = {"status": 502, "body": "no page"}
    page.route("**/question", lambda route: route.fulfill(**gone) if route.request.resource_type == "fetch" else route.continue_())
    page.get_by_role("button", name="Start now").click()
    page.get_by_role("heading", name="Which treatment do you want to ask about?").wait_for()


def test_an_answer_is_changed_from_the_list_and_the_others_stay(visit: Visit) -> None:
    """Twice as many children do not make anybody type a date of birth again."""
    page = visit(HOME, **PLAIN)
    press(page, "Start now")
    answer_all(page, until=lambda heading: heading.startswith("Have you ever been sterilised"))
    press(page, "See your answers so far")
    page.get_by_role("button", name=re.compile("Change How many living children")).click()
    page.get_by_role("textbox").fill("2")
    press(page, "Continue")
    page.get_by_role("heading", level=1, name="Check your answers").wait_for()
    expect(page.get_by_text("4 March 1990")).to_be_visible()
    press(page, "Show the result")
    page.get_by_role("heading", level=1, name="Not under this policy").wait_for()
    expect(page.get_by_role("heading", name="If the circumstances are exceptional")).to_be_visible()


def test_two_tabs_do_not_disturb_each_other(visit: Visit) -> None:
    """Each has its own answers."""
    one = visit(HOME, **PLAIN)
    press(one, "Start now")
    other = one.context.new_page()
    other.goto(HOME)
    press(other, "Start now")
    answer(one, {"Which treatment do you want to ask about?": "IVF"})
    answer(other, {"Which treatment do you want to ask about?": "IUI"})
    for page, treatment in ((one, "IVF"), (other, "IUI")):
        press(page, "See your answers so far")
        assert page.get_by_role("definition").first.inner_text() == treatment


def test_a_forged_state_leads_back_and_an_old_one_that_is_sent_again_does_no_harm(visit: Visit) -> None:
    """Both are clear pages."""
    page = visit(HOME)
    press(page, "Start now")
    before = page.locator("input[name=state]").first.input_value()
    answer(page)
    page.evaluate("text => document.querySelectorAll('input[name=state]').forEach(box => { box.value = text })", before)
    press(page, "See your answers so far")
    expect(page.get_by_text("You have not answered anything yet.")).to_be_visible()
    page.evaluate("document.querySelectorAll('input[name=state]').forEach(box => { box.value = 'forged' })")
    press(page, "Show the result so far")
    page.get_by_role("heading", level=1, name="The answers cannot be read").wait_for()
    assert_readable_on_both(page)
    page.get_by_role("link", name="Start again").click()
    page.get_by_role("button", name="Start now").wait_for()


def test_a_clinician_fills_in_one_page_and_sees_the_stop_first(visit: Visit) -> None:
    """With a concern for a child there is nothing more urgent, whatever else is so; and the facts can be changed."""
    page = visit(f"{HOME}/clinician")
    concern = page.get_by_role("group", name="Whether a concern for the welfare of a child was disclosed")
    concern.get_by_label("Yes").check()
    page.get_by_role("group", name="Whether she was ever sterilised").get_by_label("Yes").check()
    press(page, "Show the result")
    page.get_by_role("heading", level=1, name="Stop: a concern comes first").wait_for()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Change the facts").first.click()
    page.locator("main[aria-busy]").wait_for(state="detached")
    assert concern.get_by_label("Yes").is_checked()


_BMI = re.compile(rb"(?<![:\d])27\.83(?!\d)")  # and not the 27.83 seconds of a time of day


def test_nothing_is_kept_of_what_was_answered(visit: Visit, site: Site) -> None:
    """After a journey to the end, neither the database, nor a file of the site, nor what its process said holds an answer."""
    telling = {**COUPLE, "What is your body mass index (BMI)?": "27.83", "What is your date of birth?": ("29", "2", "1992")}
    page = visit(HOME)
    press(page, "Start now")
    for _ in range(40):
        if page.get_by_role("heading", level=1).inner_text() == "Check your answers":
            break
        answer(page, telling)
    state = page.locator("input[name=state]").first.input_value()
    press(page, "Show the result")
    press(page, "Show a summary to print")
    expect(page.get_by_text("27.83")).to_be_visible()
    time.sleep(0.2)  # for what the process still has to say
    with sqlite3.connect(site.data / "coequal.sqlite3") as database:
        dumped = "\n".join(database.iterdump())
    said = site.output.read_text(encoding="utf-8")
    assert "checker:summary" in said
    for trace in ("1992-02-29", "29 February 1992", state[-60:]):
        assert trace not in dumped
        assert trace not in said
    assert not _BMI.search(dumped.encode())
    assert not _BMI.search(said.encode())
    for file in (file for file in site.data.rglob("*") if file.is_file() and file.suffix not in (".js", ".css", ".svg", ".gz")):
        assert not _BMI.search(file.read_bytes()), file

"""The drafting studio in the browser: drafts are begun, written by several people at once, handed over, and answered."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page

PAT, PAULA, GWEN = (f"{who}@exampleshire.example" for who in ("policy-manager", "second-policy-manager", "governance"))
MODEL, NORFOLK = "exampleshire/assisted-conception@2026-11", "norfolk-and-waveney/assisted-conception@2022-07"
Open = Callable[..., Page]
SIGNED_OUT = "You are no longer signed in. What you typed is kept here. Sign in (opens in a new tab), come back, and save again."


@pytest.fixture
def as_(visit: Visit, site: Site) -> Open:
    """Opens a page as somebody of the demonstration's staff: `as_(PAT, "/studio")`."""

    def opened(email: str, path: str, **options: Any) -> Page:
        return signed_in_page(visit, site, email, path, **options)

    return opened


def begun(page: Page, start: str = MODEL) -> str:
    """The address of a draft that was just begun from a version of the library; the page is its editor."""
    page.goto("/studio/begin/version")
    page.get_by_label("Start from").select_option(start)
    page.get_by_label("Area").fill(start.partition("/")[0])
    page.get_by_role("button", name="Begin the draft").click()
    page.wait_for_url(re.compile(r"/studio/D-[A-Z0-9-]+/edit$"))
    return page.url.removesuffix("/edit")


def text(page: Page) -> str:
    """What stands in the editor."""
    return page.get_by_label("The text of the draft").input_value()


def replaced(page: Page, old: str, new: str) -> None:
    """Put one passage in the place of another, as typing does."""
    now = text(page)
    assert now.count(old) == 1, old
    page.wait_for_load_state()  # a key pressed before the script is there goes nowhere
    page.get_by_label("The text of the draft").fill(now.replace(old, new))


def saved(page: Page) -> None:
    """Save by the keyboard, and wait until that is said."""
    page.get_by_label("The text of the draft").press("Control+s")
    expect(page.locator("#saved")).to_contain_text(re.compile("Saved as|Kept as|Nothing had changed"))


def test_a_policy_manager_begins_a_draft_from_the_model_policy(as_: Open) -> None:
    """They find the ways to begin from the list of drafts, and see how the draft will look."""
    page = as_(PAT, "/studio")
    expect(page.get_by_role("heading", name="Drafts", level=1)).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Begin a draft").click()
    assert_readable_on_both(page)
    for way in ("From a text that you have", "From nothing", "From a version in the library"):
        page.goto("/studio/begin")
        page.get_by_role("link", name=way).click()
        assert_readable_on_both(page)
    begun(page)
    expect(page.locator("#preview")).to_contain_text("This is a model.")
    expect(page.locator("#summary")).to_contain_text("warning")
    assert_readable_on_both(page)
    page.get_by_role("link", name="This draft").click()
    assert_readable_on_both(page)


def test_what_is_wrong_is_said_while_one_types_and_a_click_leads_there(as_: Open) -> None:
    """The last preview stays while the text cannot be read."""
    page = as_(PAT, "/studio")
    begun(page)
    replaced(page, "met when: patient BMI in [19 .. 30]", "met when: patient BMY in [19 .. 30]")
    expect(page.locator("#summary")).to_contain_text("cannot be read as a policy yet: 1 error")
    finding = page.locator("#findings li")
    expect(finding).to_contain_text('Did you mean "patient BMI"?')
    expect(page.locator("#preview")).to_contain_text("This is a model.")
    expect(page.locator("#stale")).to_be_visible()
    line = text(page).split("\n").index("met when: patient BMY in [19 .. 30]") + 1
    expect(finding.get_by_role("link")).to_have_text(re.compile(f"^Line {line}, clause"))
    expect(page.locator("#lines > div").nth(line - 1)).to_have_class(re.compile("--error"))
    finding.get_by_role("link").click()
    chosen = page.evaluate(
        "(() => { const t = document.getElementById('text'); return t.value.slice(t.selectionStart, t.selectionEnd) })()"
    )
    assert chosen == "met when: patient BMY in [19 .. 30]"
    replaced(page, "patient BMY", "patient BMI")
    expect(page.locator("#stale")).to_be_hidden()
    saved(page)


def test_the_keyboard_saves_and_is_never_trapped(as_: Open) -> None:
    """Ctrl and S saves without leaving the page, and the Tab key leaves the text."""
    page = as_(PAT, "/studio")
    address = begun(page)
    replaced(page, "This is a model.", "This is a draft.")
    saved(page)
    expect(page).to_have_url(f"{address}/edit")
    page.get_by_label("The text of the draft").press("Tab")
    assert page.evaluate("document.activeElement.id") == "note"
    page.reload()
    assert "This is a draft." in text(page)


def test_without_scripts_the_buttons_do_the_same(as_: Open) -> None:
    """The text is checked with its example people, and saved."""
    page = as_(PAULA, "/studio", java_script_enabled=False)
    begun(page)
    replaced(page, "This is a model.", "This is a plain draft.")
    page.get_by_role("button", name="Check, and try the example people").click()
    assert "This is a plain draft." in text(page)
    expect(page.locator("#summary")).to_contain_text("example people")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#text-hint")).to_contain_text("Revision 2.")


def test_two_people_write_at_once_and_both_find_their_work_in_the_text(as_: Open) -> None:
    """They see that the other is there, and whose changes came in."""
    pat = as_(PAT, "/studio")
    address = begun(pat)
    paula = as_(PAULA, f"{address}/edit")
    expect(paula.locator("#others")).to_have_text("Pat Pattern is in this draft too.")
    replaced(pat, "This is a model.", "This is what Pat wrote.")
    saved(pat)
    replaced(paula, "A full cycle is one stimulation of the ovaries", "Paula wrote this")
    expect(paula.locator("#newer")).to_contain_text("Pat Pattern has saved revision 2 meanwhile")
    paula.get_by_label("The text of the draft").press("Control+s")
    expect(paula.get_by_role("status").first).to_contain_text("The changes of Pat Pattern (revision 2) came in beside them.")
    assert "This is what Pat wrote." in text(paula)
    assert "Paula wrote this" in text(paula)
    assert_readable_on_both(paula)


def test_where_two_people_changed_the_same_lines_one_of_them_settles_it(as_: Open) -> None:
    """Both sides stand in the text; the history shows where each came from."""
    pat = as_(PAT, "/studio")
    address = begun(pat)
    paula = as_(PAULA, f"{address}/edit")
    replaced(pat, "met when: patient BMI in [19 .. 30]", "met when: patient BMI in [19 .. 32]")
    saved(pat)
    replaced(paula, "met when: patient BMI in [19 .. 30]", "met when: patient BMI in [18 .. 30]")
    paula.get_by_label("The text of the draft").press("Control+s")
    expect(paula.get_by_role("heading", name="You and Pat Pattern (revision 2) changed the same lines")).to_be_visible()
    expect(paula.locator("#summary")).to_contain_text("error")
    assert_readable_on_both(paula)
    settled = re.sub(r"<<<<<<< .*?>>>>>>> [^\n]*", "met when: patient BMI in [18 .. 32]", text(paula), flags=re.DOTALL)
    paula.get_by_label("The text of the draft").fill(settled)
    saved(paula)
    paula.goto(f"{address}/history")
    expect(paula.locator("main")).to_contain_text("written on revisions 2 and 3")
    assert_readable_on_both(paula)


def test_what_was_typed_survives_a_crash_of_the_page(as_: Open) -> None:
    """The browser has kept it, and puts it back."""
    page = as_(PAT, "/studio")
    begun(page)
    replaced(page, "This is a model.", "This was never saved.")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#kept")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Put it back").click()
    assert "This was never saved." in text(page)
    saved(page)
    page.reload()
    expect(page.locator("#kept")).to_be_hidden()
    assert "This was never saved." in text(page)


def test_whoever_is_signed_out_while_typing_loses_nothing(as_: Open) -> None:
    """What was typed comes back, and is saved after signing in again."""
    page = as_(PAULA, "/studio")
    begun(page)
    replaced(page, "This is a model.", "This was typed for long.")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("The text of the draft").press("Control+s")
    expect(page.locator("#saved")).to_have_text(SIGNED_OUT)
    assert_readable_on_both(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("document.getElementById('editor').submit()")  # as it is sent without a script
    expect(page.get_by_role("heading", name="This is not saved yet")).to_be_visible()
    assert_readable_on_both(page)
    page.context.add_cookies(cookies)
    page.get_by_role("button", name="Save it").click()
    if page.get_by_role("button", name="Save it").count():  # the form was too old, and came once more
        page.get_by_role("button", name="Save it").click()
    assert "This was typed for long." in text(page)
    expect(page.locator("#text-hint")).to_contain_text("Revision 2.")


def test_whoever_signs_in_again_in_another_tab_goes_on_saving(as_: Open) -> None:
    """The page that was open has a token that no longer holds, and gets another by itself."""
    page = as_(PAULA, "/studio")
    begun(page)
    replaced(page, "This is a model.", "This was typed before.")
    mine = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("The text of the draft").press("Control+s")
    expect(page.locator("#saved")).to_have_text(SIGNED_OUT)
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Sign in (opens in a new tab)").first.click()
    other = opening.value
    expect(other.get_by_label("E-mail address")).to_be_visible()
    page.context.add_cookies([one for one in mine if one["name"] == "sessionid"])  # the same session, under a new token
    other.close()
    saved(page)
    expect(page.locator("#at")).to_have_text("Revision 2.")


def test_a_piece_is_put_in_where_it_belongs_and_taken_out_again(as_: Open) -> None:
    """Before the example people, where the cursor was never put anywhere; and the browser can undo it."""
    page = as_(PAT, "/studio")
    begun(page)
    before = text(page)
    page.get_by_text("A rule that a person has to judge", exact=True).click()
    page.get_by_role("button", name="Put it in at the cursor").locator("visible=true").click()
    after = text(page)
    assert re.search(r"kind: judgement\n```\n\n## Example people", after)
    assert after.startswith(before[: before.index("## Example people")])
    page.get_by_label("The text of the draft").press("Control+z")
    assert text(page) == before


def test_an_older_text_is_found_and_made_the_newest_again(as_: Open) -> None:
    """What differs is shown line by line."""
    page = as_(PAT, "/studio")
    address = begun(page)
    replaced(page, "This is a model.", "This was a mistake.")
    saved(page)
    page.goto(f"{address}/differences")
    expect(page.locator("ins")).to_contain_text("This was a mistake.")
    assert_readable_on_both(page)
    page.goto(f"{address}/history/1")
    assert_readable_on_both(page)
    page.get_by_role("button", name="Make this text the newest again").click()
    expect(page.locator("main")).to_contain_text("Revision 1 restored")
    page.goto(f"{address}/edit")
    assert "This is a model." in text(page)


def test_what_a_draft_changes_is_shown_in_words_and_for_made_up_people(as_: Open) -> None:
    """Against the version in force."""
    page = as_(PAT, "/studio")
    address = begun(page)
    replaced(page, "met when: patient BMI in [19 .. 30]", "met when: patient BMI in [19 .. 35]")
    saved(page)
    page.goto(f"{address}/changes")
    expect(page.locator("main")).to_contain_text("made-up couples and single women")
    expect(page.locator("main")).to_contain_text("Her body mass index is 3")
    assert_readable_on_both(page)


def test_a_draft_is_handed_over_and_governance_returns_it_with_reasons(as_: Open) -> None:
    """What changes and why is said in plain words; what stands in the way is said before that."""
    page = as_(PAT, "/studio")
    unfinished = begun(page)
    replaced(page, "met when: patient BMI in [19 .. 30]", "met when: patient BMI in [19 .. 35]")
    saved(page)
    page.goto(f"{unfinished}/hand-over")
    expect(page.get_by_role("heading", name="It cannot be handed over yet")).to_be_visible()
    assert_readable_on_both(page)
    address = begun(page, NORFOLK)
    page.goto(f"{address}/hand-over")
    assert_readable_on_both(page)
    page.get_by_label("What changes").fill("Nothing yet: this is to see how handing over works.")
    page.get_by_label("Why", exact=True).fill("To try it.")
    for label, part in (("Day", "1"), ("Month", "4"), ("Year", "2027")):
        page.get_by_label(label, exact=True).fill(part)
    for warning in page.locator("input[name^='warning-']").all():
        warning.fill("It is so in the version that is in force.")
    page.get_by_role("button", name="Hand it over").click()
    expect(page.locator("main")).to_contain_text("It may stand, because:")
    assert_readable_on_both(page)
    handed_over = page.url
    gwen = as_(GWEN, handed_over)
    gwen.get_by_label("Return it with reasons").check()
    gwen.get_by_role("button", name="Answer").click()
    expect(gwen.locator("main")).to_contain_text("Say why you return it")
    assert_readable_on_both(gwen)
    gwen.get_by_label("Your reasons, or a remark").fill("Say what is to change.")
    gwen.get_by_role("button", name="Answer").click()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("Governance returned it: Say what is to change.")
    assert_readable_on_both(page)
    page.get_by_role("link", name="Withdraw it").click()
    assert_readable_on_both(page)


def test_a_draft_goes_out_as_a_file_and_comes_back_changed(as_: Open) -> None:
    """Under the name that it was given, it finds the revision that it came from."""
    page = as_(PAULA, "/studio")
    address = begun(page)
    page.goto(address)
    with page.expect_download() as going:
        page.get_by_role("link", name="policy file (Markdown)").click()
    name = going.value.suggested_filename
    changed = going.value.path().read_text(encoding="utf-8").replace("This is a model.", "This came back from git.")
    page.get_by_role("link", name="Bring a changed file back").click()
    assert_readable_on_both(page)
    page.get_by_label("File", exact=True).set_input_files([{"name": name, "mimeType": "text/markdown", "buffer": changed.encode()}])
    page.get_by_role("button", name="Bring it back").click()
    assert "This came back from git." in text(page)

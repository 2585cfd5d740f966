"""Equality and quality in the browser: an option assessed, signed off by somebody else, and read by everybody without a script."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import signed_in_page
from tests.journeys.test_hearing import days

PAT, GWEN = (f"{role}@exampleshire.example" for role in ("policy-manager", "governance"))
FULL, GAPS = "Two full cycles after two years of trying", "The rule of the south for everybody"
As = Callable[..., Page]


@pytest.fixture
def as_(visit: Visit, site: Site) -> As:
    """Opens a page as somebody of the demonstration: `as_(PAT, "/equality/desk")`."""

    def opened(email: str, path: str) -> Page:
        return signed_in_page(visit, site, email, path)

    return opened


def write_group(page: Page, desk: str, group: str) -> None:
    """What it does to a group: nobody knows, and where it was looked for."""
    page.goto(f"{desk}/group?group={group}")
    page.get_by_role("group", name="The effect on them").get_by_label("Not known", exact=True).check()
    page.get_by_label("Why", exact=True).fill("It was looked for in the referrals of last year.")
    page.get_by_label("Yes, something is done").check()
    page.get_by_role("group", name="What is left after that").get_by_label("Not known", exact=True).check()


def write_all(page: Page, desk: str) -> None:
    """Every piece of an assessment."""
    for group in (
        *("age", "disability", "gender reassignment", "marriage and civil partnership", "pregnancy and maternity", "race"),
        *("religion or belief", "sex", "sexual orientation", "people in deprived areas", "carers"),
        *("people of the armed forces, and their families", "people in vulnerable circumstances"),
    ):
        write_group(page, desk, group)
        if group == "age":
            assert_readable_on_both(page)
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{desk}#groups")
    page.goto(f"{desk}/aims")
    for box in page.locator("main textarea").all():
        box.fill("Everybody has one rule.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"{desk}#aims")
    for aspect in ("safety", "effectiveness", "experience", "access"):
        page.goto(f"{desk}/aspect?aspect={aspect}")
        page.get_by_label("What could become worse").fill("Nothing could, since the treatment is the same.")
        for group, chosen in (
            ("How likely, with nothing done", "Remote"),
            ("How severe, with nothing done", "Minimal"),
            ("How likely it is then", "Remote"),
            ("How severe it would be then", "Minimal"),
        ):
            page.get_by_role("group", name=group).get_by_label(chosen, exact=True).check()
        if aspect == "safety":
            assert_readable_on_both(page)
        page.get_by_role("button", name="Save").click()
        page.wait_for_url(f"{desk}#quality")


def test_a_programme_is_assessed_signed_off_and_read_by_everybody(as_: As, visit: Visit) -> None:
    """Whoever wrote it cannot sign it; not known stays not known to the end."""
    pat = as_(PAT, "/equality/desk")
    assert_readable_on_both(pat)
    pat.get_by_role("button", name="Assess something").click()
    assert_readable_on_both(pat)
    pat.get_by_label(re.compile("Programme: ")).first.check()
    pat.get_by_role("button", name="Begin").click()
    pat.wait_for_url(re.compile(r"/equality/desk/EQ-"))
    desk = pat.url
    expect(pat.locator("main")).to_contain_text("Of 20 pieces 0 are complete")
    assert_readable_on_both(pat)
    write_all(pat, desk)
    pat.goto(desk)
    pat.get_by_role("button", name="Submit it").click()
    expect(pat.locator("main")).to_contain_text("Not known for: age, disability")
    assert_readable_on_both(pat)
    pat.get_by_role("button", name="Submit it").click()
    pat.wait_for_url(desk)
    expect(pat.get_by_role("link", name="Sign it off, or return it")).to_have_count(0)
    gwen = as_(GWEN, f"{desk}/version")
    assert_readable_on_both(gwen)
    gwen.get_by_role("link", name="Sign it off, or return it").click()
    gwen.get_by_label("Sign it off", exact=True).check()
    gwen.get_by_label("Why, or what has to change").fill("It says openly what nobody knows.")
    gwen.get_by_label("Who answers for it").fill("Gwen Mock, director (invented)")
    gwen.get_by_role("button", name="Look at it once more").click()
    expect(gwen.get_by_role("alert")).to_contain_text("Enter the day by which it is looked at again.")
    days(gwen, "Looked at again by", 200)
    assert_readable_on_both(gwen)
    gwen.get_by_role("button", name="Look at it once more").click()
    assert_readable_on_both(gwen)
    gwen.get_by_role("button", name="Sign it off").click()
    gwen.wait_for_url(desk)
    expect(gwen.locator("main")).to_contain_text("Not known for: age, disability")
    page = visit(desk.replace("/desk", ""))
    expect(page.get_by_role("row", name=re.compile(r"^age \? not known \? not known"))).to_be_visible()
    assert_readable_on_both(page)


def test_options_are_seen_side_by_side_and_a_gap_is_never_no_effect(as_: As, visit: Visit) -> None:
    """The one that is assessed to the end counts; of the one with gaps nothing is known yet."""
    pat = as_(PAT, "/equality/desk")
    pat.get_by_role("link", name=GAPS).click()
    expect(pat.locator("main")).to_contain_text("Until then its effect is not known.")
    assert_readable_on_both(pat)
    pat.get_by_role("link", name=re.compile(r"^Link evidence ?: age")).click()
    pat.get_by_label("What shows it").select_option("Another source, which I name below")
    pat.get_by_label("The name of another source").fill("Our count of waits (invented)")
    days(pat, "The day of that source", -30)
    assert_readable_on_both(pat)
    pat.get_by_label("What it shows").fill("Most are older than 30.")
    pat.get_by_role("button", name="Link it").click()
    expect(pat.locator("main")).to_contain_text("Our count of waits (invented)")
    page = visit("/equality")
    assert_readable_on_both(page)
    expect(page.get_by_role("link", name=GAPS)).to_have_count(0)
    page.get_by_role("link", name=FULL).click()
    expect(page.get_by_role("row", name=re.compile("^sexual orientation − negative − negative"))).to_be_visible()
    assert_readable_on_both(page)

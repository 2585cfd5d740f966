"""How journeys put something in the data register, as its officers do in the browser."""

import re

from playwright.sync_api import Page, expect


def screen(page: Page, *yes: str) -> None:
    """From the desk of an entry: answer its screening with no, but for the questions that begin so."""
    page.get_by_role("link", name=re.compile("^Screen it")).click()
    expect(page.get_by_role("button", name="Save the answers")).to_be_visible()
    for answer in page.get_by_role("radio", name="No", exact=True).all():
        answer.check()
    for question in yes:
        page.get_by_role("group", name=question).get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save the answers").click()
    page.wait_for_url(re.compile(r"/data-protection/desk/D-[A-Z0-9-]+$"))


def entered_for(page: Page, desk: str) -> str:
    """The address of a new entry under which the involvement of a desk stands; nothing is screened yet."""
    page.goto(f"{desk}/law")
    page.get_by_role("link", name="Put it in the data register").click()
    page.get_by_label("A new entry").check()
    page.get_by_role("button", name="Put it there").click()
    page.get_by_role("link", name="Its entry in the data register").click()
    page.wait_for_url(re.compile(r"/data-protection/desk/D-[A-Z0-9-]+$"))
    return page.url

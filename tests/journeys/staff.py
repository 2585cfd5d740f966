"""Invented staff of the site's demonstration, signed in by a browser as people do it."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from coequal.web.demonstration.staff import password_of
from tests.journeys.running import Site

Visit = Callable[..., Page]
_SIGNED_IN: dict[tuple[str, str], Any] = {}  # cookies, by site and person: each one signs in once a run


def word_of(site: Site, email: str) -> str:
    """The password of somebody invented."""
    return password_of(email, (site.data / "secret-key").read_text().strip())


def sign_in(page: Page, site: Site, email: str) -> None:
    """Sign in on a page that asks for it: with password, and with the code that the page shows."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(word_of(site, email))
    page.get_by_role("button", name="Continue").click()
    shown = page.locator(".shown-code")
    for _ in range(40):  # each code works once, and two of them have been used
        if shown.count():
            break
        time.sleep(1)
        page.reload()
    page.get_by_label("Code", exact=True).fill(shown.inner_text())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/staff/code" not in url)


def signed_in_page(visit: Visit, site: Site, email: str, path: str = "/staff", **options: Any) -> Page:
    """A page of the site as somebody of the demonstration sees it who has signed in."""
    known = _SIGNED_IN.get((site.address, email))
    if known is None:
        page = visit("/staff/sign-in", **options)
        sign_in(page, site, email)
        _SIGNED_IN[site.address, email] = page.context.cookies()
    else:
        page = visit("/health", **options)
        page.context.add_cookies(known)
    page.goto(path)
    return page

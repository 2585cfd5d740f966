"""Single sign-on in the browser: there, back again and out, and what people see where it does not open."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.running import Site
from tests.journeys.staff import sign_in
from tests.web.staff.provider import OpenId, running

SETTINGS = """
[exampleshire]
called = "Exampleshire’s account"
issuer = "{issuer}"
client = "coequal"
key = "{key}"
organisations = ["EXA1"]
addresses = ["exampleshire.example"]
second-factor = ["mfa"]
"""
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def openid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenId]:
    """Exampleshire's provider."""
    folder = tmp_path_factory.mktemp("provider")
    with running(folder, "") as it:
        it.asks = True
        (folder / "sign-on.toml").write_text(SETTINGS.format(issuer=it.issuer, key=folder / "key.pem"), encoding="utf-8")
        yield it


@pytest.fixture(scope="module")
def site(prepared: Path, tmp_path_factory: pytest.TempPathFactory, openid: OpenId) -> Iterator[Site]:
    """A site that lets it say who its people are."""
    data = tmp_path_factory.mktemp("signing-on") / "site"
    shutil.copytree(prepared, data)
    started = Site(data, COEQUAL_SIGN_ON_FILE=str(openid.folder / "sign-on.toml"), NO_PROXY="127.0.0.1")
    openid.redirects = {f"{started.address}/staff/sign-on/exampleshire/back"}
    yield started
    started.stop()


@pytest.fixture
def visit(browser: Browser, site: Site, openid: OpenId) -> Iterator[Open]:
    """Opens a page as a new visitor, who is never sent anywhere but to the site and to the provider."""
    contexts, foreign = [], []

    def note(request: Request) -> None:
        if not request.url.startswith((site.address, openid.issuer, "data:")):
            foreign.append(request.url)

    def open_page(path: str) -> Page:
        contexts.append(browser.new_context(base_url=site.address, locale="en-GB"))
        contexts[-1].on("request", note)
        contexts[-1].set_default_timeout(PATIENCE)
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


def come_by(page: Page) -> None:
    """Sign in with the provider, from the page that asks for it."""
    page.get_by_role("button", name="Sign in with Exampleshire’s account").click()
    page.get_by_role("button", name="Sign in as").click()


def heading(page: Page, words: str) -> None:
    """The page has this heading, and breaks no rule."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    assert_readable_on_both(page)


def test_somebody_signs_in_with_their_own_account_and_out_again(visit: Open, openid: OpenId) -> None:
    """They get where they wanted to go, see what is linked, and end it there too."""
    openid.told = {"sub": "a-1", "email": "analyst@exampleshire.example", "email_verified": True, "amr": ["mfa"]}
    page = visit("/staff/account")
    heading(page, "Sign in")
    come_by(page)
    heading(page, "Your account")
    expect(page.get_by_text("You sign in with Exampleshire’s account, linked on")).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    heading(page, "You are signed out")
    page.get_by_role("link", name="Sign out of Exampleshire’s account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Signed out")


def test_a_code_is_asked_for_where_the_provider_asked_for_none(visit: Open, openid: OpenId) -> None:
    """The one that this site knows."""
    openid.told = {"sub": "c-1", "email": "clinician@exampleshire.example", "email_verified": True}
    page = visit("/staff/account")
    come_by(page)
    heading(page, "Enter a code")
    page.get_by_label("Code", exact=True).fill(page.locator(".shown-code").inner_text())
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_an_administrator_unlinks_somebody(visit: Open, openid: OpenId) -> None:
    """After a last look."""
    openid.told = {"sub": "g-1", "email": "governance@exampleshire.example", "email_verified": True, "amr": ["mfa"]}
    come_by(visit("/staff"))
    openid.told = {"sub": "ad-1", "email": "administrator@exampleshire.example", "email_verified": True, "amr": ["mfa"]}
    page = visit("/staff/people")
    come_by(page)
    page.get_by_role("link", name="Gwen Mock").click()
    expect(page.get_by_text("Signs in with Exampleshire’s account")).to_be_visible()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Unlink single sign-on").click()
    assert_readable_on_both(page)
    page.get_by_role("button", name="Unlink", exact=True).click()
    expect(page.get_by_role("button", name="Make a new link")).to_be_visible()
    expect(page.get_by_text("Signs in with Exampleshire’s account")).to_have_count(0)


def test_whoever_has_no_account_is_told_whom_to_ask(visit: Open, openid: OpenId) -> None:
    """And is not signed in."""
    openid.told = {"sub": "n-1", "email": "nobody@exampleshire.example", "email_verified": True, "amr": ["mfa"]}
    page = visit("/staff")
    come_by(page)
    heading(page, "You cannot sign in here yet")
    page.goto("/staff")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_provider_that_is_down_leaves_the_password(visit: Open, site: Site, openid: OpenId) -> None:
    """The page says so, and leads back to it."""
    page = visit("/staff")
    openid.fails = True
    page.get_by_role("button", name="Sign in with Exampleshire’s account").click()
    heading(page, "Exampleshire’s account cannot be reached")
    openid.fails = False
    page.get_by_role("link", name="Sign in").click()
    sign_in(page, site, "panel-member@exampleshire.example")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you can do here")

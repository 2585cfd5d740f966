"""A real site and a real browser for the journeys. Whoever has no Chromium is told so."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.journeys.running import Site, prepare

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "There is no Chromium here, so no journey is tried in a browser."
PATIENCE = 30_000  # milliseconds, of a machine that does something else as well
expect.set_options(timeout=PATIENCE)
_QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the demonstration shows, made once for all the processes of a run."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, done = shared / "site", shared / "site-is-prepared"
    try:
        folder.mkdir()
    except FileExistsError:
        for _ in range(6000):
            if done.exists():
                return folder
            time.sleep(0.1)
        raise
    prepare(folder)
    done.touch()
    return folder


@pytest.fixture(scope="session")
def site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, with data of its own."""
    data = tmp_path_factory.mktemp("data") / "site"
    shutil.copytree(prepared, data)
    running = Site(data)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    if CHROMIUM is None:
        (pytest.fail if "CI" in os.environ else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield found
        found.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Opens a page of the site as a new visitor: `visit("/find")`, or `visit("/find", java_script_enabled=False)`.

    At the end: nothing was asked of another host, and the browser found nothing to complain of.
    """
    contexts, foreign, complaints = [], [], []

    def note(request: Request) -> None:
        if not request.url.startswith((site.address, "data:", "about:", "blob:")):
            foreign.append(request.url)

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error" and "status of 4" not in message.text and "status of 5" not in message.text:
            complaints.append(message.text)

    def open_page(path: str = "/", **options: Any) -> Page:
        context = browser.new_context(base_url=site.address, locale="en-GB", viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        context.on("request", note)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []
    assert complaints == []

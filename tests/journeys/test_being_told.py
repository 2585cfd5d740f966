"""Being told of a programme by e-mail, from asking for it to leaving, on a site that has a mail server."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.looking import assert_readable_on_both
from tests.journeys.postbox import Postbox
from tests.journeys.running import Site
from tests.journeys.test_programmes import PROGRAMME, follow, looked_at

SITE = "https://coequal.example"  # as it stands in e-mails


@pytest.fixture(scope="module")
def post() -> Iterator[Postbox]:
    """A mail server."""
    with Postbox() as kept:
        yield kept


@pytest.fixture(scope="module")
def site(prepared: Path, tmp_path_factory: pytest.TempPathFactory, post: Postbox) -> Iterator[Site]:
    """A site that has a mail server, and so can write to people."""
    data = tmp_path_factory.mktemp("writing") / "site"
    shutil.copytree(prepared, data)
    running = Site(
        data,
        COEQUAL_SITE_ADDRESS=SITE,
        COEQUAL_MAIL_SERVER=f"smtp-plain://127.0.0.1:{post.port}",
        COEQUAL_MAIL_FROM="programmes@coequal.example",
    )
    yield running
    running.stop()


def path_in(text: str, kind: str) -> str:
    """The page that a link in an e-mail leads to."""
    found = re.search(rf"{re.escape(SITE)}(/programmes/{kind}/[^\s>]+)", text)
    assert found, text
    return found[1]


def test_somebody_asks_to_be_told_confirms_and_leaves(visit: Visit, post: Postbox) -> None:
    """Without a cookie: nothing is sent before the button behind the link is pressed, and one more press ends it."""
    page = visit("/programmes")
    page.get_by_role("link", name=PROGRAMME).click()
    follow(page, "^Be told by e-mail$", "Be told by e-mail$")
    page.get_by_role("button", name="Ask to be told").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your e-mail address.")
    assert_readable_on_both(page)
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_label("Only Sterilisation").check()
    page.get_by_role("button", name="Ask to be told").click()
    looked_at(page, "^Look into your e-mails$")
    message = post.to("ada@example.org")
    page.goto(path_in(message.get_payload(decode=True).decode(), "confirm"))
    looked_at(page, "^Confirm that you want to be told$")
    page.get_by_role("button", name="Yes, tell me").click()
    looked_at(page, "^You are told from now on$")
    page.goto(path_in(message["List-Unsubscribe"], "leave"))
    looked_at(page, "^End the e-mails$")
    page.get_by_role("button", name="End the e-mails").click()
    looked_at(page, "^You get no more e-mails of this$")
    assert page.context.cookies() == []

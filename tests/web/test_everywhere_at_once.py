"""A version that was ratified stands on every page at once, whichever process ratified it."""

import html
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.test import Client, TestCase
from django.utils import timezone

from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.governance.calling_in import call_in
from coequal.programmes.models import Ratification
from coequal.programmes.stages import kinds
from coequal.web.comparing.fitting import fits
from coequal.web.shelf import ASKED_EVERY, shelf
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.web.shelved import on_the_shelf
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
OLD, NEW = "here/fertility@2024", "here/fertility@2027"
ADOPTED = TEXT.replace("These rules are made up.", "Kangaroos may jump.").replace("BMI in [19 .. 30]", "BMI in [19 .. 32]")
HERE, ELSEWHERE = "this process", "another process"


@pytest.fixture(autouse=True)
def _small(settings: object, tmp_path: Path) -> Iterator[None]:
    """A library with one policy, of 2024, which is the site's."""
    yield from on_the_shelf(settings, library_folder(tmp_path, policies=[POLICY]))


def ratified(monkeypatch: pytest.MonkeyPatch, where: str, *, days: int = 0) -> Ratification:
    """A version of 2027, in place of that of 2024, is in force so many days from now; another process tells this one nothing."""
    day = timezone.localdate() + timedelta(days)
    dates = Dates(starts=day, review_due=day + timedelta(700), supersedes=(OLD,))
    area = making.area(stage=kinds.DECISION)
    made = making.decided(making.motion(area, making.meeting(), making.proposed(area, ADOPTED)))
    with TestCase.captureOnCommitCallbacks(execute=where == HERE):
        found = ratify(making.governance(), made, dates, shelf().library)
    a_while_later(monkeypatch, where)
    return found


def a_while_later(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """In another process it is seen as soon as that asks again."""
    if where == ELSEWHERE:
        later = time.monotonic() + ASKED_EVERY
        monkeypatch.setattr("coequal.web.shelf.time.monotonic", lambda: later)


def seen(client: Client, address: str) -> str:
    """A page as text, without tags, on one line."""
    page = client.get(address)
    assert page.status_code == 200, address
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


FIRST, THEN, ALL = "/policies/here/fertility/2024", "/policies/here/fertility/2027", "/policies/here/fertility"
PAGES = {  # each with what it says only once that is ratified
    "the list": ("/policies", "in 2 versions"),
    "search": ("/policies?q=kangaroos", "Kangaroos may jump."),
    "what is held": ("/about", "We hold 2 versions of real policies"),
    "the policy": (ALL, "Kangaroos may jump."),
    "what is found in it": (ALL, "Around BMI 32 there is no example person"),
    "the history of a clause": (ALL, "In the first version that we know (2024)"),
    "its versions": (f"{ALL}/versions", "superseded"),
    "the feed": ("/feeds/policies", "Here, version 2027"),
    "the lottery": ("/lottery/fertility", "Here, 2027"),
    "what can be compared": ("/compare?service=fertility", "Here, version 2027 (in force)"),
    "the interface": ("/api/v1/policies", '"version": "2027", "commissioner": "BBB", "service": "fertility", "status": "in force"'),
}


@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_every_page_shows_what_was_ratified(client: Client, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Each was asked for before, so whatever is kept of it was made of the shelf as it was."""
    for name, (address, says) in PAGES.items():
        assert says not in seen(client, address), name
    ratified(monkeypatch, where)
    for name, (address, says) in PAGES.items():
        assert says in seen(client, address), name


@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_files_of_the_version_before_say_that_it_is_over(client: Client, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Whoever has one gets another; the file of the new version is there."""
    before = client.get(f"{FIRST}/policy.docx")
    assert client.get(f"{THEN}/policy.docx").status_code == 404
    ratified(monkeypatch, where)
    after = client.get(f"{FIRST}/policy.docx", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "superseded" in words_of(after.content)
    assert "superseded" not in words_of(before.content)
    assert "Kangaroos may jump." in words_of(client.get(f"{THEN}/policy.docx").content)


def words_of(content: bytes) -> str:
    """A Word file as text."""
    found = docx.Document(BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_what_is_called_in_is_gone_from_every_page(client: Client, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Until it is known what comes of that."""
    made = ratified(monkeypatch, where, days=30)
    assert "Kangaroos" in seen(client, "/policies?q=kangaroos")
    with TestCase.captureOnCommitCallbacks(execute=where == HERE):
        call_in(making.governance(), made.decision, "The scrutiny committee", "Nobody was asked.", timezone.localdate())
    a_while_later(monkeypatch, where)
    assert "Kangaroos may jump." not in seen(client, "/policies?q=kangaroos")
    assert "We hold 1 version of real policies" in seen(client, "/about")


@pytest.mark.parametrize("where", [HERE, ELSEWHERE])
def test_a_comparison_goes_by_the_days_of_a_version(client: Client, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """What was compared before is compared anew, since cases of other days come under the version; its text is the same."""
    old = shelf().policy(OLD.partition("@")[0], "2024")
    before = fits([old])
    ratified(monkeypatch, where)
    assert fits([shelf().policy(old.id, "2024")]) != before
    assert "version 2027" in seen(client, f"/compare?a={OLD}&b={NEW}")

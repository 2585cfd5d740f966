"""A sixth service on the site: with its library named, every page that the shipped services have is there for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from coequal.drafting.asking import checked
from coequal.facts.case import parse_case
from coequal.web.shelf import shelf
from tests.web.checker.walking import Walker, heading, words
from tests.web.shelved import on_the_shelf

FOLDER = Path(__file__).parents[2] / "examples" / "new-service"
pytestmark = pytest.mark.django_db
SERVICE = "carpal-tunnel-release"
HUMBER = f"humber-and-north-yorkshire/{SERVICE}"
LEICESTER = f"leicester-leicestershire-and-rutland/{SERVICE}"


@pytest.fixture(autouse=True)
def beside(settings: object) -> Iterator[None]:
    """The library of the sixth service beside the shipped one, as `COEQUAL_LIBRARY` would name it."""
    yield from on_the_shelf(settings, (FOLDER,))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/policies", "Carpal tunnel release"),
        (f"/policies?service={SERVICE}", "Leicester, Leicestershire and Rutland"),
        (f"/policies/{HUMBER}", "Why the operation is needed"),
        (f"/policies/{HUMBER}/versions", "2025-06"),
        (f"/policies/{HUMBER}/2025-06/easy-read", "wrist"),
        (f"/compare?a={HUMBER}@2025-06&b={LEICESTER}@arp-18", "Leicester"),
        (f"/find?service={SERVICE}", "Carpal tunnel release"),
        ("/lottery", "Carpal tunnel release"),
    ],
)
def test_it_has_every_public_page(client: Client, address: str, says: str) -> None:
    """Under its own name."""
    page = client.get(address, follow=True)
    assert page.status_code == 200
    assert says in words(page)


@pytest.mark.parametrize("name", ["policy.pdf", "policy.docx", "policy.md", "referral-form.pdf", "referral-form.docx"])
def test_its_files_can_be_fetched(client: Client, name: str) -> None:
    """The policy, and the form on which a clinician refers."""
    found = client.get(f"/policies/{HUMBER}/2025-06/{name}")
    assert (found.status_code, len(b"".join(found) if found.streaming else found.content) > 1000) == (200, True)


def test_a_draft_of_it_is_checked_in_the_studio() -> None:
    """By a process of its own, which is told of every folder of the library."""
    text = (FOLDER / "policies" / HUMBER / "2025-06.md").read_text(encoding="utf-8")
    found = checked(text, people=True)
    assert (found.policy, found.version) == (HUMBER, "2025-06")
    assert found.examples is not None
    assert (found.examples.passed, found.examples.failed) == (16, 0)
    assert {one.severity for one in found.findings} == {"doubt"}


def test_a_hand_is_led_through_the_checker(client: Client) -> None:
    """By the questions of its dictionary, to a result that a clinician confirms."""
    dictionary = shelf().library.vocabulary(SERVICE).dictionary
    visitor = (
        Walker(client, f"/check/{HUMBER}")
        .begin()
        .knows(parse_case((FOLDER / "a-hand.yaml").read_bytes(), "a-hand.yaml", dictionary), dictionary)
    )
    assert heading(visitor.page) == "Check your answers"
    assert "weeks with night splint" in visitor.asked
    result = visitor.send("result")
    assert "a clinician must confirm the rest" in heading(result) or "meet" in heading(result)
    assert "fertility" not in words(result)

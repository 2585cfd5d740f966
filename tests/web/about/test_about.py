"""The start page and the pages that stand by themselves say what is true of this site."""

from pathlib import Path
from shutil import copytree
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from coequal.policies.library import Library, shipped
from coequal.web.about.held import count, held
from coequal.web.about.words import WORDS
from coequal.web.shelf import Shelf, shelf
from tests.web.finding.asking import words

PAGES = {
    "/": "Who may have NHS treatment, and by which rules",
    "/about": "About this site",
    "/about/reading": "How we read policies",
    "/about/words": "Words explained",
    "/about/privacy": "Privacy",
    "/about/cookies": "Cookies",
    "/about/accessibility": "Accessibility",
}


def read(client: Client, address: str) -> str:
    """The HTML of a page that is there."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(("address", "title"), PAGES.items())
def test_every_page_has_its_title_once_as_heading(client: Client, address: str, title: str) -> None:
    """And no cookie comes with it."""
    html = read(client, address)
    assert f"<title>{title} – coequal</title>" in html
    assert html.count("<h1") == 1
    assert title in words(html)
    assert not client.cookies


def test_the_start_page_says_whose_document_stands(client: Client) -> None:
    """And leads to finding, reading, comparing and the lottery."""
    html = read(client, "/")
    assert "Software assesses; people decide. The commissioner’s own document stands" in words(html)
    assert '<a class="nhsuk-button" href="/find"' in html.replace(' data-module="nhsuk-button"', "").replace("  ", " ")


def test_the_start_page_has_the_figures_of_the_library(client: Client) -> None:
    """One policy was seen whole; what is invented and what is a yardstick are not among them."""
    said = words(read(client, "/"))
    every = [policy for versions in shelf().policies.values() for policy in versions]
    real = len(every) - held().invented - held().guidelines
    assert f"We hold {real} versions of real policies, of {held().areas} areas." in said
    assert "We have seen 1 of them whole: Norfolk and Waveney." in said
    assert held().totals == (1, sum(one.counts[1] for one in held().services), sum(one.counts[2] for one in held().services))
    assert sum(held().totals) == real


def test_a_library_without_a_whole_policy_says_so(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And without invented policies or a guideline it speaks of neither."""
    for part in ("services/sterilisation.yaml", "organisations"):
        target = tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        source = shipped() / part
        copytree(source, target) if source.is_dir() else target.write_bytes(source.read_bytes())
    for policies in sorted((shipped() / "policies").glob("*/sterilisation")):
        copytree(policies, tmp_path / "policies" / policies.parent.name / "sterilisation")
    counted = count(Shelf(Library(tmp_path)))
    assert (counted.whole, counted.invented, counted.guidelines) == ((), 0, 0)
    monkeypatch.setattr("coequal.web.about.views.held", lambda: counted)
    assert "We have seen none of them whole." in words(read(client, "/"))
    assert "made up" not in words(read(client, "/about"))
    assert "NICE" not in words(read(client, "/about"))


def test_the_licences_of_the_facts_are_named(client: Client) -> None:
    """As they ask for."""
    said = words(read(client, "/about"))
    assert "Open Government Licence v3.0" in said
    assert "Contains OS data © Crown copyright and database right." in said
    assert "24 GP practices, from the small demonstration table" in said


def test_words_are_explained_in_the_order_of_the_alphabet(client: Client) -> None:
    """Each once."""
    names = [word.casefold() for word, _ in WORDS]
    assert names == sorted(set(names))
    said = words(read(client, "/about/words"))
    assert all(word in said for word, _ in WORDS)


def test_accessibility_is_not_claimed_beyond_what_was_tried(client: Client) -> None:
    """Nobody with a disability has tried it yet."""
    said = words(read(client, "/about/accessibility"))
    assert "It has not yet been tested by people with disabilities" in said


def test_search_engines_keep_out_of_the_checker(client: Client) -> None:
    """And are told where the list of policies is."""
    text = read(client, "/robots.txt")
    assert "Disallow: /check/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_the_list_for_search_engines_has_every_policy_once(client: Client) -> None:
    """By an address that stays, whichever version is in force."""
    response = client.get("/sitemap.xml")
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = [found.text for found in ET.fromstring(response.content).iter(f"{space}loc")]  # noqa: S314  # our own page
    assert len(places) == len(set(places))
    assert {f"http://testserver/policies/{name}" for name in shelf().policies} < set(places)
    assert not any("/check" in str(place) for place in places)


def test_nothing_can_be_sent_to_these_pages(client: Client) -> None:
    """They are only to be read."""
    assert client.post("/about").status_code == 405

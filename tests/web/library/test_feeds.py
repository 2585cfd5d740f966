"""Feeds of versions."""

from xml.etree import ElementTree as ET

from django.test import Client

from coequal.web.library.feeds import day_of
from tests.policies.building import WHOLE, changed, policy
from tests.web.library.conftest import Hold

ATOM = "{http://www.w3.org/2005/Atom}"
OLD = changed('version: "2024"', 'version: "2014"').replace("read as: 2024-04-01", "read as: 2014-04-01")
UNDATED = changed("  from: {printed: none, read as: 2024-04-01, because: the body began then}", "  from: {printed: none}").replace(
    ", seen: 2024-05-06", ""
)


def feed(client: Client, path: str) -> ET.Element:
    """A feed, which is well-formed."""
    page = client.get(path)
    assert page["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(page.content)  # noqa: S314  # our own site has just made it


def told(entry: ET.Element, name: str) -> str:
    """What an entry says under a name."""
    return entry.findtext(f"{ATOM}{name}") or ""


def test_the_feed_of_all_has_an_entry_for_each_version(client: Client) -> None:
    """The newest first."""
    entries = feed(client, "/feeds/policies").findall(f"{ATOM}entry")
    assert len(entries) == 74
    updated = [told(entry, "updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert len({told(entry, "id") for entry in entries}) == 74


def test_the_feed_of_one_policy_says_what_each_version_is(client: Client, hold: Hold) -> None:
    """Its days, how much was seen, and where to read it."""
    hold(OLD.replace("seen: 2024-05-06", "seen: 2014-05-06"), WHOLE)
    root = feed(client, "/feeds/policies/here/hearing")
    assert told(root, "title") == "Hearing aids: Here"
    first, second = root.findall(f"{ATOM}entry")
    assert told(first, "title") == "Hearing aids: Here, version 2024"
    assert told(first, "id") == "tag:coequal,2026:here/hearing/2024"
    assert told(first, "updated") == "2024-05-06T00:00:00+00:00"
    assert told(first, "summary").startswith(
        "in force, from 1 April 2024 until 31 December 2029; we have seen the whole policy. In force from: nothing is printed"
    )
    link = first.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "http://testserver/policies/here/hearing/2024"
    assert told(second, "updated") == "2014-05-06T00:00:00+00:00"


def test_the_site_is_the_author_of_each_feed_and_each_entry(client: Client, hold: Hold) -> None:
    """A feed in which something has no author is none that readers have to accept."""
    hold(OLD, WHOLE)
    for path in ("/feeds/policies", "/feeds/policies/here/hearing"):
        root = feed(client, path)
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == 2
        assert [told(one, f"author/{ATOM}name") for one in (root, *entries)] == ["coequal"] * 3


def test_a_version_without_a_day_has_an_entry_all_the_same(client: Client, hold: Hold) -> None:
    """Only its day is missing; it comes last."""
    assert day_of(policy(UNDATED)) is None
    hold(UNDATED, changed('version: "2024"', 'version: "2025"'))
    first, second = feed(client, "/feeds/policies").findall(f"{ATOM}entry")
    assert told(first, "title").endswith("version 2025")
    assert told(second, "title").endswith("version 2024")


def test_the_feed_of_a_policy_that_is_not_there_is_not_found(client: Client) -> None:
    """As its page is not."""
    assert client.get("/feeds/policies/nowhere/hearing").status_code == 404

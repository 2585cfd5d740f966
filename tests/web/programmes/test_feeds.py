"""Feeds of what is told of programmes."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from coequal.programmes.models import Update
from coequal.programmes.models.programmes import PREPARING
from tests.programmes.making import area, programme

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, path: str) -> list[dict[str, str]]:
    """What the entries of a feed say, which is well-formed."""
    page = client.get(path)
    assert page["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(page.content)  # noqa: S314  # our own site has just made it
    names = ("title", "summary", "id")
    return [
        {**{name: one.findtext(f"{ATOM}{name}") or "" for name in names}, "link": one.find(f"{ATOM}link").attrib["href"]}
        for one in feed.findall(f"{ATOM}entry")
    ]


def test_each_update_is_an_entry_of_three_feeds() -> None:
    """Of all programmes, of its own, and of its service area; with its day, its source, and what is invented."""
    client, made = Client(), area(programme(history_only=True))
    of, hidden = made.programme, programme(PREPARING)
    Update(programme=of, says="A board met.", on=date(2026, 1, 5)).save()
    Update(programme=of, area=made, says="It began.", on=date(2026, 1, 5), printed="early 2026", source="Board papers").save()
    Update(programme=hidden, says="Secret.", on=date(2026, 1, 5)).save()
    every = entries(client, "/feeds/programmes")
    assert [one["title"] for one in every] == ["Fair access in Exampleshire: Hearing aids", "Fair access in Exampleshire"]
    assert every[0]["summary"].startswith("early 2026: It began. Source: Board papers. Recorded from sources. An invented area.")
    assert every[1]["summary"].startswith("5 January 2026: A board met. Recorded from sources.")
    assert every[0]["link"].endswith(f"/programmes/{of.reference}/{made.reference}")
    assert every[1]["link"].endswith(f"/programmes/{of.reference}")
    assert len({one["id"] for one in every}) == 2
    assert entries(client, f"/feeds/programmes/{of.reference}") == every
    assert entries(client, f"/feeds/programmes/{of.reference}/{made.reference}") == every[:1]
    assert client.get(f"/feeds/programmes/{hidden.reference}").status_code == 404


def test_what_is_told_is_text_for_whoever_reads_feeds() -> None:
    """Readers take a summary for HTML: a sign that means something there is written so that it does not."""
    Update(programme=programme(), says="Under 5 < 6, <b>not</b> bold.", on=date(2026, 1, 5)).save()
    (entry,) = entries(Client(), "/feeds/programmes")
    assert "Under 5 &lt; 6, &lt;b&gt;not&lt;/b&gt; bold." in entry["summary"]

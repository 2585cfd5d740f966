"""How tests ask the pages of meetings: addresses, what a page says, and forms sent with the last look before them."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.programmes.models import Decision, Meeting, Motion, ServiceArea
from coequal.programmes.stages import kinds
from tests.programmes import making


def at(view: str, of: Meeting | Motion | Decision | None = None, **parts: object) -> str:
    """The address of a page about a meeting, a motion or a decision, or about none."""
    named: dict[str, object] = {}
    if isinstance(of, Motion):
        named = {"reference": of.meeting.reference, "motion": of.reference}
    elif of is not None:
        named = {"reference": of.reference}
    return reverse(f"governing:{view}", kwargs={**named, **parts})


def said(page: HttpResponse) -> str:
    """What a page says, without what its signs are written as."""
    return " ".join(unescape(page.content.decode()).split())


def text(client: Client, address: str) -> str:
    """What the page at an address says."""
    page = client.get(address)
    assert page.status_code == 200, address
    return said(page)


def hidden(page: HttpResponse) -> dict[str, list[str]]:
    """The hidden fields of a page."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.content.decode()):
        found.setdefault(name, []).append(unescape(value))
    return found


def sent(client: Client, address: str, **fields: Any) -> HttpResponse:
    """What comes back when the form of a page is sent."""
    return client.post(address, {**hidden(client.get(address)), **fields}, follow=True)


def sure(client: Client, address: str, **fields: Any) -> str:
    """What comes back when the form of a page is sent, looked at once more, and sent for good."""
    look = sent(client, address, **fields)
    assert "Nothing is kept yet" in said(look), said(look)
    return said(client.post(address, {**hidden(look), "sure": "yes"}, follow=True))


def day(name: str, ahead: int = 0) -> dict[str, str]:
    """A day in three boxes, so many days ahead."""
    found: date = timezone.localdate() + timedelta(ahead)
    return {f"{name}[day]": str(found.day), f"{name}[month]": str(found.month), f"{name}[year]": str(found.year)}


def fertility(stage: str = kinds.DECISION, **values: Any) -> ServiceArea:
    """A service area of the policy that the small library has."""
    return making.area(stage=stage, **{"title": "Fertility", "service": "fertility", "policies": ["here/fertility"], **values})

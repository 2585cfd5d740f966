"""How the tests of the desk ask its pages and send its forms, as a browser does."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.programmes.models import Programme, ServiceArea

_HIDDEN = re.compile(r'<input type="hidden" name="(before|seen|on|looked_at)" value="([^"]*)">')


def at(view: str, of: Programme | ServiceArea | None = None, **parts: object) -> str:
    """The address of a page of the desk."""
    named = {"reference": of.reference} if of else {}
    return reverse(f"aligning:{view}", kwargs={**named, **parts})


def text(client: Client, address: str) -> str:
    """What a page shows."""
    page = client.get(address)
    assert page.status_code == 200, address
    return unescape(page.content.decode())


def hidden(client: Client, address: str) -> dict[str, str]:
    """What the form of a page sends unseen."""
    return dict(_HIDDEN.findall(text(client, address)))


def sent(client: Client, address: str, held: dict[str, str] | None = None, **fields: Any) -> str:
    """What comes back: the page where the form leads, or the form with what is wrong. `held` is what an older page had."""
    unseen = hidden(client, address) if held is None else held
    page = client.post(address, {**unseen, **fields}, follow=True)
    assert page.status_code == 200, address
    return unescape(page.content.decode())


def day(name: str, on: date | int = 0) -> dict[str, str]:
    """A day in three boxes: one that is given, or so many days ahead."""
    found = timezone.localdate() + timedelta(on) if isinstance(on, int) else on
    return {f"{name}[day]": str(found.day), f"{name}[month]": str(found.month), f"{name}[year]": str(found.year)}

"""How tests ask the pages of funding requests, as a browser without scripts does."""

from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.referrals.models import Request
from tests.referrals.making import CLINIC, clinic
from tests.web.forms import fields_of
from tests.web.signing import signed_in

EMAIL = "clinician@exf1.example"


def clinician(email: str = EMAIL) -> Client:
    """A clinician of the invented clinic, signed in."""
    clinic()
    return signed_in(Role.CLINICIAN, at=CLINIC, email=email)


def at(view: str, of: Request | None = None, **parts: object) -> str:
    """The address of a page about a request, or about none."""
    return reverse(f"requesting:{view}", kwargs={**({"reference": of.reference} if of else {}), **parts})


def said(page: HttpResponse) -> str:
    """What a page says, without what its signs are written as."""
    return " ".join(unescape(page.content.decode()).split())


def text(client: Client, address: str) -> str:
    """What the page at an address says."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return said(page)


def fields(page: HttpResponse) -> dict[str, list[str]]:
    """What a browser would send of the form of a page."""
    return fields_of(page.content.decode())


def sent(client: Client, address: str, **typed: Any) -> HttpResponse:
    """What comes back when the form of a page is filled in and sent."""
    return client.post(address, {**fields(client.get(address)), **typed}, follow=True)


def sure(client: Client, address: str, **typed: Any) -> str:
    """What comes back when the form of a page is sent, looked at once more, and sent for good."""
    look = sent(client, address, **typed) if typed else client.get(address)
    assert "Nothing is done yet" in said(look), said(look)
    return said(client.post(address, {**fields(look), "sure": "yes"}, follow=True))


def day(name: str, year: int, month: int, date: int) -> dict[str, str]:
    """A day in three boxes."""
    return {f"{name}[day]": str(date), f"{name}[month]": str(month), f"{name}[year]": str(year)}

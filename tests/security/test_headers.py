"""What every page of the site tells the browser, walked over all of them."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import OF_PEOPLE
from tests.security.addresses import addresses
from tests.web.matrix.specimens import View
from tests.web.matrix.test_matrix import SPECIMENS, VIEWS
from tests.web.signing import OWN, organisation, person, sign_in

pytestmark = pytest.mark.django_db
SAID = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    **dict.fromkeys(("default-src", "base-uri", "frame-ancestors"), "'none'"),
    **dict.fromkeys(("script-src", "style-src", "img-src", "connect-src", "form-action"), "'self'"),
}
OF_A_FILE = {"default-src": "'none'", "sandbox": ""}  # one that came from outside: nothing of it runs, in an origin of its own
OF_SOMEBODY = ("checker:", "answering:", "staff:")  # pages for everyone that show what somebody typed, or lead into an account
NOTHING_SHOWN = {"staff:sign-in", "staff:sign-out"}  # until something is sent


def lacking(page: HttpResponse) -> list[str]:
    """What a page should have told the browser, and did not."""
    policy = dict(part.strip().partition(" ")[::2] for part in page.get("Content-Security-Policy", "").split(";"))
    wrong = [name for name, value in SAID.items() if page.get(name) != value]
    return (
        wrong
        + ["Content-Security-Policy"] * (policy not in (POLICY, OF_A_FILE))
        + ["Permissions-Policy"] * ("camera=()" not in page.get("Permissions-Policy", ""))
    )


@pytest.mark.no_cover
def test_every_address_says_what_a_browser_may_do() -> None:
    """Pages and files, of those that everybody may see, those that lead to signing in, those that are not there, and the API."""
    client = Client()
    found = {one.name: lacking(client.get(one.path)) for one in addresses()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert lacking(client.get("/nowhere/at/all")) == lacking(client.post("/nowhere")) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_page_of_staff_says_it_too_and_is_kept_by_nobody(view: View) -> None:
    """Neither in the browser after signing out, nor by anything on the way."""
    specimen = SPECIMENS[view.name]
    everything, maker = person(*OF_PEOPLE, email="everything@exampleshire.example"), person(email="maker@exampleshire.example")
    made = specimen.make(specimen.states[0], organisation(OWN), maker)
    client = sign_in(Client(), everything)
    address = reverse(view.name, kwargs=dict(made.parts))
    page = client.get(address, specimen.query) if specimen.get else client.post(address, {})
    assert lacking(page) == []
    assert page["Cache-Control"] == "no-store"


def test_a_page_that_somebody_typed_in_is_kept_by_nobody() -> None:
    """Though everybody may see it."""
    client = Client()
    for one in addresses():
        if one.name.startswith(OF_SOMEBODY) and one.name not in NOTHING_SHOWN:
            assert client.get(one.path).get("Cache-Control") == "no-store", one.name


def test_behind_tls_browsers_are_told_to_stay_there(settings: Any) -> None:
    """For a year, with every name below; and what is asked for without it is sent on."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 24 * 3600, True
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    for address in ("/", "/staff/sign-in", "/nowhere", "/api"):
        told = client.get(address, secure=True)["Strict-Transport-Security"]
        assert told == "max-age=31536000; includeSubDomains"
        assert client.get(address)["Location"] == f"https://testserver{address}"


@pytest.mark.parametrize("name", [*SAID, "Content-Security-Policy", "Permissions-Policy"])
def test_the_look_at_headers_sees_one_that_is_lacking(name: str) -> None:
    """Each by itself."""
    page = Client().get("/about")
    assert lacking(page) == []
    del page[name]
    assert lacking(page) == [name]

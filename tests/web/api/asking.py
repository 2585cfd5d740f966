"""Asking the API as software does: with a key of an invented organisation, made for a test."""

import json
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from coequal.accounts.models import ApiKey
from coequal.accounts.models.keys import digest_of, new_key, prefix_of
from coequal.accounts.roles import Role
from coequal.exchange.fhir.written import written
from tests.web.signing import OWN, organisation, person

SCOPES = ("assess", "compare", "lottery")
POLICY = "/api/v1/policies/norfolk-and-waveney/assisted-conception"


def made_key(*scopes: str, at: str = OWN, days: int = 30, withdrawn: bool = False) -> str:
    """A key that allows what it is made for, until some days from now."""
    key, now = new_key(), timezone.now()
    ApiKey.objects.create(
        organisation=organisation(at),
        prefix=prefix_of(key),
        digest=digest_of(key),
        software="A clinic's record system",
        purpose="To check referrals before they are sent",
        scopes=list(scopes),
        made_by=person(Role.ADMINISTRATOR, at=at, email=f"admin@{at.casefold()}.example"),
        expires=now + timedelta(days=days),
        withdrawn=now if withdrawn else None,
    )
    return key


def get(address: str, key: str | None = None, **headers: str) -> HttpResponse:
    """What is answered to a question; the address is under /api/v1, or begins with /."""
    return Client().get(_whole(address), headers=_headers(key, headers))


def post(address: str, body: object, key: str | None = None, kind: str = "application/json", **headers: str) -> HttpResponse:
    """What is answered to something sent: a body as bytes, or what is to be written as JSON."""
    sent = body if isinstance(body, bytes) else written(body).encode()
    return Client().post(_whole(address), sent, content_type=kind, headers=_headers(key, headers))


def _whole(address: str) -> str:
    return address if address.startswith("/") else f"/api/v1/{address}"


def _headers(key: str | None, headers: dict[str, str]) -> dict[str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return {**named, **({"Authorization": f"Bearer {key}"} if key else {})}


def data(response: HttpResponse) -> Any:
    """What an answer says."""
    return json.loads(response.content)


def problem(response: HttpResponse) -> tuple[int, str, str]:
    """The status, the kind and the detail of a problem."""
    assert response["Content-Type"] == "application/problem+json", response.content
    assert response["Cache-Control"] == "no-store"
    found = data(response)
    assert found["status"] == response.status_code
    address, _, kind = found["type"].partition("#")
    assert address == "http://testserver/api"
    return response.status_code, kind, found["detail"]

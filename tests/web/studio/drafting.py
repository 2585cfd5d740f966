"""Drafts for the tests of the studio, and the editor as its form sends it."""

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

from coequal.accounts.acting import Acting, Post, person_acting
from coequal.accounts.roles import Role
from coequal.drafting.beginning import Beginning, begin
from coequal.drafting.models import Draft
from tests.lint.building import POLICY
from tests.web.signing import OWN, organisation, person

TEXT = POLICY.replace('version: "2024"', 'version: "2027"').replace("status: in force", "status: draft")


def manager(email: str = "pat@exampleshire.example", at: str = OWN) -> Acting:
    """A policy manager who acts as one."""
    return person_acting(person(Role.POLICY_MANAGER, at=at, email=email)).acting_as(Post(Role.POLICY_MANAGER, at))


def governance(email: str = "gov@exampleshire.example", at: str = OWN) -> Acting:
    """Somebody of governance who acts as that."""
    return person_acting(person(Role.GOVERNANCE, at=at, email=email)).acting_as(Post(Role.GOVERNANCE, at))


def draft_of(text: str = TEXT, *, by: Acting | None = None, at: str = OWN) -> Draft:
    """A draft with a text."""
    beginning = Beginning("here/fertility", "Fertility treatment", text, "version 2024 of this policy")
    return begin(by or manager(at=at), organisation(at), beginning)


def hidden(page: HttpResponse) -> dict[str, str]:
    """The hidden fields of the editor."""
    found = re.findall(r'<input type="hidden" name="(on|key|bringing)" value="([^"]*)">', page.content.decode())
    return {name: unescape(value) for name, value in found}


def text_in(page: HttpResponse) -> str:
    """The text that stands in the editor."""
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.content.decode(), re.DOTALL)
    assert found
    return unescape(found[1])


def send(client: Client, draft: Draft, text: str, *, data: bool = False, **fields: str) -> HttpResponse:
    """What saving sends; `data` as the script does it."""
    headers = {"accept": "application/json"} if data else {}
    sent = {"on": str(draft.head.number), "key": "a key", "note": "", "bringing": "", **fields, "text": text}
    return client.post(f"/studio/{draft.reference}/edit", sent, headers=headers)

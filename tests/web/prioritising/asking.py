"""How the tests of these pages ask for them and send forms."""

import re
from typing import Any

from django.test import Client
from django.urls import reverse

from coequal.accounts.roles import Role
from coequal.programmes.models import Option, Round, ServiceArea
from tests.programmes.prioritisation.groups import ROLES
from tests.web.signing import signed_in


def lead() -> Client:
    """Whoever leads rounds and options, signed in."""
    return signed_in(Role.POLICY_MANAGER, email="policy.manager@exampleshire.example")


def member(number: int) -> Client:
    """One of the members of a round, signed in."""
    return signed_in(ROLES[number], email=f"member{number}@exampleshire.example")


def at(view: str, of: ServiceArea | Round | Option | None = None, **parts: object) -> str:
    """The address of a page, about a service area, a round or an option where it is about one."""
    if isinstance(of, ServiceArea):
        parts["reference"] = of.reference
    elif isinstance(of, Round):
        parts |= {"reference": of.area.reference, "round": of.reference}
    elif isinstance(of, Option):
        parts |= {"reference": of.area.reference, "option": of.reference}
    return reverse(f"prioritising:{view}", kwargs=parts)


def text(client: Client, address: str) -> str:
    """What a page shows."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    return page.content.decode()


def held(page: str) -> dict[str, str]:
    """What a form sends unseen."""
    return dict(re.findall(r'<input type="hidden" name="(before|seen|blocks)" value="([^"]*)">', page))


def sent(client: Client, address: str, **fields: Any) -> str:
    """What comes back: the page where the form leads, or the form with what is wrong."""
    told = {**held(text(client, address)), **fields}
    return client.post(address, told, follow=True).content.decode()

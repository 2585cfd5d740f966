"""Apps that make codes, and people with passwords, for tests."""

import re
import time
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from coequal.accounts.models import Person
from coequal.accounts.roles import Role
from tests.web.signing import OWN, PASSWORD, person

EMAIL = "pat@exampleshire.example"


def code_of(app: TOTPDevice, steps: int = 0) -> str:
    """The code that an app shows, now or some half minutes later."""
    made = TOTP(app.bin_key, app.step, app.t0, app.digits)
    made.time = time.time() + steps * app.step
    return f"{made.token():06}"


def with_password(*roles: Role, at: str = OWN, email: str = EMAIL) -> Person:
    """Somebody who has a password and an app."""
    who = person(*roles, at=at, email=email)
    who.set_password(PASSWORD)
    who.save()
    return who


def app_of(who: Person) -> TOTPDevice:
    """The app of somebody."""
    return TOTPDevice.objects.get(user=who, confirmed=True)


def give_password(client: Client, email: str = EMAIL, password: str = PASSWORD, to: str = "") -> HttpResponse:
    """The first step of signing in."""
    return client.post(f"/staff/sign-in{to}", {"email": email, "password": password})


def text(page: HttpResponse) -> str:
    """What a page says, without its marks."""
    body = page.content.decode().partition("<main ")[2].partition(">")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())

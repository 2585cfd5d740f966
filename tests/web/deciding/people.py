"""People who act on requests in these tests, each signed in, and the identifiers of the person whom a request is about."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coequal.accounts.acting import person_acting
from coequal.accounts.roles import Role
from coequal.referrals.models import Request
from coequal.referrals.rules.in_force import rules_for
from tests.referrals import making
from tests.web.signing import person, signed_in

SECRET = (
    "Wilhelmina",
    "9990000018",
    "999 000 0018",
    "1990-03-04",
    "4 March 1990",
    "1 Sample Street",
    "wilhelmina.example",
    "7946 0123",
)


def at(view: str, **parts: object) -> str:
    """The address of a page."""
    return reverse(f"deciding:{view}", kwargs=parts)


def officer() -> Client:
    """An officer of the commissioner."""
    return signed_in(Role.IFR_OFFICER, email="officer@exampleshire.example")


def clinician() -> Client:
    """The clinician who asked."""
    making.clinic()
    return signed_in(Role.CLINICIAN, at=making.CLINIC, email="clinician@exf1.example")


def member(number: int) -> Client:
    """One of several members of panels."""
    return signed_in(Role.PANEL_MEMBER, email=f"member{number}@exampleshire.example")


def asked(state: str, **values: object) -> Request:
    """A request by that clinician, of a person who can be reached by telephone and e-mail."""
    making.clinic()
    by = person_acting(person(Role.CLINICIAN, at=making.CLINIC, email="clinician@exf1.example"))
    made = making.request(state, by=by, **values)
    made.identity.contact = {"way": "e-mail", "email": "wilhelmina.example@post.example", "telephone": "020 7946 0123"}
    made.identity.save()
    made.clinical.facts = {"patient date of birth": "1990-03-04", "patient BMI": "31"}
    made.clinical.save()
    return made


def answers(request: Request, word: str = "yes") -> dict[str, str]:
    """An answer to each question of the rules, as a form sends them."""
    asked_ = rules_for(request).questions or ()
    return {name: value for one in asked_ for name, value in ((f"answer-{one.id}", word), (f"why-{one.id}", "The scan shows it."))}


def found_in(page: HttpResponse) -> Iterator[str]:
    """The identifiers that an answer holds, in its body, its headers, and the address to which it leads."""
    whole = page.content.decode("utf-8", errors="replace") + repr(dict(page.headers.items()))
    yield from (one for one in SECRET if one.casefold() in whole.casefold())

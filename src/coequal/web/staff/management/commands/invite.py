"""`coequal site invite`: gives access to the first administrator, or to one who has lost it."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from coequal.accounts import access
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Organisation, Person
from coequal.accounts.offers import offers_to
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.errors import CoequalError
from coequal.web.staff.typed import plain_address, seen_name


class Command(BaseCommand):
    """Makes a link by which somebody gets access."""

    help = "Give somebody a role for an organisation, and print the link by which they get access. It sends no e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, in which role, for whom."""
        parser.add_argument("email", help="the e-mail address by which they sign in")
        parser.add_argument("--organisation", required=True, help="the code of the organisation, such as QMM")
        parser.add_argument("--name", help="its name, where it is not known here yet")
        parser.add_argument("--invented", action="store_true", help="it is new here, and invented: every page of it says so")
        parser.add_argument("--role", default=Role.ADMINISTRATOR, help=f"{', '.join(OF_PEOPLE)}; else administrator")
        parser.add_argument("--renew", action="store_true", help="a new link, for somebody who has lost password or second factor")
        parser.add_argument("--at", default="http://127.0.0.1:8000", help="where the site is reached; else on this machine")

    def handle(
        self,
        *_args: Any,
        email: str,
        organisation: str,
        name: str | None,
        role: str,
        renew: bool,
        at: str,
        invented: bool = False,
        **_options: Any,
    ) -> None:
        """Print the link."""
        try:
            with transaction.atomic():
                who, token = self._given(email, _organisation(organisation, name, invented=invented), role, renew=renew)
        except CoequalError as error:
            raise CommandError(error.message) from None
        if token is None:
            offered = offers_to(who).filter(organisation__code=organisation, role=role).exists()
            later = (
                "has been offered the role, and accepts it when signed in"
                if offered
                else "has the role now, and signs in as before"
            )
            self.stdout.write(f"{who} {later}.")
            return
        self.stdout.write(f"Pass this on to {who}. It works once, for 7 days; nobody else should see it:")
        self.stdout.write(f"{at.rstrip('/')}{reverse('staff:invitation', kwargs={'token': token})}")

    def _given(self, email: str, body: Organisation, role: str, *, renew: bool) -> tuple[Person, str | None]:
        """Who has what was asked for, and what their link ends with. Raises `CoequalError`, and then nothing is kept."""
        known, wanted = _address(email), _role(role)
        return _renewed(known, body) if renew else access.invite(THE_SYSTEM, known, wanted, body)


def _organisation(code: str, name: str | None, *, invented: bool) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        if not name:
            raise CoequalError(f"No organisation {code} is known here yet. Say its name too: --name “…”.")
        _checked(seen_name, name)
        found = Organisation.objects.create(code=code, name=name, invented=invented)
    elif invented and not found.invented:
        raise CoequalError(f"{found} is known here already, and not as an invented one. Leave --invented out.")
    return found


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        raise CoequalError(f"{email} is no e-mail address.") from None
    _checked(plain_address, email)
    return email


def _checked(check: Callable[[str], None], text: str) -> None:
    try:
        check(text)
    except ValidationError as error:
        raise CoequalError(error.messages[0]) from None


def _role(name: str) -> Role:
    if name not in OF_PEOPLE:
        raise CoequalError(f"{name} is no role. The roles are {', '.join(OF_PEOPLE)}.")
    return Role(name)


def _renewed(email: str, body: Organisation) -> tuple[Person, str]:
    person = Person.objects.filter(email=email.casefold(), memberships__organisation=body).first()
    if person is None:
        raise CoequalError(f"{email} has no role for {body}.")
    return person, access.renew(THE_SYSTEM, person, body)

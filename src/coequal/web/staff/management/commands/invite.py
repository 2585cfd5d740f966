"""`coequal site invite`: gives access to the first administrator, or to one who has lost it."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse

from coequal.accounts import access
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.errors import CoequalError


class Command(BaseCommand):
    """Makes a link by which somebody gets access."""

    help = "Give somebody a role for an organisation, and print the link by which they get access. It sends no e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom, in which role, for whom."""
        parser.add_argument("email", help="the e-mail address by which they sign in")
        parser.add_argument("--organisation", required=True, help="the code of the organisation, such as QMM")
        parser.add_argument("--name", help="its name, where it is not known here yet")
        parser.add_argument("--role", default=Role.ADMINISTRATOR, help=f"{', '.join(OF_PEOPLE)}; else administrator")
        parser.add_argument("--renew", action="store_true", help="a new link, for somebody who has lost password or second factor")
        parser.add_argument("--at", default="http://127.0.0.1:8000", help="where the site is reached; else on this machine")

    def handle(
        self, *_args: Any, email: str, organisation: str, name: str | None, role: str, renew: bool, at: str, **_options: Any
    ) -> None:
        """Print the link."""
        try:
            body = _organisation(organisation, name)
            who, token = _renewed(email, body) if renew else access.invite(THE_SYSTEM, _address(email), _role(role), body)
        except CoequalError as error:
            raise CommandError(error.message) from None
        if token is None:
            self.stdout.write(f"{who} has the role now, and signs in as before.")
            return
        self.stdout.write(f"Pass this on to {who}. It works once, for 7 days; nobody else should see it:")
        self.stdout.write(f"{at.rstrip('/')}{reverse('staff:invitation', kwargs={'token': token})}")


def _organisation(code: str, name: str | None) -> Organisation:
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        if not name:
            raise CoequalError(f"No organisation {code} is known here yet. Say its name too: --name “…”.")
        found = Organisation.objects.create(code=code, name=name)
    return found


def _address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        raise CoequalError(f"{email} is no e-mail address.") from None
    return email


def _role(name: str) -> Role:
    if name not in OF_PEOPLE:
        raise CoequalError(f"{name} is no role. The roles are {', '.join(OF_PEOPLE)}.")
    return Role(name)


def _renewed(email: str, body: Organisation) -> tuple[Person, str]:
    person = Person.objects.filter(email=email.casefold(), memberships__organisation=body).first()
    if person is None:
        raise CoequalError(f"{email} has no role for {body}.")
    return person, access.renew(THE_SYSTEM, person, body)

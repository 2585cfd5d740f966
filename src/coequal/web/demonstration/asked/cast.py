"""Who acts in the invented requests, and what is said in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.web.demonstration.once import in_place_of
from coequal.web.demonstration.staff import CLINIC, EXAMPLESHIRE, address, organisation

_TEXT: Final = Path(__file__).parents[1] / "texts" / "requests.yaml"
FIRST_PANEL: Final = (  # who sits there, in which post; the first is lay, and chairs
    ("lay-", "lay member"),
    ("", "doctor"),
    ("second-", "public health specialist"),
    ("third-", "pharmacist"),
)
SECOND_PANEL: Final = (
    ("second-lay-", "lay member"),
    ("fourth-", "doctor"),
    ("fifth-", "public health specialist"),
    ("sixth-", "pharmacist"),
)


@cache
def told() -> Mapping[str, Any]:
    """All that is said."""
    found: Mapping[str, Any] = yaml.safe_load(_TEXT.read_text(encoding="utf-8"))
    return found


def commissioner() -> Organisation:
    """Whose officers deal with the requests."""
    return organisation(EXAMPLESHIRE)


def clinic() -> Organisation:
    """Whose clinicians ask."""
    return organisation(CLINIC)


def clinician() -> Acting:
    """Who asks."""
    person = Person.objects.get(email=address(Role.CLINICIAN, "exampleshire-clinic"))
    return in_place_of(person, Role.CLINICIAN, clinic())


def play(role: Role, which: str = "") -> Acting:
    """Somebody of the commissioner in a role."""
    return in_place_of(member(role, which), role, commissioner())


def member(role: Role, which: str = "") -> Person:
    """Somebody of the commissioner, as a person."""
    return Person.objects.get(email=address(role, "exampleshire", which))


def ago(days: int) -> date:
    """The day that was so many days ago."""
    return timezone.localdate() - timedelta(days)

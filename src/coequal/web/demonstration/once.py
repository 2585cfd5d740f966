"""What the demonstration invents is made once: what people change or take away afterwards stays as they left it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from coequal.accounts.acting import THE_SYSTEM, Acting, Post
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.accounts.trail import record
from coequal.accounts.trail.model import Entry

_KIND: Final = "example"  # as the trail calls it, after the class below


@dataclass(frozen=True, slots=True)
class Example:
    """Something invented for the demonstration, by a name of its own, for an organisation that is invented too."""

    reference: str
    organisation: Organisation


def is_made(example: Example) -> bool:
    """Whether it was made before, whatever became of it since."""
    return Entry.objects.filter(kind=_KIND, reference=example.reference).exists()


def make_once(example: Example, make: Callable[[], object]) -> bool:
    """Make it and note so in the trail, both or neither. False where that was done before."""
    if is_made(example):
        return False
    with transaction.atomic():
        make()
        record(THE_SYSTEM, "invented something for the demonstration", example)
    return True


def in_place_of(person: Person, role: Role, organisation: Organisation) -> Acting:
    """The system, doing what an invented person may do: the trail says that nobody did it."""
    post = Post(role, organisation.code)
    return Acting(THE_SYSTEM.name, (post,), person).acting_as(post)

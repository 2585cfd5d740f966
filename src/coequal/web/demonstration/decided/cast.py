"""Who acts in the story, and what is told in it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation, Person
from coequal.accounts.roles import Role
from coequal.programmes.adoption.shelf import adopted
from coequal.programmes.models import ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import move
from coequal.web.demonstration.decided.of_then import on
from coequal.web.demonstration.once import in_place_of
from coequal.web.demonstration.staff import EXAMPLESHIRE, address, organisation
from coequal.web.shelf import Shelf, shelf

TEXTS: Final = Path(__file__).parents[1] / "texts" / "programmes"
SECOND: Final = "second-"


@cache
def read(name: str) -> Any:
    """A file of the story."""
    return yaml.safe_load((TEXTS / name).read_text(encoding="utf-8"))


def owner() -> Organisation:
    """Whose programme it is."""
    return organisation(EXAMPLESHIRE)


def play(role: Role = Role.POLICY_MANAGER, which: str = "") -> Acting:
    """An invented person in a role; a policy manager where none is named."""
    return in_place_of(person(role, which), role, owner())


def person(role: Role, which: str = "") -> Person:
    """An invented person."""
    return Person.objects.get(email=address(role, "exampleshire", which))


def held() -> Shelf:
    """The shelf with all that was ratified so far, also before anybody else can see it."""
    known = shelf()
    return known.with_versions(adopted(known.policies, known.library, timezone.localdate()))


def step(area: ServiceArea, kind: str, stage: str, day: date, why: str = "", *, let_pass: Mapping[str, str] | None = None) -> None:
    """A step of a service area, by whoever may take it: governance from the decision on, and where something is let pass."""
    role = Role.GOVERNANCE if stage in {kinds.DECISION, kinds.IN_FORCE} or let_pass else Role.POLICY_MANAGER
    with on(day):
        move(play(role), area, kind, stage, on=day, why=why, overrides=let_pass)


@contextmanager
def stage(area: ServiceArea, key: str, opens: date, ends: date, *, let_pass: Mapping[str, str] | None = None) -> Iterator[None]:
    """A stage that opens, what is done in it, and that it is complete."""
    step(area, kinds.OPEN, key, opens, let_pass=let_pass)
    yield
    step(area, kinds.COMPLETE, key, ends)

"""For each guarded view an example to try it with. A guarded view without one fails the matrix."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from coequal.accounts.guard import EVERYONE
from coequal.accounts.models import Organisation, Person
from coequal.accounts.permission import Permission

Parts = Mapping[str, object]


@dataclass(frozen=True)
class Made:
    """A thing that was made to be tried: it is in a state, was made by somebody, and is named by the parts of an address."""

    parts: Parts
    thing: Any = None


def nothing(_state: str, _organisation: Organisation, _by: Person) -> Made:
    """For a view that is about no thing."""
    return Made({})


@dataclass(frozen=True)
class Specimen:
    """How to ask a view: `make` makes a thing in a state, of an organisation, by somebody.

    `post` is what is sent (or a function of the thing that gives it), where the view takes something; without `get` it can
    only be sent to. `heavy` keeps a costly page from being drawn for every state: only whoever is refused asks for it.
    """

    make: Callable[[str, Organisation, Person], Made] = nothing
    states: tuple[str, ...] = ("",)
    post: Mapping[str, Any] | Callable[[Any], Mapping[str, Any]] | None = None
    get: bool = True
    query: Mapping[str, str] = field(default_factory=dict)
    heavy: bool = False


@dataclass(frozen=True)
class View:
    """A guarded view by its name, with what it asks for."""

    name: str
    permission: Permission
    posting: Permission


def guarded(resolver: URLResolver | None = None, space: str = "") -> list[View]:
    """Every view that is not for everyone."""
    found: list[View] = []
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            found += guarded(one, f"{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern) and isinstance(getattr(one.callback, "permission", EVERYONE), Permission):
            found.append(View(f"{space}{one.name}", one.callback.permission, one.callback.posting))
    return found

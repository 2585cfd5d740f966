"""Every guarded view, asked by everybody: each role, of the own and of another organisation, in each state of the thing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.guard import begin_session
from coequal.accounts.models import Person
from coequal.accounts.permission import NotAllowed, Permission
from coequal.accounts.roles import OF_PEOPLE
from tests.web.matrix.expected import EXPECTED
from tests.web.matrix.specimens import Made, Specimen, View, guarded
from tests.web.signing import OTHER, OWN, organisation, person, sign_in

PARTS = (
    "staff",
    "studio",
    "analyses",
    "answering",
    "counts",
    "hearing",
    "surveys",
    "findings",
    "coding",
    "aligning",
    "governing",
    "prioritising",
    "referring",
    "requesting",
    "requests",
    "deciding",
    "assuring",
    "equality",
)
SPECIMENS: dict[str, Specimen] = {}
for part in PARTS:
    SPECIMENS |= import_module(f"tests.web.matrix.{part}").SPECIMENS
VIEWS = guarded()
ROLES = [(role, code) for role in OF_PEOPLE for code in (OWN, OTHER)]


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_guarded_view_has_a_specimen() -> None:
    """Whoever adds a view adds an example of it here."""
    assert {view.name for view in VIEWS} == set(SPECIMENS)
    assert len(VIEWS) > 20


def told(permission: Permission) -> str:
    """A permission as the table written by hand has it."""
    roles = "everyone" if set(permission.roles) == set(OF_PEOPLE) else ", ".join(sorted(permission.roles))
    return " | ".join([roles, *[", ".join(permission.states)] * bool(permission.states), *["not the maker"] * permission.by_others])


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_asks_for_what_was_meant(view: View) -> None:
    """Whoever changes who may do what changes it in two places, and so on purpose."""
    assert EXPECTED[view.name] == tuple(dict.fromkeys([told(view.permission), told(view.posting)]))


def expected(acting: Acting, permission: Permission, made: Made) -> str:
    """How the view should answer: it lets in, says why not, or knows of no such thing."""
    if permission.post_of(acting, made.thing):
        return "in"
    if made.thing is not None and made.thing.organisation.code not in acting.organisations:
        return "no such thing"
    return "not allowed"


def answered(client: Client, method: str, address: str, sent: Mapping[str, Any]) -> str:
    """How a view answered."""
    response = client.generic(method, address) if method == "GET" else client.post(address, sent)
    if response.status_code == 302 and response["Location"].split("?")[0] in (reverse("staff:sign-in"), reverse("staff:code")):
        return "sign in"
    return {403: "not allowed", 404: "no such thing"}.get(response.status_code, "in" if response.status_code < 500 else "failed")


def sent_to(specimen: Specimen, made: Made) -> Mapping[str, Any]:
    return specimen.post(made.thing) if callable(specimen.post) else specimen.post or {}


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_answers_those_who_may_and_nobody_else(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds the permission is let in; others of the organisation are told why not; those of another find nothing.

    The first who is let in, in each state, and whoever has not signed in ask as a browser does; of everybody else the guard is asked.
    """
    specimen = SPECIMENS[view.name]
    maker = person(at=OWN, email="maker@exampleshire.example")
    everybody = [person(role, at=code, email=f"{role.replace(' ', '-')}@{code}.example".casefold()) for role, code in ROLES]
    methods = [("GET", view.permission)] * specimen.get + [("POST", view.posting)] * (specimen.post is not None)
    wrong = []
    for state in specimen.states:
        with undone():
            made = specimen.make(state, organisation(OWN), maker)
            for method, permission in methods:
                asking = Asking(view.name, specimen, made, method)
                with undone():
                    wrong += asking.as_nobody()
                asked_in_full = specimen.heavy
                for somebody, (role, code) in zip(everybody, ROLES, strict=True):
                    wanted = expected(person_acting(somebody), permission, made)
                    with undone(), monkeypatch.context() as patched:
                        if wanted == "in" and not asked_in_full:
                            found, asked_in_full = asking.in_full(somebody), True
                        else:
                            found = asking.of_the_guard(somebody, patched)
                    if found != wanted:
                        wrong.append(f"{method} as {role} of {code}, {state or 'no state'}: {found}, not {wanted}")
    assert wrong == []


@dataclass(frozen=True)
class Asking:
    """A view asked about a thing, by GET or POST."""

    name: str
    specimen: Specimen
    made: Made
    method: str

    @property
    def address(self) -> str:
        """Where it is asked."""
        query = "?" + "&".join(f"{key}={value}" for key, value in self.specimen.query.items()) if self.specimen.query else ""
        return reverse(self.name, kwargs=dict(self.made.parts)) + query

    @property
    def sent(self) -> Mapping[str, Any]:
        """What is sent, where something is."""
        return sent_to(self.specimen, self.made)

    def as_nobody(self) -> list[str]:
        """How the view answered whoever has not signed in, where it should not have so."""
        found = answered(Client(), self.method, self.address, self.sent)
        wanted = (
            {"sign in"} if self.method == "GET" else {"sign in", "not allowed", "in"}
        )  # a page that says that nothing was changed
        return [] if found in wanted else [f"{self.method} of nobody: {found}, not {wanted}"]

    def in_full(self, somebody: Person) -> str:
        """How the view answered somebody who has signed in, by a whole request."""
        return answered(sign_in(Client(), somebody), self.method, self.address, self.sent)

    def of_the_guard(self, somebody: Person, patched: pytest.MonkeyPatch) -> str:
        """How the guard of the view answered somebody; the view behind it is left out."""
        making, address = RequestFactory(), self.address
        found = resolve(address.split("?")[0])
        patched.setattr(found.func, "view", lambda *_given, **_parts: HttpResponse("in"))
        patched.setattr(somebody, "is_verified", lambda: True, raising=False)
        request = making.get(address) if self.method == "GET" else making.post(address, self.sent)
        request.session, request.user = SessionStore(), somebody
        begin_session(request.session)
        try:
            return found.func(request, **found.kwargs).content.decode()
        except NotAllowed:
            return "not allowed"
        except Http404:
            return "no such thing"


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize(
    "view", [view for view in VIEWS if view.permission.by_others or view.posting.by_others], ids=lambda view: view.name
)
def test_what_somebody_else_has_to_do_is_refused_to_whoever_made_it(view: View) -> None:
    """With the very role that may do it for others' things."""
    specimen = SPECIMENS[view.name]
    permission = view.posting if view.posting.by_others else view.permission
    maker = person(*permission.roles, at=OWN, email="maker@exampleshire.example")
    made = specimen.make(
        next(state for state in specimen.states if not permission.states or state in permission.states), organisation(OWN), maker
    )
    method = "POST" if view.posting.by_others else "GET"
    address = reverse(view.name, kwargs=dict(made.parts))
    assert answered(sign_in(Client(), maker), method, address, sent_to(specimen, made)) == "not allowed"

"""Every guarded view, asked by everybody: each role, of the own and of another organisation, in each state of the thing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.permissions import Permission
from coequal.accounts.roles import OF_PEOPLE, Role
from tests.web.matrix.expected import EXPECTED
from tests.web.matrix.specimens import Made, Specimen, View, guarded
from tests.web.signing import OTHER, OWN, organisation, person, sign_in

PARTS = ("staff", "studio", "analyses", "answering", "counts", "hearing", "surveys", "findings", "coding")
SPECIMENS: dict[str, Specimen] = {}
for part in PARTS:
    SPECIMENS |= import_module(f"tests.web.matrix.{part}").SPECIMENS
VIEWS = guarded()


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


def expected(acting: Acting, permission: Permission, made: Made) -> set[str]:
    """How the view should answer: it lets in, says why not, or knows of no such thing."""
    if permission.post_of(acting, made.thing):
        return {"in"}
    if made.thing is not None and made.thing.organisation.code not in acting.organisations:
        return {"no such thing"}
    return {"not allowed"}


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

    The page itself is drawn for the first who is let in, in each state; for others it is enough that the guard lets them in.
    """
    specimen = SPECIMENS[view.name]
    maker = person(at=OWN, email="maker@exampleshire.example")
    asked = [(None, None), *((role, code) for role in OF_PEOPLE for code in (OWN, OTHER))]
    methods = [("GET", view.permission)] * specimen.get + [("POST", view.posting)] * (specimen.post is not None)
    wrong, let_in = list[str](), set[tuple[str, str]]()
    for state in specimen.states:
        with undone():
            made = specimen.make(state, organisation(OWN), maker)
            callback = resolve(reverse(view.name, kwargs=dict(made.parts))).func
            for role, code in asked:
                for method, permission in methods:
                    with undone(), monkeypatch.context() as drawn:
                        if (state, method) in let_in:
                            drawn.setattr(callback, "view", lambda *_given, **_parts: HttpResponse("in"))
                        found, wanted = _try((view.name, specimen, made), (method, permission), role, code)
                    let_in |= {(state, method)} if found == "in" and role else set()
                    if found not in wanted:
                        wrong.append(f"{method} as {role} of {code}, {state or 'no state'}: {found}, not {wanted}")
    assert wrong == []


def _try(
    about: tuple[str, Specimen, Made], how: tuple[str, Permission], role: Role | None, code: str | None
) -> tuple[str, set[str]]:
    """How the view answered somebody, and how it should have."""
    (name, specimen, made), (method, permission) = about, how
    client, address = Client(), reverse(name, kwargs=dict(made.parts))
    if role is None or code is None:
        wanted = {"sign in"} if method == "GET" else {"not allowed", "in"}  # a page that says that nothing was changed
        return answered(client, method, address, sent_to(specimen, made)), wanted
    somebody = person(role, at=code, email=f"{role.replace(' ', '-')}@{code}.example".casefold())
    wanted = expected(person_acting(somebody), permission, made)
    if specimen.heavy and wanted == {"in"}:
        return "in", wanted
    query = "?" + "&".join(f"{name}={value}" for name, value in specimen.query.items()) if specimen.query else ""
    return answered(sign_in(client, somebody), method, address + query, sent_to(specimen, made)), wanted


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

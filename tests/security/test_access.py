"""No way round who may see what: not another organisation's number, not half of an address, not another method."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from coequal.accounts.models import Person
from coequal.accounts.permissions import SCOPES
from coequal.accounts.roles import OF_PEOPLE
from coequal.involvement.models.involvements import ANNOUNCED, CLOSED, ON_HOLD, OPEN, PREPARING, REPORTED
from coequal.web.api.interface import document
from tests.involvement import making
from tests.security.addresses import addresses
from tests.web.api.asking import get, made_key
from tests.web.matrix.specimens import Made, View
from tests.web.matrix.test_api import FOUND
from tests.web.matrix.test_matrix import SPECIMENS, VIEWS, undone
from tests.web.signing import OTHER, OWN, organisation, person, sign_in

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "head", "options", "put", "patch", "delete", "trace")


def everything(at: str) -> Person:
    """Somebody who has every role of an organisation."""
    return person(*OF_PEOPLE, at=at, email=f"everything@{at.casefold()}.example")


def made_of(view: View, at: str, state: str = "") -> Made:
    """The thing of a view, as an organisation has it."""
    specimen = SPECIMENS[view.name]
    return specimen.make(state or specimen.states[0], organisation(at), person(at=at, email=f"maker@{at.casefold()}.example"))


def nobodys(parts: Mapping[str, object]) -> dict[str, object]:
    """An address written in the same way, whose thing does not exist: its first part is changed."""
    name, value = next(iter(parts.items()))
    if isinstance(value, int):
        return {**parts, name: value + 987_654}
    head, dash, tail = str(value).partition("-")
    return {**parts, name: head + dash + "".join("2" if sign.isalnum() else sign for sign in tail) if dash else "0" * len(head)}


def told(page: HttpResponse) -> tuple[int, bytes]:
    """What somebody learns from an answer."""
    return page.status_code, page.content


WITH_A_THING = [view for view in VIEWS if SPECIMENS[view.name].make.__name__ != "nothing"]


@pytest.mark.no_cover
@pytest.mark.parametrize("view", WITH_A_THING, ids=lambda view: view.name)
def test_what_another_organisation_has_is_answered_as_what_nobody_has(view: View) -> None:
    """In every state of it, to the letter, by every method, whatever roles one has at home."""
    stranger = everything(OTHER)
    client = sign_in(Client(), stranger)
    for state in SPECIMENS[view.name].states:
        with undone():
            made = made_of(view, OWN, state)
            if not made.parts or made.thing is None:
                return
            theirs = reverse(view.name, kwargs=dict(made.parts))
            none = reverse(view.name, kwargs=nobodys(made.parts))
            assert theirs != none
            for method in METHODS:
                asked = getattr(client, method)
                answer = asked(theirs)
                assert told(answer) == told(asked(none)), (state, method)
                assert answer.status_code == 404, (state, method)


@pytest.mark.no_cover
@pytest.mark.parametrize("view", WITH_A_THING, ids=lambda view: view.name)
def test_an_address_of_two_halves_is_not_mended_from_two_organisations(view: View) -> None:
    """One's own thing in front does not open what lies in somebody else's behind it."""
    client = sign_in(Client(), everything(OWN))
    own = made_of(view, OWN)
    numbers = [name for name, value in list(own.parts.items())[1:] if any(sign.isdigit() for sign in str(value))]
    if not numbers or own.thing is None:
        return
    theirs = made_of(view, OTHER)
    for name in numbers:
        if own.parts[name] != theirs.parts[name]:
            mixed = reverse(view.name, kwargs={**own.parts, name: theirs.parts[name]})
            assert client.get(mixed).status_code in (404, 405), name
            assert client.post(mixed).status_code in (403, 404, 405), name


@pytest.mark.no_cover
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_no_method_lets_in_whoever_has_not_signed_in(view: View) -> None:
    """Nor one that the page does not know; and to those who may come in it says that it does not know it."""
    specimen, made = SPECIMENS[view.name], made_of(view, OWN)
    address = reverse(view.name, kwargs=dict(made.parts))
    client, inside = Client(), sign_in(Client(), everything(OWN))
    found = {method: getattr(client, method)(address).status_code for method in METHODS}
    assert found.pop("get") in (302, 405)
    assert found.pop("head") == 302
    if found.pop("post") not in (302, 403):  # a page that keeps what was typed
        assert "signed in" in client.post(address).content.decode()
    assert set(found.values()) <= {302, 403, 405}
    known = {"options", "put", "patch", "delete", "trace"}
    assert {getattr(inside, method)(address).status_code for method in known} <= {403, 405}
    if specimen.post is None:
        assert inside.post(address).status_code in (403, 405)


def test_every_address_is_asked_by_somebody() -> None:
    """It is for everyone, has a specimen, or has operations that are tried with every kind of key: none is left out."""
    kinds = {one.name: (one.is_for_everyone, one.is_guarded, one.is_of_the_api) for one in addresses()}
    assert all(sum(kind) == 1 for kind in kinds.values())
    assert {name for name, kind in kinds.items() if kind[1]} == set(SPECIMENS)
    asked = {(one.methods[0].lower(), one.path) for one in FOUND}
    promised = {(method, path) for path, methods in document()["paths"].items() for method in methods}
    assert len(promised) == len(asked) == len(FOUND)
    assert all(any(path.endswith(f"/{end}") and method == m for m, path in promised) for method, end in asked)
    assert len(kinds) > 400


def test_no_two_views_have_one_name() -> None:
    """So that a name in a table of who may do what means one page."""
    of_pages = [one.name for one in addresses() if one.name != "comparing:compare"]
    assert len(of_pages) == len(set(of_pages))


@pytest.mark.parametrize("operation", FOUND, ids=lambda one: f"{one.methods[0]} {one.path}")
def test_an_operation_knows_one_method(operation: Any) -> None:
    """Every other one is refused, in the words of the API, with a key that opens everything."""
    (path,) = [
        one
        for one in document()["paths"]
        if one.endswith(f"/{operation.path}") and operation.methods[0].lower() in document()["paths"][one]
    ]
    address = path.format(
        area="norfolk-and-waveney", service="assisted-conception", version="2022-07", id="x", reference="I-2345-6789"
    )
    client = Client(headers={"Authorization": f"Bearer {made_key(*SCOPES)}"})
    known = set(document()["paths"][path])
    for method in {"get", "post", "put", "patch", "delete", "trace"} - known:
        answer = getattr(client, method)(address)
        assert (answer.status_code, answer["Content-Type"].partition("+")[2]) == (405, "json"), method


@pytest.mark.parametrize("part", ["", "/received", "/results", "/report"])
@pytest.mark.parametrize("state", [PREPARING, ANNOUNCED, OPEN, ON_HOLD, CLOSED, REPORTED])
def test_software_of_another_organisation_learns_of_an_involvement_what_everybody_may(state: str, part: str) -> None:
    """One that is being prepared is answered as one that is not there, and none is told of by a key more than without."""
    made = making.involvement(state, organisation(OWN), everything(OWN))
    stranger = made_key(*SCOPES, at=OTHER)
    theirs, without = (get(f"involvements/{made.reference}{part}", key) for key in (stranger, None))
    assert told(theirs) == told(without)
    if state == PREPARING:
        none = get(f"involvements/I-2222-2222{part}", stranger)
        assert theirs.status_code == none.status_code == 404
        assert theirs.content.replace(made.reference.encode(), b"I-2222-2222") == none.content

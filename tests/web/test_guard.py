"""Who is let in, who is sent to sign in, and what the others are told."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from coequal.accounts.guard import StaffRequest, needs
from coequal.accounts.models import Membership, Organisation
from coequal.accounts.permission import Permission
from coequal.accounts.roles import Role
from coequal.web import urls
from tests.web.signing import OTHER, organisation, person, sign_in, signed_in

SEE = Permission("see a thing", (Role.ANALYST, Role.GOVERNANCE))
CHANGE = Permission("change a thing", (Role.GOVERNANCE, Role.ANALYST), ("open",))
ACCEPT = Permission("accept a thing", (Role.GOVERNANCE,), by_others=True)


@dataclass
class Thing:
    state: str
    made_by: Any = None
    organisation: Organisation = field(default_factory=organisation)


def thing(state: str) -> Thing:
    if state == "none":
        raise Http404
    return Thing(state)


def kept(_request: HttpRequest, state: str) -> HttpResponse:
    return HttpResponse(f"what you typed about {state} is kept")


@needs(SEE, posting=CHANGE, of=thing, signed_out=kept)
def a_thing(request: StaffRequest, it: Thing) -> HttpResponse:
    return HttpResponse(f"{it.state}, seen by {request.acting.name}, {request.acting.role} of {request.acting.organisation}")


@needs(ACCEPT, of=lambda: Thing("open", person(Role.GOVERNANCE)))
def own(_request: StaffRequest, _it: Thing) -> HttpResponse:
    raise AssertionError


@needs(SEE)
def things(request: StaffRequest) -> HttpResponse:
    return HttpResponse(", ".join(request.acting.organisations_as(SEE)))


urlpatterns = [*urls.urlpatterns, path("thing/<state>", a_thing), path("own", own), path("things", things)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_things(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.web.test_guard"


def test_whoever_has_the_role_is_let_in_and_acts_in_it() -> None:
    """The view gets the thing, and knows in which role and for whom it was asked."""
    found = signed_in(Role.CLINICIAN, Role.ANALYST).get("/thing/open")
    assert found.content.decode() == "open, seen by pat@exampleshire.example, analyst of EXA1"
    things = signed_in(Role.ANALYST).get("/things")
    assert (things.content, things["Cache-Control"]) == (b"EXA1", "no-store")


def test_whoever_has_not_signed_in_is_led_there_and_back(client: Client) -> None:
    """The address that was asked for goes along, and no browser keeps the answer."""
    found = client.get("/thing/open?line=7")
    assert (found.status_code, found["Location"]) == (302, "/staff/sign-in?next=%2Fthing%2Fopen%3Fline%3D7")
    assert found["Cache-Control"] == "no-store"


def test_what_is_sent_by_whoever_was_signed_out_is_not_lost(client: Client) -> None:
    """A view may answer that itself; else a page says that nothing was changed."""
    assert client.post("/thing/open").content == b"what you typed about open is kept"
    found = client.post("/things")
    assert found.status_code == 403
    assert "Nothing was changed" in found.content.decode()


def test_a_password_alone_is_not_enough() -> None:
    """Without a one-time code nobody gets further than the page that asks for it."""
    client = Client()
    client.force_login(person(Role.ANALYST), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["signed in"] = session["seen"] = 9_999_999_999
    session.save()
    assert client.get("/things")["Location"].startswith("/staff/code?")


@pytest.mark.parametrize(("since", "seen"), [(0, 3601), (12 * 3600 + 1, 0)])
def test_an_idle_or_an_old_session_is_over(since: int, seen: int) -> None:
    """An hour without a request, or twelve hours in all: then one has to sign in again."""
    client = signed_in(Role.ANALYST)
    session = client.session
    session["signed in"] -= since
    session["seen"] -= seen
    session.save()
    assert client.get("/things")["Location"].startswith("/staff/sign-in?")
    assert client.get("/things")["Location"].startswith("/staff/sign-in?")


def test_a_session_that_is_used_goes_on() -> None:
    """Each request within the hour counts anew."""
    client = signed_in(Role.ANALYST)
    session = client.session
    before = session["seen"] = session["seen"] - 3000
    session.save()
    assert client.get("/things").status_code == 200
    assert client.session["seen"] >= before + 3000


def test_a_role_that_is_taken_away_or_a_person_who_is_shut_out_is_so_at_once() -> None:
    """The next request is already refused."""
    somebody = person(Role.ANALYST)
    client = sign_in(Client(), somebody)
    assert client.get("/things").status_code == 200
    Membership.objects.all().delete()
    found = client.get("/things")
    assert found.status_code == 403
    assert "You have no role here any more" in found.content.decode()
    somebody.is_active = False
    somebody.save()
    assert client.get("/things").status_code == 302


def test_whoever_lacks_the_role_is_told_which_it_is() -> None:
    """Of their own organisation they may know that the thing is there."""
    found = signed_in(Role.CLINICIAN).get("/thing/open")
    assert found.status_code == 403
    assert (
        "To see a thing needs the role analyst or governance of Exampleshire (an invented organisation)." in found.content.decode()
    )
    assert "To see a thing needs the role analyst or governance." in signed_in(Role.CLINICIAN).get("/things").content.decode()


def test_what_belongs_to_others_is_not_there() -> None:
    """Somebody of another organisation, in the same role, is answered as for a thing that does not exist."""
    client = signed_in(Role.ANALYST, at=OTHER, email="sam@sampleton.example")
    theirs, none = client.get("/thing/open"), client.get("/thing/none")
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert theirs.content == none.content


def test_what_cannot_be_done_in_a_state_says_in_which_it_can() -> None:
    """The thing is closed: seeing it is allowed, changing it is not."""
    client = signed_in(Role.ANALYST)
    assert client.get("/thing/closed").status_code == 200
    found = client.post("/thing/closed")
    assert found.status_code == 403
    assert "This is closed now. To change a thing is possible only while it is open." in found.content.decode()


def test_nobody_accepts_their_own() -> None:
    """Though they have the role."""
    assert "To accept a thing is for somebody else than whoever made it." in signed_in(Role.GOVERNANCE).get("/own").content.decode()

"""Roles that wait for somebody's own word, so that nobody gets another organisation's by a link of their own."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from coequal.accounts import access, offers, posts
from coequal.accounts.acting import person_acting
from coequal.accounts.models import Entry, Invitation, Membership, Person
from coequal.accounts.posts import Member
from coequal.accounts.roles import Role
from coequal.accounts.second_factor import app_to_confirm
from tests.web.signing import OTHER, OWN, PASSWORD, organisation, person, sign_in, signed_in
from tests.web.staff.codes import code_of, give_password, text

pytestmark = pytest.mark.django_db
SAM, A, B = "sam@exampleshire.example", "admin@exampleshire.example", "admin@sampleton.example"
CHOSEN = {"new": PASSWORD, "again": PASSWORD}


@pytest.fixture
def ours() -> Client:
    """An administrator of Exampleshire."""
    return signed_in(Role.ADMINISTRATOR, email=A)


@pytest.fixture
def theirs() -> Client:
    """An administrator of Sampleton."""
    return signed_in(Role.ADMINISTRATOR, at=OTHER, email=B)


def invite(by: Client, role: Role) -> HttpResponse:
    return by.post("/staff/people/invite", {"email": SAM, "role": role})


def link_in(page: HttpResponse) -> str:
    """The link on a page."""
    return re.findall(r"http://testserver(/staff/invitation/[\w-]+)", page.content.decode())[0]


def set_up(link: str) -> Client:
    """Whoever follows a link to its end."""
    client = Client()
    assert client.post(link, CHOSEN).status_code == 302
    assert client.post("/staff/second-factor", {"code": code_of(app_to_confirm(Person.objects.get(email=SAM)))}).status_code == 200
    return client


def posts_of() -> set[tuple[str, str]]:
    """What somebody may do now."""
    return {(post.role, post.organisation) for post in person_acting(Person.objects.get(email=SAM)).posts}


def at(code: str) -> Member:
    return Member(Person.objects.get(email=SAM), organisation(code))


def page_of(code: str) -> str:
    return f"/staff/people/{code}/{at(code).reference}"


def answer(client: Client, do: str) -> HttpResponse:
    """Say something to the only offer."""
    return client.post("/staff/offers", {"offer": Membership.objects.get(accepted=None).pk, "do": do})


def test_a_link_that_was_kept_does_not_open_what_another_organisation_gives(ours: Client, theirs: Client) -> None:
    """What they offered before is withdrawn, since it was meant for whoever held the account then."""
    link = link_in(invite(ours, Role.ANALYST))
    assert "The role is offered" in text(invite(theirs, Role.ADMINISTRATOR))
    assert "waiting for them to accept" in text(theirs.get("/staff/people"))
    set_up(link)
    assert posts_of() == {(Role.ANALYST, OWN)}
    assert not Membership.objects.filter(accepted=None).exists()
    assert Entry.objects.filter(action="lost an offer by a new link", organisation=OTHER).exists()


def test_an_account_that_was_set_up_elsewhere_waits_and_that_is_told(ours: Client, theirs: Client) -> None:
    """Whoever holds it accepts when signed in; from then on no link of the first organisation opens it."""
    client = set_up(link_in(invite(ours, Role.ANALYST)))
    invite(theirs, Role.GOVERNANCE)
    assert posts_of() == {(Role.ANALYST, OWN)}
    assert "set up under Exampleshire (an invented organisation)" in text(theirs.get(page_of(OTHER)))
    renewed = link_in(ours.post(page_of(OWN), {"do": "renew"}))
    for path in ("/staff", "/staff/account", "/staff/offers"):
        assert "Sampleton (an invented organisation) has offered you the role governance ." in text(client.get(path))
    assert answer(client, "accept")["Location"] == "/staff"
    assert posts_of() == {(Role.ANALYST, OWN), (Role.GOVERNANCE, OTHER)}
    assert Client().get(renewed).status_code == 404
    assert "Nothing is offered to you." in text(client.get("/staff/offers"))
    assert "belongs to another organisation too" in text(ours.get(page_of(OWN)))
    assert theirs.post(page_of(OTHER), {"do": "give", "role": "analyst"}).status_code == 302
    assert at(OTHER).offered == [Role.ANALYST]


def test_an_offer_is_declined_or_withdrawn(ours: Client, theirs: Client) -> None:
    """Nobody answers for another, nor anything else."""
    client = set_up(link_in(invite(ours, Role.ANALYST)))
    for do in ("decline", "take"):
        invite(theirs, Role.GOVERNANCE)
        offer = Membership.objects.get(accepted=None)
        assert ours.post("/staff/offers", {"offer": offer.pk, "do": "accept"}).status_code == 404
        assert answer(client, "dance").status_code == 404
        if do == "decline":
            answer(client, "decline")
        else:
            theirs.post(page_of(OTHER), {"do": "take", "role": "governance"})
        assert posts_of() == {(Role.ANALYST, OWN)}
        offers.accept(offer)
        offers.decline(offer)
        assert posts_of() == {(Role.ANALYST, OWN)}
    assert Entry.objects.filter(action="declined a role").count() == 1


def test_whoever_lost_their_last_role_is_not_taken_over_by_the_next(ours: Client, theirs: Client) -> None:
    """The next one can make no link until its role is accepted, and a role that comes back is not opened by it."""
    set_up(link_in(invite(theirs, Role.ANALYST)))
    theirs.post(page_of(OTHER), {"do": "take", "role": "analyst"})
    invite(ours, Role.ANALYST)
    refused = ours.post(page_of(OWN), {"do": "renew"})
    assert "has not accepted a role of yours" in text(refused)
    assert not Invitation.objects.filter(used=None).exists()
    invite(theirs, Role.ANALYST)
    assert posts_of() == {(Role.ANALYST, OTHER)}
    client = Client()
    theirs.post(page_of(OTHER), {"do": "take", "role": "analyst"})
    give_password(client, SAM)
    code = code_of(Person.objects.get(email=SAM).totpdevice_set.get(), 1)
    assert client.post("/staff/code", {"code": code})["Location"] == "/staff/offers"
    assert "allows nothing until you accept it" in text(client.get("/staff/offers"))
    assert answer(client, "decline")["Location"] == "/staff/offers"


def test_an_offer_does_not_hinder_the_organisation_that_somebody_works_for(ours: Client, theirs: Client) -> None:
    """It renews and deactivates as before."""
    set_up(link_in(invite(theirs, Role.ANALYST)))
    invite(ours, Role.ADMINISTRATOR)
    assert "Pass this link on" in text(theirs.post(page_of(OTHER), {"do": "renew"}))
    theirs.post(page_of(OTHER), {"do": "deactivate", "sure": "yes"})
    assert not Person.objects.get(email=SAM).is_active


def test_a_link_opens_nothing_once_its_organisation_has_no_role_for_somebody(ours: Client, theirs: Client) -> None:
    """Nor once another one has a role for them: it is looked at again at every step."""
    link = link_in(invite(ours, Role.ANALYST))
    invitation = Invitation.objects.get()
    person(Role.ANALYST, at=OTHER, email=SAM)
    assert Client().get(link).status_code == 404
    assert not access.choose_password(invitation, PASSWORD)
    assert not access.use_up(invitation)
    Membership.objects.filter(person__email=SAM, organisation__code=OTHER).delete()
    assert Client().get(link).status_code == 200
    ours.post(page_of(OWN), {"do": "take", "role": "analyst"})
    assert not Invitation.objects.exists()
    assert "Pass this link on" in text(invite(theirs, Role.ANALYST))


def test_nobody_gives_themselves_a_role() -> None:
    """An administrator asks another one."""
    own = person(Role.ADMINISTRATOR, email=A)
    page = sign_in(Client(), own).post(
        f"/staff/people/{OWN}/{Member(own, organisation()).reference}", {"do": "give", "role": "analyst"}
    )
    assert "You cannot give yourself a role. Ask another administrator." in text(page)
    assert posts.members(organisation())[0].roles == [Role.ADMINISTRATOR]

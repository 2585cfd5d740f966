"""People of an organisation: invited, given roles, and what can be taken from them, at once."""

import re

import pytest
from django.http import Http404
from django.test import Client

from coequal.accounts import posts
from coequal.accounts.acting import THE_SYSTEM, person_acting
from coequal.accounts.models import Entry, Membership, Person
from coequal.accounts.permission import NotAllowed
from coequal.accounts.posts import Member
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from tests.web.signing import OTHER, OWN, organisation, person, sign_in, signed_in
from tests.web.staff.codes import text, with_password

pytestmark = pytest.mark.django_db
ADMIN, SAM = "admin@exampleshire.example", "sam@exampleshire.example"


@pytest.fixture
def admin() -> Client:
    """An administrator who has signed in."""
    return signed_in(Role.ADMINISTRATOR, email=ADMIN)


def sam(*roles: Role, at: str = OWN) -> Member:
    """Somebody of an organisation, who can sign in."""
    who = with_password(*(roles or (Role.ANALYST,)), at=at, email=SAM)
    return Member(who, organisation(at))


def page_of(who: Member) -> str:
    return f"/staff/people/{who.organisation.code}/{who.reference}"


def roles_of(who: Member) -> set[str]:
    return set(Membership.objects.filter(person=who.person, organisation=who.organisation).values_list("role", flat=True))


def done() -> list[tuple[str, str, str, str, str]]:
    """What the trail says."""
    kept = Entry.objects.exclude(action__startswith="looked at")
    return [(entry.who, entry.role, entry.action, entry.reference, entry.detail) for entry in kept]


def test_people_are_listed_with_their_roles_and_accounts(admin: Client) -> None:
    """Those of one's own organisation, and of no other."""
    sam(Role.GOVERNANCE, Role.ANALYST)
    with_password(Role.ANALYST, at=OTHER, email="x@sampleton.example")
    gone = person(Role.CLINICIAN, email="gone@exampleshire.example")
    gone.is_active, gone.demonstration, gone.name = False, True, ""
    gone.save()
    said = text(admin.get("/staff/people"))
    assert "Exampleshire (an invented organisation): 3 people" in said
    assert f"Sam {SAM} Roles analyst, governance Account Active" in said
    assert "gone@exampleshire.example An invented person Roles clinician Account Deactivated" in said
    assert "administrator Account Invited" in said
    assert "sampleton" not in said.casefold()


def test_inviting_shows_a_link_once(admin: Client) -> None:
    """To be passed on by hand; whoever is invited is listed as invited."""
    assert "this site sends no e-mail" in text(admin.get("/staff/people/invite"))
    page = admin.post("/staff/people/invite", {"email": "New@exampleshire.example", "role": "analyst"})
    (link,) = re.findall(r"http://testserver(/staff/invitation/[\w-]+)", page.content.decode())
    assert page["Cache-Control"] == "no-store"
    assert "new@exampleshire.example" in text(Client().get(link))
    assert done() == [(ADMIN, "administrator", "invited somebody", "new@exampleshire.example", '{"role":"analyst"}')]
    assert link.rsplit("/", 1)[1] not in str(done())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Enter the e-mail address of whoever you invite. Choose a role."),
        ({"email": "sam"}, "Enter an e-mail address, such as name@example.org."),
        ({"email": SAM, "role": "software"}, "Select a valid choice"),
        ({"email": SAM, "role": "analyst"}, f"{SAM} is analyst of Exampleshire (an invented organisation) already, or has"),
        ({"email": "sam@ex\u0430mpleshire.example", "role": "analyst"}, "Enter the address in the plain letters a to z."),
        ({"email": ADMIN, "role": "analyst"}, "You cannot give yourself a role."),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said(admin: Client, given: dict[str, str], said: str) -> None:
    """And nobody is invited."""
    sam()
    assert said in text(admin.post("/staff/people/invite", given))
    assert done() == []


def test_somebody_who_has_access_gets_no_link(admin: Client) -> None:
    """Nor does somebody whom another organisation invited: the link would open what is theirs."""
    sam()
    person(Role.ANALYST, at=OTHER, email="new@sampleton.example")
    for email, said in ((SAM, "The role is given"), ("new@sampleton.example", "The role is offered")):
        page = admin.post("/staff/people/invite", {"email": email, "role": "governance"})
        assert said in text(page)
        assert "/staff/invitation/" not in page.content.decode()


def test_whoever_administers_several_organisations_chooses_one(admin: Client) -> None:
    """Nothing is done for an organisation that was not chosen."""
    person(Role.ADMINISTRATOR, at=OTHER, email=ADMIN)
    page = admin.post("/staff/people/invite", {"email": SAM, "role": "analyst"})
    assert "Choose the organisation." in text(page)
    admin.post("/staff/people/invite", {"email": SAM, "role": "analyst", "organisation": OTHER})
    assert [one.organisation.code for one in Person.objects.get(email=SAM).memberships.all()] == [OTHER]


def test_a_role_that_is_taken_away_ends_what_somebody_may_do_at_once(admin: Client) -> None:
    """Without signing out."""
    who = sam(Role.INFORMATION_GOVERNANCE)
    theirs = sign_in(Client(), who.person)
    assert theirs.get("/staff/trail").status_code == 200
    answer = admin.post(page_of(who), {"do": "take", "role": "information governance"})
    assert answer["Location"] == "/staff/people"
    page = theirs.get("/staff/trail")
    assert page.status_code == 403
    assert "You have no role here any more." in text(page)
    admin.post("/staff/people/invite", {"email": SAM, "role": "information governance"})
    assert theirs.get("/staff/trail").status_code == 200


def test_roles_are_given_and_taken(admin: Client) -> None:
    """Each is recorded, once; a role that is held is not offered."""
    who = sam()
    assert 'value="analyst"' not in admin.get(page_of(who)).content.decode().partition("<select")[2].partition("</select>")[0]
    assert admin.post(page_of(who), {"do": "give", "role": "governance"})["Location"] == page_of(who)
    posts.give(THE_SYSTEM, who, Role.GOVERNANCE)
    admin.post(page_of(who), {"do": "take", "role": "analyst"})
    admin.post(page_of(who), {"do": "take", "role": "analyst"})
    assert roles_of(who) == {"governance"}
    assert [entry[2:] for entry in done()] == [
        ("gave a role", SAM, '{"role":"governance"}'),
        ("took a role away", SAM, '{"role":"analyst"}'),
    ]
    assert "Choose a role." in text(admin.post(page_of(who), {"do": "give"}))
    for wrong in ({"do": "take", "role": "king"}, {"do": "dance"}, {}):
        assert "That is not one of the things that can be done here." in text(admin.post(page_of(who), wrong))


def test_an_administrator_cannot_take_their_own_role(admin: Client) -> None:
    """Nor deactivate themselves; another administrator can."""
    own = Member(Person.objects.get(email=ADMIN), organisation())
    assert "This is your own account." in text(admin.get(page_of(own)))
    for change, said in (
        ({"do": "take", "role": "administrator"}, "take away your own role"),
        ({"do": "deactivate", "sure": "yes"}, "deactivate your own"),
        ({"do": "give", "role": "panel member"}, "give yourself a role"),
    ):
        assert f"You cannot {said}" in text(admin.post(page_of(own), change))
    assert roles_of(own) == {"administrator"}
    other = sam(Role.ADMINISTRATOR)
    posts.take(person_acting(other.person), own, Role.ADMINISTRATOR)
    assert roles_of(own) == set()


def test_the_last_administrator_stays_one() -> None:
    """Whoever asks; one who is deactivated does not count."""
    who, other = sam(Role.ADMINISTRATOR), Member(person(Role.ADMINISTRATOR, email=ADMIN), organisation())
    posts.take(THE_SYSTEM, other, Role.ADMINISTRATOR)
    with pytest.raises(CoequalError, match="is the last administrator of Exampleshire"):
        posts.take(THE_SYSTEM, who, Role.ADMINISTRATOR)
    posts.give(THE_SYSTEM, other, Role.ADMINISTRATOR)
    Person.objects.filter(email=ADMIN).update(is_active=False)
    with pytest.raises(CoequalError, match="is the last administrator"):
        posts.take(THE_SYSTEM, who, Role.ADMINISTRATOR)


def test_two_administrators_who_take_each_others_role_do_not_both_succeed() -> None:
    """The second one is no administrator any more when it is their turn."""
    one, other = Member(person(Role.ADMINISTRATOR, email=ADMIN), organisation()), sam(Role.ADMINISTRATOR)
    first, second = person_acting(one.person), person_acting(other.person)
    posts.take(first, other, Role.ADMINISTRATOR)
    with pytest.raises((NotAllowed, Http404)):
        posts.take(second, one, Role.ADMINISTRATOR)


def test_a_deactivated_account_opens_nothing_and_can_be_reactivated(admin: Client) -> None:
    """Sessions end at once and do not come back; the roles are kept."""
    who = sam(Role.ADMINISTRATOR)
    theirs = sign_in(Client(), who.person)
    asks = admin.post(page_of(who), {"do": "deactivate"})
    assert "Deactivate the account of Sam? What they have open ends at once, and cannot be undone." in text(asks)
    assert theirs.get("/staff").status_code == 200
    admin.post(page_of(who), {"do": "deactivate", "sure": "yes"})
    assert theirs.get("/staff")["Location"].startswith("/staff/sign-in")
    assert "Nobody can sign in with this account." in text(admin.get(page_of(who)))
    admin.post(page_of(who), {"do": "reactivate"})
    assert theirs.get("/staff")["Location"].startswith("/staff/sign-in")
    assert roles_of(who) == {"administrator"}
    assert [entry[2] for entry in done()] == ["deactivated an account", "reactivated an account"]


def test_an_account_is_deactivated_by_the_button_of_its_page(admin: Client) -> None:
    """Which is not there for one's own."""
    assert "Deactivate the account" in text(admin.get(page_of(sam())))
    own = Member(Person.objects.get(email=ADMIN), organisation())
    assert "Deactivate the account" not in text(admin.get(page_of(own)))


def test_whoever_works_for_others_too_is_not_ours_alone_to_change(admin: Client) -> None:
    """An administrator who renewed their access could act for the other organisation."""
    who = sam()
    person(Role.ANALYST, at=OTHER, email=SAM)
    assert "works for another organisation too" in text(admin.get(page_of(who)))
    assert "Take every role away from Sam?" in text(admin.post(page_of(who), {"do": "deactivate"}))
    for change in ("reactivate", "renew"):
        page = admin.post(page_of(who), {"do": change})
        assert "is not yours alone to change" in text(page)
        assert "/staff/invitation/" not in page.content.decode()
    assert done() == []
    theirs = sign_in(Client(), who.person)
    assert admin.post(page_of(who), {"do": "deactivate", "sure": "yes"})["Location"] == "/staff/people"
    assert roles_of(who) == set()
    assert theirs.get("/staff")["Location"].startswith("/staff/sign-in")
    assert Person.objects.get(email=SAM).is_active
    assert [entry[2] for entry in done()] == ["took every role away"]


def test_lost_access_is_renewed_by_a_link(admin: Client) -> None:
    """Which is recorded."""
    who = sam()
    page = admin.post(page_of(who), {"do": "renew"})
    assert "Pass this link on" in text(page)
    assert "What they had works until the link is used." in text(page)
    assert [entry[2:4] for entry in done()] == [("renewed access", SAM)]


def test_nobody_is_found_under_an_address_of_another_organisation(admin: Client) -> None:
    """Nor under none."""
    theirs = sam(at=OTHER)
    for address in (page_of(theirs), page_of(theirs).replace(OTHER, OWN), "/staff/people/XXX/0123"):
        assert admin.get(address).status_code == 404
    assert posts.member(organisation(), "0123") is None
    assert str(theirs.person.pk) not in theirs.reference or len(theirs.reference) == 16


def test_looking_at_people_is_recorded_once_an_hour(admin: Client) -> None:
    """For each page and person; what whoever administers several looks at is recorded for each."""
    who = sam()
    person(Role.ADMINISTRATOR, at=OTHER, email=ADMIN)
    for _ in range(2):
        admin.get("/staff/people")
        admin.get(page_of(who))
    seen = [(entry.action, entry.reference, entry.organisation) for entry in Entry.objects.all()]
    assert sorted(seen) == [
        ("looked at somebody’s account", SAM, OWN),
        ("looked at the people", "people", OWN),
        ("looked at the people", "people", OTHER),
    ]

"""The start page, and one's own account."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from coequal.accounts.acting import Acting
from coequal.accounts.models import Entry
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.second_factor import new_backup_codes
from coequal.web.staff import start
from tests.web.signing import OTHER, OWN, PASSWORD, person, sign_in, signed_in
from tests.web.staff.codes import EMAIL, give_password, text, with_password

pytestmark = pytest.mark.django_db
ANOTHER = "another long enough phrase"


@pytest.fixture
def pat() -> Client:
    """Somebody with a password who has signed in."""
    return sign_in(Client(), with_password(Role.ANALYST))


def test_the_start_page_says_what_somebody_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """By organisation and role; that nothing waits is said too."""
    monkeypatch.setattr(start, "_PARTS", [])
    client = signed_in(Role.ANALYST, Role.CLINICIAN)
    person(Role.ADMINISTRATOR, at=OTHER, email=EMAIL)
    said = text(client.get("/staff"))
    assert "Nothing waits for you just now." in said
    assert "Exampleshire (an invented organisation) Analyst Compares policies" in said
    assert "Sampleton (an invented organisation) Administrator Invites people" in said
    assert "People Who works for your organisation, and in which roles." in said
    assert "Trail" not in said


def test_what_waits_is_said_by_other_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each in lines of its own; a part that is named twice is asked once."""
    monkeypatch.setattr(start, "_PARTS", [])

    @start.on_start
    def drafts(acting: Acting) -> Iterator[start.Line]:
        yield start.Line(f"2 drafts of {acting.organisation} wait", "/studio")

    start.on_start(drafts)
    page = signed_in(Role.ANALYST).get("/staff").content.decode()
    assert page.count(f'<a href="/studio">2 drafts of {OWN} wait</a>') == 1


@pytest.mark.parametrize("role", OF_PEOPLE)
def test_every_role_has_a_start_page(role: Role) -> None:
    """With the role explained."""
    assert f"{role[:1].upper()}{role[1:]}" in text(signed_in(role).get("/staff"))


def test_the_account_shows_roles_and_how_many_backup_codes_are_left(pat: Client) -> None:
    """And leads to what can be changed."""
    said = text(pat.get("/staff/account"))
    assert f"You sign in as {EMAIL} ." in said
    assert "Analyst for Exampleshire (an invented organisation), since" in said
    assert "You have 0 backup codes that have not been used." in said


def test_another_password_ends_every_other_session(pat: Client) -> None:
    """The own one goes on; the old password opens nothing any more."""
    elsewhere = signed_in(email=EMAIL)
    assert "At least 12 signs" in text(pat.get("/staff/account/password"))
    given = {"current": PASSWORD, "new": ANOTHER, "again": ANOTHER}
    assert pat.post("/staff/account/password", given)["Location"] == "/staff/account?done=password"
    assert "Your password is changed." in text(pat.get("/staff/account?done=password"))
    assert elsewhere.get("/staff").status_code == 302
    assert with_password_is(ANOTHER)
    assert [entry.action for entry in Entry.objects.all()] == ["changed their password"]


def with_password_is(password: str) -> bool:
    """Whether somebody's password is this one."""
    return person(email=EMAIL).check_password(password)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Enter the password that you have now. Enter a password. Enter the same password again."),
        ({"current": "wrong", "new": ANOTHER, "again": ANOTHER}, "That is not your password."),
        ({"current": PASSWORD, "new": "short", "again": "short"}, "at least 12 characters"),
    ],
)
def test_a_password_is_not_changed_for_a_wrong_one(pat: Client, given: dict[str, str], said: str) -> None:
    """And the page says what is wrong."""
    assert said in text(pat.post("/staff/account/password", given))
    assert with_password_is(PASSWORD)


def test_new_backup_codes_replace_the_old_ones(pat: Client) -> None:
    """They are shown once."""
    first = re.findall(r"<code>([a-z0-9-]+)</code>", pat.post("/staff/account/backup-codes").content.decode())
    page = pat.post("/staff/account/backup-codes")
    second = re.findall(r"<code>([a-z0-9-]+)</code>", page.content.decode())
    assert len(first) == len(second) == 10
    assert set(first).isdisjoint(second)
    assert "Backup codes that you had before open nothing any more." in text(page)
    assert "You have 10 backup codes" in text(pat.get("/staff/account"))


def test_new_backup_codes_leave_whoever_came_in_by_one_signed_in(client: Client) -> None:
    """The device stays, its codes are others."""
    codes = new_backup_codes(with_password(Role.ANALYST))
    give_password(client)
    client.post("/staff/code", {"code": codes[0]})
    assert "Your backup codes" in text(client.post("/staff/account/backup-codes"))
    assert client.get("/staff/account").status_code == 200


def test_somebody_gives_their_own_name(pat: Client) -> None:
    """One whose signs can all be seen."""
    assert "Your name" in text(pat.get("/staff/account/name"))
    assert "a sign that cannot be seen" in text(pat.post("/staff/account/name", {"name": "Pat\u200b"}))
    assert pat.post("/staff/account/name", {"name": "Pat Pattern"})["Location"] == "/staff/account?done=name"
    said = text(pat.get("/staff/account?done=name"))
    assert "Your name is kept." in said
    assert "Colleagues see the name Pat Pattern ." in said
    pat.post("/staff/account/name", {"name": ""})
    assert "you have given no name" in text(pat.get("/staff/account"))


def test_every_role_has_somewhere_to_go() -> None:
    """Panel members to their panels, and clinicians to the checker."""
    assert "My panels" in text(signed_in(Role.PANEL_MEMBER).get("/staff"))
    page = signed_in(Role.CLINICIAN, email="x@exampleshire.example").get("/staff")
    assert "Check a patient" in text(page)
    assert ">Public site</a>" in page.content.decode()


def test_other_sessions_can_be_ended(pat: Client) -> None:
    """Of oneself alone."""
    elsewhere, other = signed_in(email=EMAIL), signed_in(Role.ANALYST, email="x@exampleshire.example")
    assert pat.post("/staff/account/sessions")["Location"] == "/staff/account?done=sessions"
    assert elsewhere.get("/staff").status_code == 302
    assert pat.get("/staff").status_code == other.get("/staff").status_code == 200
    assert Entry.objects.get().action == "ended their other sessions"

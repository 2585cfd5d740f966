"""From an invitation to the start page: a password, a second factor, backup codes."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from coequal.accounts import access
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Entry, Invitation, Organisation, Person
from coequal.accounts.roles import Role
from coequal.accounts.second_factor import app_to_confirm, confirm_app, new_app
from tests.web.signing import OTHER, OWN, PASSWORD, organisation, person, signed_in
from tests.web.staff.codes import app_of, code_of, give_password, text, with_password

pytestmark = pytest.mark.django_db
NEW = "sam@exampleshire.example"
CHOSEN = {"name": "Sam Sample", "new": PASSWORD, "again": PASSWORD}


def invited(email: str = NEW) -> str:
    """The address of a link for somebody new."""
    _who, token = access.invite(THE_SYSTEM, email, Role.ANALYST, organisation())
    return f"/staff/invitation/{token}"


def unconfirmed(email: str = NEW) -> str:
    """The code of the app that waits to be confirmed."""
    return code_of(app_to_confirm(Person.objects.get(email=email)))


def test_somebody_invited_gets_to_the_start_page(client: Client) -> None:
    """With a password, an app and ten backup codes; then the link opens nothing any more."""
    link = invited()
    page = client.get(link)
    assert "At least 12 signs" in text(page)
    assert NEW in text(page)
    assert page["Cache-Control"] == "no-store"
    assert client.post(link, CHOSEN)["Location"] == "/staff/second-factor"
    page = client.get("/staff/second-factor")
    assert 'viewBox="0 0 ' in page.content.decode()  # or a style that shrinks the picture would cut it off
    assert Person.objects.get(email=NEW).name == "Sam Sample"
    assert "style=" not in page.content.decode()
    assert re.search(r"Key (\w{4} )+\w{1,4} Kind", text(page))
    page = client.post("/staff/second-factor", {"code": unconfirmed()})
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", page.content.decode())
    assert len(codes) == 10
    assert page["Cache-Control"] == "no-store"
    assert "What you can do here" in text(client.get("/staff"))
    assert [entry.action for entry in Entry.objects.all()] == [
        "invited somebody",
        "chose a password",
        "set up a second factor",
    ]
    assert client.get(link).status_code == 404
    assert client.get("/staff/second-factor").status_code == 404
    give_password(client, NEW)
    assert client.post("/staff/code", {"code": codes[0]}).status_code == 302


def test_a_link_in_the_database_opens_nothing() -> None:
    """Only its digest is there."""
    token = invited().rsplit("/", 1)[1]
    kept = Invitation.objects.get()
    assert token not in str(vars(kept))
    assert str(kept) == f"access for {NEW}"
    assert kept.expires - timezone.now() <= timedelta(days=7)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"new": "", "again": ""}, "Enter a password. Enter the same password again."),
        ({"new": "short", "again": "short"}, "at least 12 characters"),
        ({"new": "password1234", "again": "password1234"}, "too common"),
        ({"new": NEW, "again": NEW}, "too similar to the e-mail address"),
        ({"new": PASSWORD, "again": PASSWORD[1:]}, "The two passwords differ. Enter the same one twice."),
        ({"new": "x" * 1001, "again": "x" * 1001}, "1,000 signs or fewer"),
        ({**CHOSEN, "name": "Sam\u202eelpmaS"}, "The name holds a sign that cannot be seen."),
    ],
)
def test_a_password_that_breaks_a_rule_is_not_taken(client: Client, given: dict[str, str], said: str) -> None:
    """The page says which, and does not send it back."""
    page = client.post(invited(), given)
    assert said in text(page)
    assert PASSWORD not in page.content.decode()
    assert not Person.objects.get().has_usable_password()


@pytest.mark.parametrize("how", ["unknown", "expired", "replaced", "deactivated"])
def test_a_link_that_no_longer_holds_opens_nothing(client: Client, how: str) -> None:
    """And the page says whom to ask."""
    link = invited()
    match how:
        case "unknown":
            link = f"{link}x"
        case "expired":
            Invitation.objects.update(expires=timezone.now() - timedelta(seconds=1))
        case "replaced":
            access.renew(THE_SYSTEM, Person.objects.get(), organisation())
        case "deactivated":
            Person.objects.update(is_active=False)
    page = client.get(link)
    assert page.status_code == 404
    assert "Ask an administrator of your organisation for a new one." in text(page)


def test_a_wrong_code_sets_up_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guesses are slowed down here too."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # the second does not pass
    client.post(invited(), CHOSEN)
    assert "Enter a code." in text(client.post("/staff/second-factor", {"code": ""}))
    assert "That is not the code of this key." in text(client.post("/staff/second-factor", {"code": "000000x"}))
    assert "Too many codes were wrong." in text(client.post("/staff/second-factor", {"code": unconfirmed()}))
    assert client.get("/staff")["Location"].startswith("/staff/sign-in")
    assert confirm_app(with_password(email="other@example.org"), "123456") is None


def test_a_link_that_two_follow_at_once_lets_one_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other gets nothing."""
    client.post(invited(), CHOSEN)
    monkeypatch.setattr(access, "use_up", lambda _invitation: False)
    assert "That is not the code of this key." in text(client.post("/staff/second-factor", {"code": unconfirmed()}))
    monkeypatch.undo()
    (invitation,) = Invitation.objects.all()
    monkeypatch.setattr(access, "choose_password", lambda *_given: False)
    assert client.post(invited("other@exampleshire.example"), CHOSEN).status_code == 404
    monkeypatch.undo()
    assert access.use_up(invitation)
    assert not access.use_up(invitation)
    assert not access.choose_password(invitation, PASSWORD)


def test_whoever_lost_the_app_sets_up_another_and_the_old_one_opens_nothing(client: Client) -> None:
    """Until the link is used the old one works; afterwards whoever was signed in with it is not any more."""
    who = with_password(Role.ANALYST)
    elsewhere = signed_in(Role.ANALYST)
    old = app_of(who)
    link = f"/staff/invitation/{access.renew(THE_SYSTEM, who, organisation())}"
    client.get(link)
    assert elsewhere.get("/staff").status_code == 200
    client.post(link, CHOSEN)
    assert elsewhere.get("/staff").status_code == 302
    client.post("/staff/second-factor", {"code": unconfirmed(who.email)})
    assert app_of(who).key != old.key
    assert client.get("/staff").status_code == 200


def test_a_link_ends_a_lock_out(client: Client) -> None:
    """So an administrator can help at once."""
    who = with_password(Role.ANALYST)
    for _ in range(5):
        give_password(Client(), password="wrong")  # noqa: S106  # it is
    client.post(f"/staff/invitation/{access.renew(THE_SYSTEM, who, organisation())}", CHOSEN)
    client.post("/staff/second-factor", {"code": unconfirmed(who.email)})
    assert give_password(Client()).status_code == 302


def test_a_key_that_was_not_confirmed_is_forgotten_for_the_next() -> None:
    """There is one at a time, and it counts for nothing."""
    who = person()
    first = new_app(who)
    assert app_to_confirm(who) == first
    assert new_app(who).key != first.key
    assert who.totpdevice_set.filter(confirmed=False).count() == 1
    who.totpdevice_set.all().delete()
    assert not app_to_confirm(who).confirmed


def command(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("invite", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_administrator_is_invited_by_a_command(client: Client) -> None:
    """It makes the organisation where it is new, and prints the link; it sends nothing."""
    said = command(NEW, "--organisation", "QMM", "--name", "Norfolk and Waveney", "--at", "https://example.org/")
    assert "Pass this on to sam@exampleshire.example. It works once, for 7 days" in said
    link = said.split("https://example.org")[1].strip()
    assert client.get(link).status_code == 200
    who = Person.objects.get()
    assert [str(one) for one in who.memberships.all()] == [f"{NEW}, administrator for Norfolk and Waveney"]
    assert Organisation.objects.get().invented is False
    assert Entry.objects.get().who == "the system"
    assert Entry.objects.get().organisation == "QMM"
    renewed = command(NEW, "--organisation", "QMM", "--renew").split("8000")[1].strip()
    assert client.get(link).status_code == 404
    assert client.get(renewed).status_code == 200


def test_an_invented_organisation_is_made_as_one() -> None:
    """It is marked on every page; one that is known as a real one stays real."""
    command(NEW, "--organisation", "EXA9", "--name", "Exampleton", "--invented")
    assert Organisation.objects.get().invented
    command("pat@exampleshire.example", "--organisation", "EXA9", "--invented")
    Organisation.objects.create(code="QMM", name="Norfolk and Waveney")
    with pytest.raises(CommandError, match="Norfolk and Waveney is known here already, and not as an invented one"):
        command(NEW, "--organisation", "QMM", "--invented")


def test_whoever_has_access_gets_another_role_without_a_link() -> None:
    """And whoever works for others too gets theirs from them."""
    organisation()
    with_password(Role.ANALYST)
    assert command("pat@exampleshire.example", "--organisation", OWN, "--role", "governance").endswith("signs in as before.\n")
    Person.objects.create_user(NEW)
    person(Role.ANALYST, at=OTHER, email=NEW)
    assert "has been offered the role, and accepts it when signed in" in command(NEW, "--organisation", OWN)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((NEW, "--organisation", "XXX"), "No organisation XXX is known here yet"),
        (("sam", "--organisation", "ZZZ9", "--name", "X"), "sam is no e-mail address"),
        (("sam@ex\u0430mple.example", "--organisation", OWN), "plain letters a to z"),
        ((NEW, "--organisation", "ZZZ9", "--name", "X\u202e"), "a sign that cannot be seen"),
        ((NEW, "--organisation", "ZZZ9", "--name", "X", "--renew"), "has no role for X"),
        ((NEW, "--organisation", OWN, "--role", "king"), "king is no role. The roles are clinician, "),
        ((NEW, "--organisation", OWN, "--role", "software"), "software is no role"),
        ((NEW, "--organisation", OWN, "--renew"), "has no role for Exampleshire"),
        (
            ("pat@exampleshire.example", "--organisation", OWN, "--role", "analyst"),
            "is analyst of Exampleshire (an invented organisation) already",
        ),
    ],
)
def test_what_the_command_cannot_do_it_says(arguments: tuple[str, ...], said: str) -> None:
    """And nothing is made."""
    person(Role.ANALYST)
    with pytest.raises(CommandError, match=re.escape(said)):
        command(*arguments)
    assert not Invitation.objects.exists()
    assert [body.code for body in Organisation.objects.all()] == [OWN]

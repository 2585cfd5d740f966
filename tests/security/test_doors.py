"""Forms from elsewhere, ways out of the site, names of hosts, sessions and guesses: each door is shut, on every address."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from coequal.accounts.models import Entry, Person
from coequal.accounts.permissions import SCOPES
from coequal.accounts.roles import OF_PEOPLE, Role
from tests.security.addresses import addresses
from tests.security.doors import REFUSED
from tests.web.api.asking import made_key
from tests.web.signing import PASSWORD, person, sign_in
from tests.web.staff.codes import EMAIL, app_of, code_of, give_password, with_password

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://evil.example"
# Forms without a token, each for a reason that its module says: it keeps nothing, or it looks at where the form came from itself.
NO_TOKEN = {
    "api:nowhere": "leads nowhere",
    **dict.fromkeys(("finding:find", "referring:from-check", "requesting:checked"), "keeps nothing"),
    **{f"checker:{name}": "keeps nothing" for name in "question answers result summary summary-file areas clinician start".split()},
    **{f"answering:{name}": "looks itself" for name in "start begin page check sent code leave return withdraw".split()},
    **{
        f"programmes:{name}": "looks itself, or is a link from a mail with a secret in it"
        for name in "subscribe confirm leave".split()
    },
}
WAYS_OUT = (
    ELSEWHERE,
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
)
ASKED_FOR = ("next", "to", "from", "back", "return", "url", "redirect")


@pytest.fixture
def all_roles() -> Person:
    """Somebody who may do everything for their organisation."""
    return person(*OF_PEOPLE, email="everything@exampleshire.example")


def strict(who: Person | None, **headers: str) -> Client:
    """A browser of somebody, held to the rules for forms, which brings a token that is good where it is sent along."""
    client = Client(enforce_csrf_checks=True, headers=headers)
    return sign_in(client, who) if who else client


def with_token(client: Client) -> str:
    """The token of a form that the site itself showed to a browser."""
    client.get(reverse("staff:sign-out"))
    return client.cookies["csrftoken"].value


@pytest.mark.parametrize("origin", ["none", "elsewhere", "nowhere"])
def test_no_form_is_taken_without_a_token_or_from_elsewhere(all_roles: Person, settings: Any, origin: str) -> None:
    """On every address of the site but those that say why, and before any view has seen it; even with a token that is good."""
    settings.CSRF_FAILURE_VIEW = "tests.security.doors.forged"
    client = strict(all_roles)
    given = {} if origin == "none" else {"csrfmiddlewaretoken": with_token(client)}
    headers = {"elsewhere": {"Origin": ELSEWHERE}, "nowhere": {"Origin": "null"}}.get(origin, {})
    taken = {one.name for one in addresses() if client.post(one.path, given, headers=headers).status_code != REFUSED}
    of_software = {one.name for one in addresses() if one.is_of_the_api}
    assert taken == {*NO_TOKEN, *of_software}


def test_a_form_of_our_own_is_taken(all_roles: Person, settings: Any) -> None:
    """So that what the test above finds refused is refused for what is wrong with it."""
    settings.CSRF_FAILURE_VIEW = "tests.security.doors.forged"
    client = strict(all_roles)
    sent = {"csrfmiddlewaretoken": with_token(client), "name": "Pat"}
    assert client.post(reverse("staff:name"), sent, headers={"Origin": "http://testserver"}).status_code == 302


@pytest.mark.parametrize("name", sorted(name for name in NO_TOKEN))
def test_what_needs_no_token_changes_nothing_of_anybodys(all_roles: Person, name: str) -> None:
    """Nothing is recorded and no cookie is given, whoever is made to send it from elsewhere."""
    (one,) = {one.name: one for one in addresses() if one.name == name}.values()
    client = strict(all_roles, Origin=ELSEWHERE)
    before = Entry.objects.count()
    answer = client.post(one.path, {"by": "postcode", "state": "made up"})
    assert answer.status_code < 500
    assert not answer.cookies
    assert Entry.objects.count() == before


def test_a_cookie_of_staff_opens_nothing_of_the_api(all_roles: Person) -> None:
    """So its operations need no token against forms from elsewhere: what lets software in is no cookie."""
    client = strict(all_roles, Origin=ELSEWHERE)
    for one in addresses():
        if one.is_of_the_api:
            answers = client.get(one.path), client.post(one.path, b"{}", content_type="application/json")
            assert {answer.status_code for answer in answers} <= {200, 400, 401, 404, 405, 422}, one.name
            assert not any(answer.cookies for answer in answers)
    asked = "/api/v1/policies/norfolk-and-waveney/assisted-conception/assess"
    assert client.post(asked, b"{}", content_type="application/json").status_code == 401
    with_key = {"Authorization": f"Bearer {made_key(*SCOPES)}"}
    assert client.post(asked, b"{}", content_type="application/json", headers=with_key).status_code not in (401, 403)


@pytest.mark.no_cover
def test_no_address_leads_out_of_the_site(all_roles: Person) -> None:
    """Whatever stands in it, for whoever asks; each address is tried with another way out, and those of signing in with all."""
    for client in (Client(), sign_in(Client(), all_roles)):
        for number, one in enumerate(addresses()):
            ways = WAYS_OUT if one.name.startswith("staff:") else (WAYS_OUT[number % len(WAYS_OUT)],)
            for away in ways:
                answer = client.get(one.path, dict.fromkeys(ASKED_FOR, away))
                assert is_ours(answer.get("Location", "/")), one.name


def is_ours(location: str) -> bool:
    """Whether a browser that is led somewhere stays on the site."""
    seen = "".join(sign for sign in location if ord(sign) > 0x20).replace("\\", "/")
    return seen.startswith(("/", "?")) and not seen.startswith("//")


@pytest.mark.parametrize("away", WAYS_OUT)
def test_the_look_at_ways_out_sees_one(away: str) -> None:
    """Each of them is seen where it is planted, and ways within the site are not taken for one."""
    assert not is_ours(away) or "%" in away
    assert is_ours("/staff/code?next=https://evil.example")


@pytest.mark.no_cover
def test_no_other_name_of_the_host_is_answered(all_roles: Person, settings: Any) -> None:
    """Neither in the line for it nor in those that proxies write: no page, link or mail takes a name from there."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client = sign_in(Client(), all_roles)
    for one in addresses():
        assert client.get(one.path, headers={"Host": "evil.example"}).status_code in (400, 404), one.name
        told = client.get(one.path, headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
        assert b"evil.example" not in b"".join(told) + str(told.headers).encode(), one.name


def test_a_session_that_was_planted_is_nobodys() -> None:
    """It gets another number at the password, at the code and at the end, and none of the older ones opens anything again."""
    who, client = with_password(Role.ANALYST), Client()
    client.session.save()
    numbers = [client.session.session_key]
    give_password(client)
    numbers.append(client.session.session_key)
    client.post("/staff/code", {"code": code_of(app_of(who))})
    numbers.append(client.session.session_key)
    assert client.get("/staff").status_code == 200
    assert len({*numbers}) == 3
    for number in numbers[:2]:
        assert with_session(number).get("/staff").status_code != 200
    client.post("/staff/sign-out")
    assert with_session(numbers[2]).get("/staff").status_code == 302


def with_session(number: str) -> Client:
    """A browser that brings the number of a session."""
    client = Client()
    client.cookies["sessionid"] = number
    return client


def test_a_number_of_a_session_that_somebody_made_up_is_not_taken_over() -> None:
    """Whoever plants one before the sign-in has nothing in their hand afterwards."""
    who, client = with_password(Role.ANALYST), with_session("a" * 32)
    give_password(client)
    client.post("/staff/code", {"code": code_of(app_of(who))})
    assert client.get("/staff").status_code == 200
    assert client.cookies["sessionid"].value != "a" * 32
    assert with_session("a" * 32).get("/staff").status_code == 302


def test_another_password_ends_every_other_session() -> None:
    """Also one that somebody took."""
    who = with_password(Role.ANALYST)
    taken, own = sign_in(Client(), who), sign_in(Client(), who)
    before = own.session.session_key
    new = "another long pass phrase"
    own.post("/staff/account/password", {"current": PASSWORD, "new": new, "again": new})
    assert Entry.objects.filter(action="changed their password").exists()
    assert taken.get("/staff").status_code == 302
    assert with_session(before).get("/staff").status_code == 302
    assert own.get("/staff").status_code == 200


HEADERS = ("X-Forwarded-For", "X-Real-Ip", "Forwarded", "X-Client-Ip", "True-Client-Ip", "Cf-Connecting-Ip")


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_gets_round_the_limit_of_an_account(header: str) -> None:
    """Five wrong passwords are the end, from however many computers they say they are."""
    with_password(Role.ANALYST)
    sent = {"email": EMAIL, "password": "wrong"}
    tries = [Client().post("/staff/sign-in", sent, headers={header: f"192.0.2.{at}", "User-Agent": str(at)}) for at in range(6)]
    assert [one.status_code for one in tries] == [200] * 4 + [429] * 2
    assert give_password(Client()).status_code == 429
    assert AccessAttempt.objects.count() == 1


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_gets_round_the_limit_of_a_computer(header: str) -> None:
    """Thirty tries a minute, at whichever accounts."""
    tries = [
        Client().post("/staff/sign-in", {"email": "", "password": ""}, headers={header: f"192.0.2.{at}"}).status_code
        for at in range(32)
    ]
    assert tries == [200] * 30 + [429] * 2


def test_a_code_that_was_looked_at_over_a_shoulder_opens_nothing() -> None:
    """It has been used, in whichever browser: it works once."""
    who = with_password(Role.ANALYST)
    code = code_of(app_of(who))
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client)
    assert first.post("/staff/code", {"code": code}).status_code == 302
    assert "was used before" in second.post("/staff/code", {"code": code}).content.decode()
    assert second.get("/staff").status_code == 302


def test_whether_there_is_an_account_takes_as_much_work_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """One digest of a password is worked out for a wrong one, for an unknown name, and for whoever may not come in."""
    with_password(Role.ANALYST)
    with_password(email="gone@exampleshire.example")
    Person.objects.filter(email__startswith="gone").update(is_active=False)
    Person.objects.create_user("new@exampleshire.example")
    worked: list[str] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)
        monkeypatch.setattr(Argon2PasswordHasher, name, lambda *given, real=real, name=name: worked.append(name) or real(*given))
    counts = {}
    for email in (EMAIL, "nobody@example.org", "gone@exampleshire.example", "new@exampleshire.example"):
        worked.clear()
        give_password(Client(), email, "a wrong pass phrase")
        counts[email] = len(worked)
    assert set(counts.values()) == {1}, counts

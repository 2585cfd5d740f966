"""Single sign-on, against a provider that runs on this machine: who gets in, who does not, and what stands in the trail."""

import hmac
import json
import time
import urllib.error
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from coequal.accounts import access, posts
from coequal.accounts.acting import THE_SYSTEM, person_acting
from coequal.accounts.guard import IDLE
from coequal.accounts.models import Entry, Identity, Membership, Person
from coequal.accounts.models.identities import mark_of
from coequal.accounts.roles import Role
from coequal.web.providers import Provider
from tests.web.signing import OTHER, OWN, PASSWORD, organisation, person, sign_in, signed_in
from tests.web.staff.codes import EMAIL, app_of, code_of, give_password, text, with_password
from tests.web.staff.provider import CLIENT, OpenId, running

pytestmark = pytest.mark.django_db
BEGIN, BACK = "/staff/sign-on/exampleshire", "/staff/sign-on/exampleshire/back"


@pytest.fixture(autouse=True)
def directly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing stands between the site and the provider."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def openid(tmp_path: Path, settings: Any) -> Iterator[OpenId]:
    """The provider, which speaks for Exampleshire."""
    with running(tmp_path, f"http://testserver{BACK}") as found:
        settings.PROVIDERS = (
            Provider(
                name="exampleshire",
                called="Exampleshire’s account",
                issuer=found.issuer,
                client=CLIENT,
                key=tmp_path / "key.pem",
                organisations=frozenset({OWN}),
                addresses=frozenset({"exampleshire.example"}),
                second_factor=frozenset({"mfa"}),
            ),
        )
        yield found


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_asked: Any) -> None:
        return None


def at_provider(address: str) -> str:
    """Where the provider sends a browser back to."""
    try:
        urllib.request.build_opener(_Stays).open(address, timeout=20)
    except urllib.error.HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError


def come_back(client: Client, to: str = "", **other: str) -> HttpResponse:
    """The answer to the way back from the provider, as it sent it or with something else in it."""
    begun = client.get(BEGIN + to)
    assert begun.status_code == 302, text(begun)
    back = urlsplit(at_provider(begun["Location"]))
    asked = {name: values[0] for name, values in parse_qs(back.query).items()} | other
    return client.get(back.path, {name: value for name, value in asked.items() if value})


def actions() -> list[str]:
    """What was done."""
    return [entry.action for entry in Entry.objects.order_by("number")]


def test_somebody_who_was_invited_comes_in_without_a_password(client: Client, openid: OpenId) -> None:
    """With the second factor of the provider; linked once, and then known by the provider's own name for them."""
    who = person(Role.INFORMATION_GOVERNANCE)
    openid.told["amr"] = ["pwd", "mfa"]
    assert "Sign in with Exampleshire’s account" in text(client.get("/staff/sign-in"))
    done = come_back(client, "?next=/staff/trail")
    assert (done.status_code, done["Location"]) == (302, "/staff/trail")
    assert client.get("/staff/trail").status_code == 200
    assert actions()[:2] == ["linked single sign-on", "signed in by single sign-on"]
    assert Identity.objects.get().mark == mark_of(openid.issuer, "pat-1")
    assert "You sign in with Exampleshire’s account" in text(client.get("/staff/account"))
    openid.told |= {"email": "pat.newname@exampleshire.example", "email_verified": False}
    assert come_back(Client())["Location"] == "/staff"
    assert Identity.objects.get().person == who
    assert actions().count("linked single sign-on") == 1
    assert {"client_assertion", "code_verifier"} <= openid.seen[0].keys()
    assert "client_secret" not in openid.seen[0]


def test_our_own_code_is_asked_for_where_the_provider_asked_for_none(client: Client, openid: OpenId) -> None:
    """What it says of the sign-in is not what the settings demand, so it is half a sign-in."""
    who = person(Role.ANALYST)
    openid.told |= {"amr": ["pwd"], "acr": "silver"}
    done = come_back(client, "?next=/staff/account")
    assert done["Location"] == "/staff/code?next=%2Fstaff%2Faccount"
    assert client.get("/staff/account")["Location"].startswith("/staff/code")
    assert client.post(done["Location"], {"code": code_of(app_of(who))})["Location"] == "/staff/account"
    assert client.get("/staff/account").status_code == 200
    assert actions()[:3] == ["linked single sign-on", "came by single sign-on", "signed in"]


def test_a_second_factor_does_not_outlast_its_session(client: Client, openid: OpenId) -> None:
    """Whoever comes anew, hours later or at once, by one factor alone, is asked for our code: whichever was given before."""
    who = person(Role.ANALYST)
    for idle in (2 * IDLE, 0):
        for methods in (["mfa"], []):
            openid.told["amr"] = methods
            come_back(client)
            if not methods:
                sign_in(client, who)
            session = client.session
            session["seen"] -= idle
            session.save()
            openid.told["amr"] = ["pwd"]
            come_back(client)
            assert client.get("/staff")["Location"].startswith("/staff/code")
            client.post("/staff/sign-out")


@pytest.mark.usefixtures("openid")
def test_whoever_has_no_app_is_told_to_set_one_up(client: Client) -> None:
    """Nobody is in by one factor alone."""
    TOTPDevice.objects.filter(user=person(Role.ANALYST)).delete()
    page = come_back(client)
    assert (page.status_code, "Set up your codes first" in text(page)) == (403, True)
    assert client.get("/staff")["Location"].startswith("/staff/sign-in")


def test_the_address_may_come_from_its_own_place(client: Client, openid: OpenId) -> None:
    """As providers do that put nothing about people into a token; and it must be of the same person."""
    person(Role.ANALYST)
    openid.in_token = False
    assert come_back(client)["Location"].startswith("/staff/code")
    openid.claims = lambda claims: claims | {"sub": "kim-2"}
    assert "cannot be trusted" in text(come_back(Client()))


def wrong_signature(it: OpenId) -> None:
    """Another key, by the name of the right one."""
    other = RSAKey.generate_key(2048, {"kid": "first"})
    it.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, other)


def unsigned(it: OpenId) -> None:
    it.sign = lambda claims: jwt.encode({"alg": "none"}, claims, OctKey.generate_key(), algorithms=["none"])


def by_public_key(it: OpenId) -> None:
    """The public key taken for a secret that both know; made by hand, since the library refuses to make it."""
    secret = it.key.as_pem(private=False)

    def sign(claims: dict[str, Any]) -> str:
        parts = ".".join(_part(json.dumps(one).encode()) for one in ({"alg": "HS256", "kid": "first"}, claims))
        return f"{parts}.{_part(hmac.digest(secret, parts.encode(), 'sha256'))}"

    it.sign = sign


def _part(held: bytes) -> str:
    return urlsafe_b64encode(held).decode().rstrip("=")


def saying(**other: Any) -> Callable[[OpenId], None]:
    def change(it: OpenId) -> None:
        it.claims = lambda claims: {name: value for name, value in (claims | other).items() if value is not None}

    return change


@pytest.mark.filterwarnings("ignore:JWS algorithm")  # that none is one, which it shall not be
@pytest.mark.parametrize(
    "change",
    [
        wrong_signature,
        unsigned,
        by_public_key,
        saying(nonce="another"),
        saying(nonce=None),
        saying(iss="https://other.example"),
        saying(iss=None),
        saying(aud="another"),
        saying(aud=[CLIENT, "another"], azp="another"),
        saying(exp=int(time.time()) - 600),
        saying(exp=None),
        saying(sub=None),
        saying(sub=""),
        saying(sub=7),
        saying(amr="mfa"),
        saying(amr=7),
        saying(amr=True),
        saying(exp="soon"),
        saying(aud=7),
    ],
)
def test_what_is_not_the_providers_word_for_this_sign_in_opens_nothing(
    client: Client, openid: OpenId, change: Callable[[OpenId], None]
) -> None:
    """The page says that it cannot be trusted, the trail that it was not believed; nobody is linked."""
    person(Role.ANALYST)
    change(openid)
    page = come_back(client)
    assert (page.status_code, "cannot be trusted" in text(page)) == (403, True)
    assert client.get("/staff")["Location"].startswith("/staff/sign-in")
    assert not Identity.objects.exists()
    assert actions() == ["was not let in by single sign-on"]
    assert '"not believed"' in Entry.objects.get().detail


@pytest.mark.parametrize("other", [{"state": "x" * 48}, {"state": ""}, {"state": "é"}, {"iss": "https://other.example"}])
def test_an_answer_to_something_else_is_not_heard(client: Client, openid: OpenId, other: dict[str, str]) -> None:
    """The provider is not even asked; and what was begun is over."""
    person(Role.ANALYST)
    page = come_back(client, **other)
    assert (page.status_code, "was not begun here" in text(page)) == (400, True)
    assert openid.seen == []


@pytest.mark.usefixtures("openid")
def test_an_answer_counts_once_for_one_browser_and_not_for_long(client: Client) -> None:
    """Again, in another browser, and ten minutes later it opens nothing."""
    person(Role.ANALYST)
    back = at_provider(client.get(BEGIN)["Location"]).removeprefix("http://testserver")
    assert Client().get(back).status_code == 400
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 400
    late = at_provider(client.get(BEGIN)["Location"]).removeprefix("http://testserver")
    session = client.session
    session["single sign-on"] = session["single sign-on"] | {"since": int(time.time()) - 601}
    session.save()
    assert client.get(late).status_code == 400


def test_a_code_that_was_used_opens_nothing(client: Client, openid: OpenId) -> None:
    """In a sign-in that was begun anew: the provider refuses it."""
    person(Role.ANALYST)
    used = parse_qs(urlsplit(at_provider(client.get(BEGIN)["Location"])).query)["code"][0]
    openid.codes.pop(used)
    assert "cannot be trusted" in text(come_back(client, code=used))


@pytest.mark.usefixtures("openid")
def test_a_code_of_another_sign_in_opens_nothing(client: Client) -> None:
    """Whoever slips it in lacks the secret of that one."""
    person(Role.ANALYST)
    theirs = parse_qs(urlsplit(at_provider(Client().get(BEGIN)["Location"])).query)["code"][0]
    assert "cannot be trusted" in text(come_back(client, code=theirs))


def test_a_site_with_another_key_gets_nothing(client: Client, openid: OpenId, tmp_path: Path) -> None:
    """The provider asks for the key that it knows."""
    (tmp_path / "key.pem").write_bytes(RSAKey.generate_key(2048).as_pem(private=True))
    assert "cannot be trusted" in text(come_back(client))
    assert openid.seen


def test_a_key_that_the_provider_changed_is_known_at_once(client: Client, openid: OpenId) -> None:
    """The old one is good no longer."""
    person(Role.ANALYST)
    assert come_back(client).status_code == 302
    old = openid.key
    openid.new_key("second")
    assert come_back(Client()).status_code == 302
    openid.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "first"}, claims, old)
    assert come_back(Client()).status_code == 403


def not_verified(it: OpenId) -> None:
    it.told["email_verified"] = False


def verified_in_words(it: OpenId) -> None:
    it.told["email_verified"] = "true"


def no_address(it: OpenId) -> None:
    it.told["email"] = None


def address_of_another(it: OpenId) -> None:
    it.told["email"] = "sam@sampleton.example"


def nobody(it: OpenId) -> None:
    it.told["email"] = "nobody@exampleshire.example"


def deactivated(_it: OpenId) -> None:
    Person.objects.update(is_active=False)


def works_elsewhere(_it: OpenId) -> None:
    Membership.objects.create(person=Person.objects.get(email=EMAIL), organisation=organisation(OTHER), role=Role.ANALYST)


def no_role(_it: OpenId) -> None:
    Membership.objects.all().delete()


def another_subject(it: OpenId) -> None:
    Identity.objects.create(person=Person.objects.get(email=EMAIL), issuer=it.issuer, mark=mark_of(it.issuer, "an older one"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (not_verified, "not verified"),
        (verified_in_words, "not verified"),
        (no_address, "another address"),
        (address_of_another, "another address"),
        (nobody, "no account"),
        (deactivated, "deactivated"),
        (works_elsewhere, "elsewhere"),
        (no_role, "elsewhere"),
        (another_subject, "somebody else"),
    ],
)
def test_whoever_has_no_account_of_that_organisation_is_told_whom_to_ask(
    client: Client, openid: OpenId, change: Callable[[OpenId], None], why: str
) -> None:
    """By one page, whichever it is; the trail says why, and names nobody who has no account."""
    person(Role.ANALYST)
    person(Role.ANALYST, at=OTHER, email="sam@sampleton.example")
    openid.told["amr"] = ["mfa"]
    change(openid)
    before = Identity.objects.count()
    page = come_back(client)
    assert page.status_code == 403
    assert "Ask an administrator of your organisation to invite you" in text(page)
    assert client.get("/staff")["Location"].startswith("/staff/sign-in")
    assert Identity.objects.count() == before
    entry = Entry.objects.get()
    assert (entry.action, entry.organisation) == (
        "was not let in by single sign-on",
        OWN if why != "elsewhere" else entry.organisation,
    )
    assert f'"why":"{why}"' in entry.detail
    assert "nobody@" not in str(entry.__dict__)


def test_somebody_deactivated_later_stays_out(client: Client, openid: OpenId) -> None:
    """Also where they are linked, and also in the session that was open."""
    who = person(Role.ANALYST)
    openid.told["amr"] = ["mfa"]
    come_back(client)
    assert client.get("/staff").status_code == 200
    admin = person(Role.ADMINISTRATOR, email="admin@exampleshire.example")
    posts.deactivate(person_acting(admin), posts.Member(who, organisation()))
    assert client.get("/staff").status_code == 302
    assert come_back(Client()).status_code == 403


@pytest.mark.parametrize("address", [BEGIN, BACK])
def test_a_provider_that_is_down_leaves_passwords(client: Client, openid: OpenId, address: str) -> None:
    """Before and behind the sign-in there; the page says so."""
    with_password(Role.ANALYST)
    back = at_provider(client.get(BEGIN)["Location"]).removeprefix("http://testserver")
    openid.fails = True
    page = client.get(BEGIN if address == BEGIN else back)
    assert page.status_code == 503
    assert "Exampleshire’s account cannot be reached" in text(page)
    assert "your password is as good" in text(page)
    assert give_password(client).status_code == 302


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_says_it_is_another_is_not_followed(client: Client, openid: OpenId, metadata: dict[str, Any]) -> None:
    """Nor one whose parts are not reached by TLS."""
    openid.metadata = metadata
    assert client.get(BEGIN).status_code == 503


def test_no_key_is_no_way_there_or_back(client: Client, openid: OpenId, tmp_path: Path) -> None:
    """Neither of the provider's nor of ours."""
    back = at_provider(client.get(BEGIN)["Location"]).removeprefix("http://testserver")
    openid.metadata = {"jwks_uri": f"{openid.issuer}/.well-known/openid-configuration"}
    assert client.get(back).status_code == 503
    (tmp_path / "key.pem").unlink()
    assert client.get(BEGIN).status_code == 503


@pytest.mark.usefixtures("openid")
def test_whoever_stops_there_is_told_so(client: Client) -> None:
    """What the provider says of it is not repeated."""
    page = come_back(client, code="", error="access_denied", error_description="pat@exampleshire.example")
    assert (page.status_code, "did not sign you in" in text(page)) == (403, True)
    assert "pat@" not in text(page)


@pytest.mark.parametrize("away", ["https://example.org/", "//example.org", "/\\example.org"])
def test_nobody_is_led_away_from_this_site(client: Client, openid: OpenId, away: str) -> None:
    """Whatever the address says from which somebody began."""
    person(Role.ANALYST)
    openid.told["amr"] = ["mfa"]
    client.get(BEGIN, {"next": away})
    back = at_provider(client.get(BEGIN, {"next": away})["Location"]).removeprefix("http://testserver")
    assert client.get(back)["Location"] == "/staff"


def test_an_unknown_provider_is_nowhere(client: Client) -> None:
    """As where there are none."""
    assert client.get(BEGIN).status_code == 404
    assert client.get(BACK).status_code == 404
    assert "Sign in with" not in text(client.get("/staff/sign-in"))


def test_signing_out_leads_to_the_end_there_too(client: Client, openid: OpenId) -> None:
    """By a link that names this site and nobody."""
    person(Role.ANALYST)
    openid.told["amr"] = ["mfa"]
    come_back(client)
    page = client.post("/staff/sign-out").content.decode()
    assert "Sign out of Exampleshire’s account" in page
    assert f"{openid.issuer}/leave?client_id=coequal" in page
    assert "pat" not in page.partition("/leave?")[2].partition('"')[0]
    openid.metadata = {"end_session_endpoint": "javascript:alert(1)"}
    come_back(client)
    assert "Sign out of" not in text(client.post("/staff/sign-out"))


@pytest.mark.usefixtures("openid")
def test_passwords_can_be_turned_off_and_whoever_runs_the_site_can_still_open_a_way(client: Client, settings: Any) -> None:
    """A right password and an administrator's link open nothing; a link of whoever runs the site does."""
    settings.PROVIDERS = (replace(settings.PROVIDERS[0], passwords=False),)
    who = with_password(Role.ANALYST)
    assert "Sign in with Exampleshire’s account" in text(give_password(client))
    assert client.get("/staff")["Location"].startswith("/staff/sign-in")
    assert "was refused a password where single sign-on is asked for" in actions()
    admin = person(Role.ADMINISTRATOR, email="admin@exampleshire.example")
    link = access.renew(person_acting(admin), who, organisation())
    assert "You need no password here" in text(client.get(f"/staff/invitation/{link}"))
    link = access.renew(THE_SYSTEM, who, organisation())
    assert client.get(f"/staff/invitation/{link}").status_code == 200
    with_password(Role.ANALYST, at=OTHER, email="sam@sampleton.example")
    assert give_password(client, "sam@sampleton.example").status_code == 302


def test_an_administrator_sees_what_is_linked_and_unlinks_it(openid: OpenId, client: Client) -> None:
    """After a last look; what is open ends, and whoever comes next by the address is linked anew."""
    who = person(Role.ANALYST)
    openid.told["amr"] = ["mfa"]
    come_back(client)
    admin = signed_in(Role.ADMINISTRATOR, email="admin@exampleshire.example")
    address = f"/staff/people/{OWN}/{posts.Member(who, organisation()).reference}"
    assert "Signs in with Exampleshire’s account" in text(admin.get(address))
    assert "The account is active." in text(admin.get(address))
    assert "What they have open ends at once" in text(admin.post(address, {"do": "unlink"}))
    assert Identity.objects.exists()
    admin.post(address, {"do": "unlink", "sure": "yes"})
    admin.post(address, {"do": "unlink", "sure": "yes"})
    assert actions().count("unlinked single sign-on") == 1
    assert client.get("/staff").status_code == 302
    openid.told["sub"] = "pat-2"
    assert come_back(client)["Location"] == "/staff"


def test_nobody_locks_themselves_out_by_a_role_elsewhere(openid: OpenId, client: Client, settings: Any) -> None:
    """Without a password, a role of an organisation for which the provider does not speak is not accepted; else it is."""
    settings.PROVIDERS = (replace(settings.PROVIDERS[0], passwords=False),)
    who = person(Role.ANALYST)
    who.set_unusable_password()
    who.save()
    offer = Membership.objects.create(person=who, organisation=organisation(OTHER), role=Role.ANALYST, accepted=None)
    openid.told["amr"] = ["mfa"]
    come_back(client)
    asked = {"offer": offer.pk, "do": "accept"}
    page = client.post("/staff/offers", asked)
    assert (page.status_code, "Accepting this would lock you out" in text(page)) == (409, True)
    assert Membership.objects.get(pk=offer.pk).accepted is None
    settings.PROVIDERS = (replace(settings.PROVIDERS[0], organisations=frozenset({OWN, OTHER})),)
    assert client.post("/staff/offers", asked).status_code == 302
    assert Membership.objects.get(pk=offer.pk).accepted


def test_whoever_has_a_password_accepts_a_role_elsewhere_and_comes_in_by_that(
    openid: OpenId, client: Client, settings: Any
) -> None:
    """Then passwords are turned off for them no longer."""
    settings.PROVIDERS = (replace(settings.PROVIDERS[0], passwords=False),)
    who = with_password(Role.ANALYST)
    offer = Membership.objects.create(person=who, organisation=organisation(OTHER), role=Role.ANALYST, accepted=None)
    openid.told["amr"] = ["mfa"]
    come_back(client)
    assert client.post("/staff/offers", {"offer": offer.pk, "do": "accept"}).status_code == 302
    assert give_password(Client()).status_code == 302


def test_nobody_sets_a_password_where_passwords_are_off(openid: OpenId, client: Client, settings: Any) -> None:
    """The page says how they sign in, whoever sends it all the same."""
    settings.PROVIDERS = (replace(settings.PROVIDERS[0], passwords=False),)
    who = with_password(Role.ANALYST)
    openid.told["amr"] = ["mfa"]
    come_back(client)
    given = {"current": PASSWORD, "new": "another long enough phrase", "again": "another long enough phrase"}
    for page in (client.get("/staff/account/password"), client.post("/staff/account/password", given)):
        assert page.status_code == 403
        assert "You sign in with Exampleshire’s account" in text(page)
    assert Person.objects.get(pk=who.pk).check_password(PASSWORD)


def test_where_passwords_are_off_an_administrator_invites_without_a_link(openid: OpenId, settings: Any) -> None:
    """The page says how they sign in, and no link is made anew."""
    settings.PROVIDERS = (replace(settings.PROVIDERS[0], passwords=False),)
    admin = signed_in(Role.ADMINISTRATOR, email="admin@exampleshire.example")
    page = admin.post("/staff/people/invite", {"email": "nia@exampleshire.example", "role": "analyst", "organisation": OWN})
    assert "signs in with Exampleshire’s account, and needs no link" in text(page)
    who = posts.Member(Person.objects.get(email="nia@exampleshire.example"), organisation())
    address = f"/staff/people/{OWN}/{who.reference}"
    assert "Passwords are turned off" in text(admin.get(address))
    assert "not by a link" in text(admin.post(address, {"do": "renew"}))
    openid.told |= {"email": "nia@exampleshire.example", "amr": ["mfa"]}
    newcomer = Client()
    assert come_back(newcomer)["Location"] == "/staff"
    assert "Change your password" not in text(newcomer.get("/staff/account"))

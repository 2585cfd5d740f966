"""Signing in with a password and a code, and what becomes of whoever guesses."""

import time
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from coequal.accounts.guard import IDLE
from coequal.accounts.models import Entry, Person
from coequal.accounts.roles import Role
from coequal.accounts.second_factor import accepted, backup_codes_left, code_now, new_backup_codes
from coequal.web.staff.signing_in import in_words
from tests.web.signing import OWN, PASSWORD, sign_in, signed_in
from tests.web.staff.codes import EMAIL, app_of, code_of, give_password, text, with_password

pytestmark = pytest.mark.django_db


def actions() -> list[tuple[str, str, str]]:
    """Who did what to which account."""
    return [(entry.who, entry.action, entry.reference) for entry in Entry.objects.all()]


def test_somebody_signs_in_and_gets_where_they_wanted(client: Client) -> None:
    """From a page of staff by password and code, and the session gets another number at each step."""
    who = with_password(Role.INFORMATION_GOVERNANCE)
    first = client.get("/staff/trail?who=pat")
    assert (first.status_code, first["Location"]) == (302, "/staff/sign-in?next=%2Fstaff%2Ftrail%3Fwho%3Dpat")
    assert "To find a policy or to check yourself you need no account." in text(client.get(first["Location"]))
    second = give_password(client, "  Pat@Exampleshire.example ", to="?next=%2Fstaff%2Ftrail%3Fwho%3Dpat")
    assert second["Location"] == "/staff/code?next=%2Fstaff%2Ftrail%3Fwho%3Dpat"
    half = client.session.session_key
    assert client.get("/staff/trail")["Location"].startswith("/staff/code?")
    assert "Enter the six figures" not in text(client.get(second["Location"]))
    code = code_of(app_of(who))
    third = client.post(second["Location"], {"code": f" {code[:3]} {code[3:]}"})
    assert third["Location"] == "/staff/trail?who=pat"
    assert client.session.session_key != half
    assert client.get(third["Location"]).status_code == 200
    assert client.get("/staff/code")["Location"] == "/staff"
    assert actions()[:2] == [(EMAIL, "gave the right password", EMAIL), (EMAIL, "signed in", EMAIL)]
    first_entry = Entry.objects.first()
    assert first_entry is not None
    assert (first_entry.organisation, first_entry.kind) == (OWN, "account")


@pytest.mark.parametrize(
    "away", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "", "staff/trail"]
)
def test_nobody_is_led_away_from_this_site(client: Client, away: str) -> None:
    """Whatever the address of the sign-in page says."""
    who = with_password(Role.ANALYST)
    page = client.post("/staff/sign-in", {"email": EMAIL, "password": PASSWORD}, query_params={"next": away})
    assert page.status_code == 302
    done = client.post("/staff/code", {"code": code_of(app_of(who))}, query_params={"next": away})
    assert done["Location"] == "/staff"


def test_whether_an_account_exists_is_told_to_nobody(client: Client) -> None:
    """A wrong password, an unknown address, somebody deactivated and somebody without a password get the same page."""
    with_password(Role.ANALYST)
    with_password(email="gone@exampleshire.example")
    Person.objects.filter(email__startswith="gone").update(is_active=False)
    Person.objects.create_user("new@exampleshire.example")
    pages = [
        give_password(client, email, password)
        for email, password in (
            (EMAIL, "wrong"),
            ("nobody@example.org", PASSWORD),
            ("gone@exampleshire.example", PASSWORD),
            ("new@exampleshire.example", ""),
            ("new@exampleshire.example", "!"),
        )
    ]
    said = {text(page).partition("Sign in This")[0] for page in (*pages[:3], pages[4])}
    assert said == {"There is a problem The e-mail address or the password is wrong. Check both and try again. "}
    assert "Enter your password." in text(pages[3])
    assert PASSWORD not in "".join(page.content.decode() for page in pages)
    assert ("somebody", "gave a wrong password", "nobody’s") in actions()
    assert ("somebody", "gave a wrong password", EMAIL) in actions()


def test_what_was_typed_in_place_of_an_address_is_recorded_nowhere(client: Client) -> None:
    """It may be a password."""
    give_password(client, PASSWORD, "x")
    assert PASSWORD not in "".join(str(vars(entry)) for entry in Entry.objects.all())


def test_what_is_typed_in_signing_in_stands_in_no_table(client: Client) -> None:
    """Nor the computer, the browser, or the address of the page; attempts are counted all the same."""
    typed, told = "Heron-lamp-1", {"HTTP_USER_AGENT": "Browser-of-Pat", "HTTP_ACCEPT": "text/odd", "REMOTE_ADDR": "192.0.2.77"}
    for _ in range(2):
        client.post(f"/staff/sign-in?{typed}=x", {"email": typed, "password": f"{typed}2", typed: typed}, **told)
    kept = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # the names are those of the database itself
            kept += str(cursor.fetchall()).casefold()
    for word in (typed, "Browser-of-Pat", "text/odd", "192.0.2.77"):
        assert word.casefold() not in kept
    assert AccessAttempt.objects.get().failures_since_start == 2


def test_after_five_wrong_passwords_the_page_says_how_long_and_whom_to_ask(client: Client) -> None:
    """The right one does not help any more; for an address that nobody has it looks the same."""
    with_password(Role.ANALYST)
    for email in (EMAIL, "nobody@example.org"):
        pages = [give_password(Client(), email, "wrong") for _ in range(5)]
        assert [page.status_code for page in pages] == [200] * 4 + [429]
        assert "You cannot sign in for an hour" in text(pages[4])
        assert "tell an administrator of your organisation" in text(pages[4])
    assert give_password(client).status_code == 429
    assert "_auth_user_id" not in client.session
    assert actions()[4] == ("somebody", "was locked out after wrong passwords", EMAIL)


def test_a_right_password_ends_the_counting(client: Client) -> None:
    """Four slips now and four next week lock nobody out."""
    with_password(Role.ANALYST)
    for _ in range(2):
        for _ in range(4):
            give_password(client, password="wrong")  # noqa: S106  # it is
        assert give_password(client).status_code == 302


def test_a_wrong_code_lets_nobody_in_and_guesses_are_slowed_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The right one is not looked at until the time is over, on whichever device."""
    who = with_password(Role.ANALYST)
    codes = new_backup_codes(who)
    give_password(client)
    assert "Enter a code." in text(client.post("/staff/code", {"code": ""}))
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # the second does not pass
    wrong = client.post("/staff/code", {"code": "12345x"})
    assert "That code is wrong, or was used before." in text(wrong)
    for code in (code_of(app_of(who)), codes[0]):
        assert "Too many codes were wrong. You can try again in 1 second." in text(client.post("/staff/code", {"code": code}))
    assert client.get("/staff")["Location"].startswith("/staff/code")
    assert (EMAIL, "gave a wrong one-time code", EMAIL) in actions()
    for device in (app_of(who), who.staticdevice_set.get()):
        assert device.throttling_failure_count == 1
        device.throttling_failure_timestamp -= timedelta(seconds=2)
        device.save()
    assert client.post("/staff/code", {"code": code_of(app_of(who))}).status_code == 302
    assert app_of(who).throttling_failure_count == who.staticdevice_set.get().throttling_failure_count == 0


def test_each_code_works_once() -> None:
    """Of the app and of the backup codes, which may be typed with or without their line."""
    who = with_password(Role.ANALYST)
    codes = new_backup_codes(who)
    assert len(set(codes)) == 10
    assert accepted(who, codes[0].upper().replace("-", " ")) is not None
    assert backup_codes_left(who) == 9
    assert accepted(who, codes[0]) is None
    assert codes[1] not in str(list(who.staticdevice_set.get().token_set.values()))
    for device in (app_of(who), who.staticdevice_set.get()):
        device.throttle_reset()
    code = code_of(app_of(who))
    assert accepted(who, code) is not None
    assert accepted(who, code) is None


def test_a_backup_code_is_as_good_as_one_of_the_app(client: Client) -> None:
    """For whoever has lost the app."""
    codes = new_backup_codes(with_password(Role.ANALYST))
    give_password(client)
    assert client.post("/staff/code", {"code": codes[3]})["Location"] == "/staff"
    assert client.get("/staff").status_code == 200


def test_whoever_gave_no_password_is_asked_for_one_first(client: Client) -> None:
    """The page of the code shows nothing to them."""
    assert client.get("/staff/code")["Location"] == "/staff/sign-in?next=%2Fstaff%2Fcode"
    assert client.post("/staff/code", {"code": "123456"}).status_code == 403


def test_the_code_is_shown_for_invented_people_alone(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says why; each code works once, so after two of them there is none for a while."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)  # the half minute does not pass
    who = with_password(Role.ANALYST)
    give_password(client)
    assert "invented" not in text(client.get("/staff/code"))
    assert code_now(who) is None
    who.demonstration = True
    who.save()
    page = client.get("/staff/code")
    assert page["Cache-Control"] == "no-store"
    assert f"The code now is {code_now(who)}" in text(page)
    assert "You sign in as an invented person, who has no app." in text(page)
    for _ in range(2):
        assert accepted(who, code_now(who)) is not None
    assert code_now(who) is None
    assert "Wait half a minute" in text(client.get("/staff/code"))


def test_a_session_ends_after_an_hour_of_nothing_and_after_twelve_hours(client: Client) -> None:
    """Whichever comes first."""
    for last, began in ((IDLE + 5, IDLE + 5), (0, 12 * 3600 + 5)):
        client = signed_in(Role.ANALYST)
        session = client.session
        session["seen"], session["signed in"] = int(time.time()) - last, int(time.time()) - began
        session.save()
        assert client.get("/staff")["Location"].startswith("/staff/sign-in")


def test_a_second_factor_does_not_outlast_its_session(client: Client) -> None:
    """Whoever gives the password anew gives a code too: after hours, and also at once; whichever factor it was."""
    who = with_password(Role.ANALYST)
    for idle in (2 * IDLE, 0):
        for vouched in (True, False):
            session = sign_in(client, who).session
            session["seen"] -= idle
            if vouched:
                session["second factor elsewhere"] = True
                del session[DEVICE_ID_SESSION_KEY]
            session.save()
            give_password(client)
            assert client.get("/staff")["Location"].startswith("/staff/code")
            client.post("/staff/sign-out")


def test_signing_out_ends_the_session() -> None:
    """By a form alone, which a link leads to; it is recorded."""
    client = signed_in(Role.ANALYST)
    assert "Sign out?" in text(client.get("/staff/sign-out"))
    assert client.get("/staff").status_code == 200
    assert "You are signed out" in text(client.post("/staff/sign-out"))
    assert client.get("/staff").status_code == 302
    assert actions() == [(EMAIL, "signed out", EMAIL)]
    assert "You are signed out" in text(Client().post("/staff/sign-out"))
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "in 1 second"), (8, "in 8 seconds"), (600, "in 10 minutes"), (6 * 3600, "in 6 hours")]
)
def test_how_long_to_wait_is_said_as_people_say_it(seconds: int, words: str) -> None:
    """In seconds, minutes or hours."""
    assert in_words(timezone.now() + timedelta(seconds=seconds)) == words

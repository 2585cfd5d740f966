"""Keys for software: made, shown once, and withdrawn."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.models import ApiKey, Entry
from coequal.accounts.models.keys import digest_of
from coequal.accounts.roles import Role
from tests.web.signing import OTHER, OWN, signed_in
from tests.web.staff.codes import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    """An administrator who has signed in."""
    return signed_in(Role.ADMINISTRATOR)


def asked(until: date | None = None, **changes: object) -> dict[str, object]:
    """What is typed for a key."""
    day = until or timezone.localdate() + timedelta(days=90)
    told = {"software": "Clinic system", "purpose": "Referrals", "scopes": ["assess"]}
    return {**told, "until[day]": day.day, "until[month]": day.month, "until[year]": day.year, **changes}


def test_a_key_is_shown_once_and_only_its_digest_is_kept(admin: Client) -> None:
    """With scopes in words, and the day on which it ends."""
    assert "There is no key yet." in text(admin.get("/staff/keys"))
    form = admin.get("/staff/keys/new")
    assert "Assess a case, and ask what is missing" in text(form)
    assert "See the postcode lottery: every area side by side" in text(form)
    last = timezone.localdate() + timedelta(days=365)
    assert f'name="until[year]" type="text" value="{last.year}"' in form.content.decode()
    page = admin.post("/staff/keys/new", asked())
    (shown,) = re.findall(r"cq_[0-9a-f]{8}_[\w-]+", page.content.decode())
    key = ApiKey.objects.get()
    assert page["Cache-Control"] == "no-store"
    assert key.digest == digest_of(shown)
    assert shown not in str(vars(key)) + str([vars(entry) for entry in Entry.objects.all()])
    assert timezone.localtime(key.expires).date() == timezone.localdate() + timedelta(days=90)
    said = text(admin.get("/staff/keys"))
    assert f"Clinic system cq_{key.prefix}… Exampleshire (an invented organisation) Referrals May Assess a case" in said
    assert "never" in said
    assert shown not in admin.get("/staff/keys").content.decode()
    entry = Entry.objects.get(action="made a key")
    assert (entry.action, entry.kind, entry.reference, entry.organisation) == ("made a key", "key", key.prefix, OWN)


def test_the_same_form_sent_again_makes_no_second_key(admin: Client) -> None:
    """As a browser sends it that loads the page anew; a form that was opened anew makes another one."""
    (once,) = re.findall(r'name="once" value="([^"]+)"', admin.get("/staff/keys/new").content.decode())
    assert admin.post("/staff/keys/new", asked(once=once)).status_code == 200
    assert admin.post("/staff/keys/new", asked(once=once))["Location"] == "/staff/keys"
    assert ApiKey.objects.count() == 1
    assert admin.post("/staff/keys/new", asked(once="another")).status_code == 200
    assert ApiKey.objects.count() == 2


def test_a_key_is_withdrawn_once(admin: Client) -> None:
    """From then on it is listed as withdrawn; one that has ended is too."""
    admin.post("/staff/keys/new", asked())
    key = ApiKey.objects.get()
    ApiKey.objects.update(used_on=date(2026, 11, 20))
    assert "20 November 2026" in text(admin.get("/staff/keys"))
    for _ in range(2):
        assert "Withdraw the key of Clinic system?" in text(admin.get(f"/staff/keys/{key.prefix}/withdraw"))
        assert admin.post(f"/staff/keys/{key.prefix}/withdraw")["Location"] == "/staff/keys"
    assert "no longer: withdrawn on" in text(admin.get("/staff/keys"))
    assert [entry.action for entry in Entry.objects.all()] == ["made a key", "looked at the keys", "withdrew a key"]
    ApiKey.objects.update(withdrawn=None, expires=timezone.now() - timedelta(days=1))
    assert "no longer: ended on" in text(admin.get("/staff/keys"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"software": ""}, "Enter the name of the software."),
        ({"purpose": ""}, "Say what it uses the answers for."),
        ({"scopes": []}, "Choose at least one thing that it may do."),
        ({"scopes": ["everything"]}, "Select a valid choice"),
        ({"until": timezone.localdate() + timedelta(days=400)}, "The last day must be between"),
        ({"until": timezone.localdate() - timedelta(days=1)}, "The last day must be between"),
    ],
)
def test_what_is_wrong_with_a_key_is_said(admin: Client, changes: dict[str, object], said: str) -> None:
    """And none is made."""
    assert said in text(admin.post("/staff/keys/new", asked(**changes)))
    assert not ApiKey.objects.exists()


def test_nobody_sees_or_withdraws_the_keys_of_another_organisation(admin: Client) -> None:
    """Nor one that there is not."""
    signed_in(Role.ADMINISTRATOR, at=OTHER, email="x@sampleton.example").post("/staff/keys/new", asked())
    assert "There is no key yet." in text(admin.get("/staff/keys"))
    assert admin.post(f"/staff/keys/{ApiKey.objects.get().prefix}/withdraw").status_code == 404
    assert admin.post("/staff/keys/00000000/withdraw").status_code == 404

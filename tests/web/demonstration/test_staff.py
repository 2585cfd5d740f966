"""Invented staff, who are there only where the demonstration is asked for."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from coequal.accounts.models import ApiKey, Entry, Membership, Organisation, Person
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.second_factor import accepted, code_now
from coequal.accounts.trail.verifying import verify
from coequal.analyses.models import Analysis
from coequal.drafting.models import Draft
from coequal.errors import CoequalError
from coequal.web.demonstration.staff import STAFF, keys, logins, password_of, staff
from coequal.web.environment import keep_secret

pytestmark = pytest.mark.django_db
PAT = "policy-manager@exampleshire.example"
KEY, OTHER = "k" * 50, "o" * 50


@pytest.fixture
def made(data: Path) -> Path:
    """An installation with invented staff."""
    keep_secret(data)
    staff()
    return data


def password(email: str) -> str:
    """What is printed for somebody."""
    return next(line for line in logins().splitlines() if f" {email} " in line).split()[1]


def signs_in(email: str) -> bool:
    """Whether what is printed for somebody lets them in."""
    return authenticate(RequestFactory().post("/staff/sign-in"), username=email, password=password(email)) is not None


@pytest.mark.usefixtures("made")
def test_there_is_somebody_of_each_role() -> None:
    """In Exampleshire; in its clinic and in Sampleton there are others, and all are invented."""
    at = {
        code: set(Membership.objects.filter(organisation__code=code).values_list("role", flat=True))
        for code in ("EXA1", "EXF1", "SAM1")
    }
    assert at["EXA1"] == set(OF_PEOPLE)
    assert at["EXF1"] == {Role.CLINICIAN}
    assert at["SAM1"] == {Role.POLICY_MANAGER, Role.GOVERNANCE, Role.ADMINISTRATOR}
    assert [str(one) for one in Organisation.objects.all()] == [
        "Exampleshire (an invented organisation)",
        "Exampleshire Fertility Clinic (an invented organisation)",
        "Sampleton (an invented organisation)",
    ]
    assert not Person.objects.filter(demonstration=False).exists()


@pytest.mark.usefixtures("made")
def test_what_is_printed_lets_them_in() -> None:
    """The password and the code that the site shows."""
    assert all(signs_in(one.email) for one in STAFF)
    pat = Person.objects.get(email=PAT)
    code = code_now(pat)
    assert code is not None
    assert accepted(pat, code) is not None


@pytest.mark.usefixtures("made")
def test_the_trail_says_that_the_system_made_them() -> None:
    """And it is whole."""
    assert set(Entry.objects.values_list("who", flat=True)) == {"the system"}
    assert Entry.objects.filter(action="invited somebody").count() == len(STAFF)
    assert list(verify().faults) == []


def test_each_installation_has_passwords_of_its_own() -> None:
    """Nobody can tell them who does not have its secret key; and each person has another one."""
    assert password_of(PAT, KEY) == password_of(PAT, KEY)
    assert len({password_of(one.email, key) for one in STAFF for key in (KEY, OTHER)}) == 2 * len(STAFF)
    assert len(password_of(PAT, KEY)) == len("abcd-efgh-ijkl-mnop")


def test_the_first_preparing_prints_passwords_that_last(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They come from the key that it has just made; and where a new key is put before the old one, they still let in."""
    keep_secret(data)
    staff()
    (kept,) = keys()
    assert kept == (data / "secret-key").read_text(encoding="ascii")
    before = password(PAT)
    assert before == password_of(PAT, kept)
    monkeypatch.setenv("COEQUAL_SECRET_KEYS", f"{KEY} {kept}")
    assert password(PAT) == before
    assert staff() == f"Invented staff: 0 made, {len(STAFF)} kept."


@pytest.mark.usefixtures("made")
def test_what_people_changed_is_not_undone() -> None:
    """A password, a role that was taken, an account that was deactivated: what is printed says so."""
    pat, ana, gwen = (
        Person.objects.get(email=f"{role}@exampleshire.example") for role in ("policy-manager", "analyst", "governance")
    )
    pat.set_password("one of her own choosing")
    pat.save()
    ana.memberships.all().delete()
    Person.objects.filter(pk=gwen.pk).update(is_active=False)
    assert staff() == f"Invented staff: 0 made, {len(STAFF)} kept."
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in logins().splitlines() if "@" in line}
    assert lines[PAT] == "(changed since)      policy manager"
    assert lines["analyst@exampleshire.example"].endswith(" no role any more")
    assert lines["governance@exampleshire.example"] == "(deactivated)        governance"


def test_an_account_that_is_not_the_demonstrations_is_left_alone(data: Path) -> None:
    """Nobody is invented then: that person keeps password and roles."""
    keep_secret(data)
    own = Person.objects.create_user(PAT, "one of her own choosing")
    with pytest.raises(CoequalError, match=f"{PAT} has an account already, which is not the demonstration's"):
        staff()
    assert list(Person.objects.all()) == [own]
    assert not own.memberships.exists()


def test_without_being_asked_for_nobody_is_invented(data: Path) -> None:  # noqa: ARG001
    """Nor are organisations, drafts or analyses, and no password is printed."""
    said = StringIO()
    call_command("prepare", people=300, stdout=said)
    assert "sign in as" not in said.getvalue()
    assert said.getvalue().splitlines()[-1] == "The site is ready. “coequal site serve” starts it."
    assert not any(kind.objects.exists() for kind in (Person, Organisation, Draft, Analysis, ApiKey, Entry))


def test_with_the_demonstration_everything_is_there(invented_areas: Path) -> None:  # noqa: ARG001
    """And run again, all of it is kept, and the same passwords are printed."""
    said, again = StringIO(), StringIO()
    call_command("prepare", people=300, demonstration=True, stdout=said)
    assert f"Invented staff: {len(STAFF)} made, 0 kept." in said.getvalue()
    assert "Invented drafts: 3 made, 0 kept." in said.getvalue()
    assert "Invented analyses: 2 made, 0 kept." in said.getvalue()
    assert "An invented programme: made." in said.getvalue()
    call_command("prepare", people=300, demonstration=True, stdout=again)
    assert f"Invented staff: 0 made, {len(STAFF)} kept." in again.getvalue()
    assert "Invented drafts: 0 made, 3 kept." in again.getvalue()
    assert "Invented analyses: 0 made, 2 kept." in again.getvalue()
    assert "An invented programme: kept." in again.getvalue()
    _before, printed = said.getvalue().split("To try what staff do")
    assert printed == again.getvalue().split("To try what staff do")[1]
    assert all(f" {one.email} " in printed and one.role in printed for one in STAFF)

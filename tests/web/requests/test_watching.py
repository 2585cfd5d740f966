"""The pages of those who watch: which rules hold and since when, and who opened what."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.acting import person_acting
from coequal.accounts.models import Entry
from coequal.accounts.roles import Role
from coequal.referrals.desk import pages
from coequal.referrals.models import RulesVersion, Viewing
from coequal.referrals.rules.reading import shipped_text
from coequal.referrals.seeing.looking import break_glass, look
from coequal.referrals.seeing.table import CASE
from coequal.web.requests import opened
from tests.referrals import making
from tests.web.referring.asking import sure
from tests.web.requesting.asking import fields, said
from tests.web.signing import OTHER, OWN, organisation, person, sign_in, signed_in

pytestmark = pytest.mark.django_db
RULES, BRING_IN, OPENED = (reverse(f"requests:{name}") for name in ("rules", "bring-in", "opened"))


def governance(at: str = OWN) -> Client:
    """Somebody of governance."""
    return signed_in(Role.GOVERNANCE, at=at, email=f"governance@{at.casefold()}.example")


def typed(since: date, text: str = "", why: str = "The board agreed.") -> dict[str, str]:
    """What is typed to bring in rules."""
    day = {f"since[{part}]": str(getattr(since, part)) for part in ("day", "month", "year")}
    return {**day, "why": why, "text": text or shipped_text(OWN)}


def test_the_rules_that_come_with_coequal_hold_until_others_are_brought_in() -> None:
    """And the page says so; a commissioner with none says who can bring them in."""
    organisation(OWN)
    page = said(governance().get(RULES))
    assert "This organisation has brought in none of its own" in page
    assert "None was brought in yet." in page
    assert "There are no rules here yet" in said(governance("NEW1").get(RULES))


def test_new_rules_are_looked_at_once_more_and_stand_under_the_day_from_which_they_hold() -> None:
    """Those in force are marked, those to come say from when; sent twice they are there once, and on record once."""
    client = governance()
    for since in (timezone.localdate(), timezone.localdate() + timedelta(5)):
        page = sure(client, BRING_IN, **typed(since, why=f"From {since}."))
        assert f"From {since}." in page
    client.post(BRING_IN, {**typed(timezone.localdate()), "sure": "yes"})
    page = said(client.get(RULES))
    assert "(in force): From " + timezone.localdate().isoformat() in page
    assert RulesVersion.objects.count() == Entry.objects.filter(action="brought in rules for requests").count() == 2
    first = RulesVersion.objects.order_by("pk")[0]
    assert "40 working days" in said(client.get(reverse("requests:rules-version", kwargs={"number": first.pk})))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"since": -1}, "today or a later day"),
        ({"text": "commissioner: [", "since": 0}, "rules"),
        ({"text": "a: b", "since": 0}, "rules"),
        ({"why": "", "since": 0}, "Say why they change."),
        ({"text": shipped_text(OWN).replace(OWN, OTHER), "since": 0}, f"rules of {OTHER}, and not of {OWN}"),
    ],
    ids=["yesterday", "no YAML", "no rules", "no reason", "of another commissioner"],
)
def test_rules_that_cannot_be_brought_in_stay_in_the_form(changes: dict[str, object], why: str) -> None:
    """With what is wrong above them; nothing comes into force."""
    days = changes.pop("since")
    sent = typed(timezone.localdate() + timedelta(days)) | changes
    page = governance().post(BRING_IN, {**sent, "sure": "yes"})
    assert why in said(page)
    assert "There is a problem" in said(page)
    assert fields(page)["text"][0].split() == str(sent["text"]).split()
    assert not RulesVersion.objects.exists()


def test_a_version_of_another_commissioner_is_not_there() -> None:
    """Nor are its rules, for whoever does not work for it; whoever only reads is offered no change."""
    made = RulesVersion(organisation=organisation(OTHER), since=timezone.localdate(), text=shipped_text(OWN), why="Theirs.")
    made.save()
    client = signed_in(Role.ANALYST)
    assert client.get(reverse("requests:rules-version", kwargs={"number": made.pk})).status_code == 404
    assert client.get(f"{RULES}?of={OTHER}").status_code == 404
    assert "Bring in new rules" not in said(client.get(RULES))
    assert client.get(BRING_IN).status_code == 403


def watcher(at: str = OWN) -> Client:
    """Somebody of information governance."""
    return signed_in(Role.INFORMATION_GOVERNANCE, at=at, email=f"watcher@{at.casefold()}.example")


def test_where_nothing_was_opened_the_page_says_so() -> None:
    """And what will stand there; also that nothing fits what was asked for."""
    client = watcher()
    assert "Nothing was opened yet." in said(client.get(OPENED))
    assert "Nothing of that kind was opened." in said(client.get(OPENED, {"glass": "on"}))
    assert "Nothing of that kind was opened." in said(client.get(OPENED, {"reference": "Q-2222-2222"}))


def test_each_opening_says_who_what_and_for_what() -> None:
    """Of the own commissioner alone; by request, however it is typed, or only where the glass was broken, with the reason."""
    first, second, theirs = (making.request(organisation=organisation(code)) for code in (OWN, OWN, OTHER))
    officer = making.acting(Role.IFR_OFFICER)
    look(officer, first, CASE, "to deal with the request")
    break_glass(officer, second, "The patient <b>rang</b>.")
    look(person_acting(person(Role.IFR_OFFICER, at=OTHER, email="o@sam1.example")), theirs, CASE, "to deal with the request")
    client = watcher()
    page = said(client.get(OPENED))
    assert f"who of {second.reference}" in page
    assert f"case of {first.reference}" in page
    assert page.index(second.reference) < page.index(first.reference)
    assert theirs.reference not in page
    assert "Wilhelmina" not in page
    broken = client.get(OPENED, {"glass": "on"})
    assert "The patient <b>rang</b>." in said(broken)
    assert "<b>rang" not in broken.content.decode()
    assert first.reference not in said(broken)
    one = said(client.get(OPENED, {"reference": first.reference.lower()}))
    assert second.reference not in one
    assert Entry.objects.filter(action="looked at who opened what").count() == 3


def test_openings_come_in_pages_that_keep_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest first, each once."""
    monkeypatch.setattr(opened, "ON_A_PAGE", 2)
    monkeypatch.setattr(pages, "ON_A_PAGE", 2)
    officer, made = making.acting(Role.IFR_OFFICER), making.request()
    for number in range(5):
        look(officer, made, CASE, f"purpose {number}")
    client, seen, after = watcher(), [], ""
    for _ in range(3):
        page = client.get(OPENED, {"reference": made.reference, "after": after})
        seen += [number for number in range(4, -1, -1) if f"purpose {number}" in said(page)]
        after = page.content.decode().partition("after=")[2].partition('"')[0]
        assert not after or f"reference={made.reference}" in page.content.decode()
    assert seen == [4, 3, 2, 1, 0]
    assert after == ""
    assert Viewing.objects.count() == 5


def test_officers_do_not_read_who_opened_what() -> None:
    """That is for those who watch over personal data, of the same organisation."""
    officer = making.acting(Role.IFR_OFFICER).person
    assert officer is not None
    assert sign_in(Client(), officer).get(OPENED).status_code == 403
    look(making.acting(Role.IFR_OFFICER), making.request(), CASE, "to deal with the request")
    assert "Nothing was opened yet." in said(watcher(OTHER).get(OPENED))

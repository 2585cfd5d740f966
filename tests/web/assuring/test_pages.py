"""The pages of the data register as somebody without scripts uses them: nothing typed is lost, and every fault is said."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.assurance.models import DataUse, ImpactVersion
from coequal.assurance.register.passing import let_pass, withdraw
from coequal.assurance.screening.rule import questions
from tests.assurance.making import acting, needing, submitted, use
from tests.web.hostile import LETTERS, NO_NUMBERS, SCRIPT, is_harmless
from tests.web.signing import person, signed_in

pytestmark = pytest.mark.django_db
KEEPER = "keeper@exampleshire.example"
NAMED, REASON = "Ada, director (invented)", "An outbreak cannot wait."


@pytest.fixture
def keeper() -> Client:
    """Somebody who keeps the register, signed in."""
    return signed_in(Role.POLICY_MANAGER, email=KEEPER)


def at(view: str, of: DataUse | ImpactVersion | None = None) -> str:
    """The address of a page of staff about an entry or a version, or about none."""
    if isinstance(of, ImpactVersion):
        return reverse(f"assuring:{view}", kwargs={"reference": of.use.reference, "number": of.number})
    return reverse(f"assuring:{view}", kwargs={"reference": of.reference} if of else {})


def said(page: HttpResponse) -> str:
    """What a page says, without what its signs are written as."""
    return " ".join(unescape(page.content.decode()).split())


def day(name: str, ahead: int) -> dict[str, str]:
    """A day in three boxes, so many days ahead."""
    found = timezone.localdate() + timedelta(ahead)
    return {f"{name}[day]": str(found.day), f"{name}[month]": str(found.month), f"{name}[year]": str(found.year)}


def test_an_entry_is_made_screened_and_read_by_everybody_without_scripts(keeper: Client) -> None:
    """The form leads to its screening, that to its desk, and the register says how it stands."""
    told = {"title": "A list", "is_a": "data set", "purpose": "To call people."}
    made = keeper.post(at("enter"), told)
    entry = DataUse.objects.get()
    assert (made.status_code, made["Location"]) == (303, at("screening", entry))
    answers = {name.replace(" ", "-"): "no" for name in questions()} | {"personal-data": "yes"}
    assert "no assessment needed" in said(keeper.post(at("screening", entry), answers, follow=True))
    everybody = said(Client().get(reverse("assuring:entry", kwargs={"code": "EXA1", "reference": entry.reference})))
    assert "No assessment needed (on" in everybody


@pytest.mark.parametrize(
    ("view", "typed", "says"),
    [
        ("enter", {"title": "", "is_a": "data set", "purpose": "To call people."}, "Give it a name"),
        ("change", {"title": "A list", "is_a": "data set", "purpose": "", "kept": "To call people."}, "Say what the personal data"),
        ("change", {"title": "A list", "is_a": "", "purpose": "To call people."}, "Choose what it is"),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong(keeper: Client, view: str, typed: dict[str, str], says: str) -> None:
    """One summary, with the message; nothing is kept."""
    entry = use()
    page = said(keeper.post(at(view, None if view == "enter" else entry), {**typed, "seen": "0"}))
    assert page.count("There is a problem") == 1
    assert says in page
    assert "To call people." in page
    assert DataUse.objects.get().mark == 0


def test_a_change_from_an_older_page_is_refused_and_keeps_what_was_typed(keeper: Client) -> None:
    """Somebody was faster; a forged mark is as good as an old one."""
    entry = use()
    told = {"title": "Mine", "is_a": "data set", "purpose": "To call people."}
    for mark in (*NO_NUMBERS, "7"):
        page = said(keeper.post(at("change", entry), {**told, "seen": mark}))
        assert "Somebody else changed this" in page, mark
        assert "Mine" in page
    assert DataUse.objects.get().title == "Waiting list"


def test_whoever_lets_it_pass_stands_before_everybody_and_stays_there(keeper: Client) -> None:
    """Without signing in: in the register, in the entry and in its file; also once it was withdrawn."""
    entry, director = needing(), acting(Role.GOVERNANCE)
    register = reverse("assuring:register", kwargs={"code": "EXA1"})
    one = reverse("assuring:entry", kwargs={"code": "EXA1", "reference": entry.reference})
    let_pass(director, entry, NAMED, REASON, timezone.localdate() + timedelta(3))
    for address in (register, one):
        page = said(Client().get(address))
        assert NAMED in page
        assert REASON in page
    assert "Let pass before it is cleared" in said(Client().get(register))
    assert "It is let pass, and not cleared." in said(keeper.get(at("desk", entry)))
    withdraw(director, entry)
    page = said(Client().get(one))
    assert "withdrawn on" in page
    assert REASON in page
    assert "Let pass before it is cleared" not in said(Client().get(register))
    assert "Personal data must not be used yet." in said(keeper.get(at("desk", entry)))


def test_letting_pass_needs_a_name_a_reason_and_a_day_that_is_near() -> None:
    """And says each of them at once."""
    director, entry = signed_in(Role.GOVERNANCE, email="director@exampleshire.example"), needing()
    page = said(director.post(at("let-pass", entry), {"named": NAMED, "reason": "", **day("until", 400)}))
    assert page.count("There is a problem") == 1
    assert "Say why it cannot wait." in page
    assert NAMED in page
    assert not entry.letting_pass.exists()


@pytest.mark.parametrize("number", ["0", "2", "00011", "99999", *NO_NUMBERS[1:]])
def test_a_risk_that_is_not_there_is_not_found(keeper: Client, number: str) -> None:
    """Whatever stands in the address."""
    entry = needing()
    told = {"harm": "A list is lost.", "likelihood": "possible", "severity": "severe", "measure": ""}
    told |= {"likelihood_left": "not known", "severity_left": "not known"}
    assert keeper.post(at("risk", entry), {**told, "seen": "0"}).status_code == 303
    assert keeper.get(at("risk", entry), {"risk": "1"}).status_code == 200
    assert keeper.get(at("risk", entry), {"risk": number}).status_code == 404


def test_whoever_advised_is_told_that_somebody_else_signs() -> None:
    """Where somebody is there for it; otherwise the form asks who answers for it, and why."""
    version = submitted()
    both = signed_in(Role.INFORMATION_GOVERNANCE, Role.GOVERNANCE, email="both@exampleshire.example")
    acting(Role.ADMINISTRATOR)
    told = {"advises": "go ahead", "says": "It is careful."}
    assert "Whoever wrote in it takes no step with it" in said(both.get(at("version", version)))
    assert both.post(at("advise", version), told).status_code == 303
    page = said(both.get(at("sign", version)))
    assert "Who answers for it that you do this alone" in page
    person(Role.GOVERNANCE, email="director@exampleshire.example")
    assert "You advised on this assessment, so somebody else signs it off." in said(both.get(at("version", version)))
    refused = both.get(at("sign", version))
    assert refused.status_code == 403
    assert "somebody else signs it off" in said(refused)


@pytest.mark.parametrize("text", [LETTERS, "A\0B"])
def test_what_is_too_long_or_no_text_is_said_at_its_field(keeper: Client, text: str) -> None:
    """And nothing is kept."""
    page = said(keeper.post(at("enter"), {"title": text, "is_a": "data set", "purpose": "To call people."}))
    assert "There is a problem" in page
    assert not DataUse.objects.exists()


def test_what_is_typed_never_runs(keeper: Client) -> None:
    """For staff and for everybody."""
    told: dict[str, Any] = {"title": SCRIPT[:200], "purpose": SCRIPT, "people": SCRIPT[:300], "kept": SCRIPT[:300]}
    entry = needing(**told)
    let_pass(acting(Role.GOVERNANCE), entry, SCRIPT[:200], SCRIPT, timezone.localdate())
    for client, address in (
        (keeper, at("desk", entry)),
        (keeper, at("list")),
        (Client(), reverse("assuring:register", kwargs={"code": "EXA1"})),
        (Client(), reverse("assuring:entry", kwargs={"code": "EXA1", "reference": entry.reference})),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert is_harmless(page.content.decode()), address


def test_nothing_begins_or_ends_before_a_last_look() -> None:
    """What was typed goes along, can be changed, and is done once it was looked at."""
    director, entry = signed_in(Role.GOVERNANCE, email="director@exampleshire.example"), needing()
    typed = {"named": NAMED, "reason": REASON, **day("until", 3)}
    look = said(director.post(at("let-pass", entry), typed))
    assert "Look at it once more" in look
    assert REASON in look
    assert not entry.letting_pass.exists()
    assert REASON in said(director.post(at("let-pass", entry), {**typed, "sure": "change"}))
    assert director.post(at("let-pass", entry), {**typed, "sure": "yes"}).status_code == 303
    assert entry.letting_pass.get().reason == REASON
    keeper = signed_in(Role.INFORMATION_GOVERNANCE, email=KEEPER)
    assert "Personal data must not be used for it any more" in said(keeper.post(at("end", entry), {"why": "The list was closed."}))
    entry.refresh_from_db()
    assert not entry.ended
    assert keeper.post(at("end", entry), {"why": "The list was closed.", "sure": "yes"}).status_code == 303
    entry.refresh_from_db()
    assert entry.ended


def test_why_the_advice_is_overruled_is_asked_before_the_last_look() -> None:
    """And what is signed is shown before it counts."""
    version = submitted()
    officer = signed_in(Role.INFORMATION_GOVERNANCE, email="officer@exampleshire.example")
    assert officer.post(at("advise", version), {"advises": "go ahead", "says": "It is careful."}).status_code == 303
    director = signed_in(Role.GOVERNANCE, email="director@exampleshire.example")
    typed = {"accepted_by": NAMED, "followed": "no", "kept_by": NAMED, **day("review_due", 100)}
    assert "Say why the officer’s advice is overruled." in said(director.post(at("sign", version), typed))
    look = said(director.post(at("sign", version), {**typed, "why_overruled": "It is needed."}))
    assert "It is overruled" in look
    assert "It is needed." in look
    assert not hasattr(version, "sign_off")


def test_after_the_advice_not_to_go_ahead_nobody_comes_to_a_last_look_by_following_it() -> None:
    """The form says what to choose."""
    version = submitted()
    officer = signed_in(Role.INFORMATION_GOVERNANCE, email="officer@exampleshire.example")
    assert officer.post(at("advise", version), {"advises": "do not go ahead", "says": "Too much is kept."}).status_code == 303
    director = signed_in(Role.GOVERNANCE, email="director@exampleshire.example")
    typed = {"accepted_by": NAMED, "followed": "yes", "kept_by": NAMED, **day("review_due", 100)}
    page = said(director.post(at("sign", version), typed))
    assert "choose “It is overruled”, and say why." in page
    assert "Look at it once more" not in page


def test_whoever_lets_it_pass_reads_what_the_law_wants_before_and_at_the_last_look() -> None:
    """And nowhere that data may be used."""
    director, entry = signed_in(Role.GOVERNANCE, email="director@exampleshire.example"), needing()
    typed = {"named": NAMED, "reason": REASON, **day("until", 3)}
    for page in (said(director.get(at("let-pass", entry))), said(director.post(at("let-pass", entry), typed))):
        assert "article 35(1)) wants the impact assessed before data are used" in page
        assert "whoever lets it pass answers for that" in page
        assert "may be used" not in page


def test_answers_that_contradict_each_other_stand_beside_the_first_question(keeper: Client) -> None:
    """Nothing is kept."""
    entry = use()
    page = said(keeper.post(at("screening", entry), {"personal-data": "no", "large-scale": "yes"}))
    assert page.count("There is a problem") == 1
    assert "No information about people is used, you say" in page
    assert not entry.screenings.exists()


def test_whoever_may_not_undo_an_assessment_reads_so_beside_the_questions(keeper: Client) -> None:
    """Before and after they try."""
    entry = needing()
    answers = {name.replace(" ", "-"): "no" for name in questions()}
    for page in (said(keeper.get(at("screening", entry))), said(keeper.post(at("screening", entry), answers))):
        assert "is found by information governance, and by somebody else than" in page
    assert entry.state == "to be assessed"


def test_a_new_entry_that_is_sent_twice_is_made_once(keeper: Client) -> None:
    """By the reference that the form carries; one that was not made here is refused, and what was typed stays."""
    key = re.search(r'name="reference" value="([^"]+)"', keeper.get(at("enter")).content.decode())
    assert key
    told = {"title": "A list", "is_a": "data set", "purpose": "To call people."}
    made = [keeper.post(at("enter"), {**told, "reference": unescape(key[1])}) for _time in range(2)]
    assert [one["Location"] for one in made] == [at("screening", DataUse.objects.get())] * 2
    page = said(keeper.post(at("enter"), {**told, "reference": "D-7F3K-2QX9:forged"}))
    assert "This page was not made here." in page
    assert "To call people." in page
    assert DataUse.objects.count() == 1

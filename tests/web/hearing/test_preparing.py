"""Officers prepare an involvement, answer what the law asks, and announce it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.models import Membership, Organisation
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.involvement.models import Involvement, Survey
from coequal.web.hearing.forms import Plan, done
from coequal.web.hearing.law import gate_named
from tests.involvement.conduct.officers import ready
from tests.involvement.making import involvement
from tests.web.signing import OTHER, organisation, person, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    """Somebody who runs involvements, signed in."""
    return signed_in(Role.INVOLVEMENT_OFFICER)


def at(view: str, of: Involvement | None = None, **parts: object) -> str:
    named = {"reference": of.reference} if of else {}
    return reverse(f"hearing:{view}", kwargs={**named, **parts})


def text(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def before(client: Client, address: str) -> str:
    """The fingerprint that a form sends."""
    return text(client, address).partition('name="before" value="')[2].partition('"')[0]


def day(name: str, ahead: int) -> dict[str, str]:
    found = timezone.localdate() + timedelta(ahead)
    return {f"{name}[day]": str(found.day), f"{name}[month]": str(found.month), f"{name}[year]": str(found.year)}


def sent(client: Client, address: str, **fields: Any) -> str:
    """What comes back: the page where the form leads, or the form with what is wrong."""
    return client.post(address, {"before": before(client, address), **fields}, follow=True).content.decode()


def test_the_list_shows_where_each_stands_and_how_to_begin(officer: Client) -> None:
    """An empty one says so; those of other organisations are not in it."""
    assert "There are no involvements yet. Begin one" in text(officer, at("list"))
    involvement("open", title="IVF")
    involvement("being prepared", title="Hearing aids", opens=None)
    involvement("open", at=organisation(OTHER), title="Knees")
    shown = text(officer, at("list"))
    assert shown.index("Hearing aids") < shown.index("IVF")
    assert "Knees" not in shown
    assert "The days are not set yet" in shown
    analyst = signed_in(Role.ANALYST, email="ana@exampleshire.example")
    assert "Begin an involvement" not in text(analyst, at("list"))
    Involvement.objects.all().delete()
    assert "An involvement officer of your organisation can begin one" in text(analyst, at("list"))


def test_somebody_begins_one_for_the_organisation_that_they_choose(officer: Client) -> None:
    """Where they work for one alone nothing is asked."""
    assert "Say what people are asked about." in officer.post(at("begin"), {"body": "NHS England"}).content.decode()
    shown = officer.post(at("begin"), {"title": "IVF", "body": "NHS England"}, follow=True).content.decode()
    assert "Why people are asked" not in shown
    assert "What is to do" in shown
    assert 'name="organisation"' not in text(officer, at("begin"))
    Membership.objects.create(person=person(), organisation=organisation(OTHER), role=Role.INVOLVEMENT_OFFICER)
    officer.post(at("begin"), {"title": "Knees", "body": "NHS England", "organisation": OTHER})
    assert Involvement.objects.get(title="Knees").organisation == Organisation.objects.get(code=OTHER)


def test_what_it_is_about_is_typed_in_lines_and_read_as_lists(officer: Client) -> None:
    """What is no district and no policy is said, and what was typed stays."""
    made = involvement("being prepared", areas=[{"key": "north", "name": "North", "districts": ["EX1"]}])
    fields = {"title": "IVF", "body": "NHS England", "purpose": "To hear.", "services": "IVF\nIUI\nIVF"}
    policies = "exampleshire/assisted-conception@2026-11"
    shown = sent(officer, at("about", made), **fields, policies="nowhere/ivf@1", areas="North: X")
    assert "“X” is no postcode district" in shown
    assert "The library holds no policy" in shown
    assert "“North” stands there twice" in sent(officer, at("about", made), **fields, areas="North: EX1\nNorth: EX9")
    sent(officer, at("about", made), **fields, policies=policies, areas="North: ex1 EX2\nThe far, far south")
    made.refresh_from_db()
    assert made.policies == [policies]
    assert made.services == ["IVF", "IUI"]
    assert made.areas == [
        {"key": "north", "name": "North", "districts": ["EX1", "EX2"]},
        {"key": "the-far-far-south", "name": "The far, far south", "districts": []},
    ]
    shown = text(officer, at("about", made))
    assert "North: EX1, EX2" in shown
    assert ">\nThe far" not in shown


def test_a_form_that_is_older_than_a_change_says_so_and_keeps_what_was_typed(officer: Client) -> None:
    """Nothing is written over."""
    made = involvement("being prepared")
    held = before(officer, at("about", made))
    fields = {"title": "IVF", "body": "NHS England"}
    sent(officer, at("about", made), **fields)
    shown = officer.post(at("about", made), {"before": held, **fields, "purpose": "Mine"}).content.decode()
    assert "Somebody else changed this after you opened the page" in shown
    assert "Mine" in shown
    assert held in shown


def test_days_are_set_and_moved_with_a_word_to_everybody(officer: Client) -> None:
    """What is wrong with them is said beside."""
    made = involvement("being prepared", opens=None)
    assert "must not be before" in sent(officer, at("days", made), **day("opens", 9), **day("closes", 3))
    assert "Enter the last day." in sent(officer, at("days", made), **day("opens", 9))
    sent(officer, at("days", made), **day("opens", 9), **day("closes", 30))
    made.refresh_from_db()
    assert made.closes == timezone.localdate() + timedelta(30)
    going = involvement("open")
    shown = sent(officer, at("days", going), **day("opens", -5), **day("closes", 30))
    assert "Say in a sentence what changed and why." in shown
    sent(officer, at("days", going), **day("opens", -5), **day("closes", 30), note="More time.")
    assert going.updates.get().says == "More time."
    assert "stays as it is" in sent(officer, at("days", going), **day("opens", -4), **day("closes", 30), note="More time.")


def test_the_plan_is_for_staff_and_everybody_is_told_other_things(officer: Client) -> None:
    """A plan that two people write is not lost."""
    made = involvement("being prepared")
    assert "not written yet" in text(officer, at("desk", made))
    sent(officer, at("plan", made), plan="Ask young people.")
    assert "not written yet" not in text(officer, at("desk", made))
    held = officer.post(at("plan", made), {"before": "old", "plan": "Mine"}).content.decode()
    assert "Somebody else" in held
    assert "Announce it first" in sent(officer, at("tell", made), why="Hello")
    going = involvement("open")
    assert "say it in a sentence" in sent(officer, at("tell", going))
    assert "Forms lie in every library." in sent(officer, at("tell", going), why="Forms lie in every library.")


def test_the_desk_says_what_is_missing_and_announcing_waits_for_it(officer: Client) -> None:
    """When all is there it takes one button."""
    made = involvement("being prepared", opens=None)
    desk = text(officer, at("desk", made))
    assert "Set the first day and the last." in desk
    assert "To do" in desk
    page = text(officer, at("announce", made))
    assert "It cannot be announced yet" in page
    assert 'name="sure"' not in page
    assert "It cannot be announced yet. Say why" in officer.post(at("announce", made), {"sure": "yes"}).content.decode()
    whole = ready(closes=timezone.localdate() + timedelta(9))
    page = text(officer, at("announce", whole))
    assert "People have 7 days to answer." in page
    assert "How everybody sees it" in officer.post(at("announce", whole), {"sure": "yes"}, follow=True).content.decode()
    assert Involvement.objects.get(pk=whole.pk).state == "announced"


def test_every_gate_is_answered_with_evidence_and_cites_the_law(officer: Client) -> None:
    """What was answered before stays to be read."""
    made = involvement("being prepared")
    gates = text(officer, at("gates", made))
    assert "https://www.legislation.gov.uk/ukpga/2006/41/section/14Z45" in gates
    assert "to be answered" in gates
    gate = at("gate", made, gate="formative")
    assert "Choose an answer." in sent(officer, gate, evidence="Minutes", **day("on", 0))
    shown = sent(officer, gate, choice="no", evidence="The board decided in May.", **day("on", -1))
    assert "in the way" in shown
    assert "The board decided in May." in shown
    sent(officer, gate, choice="yes", evidence="The board took it back.", **day("on", 0))
    page = text(officer, gate)
    assert "Answered before" in page
    assert page.index("The board took it back.") < page.index("The board decided in May.")
    made.gate_answers.model(involvement=made, gate="formative", answer="of old", evidence="x", on=timezone.localdate()).save()
    assert "of old" in text(officer, gate)
    assert officer.get(at("gate", made, gate="nothing")).status_code == 404
    policy_manager = signed_in(Role.POLICY_MANAGER, email="pam@exampleshire.example")
    assert "/law/formative" not in text(policy_manager, at("gates", made))
    assert "What is to do" not in text(policy_manager, at("desk", made))
    assert gate_named(made.reference, "formative").state == "being prepared"


def test_a_record_of_the_past_is_asked_nothing(officer: Client) -> None:
    """Its desk says that it is one."""
    past = involvement("closed", dates_only=True)
    assert "nothing is asked of it here" in text(officer, at("gates", past))
    desk = text(officer, at("desk", past))
    assert "This is a record of the past" in desk
    assert "What the law asks before" not in desk


def test_it_is_held_goes_on_and_closes_with_reasons(officer: Client) -> None:
    """Each page says what it means."""
    made = involvement("open", opens=timezone.localdate() - timedelta(5))
    assert "say it in a sentence or two." in sent(officer, at("hold", made))
    assert "A pandemic." in sent(officer, at("hold", made), why="A pandemic.")
    assert "Go on with it" in text(officer, at("hold", made))
    assert "It went on. It is over." in sent(officer, at("hold", made), why="It is over.")
    assert "Before it closes, answer what the law asks" in sent(officer, at("close", made), why="Given up.")
    assert Involvement.objects.get(pk=made.pk).state == "open"


def test_an_involvement_closes_once_all_is_answered(officer: Client) -> None:
    """Everybody reads why."""
    made = ready()
    made.announced = timezone.now()
    made.save()
    sent(officer, at("gate", made, gate="heard"), choice="yes", evidence="Minutes", **day("on", 0))
    assert "The proposals were given up." in sent(officer, at("close", made), why="The proposals were given up.")
    assert Involvement.objects.get(pk=made.pk).state == "closed"


def test_an_open_one_without_a_survey_says_so_on_its_desk(officer: Client) -> None:
    """Until there is a version that people answer; promises wait to be kept."""
    made = involvement("open")
    Survey.objects.create(involvement=made, title="Views", text="")
    made.promises.create(says="The analysis is independent.")
    desk = text(officer, at("desk", made))
    assert "None yet." in desk
    assert "1 promise still to be kept or explained" in desk


def test_one_is_copied_as_a_new_one(officer: Client) -> None:
    """Its state does not matter."""
    made = involvement("reported")
    shown = officer.post(at("copy", made), follow=True).content.decode()
    assert "Who may have IVF? (copy)" in shown
    assert Involvement.objects.get(title="Who may have IVF? (copy)").state == "being prepared"


def test_what_waits_stands_on_the_start_page(officer: Client) -> None:
    """What the law asks before the next step, and what closes soon."""
    involvement("being prepared", title="Coming")
    involvement("open", title="Ending", closes=timezone.localdate() + timedelta(2))
    involvement("open", title="Going on", closes=timezone.localdate() + timedelta(20))
    involvement("closed", title="Over")
    involvement("on hold", title="Held")
    involvement("closed", title="Past", dates_only=True)
    whole = ready(title="Whole")
    start = text(officer, "/staff")
    assert "“Coming”: the law asks 9 things before opening" in start
    assert "“Ending” closes at the end of" in start
    assert "“Over”: the law asks 12 things before deciding" in start
    for title in ("Going on", "Held", "Past", whole.title):
        assert f"“{title}”" not in start
    clinician = signed_in(Role.CLINICIAN, email="cli@exampleshire.example")
    assert "“Coming”" not in text(clinician, "/staff")


def test_what_somebody_may_not_do_is_no_fault_of_their_form() -> None:
    """They are told so on a page of its own."""
    form = Plan({})

    def refuse() -> None:
        raise NotAllowed("You cannot do this.")

    with pytest.raises(NotAllowed):
        done(form, refuse)
    assert form.is_valid()

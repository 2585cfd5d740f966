"""A service area is moved on: gates as the record has them, overrides, reasons, sources, plans."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.programmes.models import Override, ServiceArea
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.table import STAGES
from coequal.web.aligning.ways import ways_of
from tests.involvement.making import involvement
from tests.programmes.making import area, programme, step
from tests.web.aligning.asking import at, day, hidden, sent, text
from tests.web.signing import signed_in

pytestmark = pytest.mark.django_db
CASE, LISTENING = kinds.CASE_FOR_CHANGE, kinds.LISTENING


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


@pytest.fixture
def governance() -> Client:
    """Somebody of governance, signed in."""
    return signed_in(Role.GOVERNANCE, email="gov@exampleshire.example")


def at_step(of: ServiceArea, kind: str, stage: str) -> str:
    return at("step", of, kind=kind, stage=stage)


def test_a_stage_is_opened_and_completed(manager: Client) -> None:
    """The page says what follows, and the desk where it stands then."""
    found = area()
    shown = text(manager, at_step(found, "open", CASE))
    assert "We set out how the policies differ now" in shown
    assert "The stage is open from this day on." in shown
    assert "is open, since" in sent(manager, at_step(found, "open", CASE), **day("on"))
    assert "must be between" in sent(manager, at_step(found, "complete", CASE), **day("on", 2))
    sent(manager, at_step(found, "complete", CASE), **day("on"))
    assert [(one.kind, one.on) for one in found.moves.all()] == [("open", timezone.localdate()), ("complete", timezone.localdate())]


def test_a_gate_that_is_not_met_stops_whoever_may_not_let_it_pass(manager: Client) -> None:
    """With a link to where it is put right, and who can let it pass."""
    found = area(stage=CASE)
    step(found, kinds.COMPLETE, CASE)
    shown = text(manager, at_step(found, "open", LISTENING))
    assert "Somebody of governance can let it pass" in shown
    assert "missing" in shown
    assert '<form method="post" novalidate>' not in shown
    shown = sent(manager, at_step(found, "open", LISTENING), {"seen": str(found.moves.last().pk)}, why="Please.", **day("on"))
    assert "It cannot be opened yet. The case for change is not published yet." in shown
    assert "Please." in shown


def test_governance_lets_it_pass_with_a_reason_that_everybody_reads(governance: Client) -> None:
    """The error stands at the field."""
    found = area(stage=CASE)
    step(found, kinds.COMPLETE, CASE)
    shown = text(governance, at_step(found, "open", LISTENING))
    assert "Everybody can read that you did, what was missing, and why." in shown
    shown = sent(governance, at_step(found, "open", LISTENING), **day("on"))
    assert "Say why it opens without this, or put it right first." in shown
    sent(governance, at_step(found, "open", LISTENING), **day("on"), **{"let-case-published": "Everybody knows it."})
    assert Override.objects.get().why == "Everybody knows it."
    assert "Let pass: The case for change is not published yet. Everybody knows it." in text(governance, at("stages", found))


def test_whoever_is_slower_sees_what_stands_now_and_keeps_what_they_typed(manager: Client) -> None:
    """Their form then goes with what stands now."""
    found = area(stage=CASE)
    held = hidden(manager, at("stop", found, kind="hold"))
    sent(manager, at_step(found, "complete", CASE), **day("on"))
    shown = sent(manager, at("stop", found, kind="hold"), held, why="A pandemic.", **day("on"))
    assert "Somebody else was faster" in shown
    assert "A pandemic." in shown
    assert f'name="seen" value="{held["seen"]}"' not in shown
    assert "Somebody else was faster" in sent(manager, at("stop", found, kind="hold"), {}, why="So.", **day("on"))
    shown = sent(manager, at("stop", found, kind="hold"), why="A pandemic.", **day("on"))
    assert found.state == states.ON_HOLD
    assert "Go on with it" in shown


def test_a_step_that_cannot_be_taken_from_here_says_so(manager: Client) -> None:
    """On the page, and again to whoever sends it all the same."""
    found = area()
    address = at_step(found, "complete", CASE)
    shown = text(manager, address)
    assert "This step cannot be taken from where the service area stands now." in shown
    assert "What follows" not in shown
    assert "This step cannot be taken from here" in sent(manager, address, {"seen": "0"}, **day("on"))


def test_holding_going_back_and_ending_ask_why(manager: Client) -> None:
    """Everybody reads the reason; what cannot be undone says so before."""
    found = area(stage=LISTENING)
    assert "Say why. Everybody can read the reason." in sent(manager, at("stop", found, kind="end"), **day("on"))
    assert "Everything that was recorded stays" in text(manager, at("stop", found, kind="end"))
    assert "has to be done anew" in text(manager, at_step(found, "go-back", CASE))
    sent(manager, at_step(found, "go-back", CASE), why="New figures.", **day("on"))
    sent(manager, at("stop", found, kind="end"), why="It is over.", **day("on"))
    assert [one.kind for one in found.moves.all()][-2:] == ["go back", "end"]
    assert found.state == states.ENDED


def test_a_stage_is_passed_over_with_a_reason(manager: Client) -> None:
    """It stands so in the table of stages."""
    found = area(stage=CASE)
    step(found, kinds.COMPLETE, CASE)
    sent(manager, at_step(found, "pass-over", LISTENING), why="They were asked last year.", **day("on"))
    shown = text(manager, at("stages", found))
    assert "passed over" in shown
    assert "They were asked last year." in shown


def test_nothing_comes_into_force_from_this_page(governance: Client) -> None:
    """It says where that is done."""
    found = area(stage=kinds.DECISION)
    step(found, kinds.COMPLETE, kinds.DECISION)
    shown = text(governance, at_step(found, "open", kinds.IN_FORCE))
    assert "by ratifying the decision that adopts it" in shown
    assert '<form method="post" novalidate>' not in shown
    assert reverse("governing:list") in shown


def test_a_step_of_the_past_has_its_source_and_passes_gates_that_are_not_known(governance: Client) -> None:
    """What came into force is named in words."""
    found = area(programme(history_only=True), stage=kinds.DECISION)
    step(found, kinds.COMPLETE, kinds.DECISION, on=date(2022, 9, 22))
    address = at_step(found, "open", kinds.IN_FORCE)
    assert "not known" in text(governance, address)
    shown = sent(governance, address, **day("on", date(2024, 2, 1)))
    assert "Say which source states this step." in shown
    assert "Say which policy came into force." in shown
    stated = {"source": "A news page", "url": "https://www.example.org", "printed": "February 2024", "policy": "An interim policy"}
    sent(governance, address, **day("on", date(2024, 2, 1)), **stated)
    shown = text(governance, at("stages", found))
    assert "February 2024" in shown
    assert "An interim policy" in shown
    assert "Recorded from sources:" in shown
    sent(governance, at("stop", found, kind="hold"), why="So it was.", source="Minutes", **day("on", date(2024, 3, 1)))
    assert found.moves.last().source == "Minutes"


def test_every_gate_leads_to_a_page(manager: Client) -> None:
    """An involvement where there is one, else to where one is named."""
    found = area()
    every = [gate for stage in STAGES for gate in stage.opens_when]
    assert len(every) == 15
    assert all(ways_of(gate, found) for gate in every)
    named = {gate.key: ways_of(gate, found) for gate in every}
    assert named["heard"] == [(at("links", found), "Name the involvements of this service area")]
    asked = involvement(title="Hear us")
    found.involvements.add(asked)
    assert ways_of(next(gate for gate in every if gate.key == "reported"), found) == [
        (reverse("findings:desk", kwargs={"reference": asked.reference}), "Hear us")
    ]
    assert {manager.get(address).status_code for ways in named.values() for address, _words in ways} <= {200, 403}


def test_a_stage_is_planned_and_its_days_are_moved_with_a_reason(manager: Client) -> None:
    """Both plans stay to be read; whoever is slower is told."""
    found = area()
    address = at("plan", found, stage=LISTENING)
    assert "Nothing is planned yet." in text(manager, at("stages", found))
    assert "not planned" in text(manager, at("stages", found))
    assert "Enter the first day, or the last." in sent(manager, address)
    shown = sent(manager, address, **day("opens", 9), **day("ends", 3))
    assert "The last day must not be before the first." in shown
    held = hidden(manager, address)
    sent(manager, address, **day("opens", date(2027, 3, 1)))
    assert "1 March 2027 to not known" in text(manager, at("stages", found))
    assert "from 1 March 2027 until a day that is not known" in text(manager, address)
    moved = day("opens", date(2027, 4, 1))
    assert "Say why the days are moved." in sent(manager, address, **moved)
    for older in (held, {}):
        shown = sent(manager, address, older, why="Ours differ.", **moved)
        assert "Somebody else planned this stage meanwhile." in shown
        assert "Ours differ." in shown
    sent(manager, address, why="Purdah.", source="A letter", **moved)
    shown = text(manager, at("stages", found))
    assert "1 March 2027" in shown
    assert "Purdah. Source: A letter" in shown


def test_the_table_of_stages_is_read_by_whoever_may_not_plan(manager: Client) -> None:
    """Before the first step it says what that is."""
    found = area()
    assert "The first step opens the case for change." in text(
        signed_in(Role.ANALYST, email="ana@exampleshire.example"), at("stages", found)
    )
    assert (
        "Change"
        not in text(signed_in(Role.ANALYST, email="ana@exampleshire.example"), at("stages", found)).partition("<tbody>")[0][-400:]
    )
    assert "Plan<span" in text(manager, at("stages", found))

"""A service area: what it is about, what it rests on, what is proposed, and how it becomes another."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coequal.accounts.roles import Role
from coequal.analyses.models import Analysis
from coequal.drafting.handing import accept
from coequal.drafting.models import RETURNED, Handover
from coequal.programmes.models import ServiceArea
from coequal.programmes.stages import kinds, states
from tests.involvement.making import involvement
from tests.programmes.making import area, governance, handed, programme, proposed, step
from tests.web.aligning.asking import at, day, hidden, sent, text
from tests.web.signing import organisation, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    """A policy manager, signed in."""
    return signed_in(Role.POLICY_MANAGER)


def analysis(title: str, state: str = "done") -> Analysis:
    """An analysis in a state."""
    return Analysis.objects.create(organisation=organisation(), kind="lottery", title=title, question="?", asked={}, state=state)


def test_the_desk_shows_the_next_step_and_what_is_in_its_way(manager: Client) -> None:
    """With a link to where it is put right."""
    found = area(about="Aids for **adults**.")
    shown = text(manager, at("area", found))
    assert "No stage is open. The next one is “Case for change”." in shown
    assert at("step", found, kind="open", stage=kinds.CASE_FOR_CHANGE) in shown
    assert "<strong>adults</strong>" in shown
    step(found, kinds.OPEN, kinds.CASE_FOR_CHANGE)
    assert "The stage “Case for change” is open, since" in text(manager, at("area", found))
    step(found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE)
    shown = text(manager, at("area", found))
    assert "The case for change is not published yet." in shown
    assert f'Put it right: <a href="{at("case", found)}">The case for change</a>' in shown
    assert "Pass over “Listening”" in shown
    assert "Go back to “Case for change”" in shown


def test_a_desk_of_the_last_stages_leads_to_meetings(manager: Client) -> None:
    """Nothing comes into force by a button of this page."""
    found = area(stage=kinds.DECISION)
    step(found, kinds.COMPLETE, kinds.DECISION)
    shown = text(manager, at("area", found))
    assert "by ratifying the decision that adopts it" in shown
    assert "Open “In force”" not in shown
    past = area(programme(history_only=True), stage=kinds.DECISION, title="IVF")
    step(past, kinds.COMPLETE, kinds.DECISION)
    assert "Open “In force”" in text(manager, at("area", past))


def test_the_desk_says_why_it_is_on_hold_or_ended_and_that_all_is_done(manager: Client) -> None:
    """And what it waits for outside."""
    found = area(stage=kinds.REVIEW)
    step(found, kinds.COMPLETE, kinds.REVIEW)
    assert "Every stage is done." in text(manager, at("area", found))
    found.outsideevents.create(what="NICE answers")
    assert "NICE answers: expected on a day that is not known" in text(manager, at("area", found))
    found.outsideevents.get().expected.create(printed="end of 2024")
    assert "NICE answers: expected end of 2024" in text(manager, at("area", found))
    step(found, kinds.HOLD, why="A pandemic.")
    assert "It is on hold since" in text(manager, at("area", found))
    step(found, kinds.END, why="It is done.")
    shown = text(manager, at("area", found))
    assert "It ended on" in shown
    assert "Other steps" not in shown
    assert "Nobody but staff can read of the programme yet." in text(manager, at("area", area(programme(published=None))))


def test_what_it_is_about_is_typed_with_its_policies(manager: Client) -> None:
    """What is no policy is said; whoever comes later is told."""
    found = area(policies=[])
    held = hidden(manager, at("area-about", found))
    shown = sent(manager, at("area-about", found), about="Aids.", service="", policies="Luton’s policy")
    assert "“Luton’s policy” is no policy." in shown
    assert "Aids." in shown
    sent(
        manager,
        at("area-about", found),
        about="Aids.",
        service="assisted-conception",
        policies="luton/ivf\n\nluton/ivf\nbedford/ivf",
    )
    found.refresh_from_db()
    assert (found.about, found.service, found.policies) == ("Aids.", "assisted-conception", ["luton/ivf", "bedford/ivf"])
    shown = sent(manager, at("area-about", found), held, about="Mine.", service="", policies="")
    assert "Somebody else changed this after you opened the page" in shown
    assert "Mine." in shown


def test_another_name_keeps_it_the_same(manager: Client) -> None:
    """Everybody is told why."""
    found = area()
    held = hidden(manager, at("area-name", found))
    assert "Say why it gets another name." in sent(manager, at("area-name", found), title="Hearing")
    assert "Hearing" in sent(manager, at("area-name", found), title="Hearing", why="It is more than aids.")
    assert "Somebody else changed this" in sent(manager, at("area-name", found), held, title="Ears", why="Mine.")
    assert found.updates.get().says == "This was called “Hearing aids”. It is more than aids."


def test_involvements_and_analyses_are_linked_and_taken_out(manager: Client) -> None:
    """Of the same organisation; an analysis once it is done. Others are not offered."""
    found, address = area(), at("links", area(title="Skin"))
    assert "An involvement officer can begin one" in text(manager, address)
    assert "An analysis can be linked once it is done" in text(manager, address)
    asked, done, running = involvement(title="Hear us"), analysis("Side by side"), analysis("Later", "running")
    shown = text(manager, at("links", found))
    assert done.reference in shown
    assert running.reference not in shown
    assert "Choose one of these." in sent(manager, at("links", found), kind="analysis", what=running.reference)
    assert "Choose one of these." in sent(manager, at("links", found), kind="involvement", what="")
    sent(manager, at("links", found), kind="involvement", what=asked.reference)
    shown = sent(manager, at("links", found), kind="analysis", what=done.reference)
    assert 'value="involvement"' not in shown
    assert (found.involvements.get(), found.analyses.get()) == (asked, done)
    assert "Take it out" not in text(signed_in(Role.ANALYST, email="ana@exampleshire.example"), at("links", found))
    for one in (running, done):
        manager.post(at("unlink", found), {"what": one.reference})
    asks = manager.post(at("unlink", found), {"what": asked.reference})
    assert "No stage of this service area waits for “Hear us” any more." in asks.content.decode()
    taken = {**hidden(manager, at("links", found)), "what": asked.reference}
    assert "say it in a sentence or two" in manager.post(at("unlink", found), {**taken, "why": ""}).content.decode()
    manager.post(at("unlink", found), {**taken, "why": "It is about something else."})
    assert "It is about something else." in found.updates.get().says
    assert (found.involvements.count(), found.analyses.count()) == (0, 0)
    assert "The involvement and the analysis" not in sent(manager, at("links", found), kind="nothing")


def test_a_link_that_cannot_be_made_says_why(manager: Client) -> None:
    """While the programme is on hold, nothing of it is changed."""
    found, asked = area(programme("on hold")), involvement()
    shown = sent(manager, at("links", found), kind="involvement", what=asked.reference)
    assert "The whole programme is on hold" in shown
    assert not found.involvements.exists()


def test_a_text_is_proposed_that_governance_accepted(manager: Client) -> None:
    """While the service area is under way. Whoever comes later sees what was chosen, and can choose anew."""
    found = area(stage=kinds.PROPOSAL)
    assert "Governance has not accepted any text yet." in text(manager, at("proposal", found))
    first = handed()
    accept(governance(), first, "")
    second = Handover.objects.create(
        **{
            name: getattr(first, name)
            for name in ("draft", "revision", "policy", "version", "text", "digest", "changes", "reasons", "wanted_from", "results")
        },
        made_by=first.made_by,
        state=first.state,
    )
    assert "No text is chosen yet." in text(manager, at("proposal", found))
    held = hidden(manager, at("proposal", found))
    assert "Choose the text that is proposed." in sent(manager, at("proposal", found))
    sent(manager, at("proposal", found), handover=first.reference)
    assert ServiceArea.objects.get().proposal == first
    shown = sent(manager, at("proposal", found), held, handover=second.reference)
    assert "Somebody else changed this" in shown
    assert f"({first.reference})" in shown
    assert held["before"] not in shown
    Handover.objects.filter(pk=second.pk).update(state=RETURNED)
    assert second.reference not in text(manager, at("proposal", found))
    waiting = area(title="Skin")
    assert "It is not begun now." in text(manager, at("proposal", waiting))
    assert manager.get(at("proposal", area(title="Knees", proposal=proposed(waiting)))).status_code == 200


def test_one_is_split_into_others_and_ends(manager: Client) -> None:
    """What follows is said before."""
    found = area(stage=kinds.LISTENING)
    given = {"why": "They differ.", **day("on")}
    shown = sent(manager, at("split", found), titles="IVF", **given)
    assert "Name at least two service areas." in shown
    assert "This service area ends." in shown
    assert "A title can have at most 200 letters." in sent(manager, at("split", found), titles=f"IVF\n{'x' * 201}", **given)
    assert "There is a service area called hearing aids already" in sent(
        manager, at("split", found), titles="IVF\nhearing aids", **given
    )
    shown = sent(manager, at("split", found), titles="IVF\nIUI", **given)
    assert "IUI" in shown
    assert ServiceArea.objects.get(pk=found.pk).state == states.ENDED
    assert manager.get(at("split", found)).status_code == 403


def test_in_a_record_of_the_past_a_source_says_what_became_of_one(manager: Client) -> None:
    """Which is asked for beside the reason; of what is done now it is not."""
    past = programme(history_only=True)
    found, into = area(past), area(past, title="Ears")
    given = {"why": "They differ.", "printed": "spring 2021", **day("on", date(2021, 3, 1))}
    for view, what in (("split", {"titles": "IVF\nIUI"}), ("merge", {"into": into.reference})):
        assert "First day that it may have been" in text(manager, at(view, found))
        assert "Say which source states this step." in sent(manager, at(view, found), **what, **given)
    sent(manager, at("split", found), titles="IVF\nIUI", source="Board paper 7", **given)
    first = past.areas.get(title="IVF")
    sent(manager, at("merge", first), into=into.reference, source="Board paper 8", **given)
    assert [one.moves.last().source for one in (found, first)] == ["Board paper 7", "Board paper 8"]
    for view in ("split", "merge"):
        assert "Source" not in text(manager, at(view, area(title="Skin")))


def test_one_becomes_part_of_another_that_has_not_ended(manager: Client) -> None:
    """Where there is no other, the page says what to do."""
    made = programme()
    found = area(made, stage=kinds.LISTENING)
    step(area(made, title="Gone"), kinds.END, why="Over.")
    assert "There is no other service area of this programme." in text(manager, at("merge", found))
    into = area(made, title="Ears")
    assert "Choose the service area." in sent(manager, at("merge", found), why="They are alike.", **day("on"))
    early = day("on", timezone.localdate() - timedelta(100))
    assert "must not be before that of the last step" in sent(manager, at("merge", found), into=into.reference, why="So.", **early)
    sent(manager, at("merge", found), into=into.reference, why="They are alike.", **day("on"))
    assert into.came_from.get().before == found

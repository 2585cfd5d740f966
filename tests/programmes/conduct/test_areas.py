"""The service areas of a programme: added, linked, renamed, split and merged."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.analyses.models import Analysis
from coequal.drafting.handing import accept
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import fingerprint
from coequal.programmes.conduct import areas
from coequal.programmes.models import Descent
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.moves import Stated
from tests.drafting.test_handing import handed
from tests.involvement.making import involvement
from tests.programmes.making import acting, area, programme
from tests.web.signing import OTHER, organisation
from tests.web.studio.drafting import draft_of, governance

pytestmark = pytest.mark.django_db


def test_a_service_area_has_a_title_of_its_own() -> None:
    """However that is capitalised."""
    made = programme()
    found = areas.add(acting(), made, " Hearing aids ", service="hearing-aids")
    assert (found.title, found.state, str(found)) == ("Hearing aids", states.NOT_BEGUN, f"{found.reference}: Hearing aids")
    for title, says in ((" ", "Give the service area a title"), ("hearing aids", "There is a service area called")):
        with pytest.raises(CoequalError, match=says):
            areas.add(acting(), made, title)


def test_what_a_service_area_rests_on_is_linked_to_it() -> None:
    """Of the same organisation, and an analysis once it is done."""
    found = area()
    asked = involvement()
    areas.link(acting(), found, asked)
    analysis = Analysis.objects.create(organisation=organisation(), kind="lottery", title="L", question="?", asked={})
    with pytest.raises(CoequalError, match="This analysis is waiting"):
        areas.link(acting(), found, analysis)
    analysis.state = "done"
    areas.link(acting(), found, analysis)
    assert (found.involvements.get(), found.analyses.get()) == (asked, analysis)
    with pytest.raises(CoequalError, match="belongs to another organisation"):
        areas.link(acting(), found, involvement(at=organisation(OTHER)))


def test_a_text_is_proposed_that_governance_accepted() -> None:
    """While the service area is under way."""
    found, handover = area(), handed(draft_of())
    with pytest.raises(CoequalError, match="Governance has to accept it"):
        areas.propose(acting(), found, handover)
    accept(governance(), handover, "Good.")
    with pytest.raises(CoequalError, match="is not begun, so nothing is proposed"):
        areas.propose(acting(), found, handover)
    under_way = area(stage=kinds.PROPOSAL, title="Skin")
    areas.propose(acting(), under_way, handover)
    under_way.refresh_from_db()
    assert under_way.proposal == handover
    theirs = area(programme(organisation=organisation(OTHER)))
    with pytest.raises(CoequalError, match="belongs to another organisation"):
        areas.propose(acting(at=OTHER, email="sam@sampleton.example"), theirs, handover)


def test_a_service_area_that_is_renamed_stays_the_same() -> None:
    """What it was called is told."""
    found = area()
    with pytest.raises(CoequalError, match="Say why"):
        areas.rename(acting(), found, "Hearing", " ")
    descended = areas.rename(acting(), found, "Hearing", "Implants belong to it.")
    found.refresh_from_db()
    assert (found.title, descended.before, descended.after) == ("Hearing", found, found)
    assert str(descended) == "renamed: Hearing to Hearing"
    assert found.updates.get().says == "This was called “Hearing aids”. Implants belong to it."
    with pytest.raises(CoequalError, match="another name than it has"):
        areas.rename(acting(), found, "Hearing", "For no reason.")
    areas.rename(acting(), found, "hearing", "It is no name.")


def test_a_service_area_is_split_into_others_which_begin_anew() -> None:
    """It ends, and what was done stays with it."""
    found = area(stage=kinds.LISTENING)
    with pytest.raises(CoequalError, match="Name at least two"):
        areas.split(acting(), found, ["Adults"], "Their needs differ.")
    with pytest.raises(CoequalError, match="must not be before that of the last step"):
        areas.split(acting(), found, ["Adults", "Children"], "They differ.", on=timezone.localdate() - timedelta(11))
    made = areas.split(acting(), found, ["Adults", "Children"], "Their needs differ.")
    assert [(one.title, one.state, one.service) for one in made] == [
        ("Adults", states.NOT_BEGUN, "hearing-aids"),
        ("Children", states.NOT_BEGUN, "hearing-aids"),
    ]
    assert (found.state, [one.after for one in found.led_to.all()]) == (states.ENDED, made)
    assert found.updates.get().says == "It is split into Adults and Children. Their needs differ."


def test_a_service_area_becomes_part_of_another() -> None:
    """One of the same programme that has not ended; while it is being prepared nobody is told."""
    found = area(programme("being prepared"))
    into = area(found.programme, title="Hearing")
    with pytest.raises(CoequalError, match="belongs to another programme"):
        areas.merge(acting(), found, area(title="Skin"), "It is one service.")
    with pytest.raises(CoequalError, match="Choose another service area"):
        areas.merge(acting(), found, found, "It is one service.")
    descended = areas.merge(acting(), found, into, "It is one service.")
    assert (found.state, into.came_from.get(), descended.kind) == (states.ENDED, descended, areas.MERGED)
    assert not found.updates.exists()
    assert Descent.objects.count() == 1


def test_of_the_past_a_source_states_what_became_of_a_service_area() -> None:
    """Also on which day, in its words; for what is done now no source stands."""
    past = programme(history_only=True)
    board = Stated("Board paper 7", "https://example.org/7", "spring 2021")
    found, into, day = area(past), area(past, title="Ears"), date(2021, 3, 1)
    with pytest.raises(CoequalError, match="Say which source states this step"):
        areas.split(acting(), found, ["Adults", "Children"], "They differ.", on=day)
    with pytest.raises(CoequalError, match="Say which source states this step"):
        areas.merge(acting(), found, into, "They are alike.", on=day, stated=Stated(" "))
    adults, _ = areas.split(acting(), found, ["Adults", "Children"], "They differ.", on=day, stated=board)
    areas.merge(acting(), adults, into, "They are alike.", on=day, stated=board)
    for one in (found, adults):
        last = one.moves.last()
        assert (last.kind, last.on, last.printed, last.source, last.url) == (kinds.END, day, board.printed, board.source, board.url)
    now = area()
    with pytest.raises(CoequalError, match="Only in a record of the past"):
        areas.split(acting(), now, ["Adults", "Children"], "They differ.", stated=board)


def test_what_was_linked_by_mistake_is_taken_out() -> None:
    """It waits for it no more; the thing itself stays."""
    found, asked = area(), involvement("being prepared")
    analysis = Analysis.objects.create(organisation=organisation(), kind="lottery", title="L", question="?", asked={}, state="done")
    for one in (asked, analysis):
        areas.link(acting(), found, one)
        areas.unlink(acting(), found, one)
    assert (found.involvements.count(), found.analyses.count()) == (0, 0)
    areas.unlink(acting(), found, asked)  # somebody else was faster
    assert not found.updates.exists()


def test_an_involvement_that_people_know_of_is_taken_out_for_a_stated_reason() -> None:
    """Everybody is told it; and once the listening lies behind, nobody who is still heard is left out."""
    listening, later, asked = area(stage=kinds.LISTENING), area(stage=kinds.PRIORITISATION, title="Skin"), involvement()
    for one in (listening, later):
        areas.link(acting(), one, asked)
    with pytest.raises(CoequalError, match="Say why"):
        areas.unlink(acting(), listening, asked, " ")
    areas.unlink(acting(), listening, asked, "It is about something else.")
    assert listening.updates.get().says == "“Who may have IVF?” is not of this service area any more. It is about something else."
    with pytest.raises(CoequalError, match="is open, and nothing may be decided before people were heard in it"):
        areas.unlink(acting(), later, asked, "It is about something else.")
    over = involvement("closed")
    areas.link(acting(), later, over)
    areas.unlink(acting(), later, over, "It was about something else.")
    assert later.involvements.get() == asked


def test_whoever_had_an_older_service_area_before_them_is_told() -> None:
    """Of a name, and of the text that is proposed."""
    found, handover = area(stage=kinds.PROPOSAL), handed(draft_of())
    accept(governance(), handover, "Good.")
    held = fingerprint(found)
    areas.propose(acting(), found, handover, before=held)
    for act in (
        lambda: areas.propose(acting(), found, handover, before=held),
        lambda: areas.rename(acting(), found, "Hearing", "It is more.", before=held),
    ):
        with pytest.raises(CoequalError, match="Somebody else changed this"):
            act()

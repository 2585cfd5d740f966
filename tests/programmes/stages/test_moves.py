"""How a service area is moved on, and what stands in the way."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.programmes.models import Decision, Meeting, Motion, Override, Ratification, ServiceArea
from coequal.programmes.models.governing import ADOPT
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.moves import Stated, asked, last_of, move, open_in_force
from coequal.programmes.stages.standing import possible, standing_of
from coequal.programmes.stages.table import STAGES
from tests.programmes.making import acting, area, governance, meeting, motion, programme, step
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
ENOUGH = "Enough was known of it."


def ratified(of: ServiceArea, starts: int = 0, version: str = "2027") -> Ratification:
    """A ratification of a version for a service area, which starts so many days from now."""
    today = timezone.localdate()
    meeting = Meeting.objects.create(organisation=organisation(), title="The board", on=today, quorum=3)
    motion = Motion.objects.create(area=of, meeting=meeting, kind=ADOPT, says="Adopt it.")
    decision = Decision(motion=motion, outcome="carried", manner="vote", reasons="It is fair.", on=today)
    decision.save()
    made = Ratification(
        decision=decision,
        policy="here/hearing-aids",
        version=version,
        digest="d",
        text="…",
        starts=today + timedelta(starts),
        review_due=today + timedelta(900),
    )
    made.save()
    return made


def test_a_step_is_kept_told_and_recorded() -> None:
    """Everybody can read of it, and the trail has it."""
    found = area()
    made = move(acting(), found, kinds.OPEN, kinds.CASE_FOR_CHANGE)
    assert (made.on, str(made)) == (timezone.localdate(), f"open case-for-change on {made.on}")
    assert (found.state, made.state, made.organisation) == (states.UNDER_WAY, states.UNDER_WAY, organisation())
    (told,) = found.updates.all()
    assert told.says == "The stage “Case for change” has opened."
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.reference) == ("moved a service area", found.reference)
    move(acting(), found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE)
    assert standing_of(found).done == (kinds.CASE_FOR_CHANGE,)


def test_nobody_does_what_is_not_theirs() -> None:
    """By organisation, by role, and by stage."""
    found = area(stage=kinds.GOVERNANCE)
    with pytest.raises(Http404):
        move(acting(at="SAM1", email="sam@sampleton.example"), found, kinds.HOLD, why="No.")
    with pytest.raises(NotAllowed, match="needs the role"):
        move(acting(Role.CLINICIAN), found, kinds.COMPLETE, kinds.GOVERNANCE)
    with pytest.raises(NotAllowed, match="“Governance” is for the role policy manager or governance"):
        move(acting(Role.INVOLVEMENT_OFFICER), found, kinds.COMPLETE, kinds.GOVERNANCE)
    with pytest.raises(NotAllowed):
        move(acting(Role.INVOLVEMENT_OFFICER), found, kinds.HOLD, why="A pandemic.")
    assert found.moves.count() == 2 * kinds.KEYS.index(kinds.GOVERNANCE) + 1


def test_each_stage_is_for_its_roles_and_for_nobody_else() -> None:
    """Every role, at every stage; and putting on hold is for those who answer for the service area."""
    people = {role: acting(role) for role in OF_PEOPLE}
    for stage in STAGES:
        found = area(stage=stage.key)
        for role, who in people.items():
            if role not in stage.by:
                with pytest.raises(NotAllowed):
                    move(who, found, kinds.COMPLETE, stage.key)
            if role not in {Role.POLICY_MANAGER, Role.GOVERNANCE}:
                with pytest.raises(NotAllowed):
                    move(who, found, kinds.HOLD, why="A court.")
        if stage.key != kinds.DECISION:  # which meetings complete
            move(people[stage.by[0]], found, kinds.COMPLETE, stage.key)


def test_the_stage_of_decision_is_complete_once_meetings_have_decided() -> None:
    """Not before, nor while one has still to decide on something; what was overtaken is waited for by nobody."""
    found = area(stage=kinds.DECISION)
    with pytest.raises(CoequalError, match="No meeting has decided anything in this stage yet"):
        move(governance(), found, kinds.COMPLETE, kinds.DECISION)
    ratified(found)
    left = motion(found, meeting())
    with pytest.raises(CoequalError, match=f"A meeting has still to decide on {left.reference}"):
        move(governance(), found, kinds.COMPLETE, kinds.DECISION)
    step(found, kinds.COMPLETE, kinds.DECISION)
    move(governance(), found, kinds.GO_BACK, kinds.DECISION, why="It was called in.")
    with pytest.raises(CoequalError, match="No meeting has decided anything in this stage yet"):
        move(governance(), found, kinds.COMPLETE, kinds.DECISION)
    past = area(programme(history_only=True), kinds.DECISION)
    move(governance(), past, kinds.COMPLETE, kinds.DECISION, stated=Stated(source="The minutes"))
    assert standing_of(past).following == kinds.IN_FORCE


def test_what_is_not_possible_now_is_refused_and_what_is_possible_is_named() -> None:
    """A stage that is not the next cannot be opened."""
    with pytest.raises(
        CoequalError, match=r"it is not begun\. What can be done now: open case for change; pass over case for change"
    ):
        move(acting(), area(), kinds.OPEN, kinds.LISTENING)
    with pytest.raises(CoequalError, match="it is under way, at “Listening”"):
        move(acting(), area(stage=kinds.LISTENING), kinds.OPEN, kinds.LISTENING)


def test_what_has_ended_is_moved_no_more() -> None:
    """Nor what is on hold, but to go on or to end."""
    found = area(stage=kinds.LISTENING)
    move(acting(), found, kinds.HOLD, why="A pandemic.")
    with pytest.raises(NotAllowed, match="This is on hold now"):
        move(acting(), found, kinds.COMPLETE, kinds.LISTENING)
    with pytest.raises(CoequalError, match="What can be done now: resume; end"):
        move(acting(), found, kinds.HOLD, why="Again.")
    move(acting(), found, kinds.RESUME, why="It is over.")
    move(acting(), found, kinds.END, why="Another programme does this.")
    with pytest.raises(NotAllowed, match="This is ended now"):
        move(acting(), found, kinds.RESUME, why="No.")
    assert [one.says for one in found.updates.all()] == [
        "It is on hold. A pandemic.",
        "It goes on. It is over.",
        "It has ended. Another programme does this.",
    ]


def test_nothing_is_moved_while_the_whole_programme_is_on_hold_or_has_ended() -> None:
    """Whatever the service area could do by itself."""
    with pytest.raises(CoequalError, match="whole programme is on hold"):
        move(acting(), area(programme("on hold")), kinds.OPEN, kinds.CASE_FOR_CHANGE)
    with pytest.raises(CoequalError, match="programme has ended"):
        move(acting(), area(programme("ended")), kinds.OPEN, kinds.CASE_FOR_CHANGE)


def test_days_are_in_order_and_none_is_in_the_future() -> None:
    """A step can be entered later than it was taken."""
    found, today = area(stage=kinds.LISTENING), timezone.localdate()
    with pytest.raises(CoequalError, match="must not be in the future"):
        move(acting(), found, kinds.COMPLETE, kinds.LISTENING, on=today + timedelta(1))
    with pytest.raises(CoequalError, match="must not be before that of the last step"):
        move(acting(), found, kinds.COMPLETE, kinds.LISTENING, on=today - timedelta(11))
    assert move(acting(), found, kinds.COMPLETE, kinds.LISTENING, on=today - timedelta(10)).on == today - timedelta(10)


@pytest.mark.parametrize(
    ("kind", "stage"),
    [(kinds.PASS_OVER, kinds.LISTENING), (kinds.GO_BACK, kinds.CASE_FOR_CHANGE), (kinds.HOLD, ""), (kinds.END, "")],
)
def test_a_reason_is_given_where_everybody_reads_one(kind: str, stage: str) -> None:
    """Spaces are none."""
    found = area(stage=kinds.CASE_FOR_CHANGE)
    step(found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE)
    with pytest.raises(CoequalError, match="Everybody can read the reason"):
        move(acting(), found, kind, stage, why=" ")
    assert move(acting(), found, kind, stage, why=" Because. ").why == "Because."


def test_whoever_did_not_see_the_last_step_is_told() -> None:
    """Nothing is done for them."""
    found = area()
    seen = last_of(found)
    move(acting(), found, kinds.OPEN, kinds.CASE_FOR_CHANGE, expects=seen)
    with pytest.raises(CoequalError, match="Somebody else was faster"):
        move(acting(), found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, expects=seen)
    move(acting(), found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE, expects=last_of(found))


def test_a_gate_stops_a_stage_unless_somebody_entitled_lets_it_pass() -> None:
    """Everybody can read who did, what was missing, and why."""
    found = area(stage=kinds.LISTENING)
    step(found, kinds.COMPLETE, kinds.LISTENING)
    with pytest.raises(CoequalError, match=r"cannot be opened yet\. No involvement belongs to this service area"):
        move(governance(), found, kinds.OPEN, kinds.PRIORITISATION, overrides={"heard": "  "})
    with pytest.raises(NotAllowed):
        move(acting(), found, kinds.OPEN, kinds.PRIORITISATION, overrides={"heard": ENOUGH})
    made = move(governance(), found, kinds.OPEN, kinds.PRIORITISATION, overrides={"heard": ENOUGH})
    (kept,) = Override.objects.all()
    assert (kept.move, kept.gate, str(kept), kept.why) == (made, "heard", "heard", ENOUGH)
    assert kept.missing == "No involvement belongs to this service area."
    told = found.updates.last()
    assert told is not None
    assert "It goes on without this: The listening is closed, and its report is published." in told.says
    assert ENOUGH in told.says


def test_the_gates_are_asked_again_where_a_stage_is_opened_again() -> None:
    """Or whoever passed it over first would never be asked."""
    found = area(stage=kinds.CASE_FOR_CHANGE)
    step(found, kinds.COMPLETE, kinds.CASE_FOR_CHANGE)
    move(acting(), found, kinds.PASS_OVER, kinds.LISTENING, why="People were asked last year.")
    with pytest.raises(CoequalError, match="The case for change is not published yet"):
        move(acting(), found, kinds.GO_BACK, kinds.LISTENING, why="They have to be asked again.")


def test_nothing_comes_into_force_by_a_step_alone() -> None:
    """Only by ratifying a decision, which nobody can let pass."""
    found = area(stage=kinds.DECISION)
    step(found, kinds.COMPLETE, kinds.DECISION)
    with pytest.raises(CoequalError, match="comes into force by ratifying the decision"):
        move(governance(), found, kinds.OPEN, kinds.IN_FORCE, overrides={"ratified": "We want it."})
    with pytest.raises(CoequalError, match="cannot be taken from here"):
        move(governance(), found, kinds.PASS_OVER, kinds.IN_FORCE, why="We want it.")
    assert not standing_of(found).in_force


def test_a_ratification_brings_a_version_into_force() -> None:
    """It completes the decision; before its day the service area is under way, and no review can begin."""
    found = area(stage=kinds.DECISION)
    made = open_in_force(governance(), found, ratified(found, starts=30))
    assert (made.policy, made.starts) == ("here/hearing-aids@2027", timezone.localdate() + timedelta(30))
    assert standing_of(found).state == states.UNDER_WAY
    assert standing_of(found, made.starts).state == states.IN_FORCE
    assert standing_of(found, made.on - timedelta(1)).stage == kinds.DECISION
    move(governance(), found, kinds.COMPLETE, kinds.IN_FORCE)
    with pytest.raises(CoequalError, match="not in force yet"):
        move(governance(), found, kinds.OPEN, kinds.REVIEW, overrides={"started": "We want to."})


def test_a_policy_in_force_can_be_reviewed_and_the_case_for_change_made_anew() -> None:
    """The circle closes."""
    found = area(stage=kinds.DECISION)
    step(found, kinds.COMPLETE, kinds.DECISION)
    open_in_force(governance(), found, ratified(found))
    assert found.state == states.IN_FORCE
    move(acting(Role.GOVERNANCE), found, kinds.COMPLETE, kinds.IN_FORCE)
    move(acting(), found, kinds.OPEN, kinds.REVIEW)
    move(acting(), found, kinds.GO_BACK, kinds.CASE_FOR_CHANGE, why="The guidance is new.")
    assert (found.state, standing_of(found).stage) == (states.UNDER_WAY, kinds.CASE_FOR_CHANGE)


def test_nothing_comes_into_force_by_a_ratification_of_elsewhere_or_too_early() -> None:
    """The decision has to be the stage that is open, or complete."""
    found = area(stage=kinds.GOVERNANCE)
    with pytest.raises(CoequalError, match="Nothing can come into force from here"):
        open_in_force(governance(), found, ratified(found))
    with pytest.raises(CoequalError, match="is not of Skin"):
        open_in_force(governance(), area(title="Skin"), Ratification.objects.get())


def test_of_the_past_a_source_stands_for_each_step_and_gates_are_not_known() -> None:
    """They are not asked, because nothing here can tell; that something came into force needs the policy and the source."""
    found = area(programme(history_only=True))
    source = Stated("The programme’s page", "https://example.org/", "spring 2020")
    with pytest.raises(CoequalError, match="Say which source"):
        move(acting(), found, kinds.OPEN, kinds.CASE_FOR_CHANGE)
    for key in kinds.KEYS[: kinds.KEYS.index(kinds.IN_FORCE)]:
        made = move(governance(), found, kinds.OPEN, key, stated=source)
        move(governance(), found, kinds.COMPLETE, key, stated=source)
        assert (made.source, made.url, made.printed) == (source.source, source.url, source.printed)
    assert {met.answer for stage in kinds.KEYS for _, met in asked(found, stage, made.on)} == {None}
    with pytest.raises(CoequalError, match="Say which policy came into force"):
        move(governance(), found, kinds.OPEN, kinds.IN_FORCE, stated=source)
    move(governance(), found, kinds.OPEN, kinds.IN_FORCE, stated=Stated("The board’s minutes", policy="here/hearing-aids@2022"))
    assert found.state == states.IN_FORCE
    assert not found.updates.exists()


def test_in_a_programme_that_goes_on_no_source_stands_for_a_step() -> None:
    """Or its gates would be left out."""
    with pytest.raises(CoequalError, match="Only in a record of the past"):
        move(acting(), area(), kinds.OPEN, kinds.CASE_FOR_CHANGE, stated=Stated("A page"))


def test_steps_are_never_changed() -> None:
    """Another step says what is right."""
    found = area(stage=kinds.LISTENING)
    for change in (found.moves.all().delete, lambda: found.moves.all().update(why="Another."), found.moves.all()[0].save):
        with pytest.raises(CoequalError, match="What was done stays"):
            change()


@settings(max_examples=12)
@given(drawn=st.lists(st.integers(0, 97), min_size=8, max_size=20))
def test_whatever_is_tried_the_record_only_grows(drawn: list[int]) -> None:
    """Every step that is possible can be taken, but for coming into force; every other one is refused and leaves nothing."""
    found, who = area(programme()), acting(Role.GOVERNANCE)
    tries = [(kind, stage) for kind in kinds.KINDS for stage in ("", *kinds.KEYS)]
    for number in drawn:
        can, before = possible(standing_of(found)), list(found.moves.values_list("pk", flat=True))
        kind, stage = can[number % len(can)] if can and number % 4 else tries[number % len(tries)]
        let_pass = {gate.key: "It is a test." for gate, _ in asked(found, stage, timezone.localdate())} if stage else {}
        try:
            move(who, found, kind, stage, why="It is a test.", overrides=let_pass)
        except CoequalError:
            assert list(found.moves.values_list("pk", flat=True)) == before
            assert (kind, stage) not in can or stage in {kinds.IN_FORCE, kinds.REVIEW} or kind == kinds.COMPLETE
        else:
            assert (kind, stage) in can
            assert list(found.moves.values_list("pk", flat=True))[:-1] == before
        assert not standing_of(found).in_force

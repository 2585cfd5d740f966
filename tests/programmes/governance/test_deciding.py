"""Motions, interests, votes, and what a meeting decides."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import Role
from coequal.accounts.trail.model import Entry
from coequal.drafting.models import Handover
from coequal.errors import CoequalError
from coequal.programmes.governance.calling_in import call_in, end_call_in
from coequal.programmes.governance.deciding import CONSENSUS, DEFERRAL, VOTE, decide, ends_stage, obstacles
from coequal.programmes.governance.meetings import attend, close
from coequal.programmes.governance.motions import Put, put
from coequal.programmes.governance.voting import Count, counted, declare, vote
from coequal.programmes.models import Attendance, Decision, Motion, Programme, Ratification, ServiceArea, Update
from coequal.programmes.models import Vote as Cast
from coequal.programmes.models.governing import (
    ABSTAINS,
    ADOPT,
    AGAINST,
    CALLED,
    CALLED_OFF,
    CARRIED,
    CHAIR_DECIDES,
    DEFERRED,
    DOES_NOT_VOTE,
    FOR,
    LEAVES,
    LOST,
    OTHER,
    REJECT,
    STANDS,
    TIE_IS_LOST,
    VOTES_ALL_THE_SAME,
)
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import move
from coequal.programmes.stages.standing import standing_of
from tests.involvement.making import involvement
from tests.programmes import making
from tests.programmes.making import governance
from tests.web.signing import OTHER as ELSEWHERE
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
FAULT = {"severity": "warning", "message": "Two rules hold at 40.", "line": 1, "rule": "ages-overlap", "accepted because": "Later."}


def deciding() -> ServiceArea:
    """A service area in which the stage of decision is open."""
    return making.area(stage=kinds.DECISION)


def adopting(text: Handover, **values: object) -> Put:
    """A motion to adopt a text."""
    return Put(ADOPT, "We adopt it.", **{"handover": text, "wanted_from": date(2027, 4, 1), **values})


def member(of: Motion, number: int = 0) -> Attendance:
    """A member of a motion's meeting."""
    return of.meeting.attendances.all()[number]


def test_a_motion_to_adopt_holds_the_digest_of_the_accepted_text() -> None:
    """It is put while the stage of governance or of decision is open."""
    for stage in (kinds.GOVERNANCE, kinds.DECISION):
        area = making.area(stage=stage)
        text = making.proposed(area)
        made = put(governance(), making.meeting(CALLED), area, adopting(text, transitional="Cases referred before go on."))
        assert (made.digest, made.handover, made.kind) == (text.digest, text, ADOPT)
    assert Entry.objects.latest("number").action == "put a motion to a meeting"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Put(REJECT, " "), "Say what the meeting is asked"),
        (Put(ADOPT, "We adopt it."), "Choose the draft"),
    ],
)
def test_a_motion_says_what_is_decided(said: Put, why: str) -> None:
    """And names the text that it adopts."""
    with pytest.raises(CoequalError, match=why):
        put(governance(), making.meeting(), deciding(), said)


def test_a_text_that_was_not_proposed_accepted_or_dated_cannot_be_adopted() -> None:
    """Each is told, and what to do."""
    area = deciding()
    text, other = making.proposed(area), making.handed()
    for said, why in (
        (
            adopting(other),
            "is not the text that this service area proposes.* is handed over: only a draft that governance accepted",
        ),
        (adopting(text, wanted_from=None), "from which day"),
        (Put(OTHER, "We write a letter.", handover=text), "Only a motion to adopt a version has a text"),
    ):
        with pytest.raises(CoequalError, match=why):
            put(governance(), making.meeting(), area, said)
    Handover.objects.filter(pk=text.pk).update(text="another text")
    with pytest.raises(CoequalError, match="no longer the one that governance accepted"):
        put(governance(), making.meeting(), area, adopting(Handover.objects.get(pk=text.pk)))
    assert not Motion.objects.exists()


def test_a_text_in_which_faults_were_found_is_put_only_knowingly() -> None:
    """A mere doubt stands in nobody's way."""
    area = deciding()
    text = making.proposed(area, findings=[FAULT, {**FAULT, "severity": "doubt"}])
    with pytest.raises(CoequalError, match=r"Two rules hold at 40. Put them right, or say why"):
        put(governance(), making.meeting(), area, adopting(text))
    made = put(governance(), making.meeting(), area, adopting(text, knowingly="Both rules say the same."))
    assert made.knowingly == "Both rules say the same."


def test_a_motion_fits_its_meeting_and_its_stage() -> None:
    """Not a meeting that was called off or is another's, nor an earlier stage."""
    said = Put(REJECT, "We keep things as they are.")
    with pytest.raises(CoequalError, match="This meeting is called off"):
        put(governance(), making.meeting(CALLED_OFF), deciding(), said)
    with pytest.raises(CoequalError, match="stages of governance and decision"):
        put(governance(), making.meeting(), making.area(stage=kinds.PROPOSAL), said)
    elsewhere = making.meeting()
    elsewhere.organisation = organisation(ELSEWHERE)
    elsewhere.save()
    with pytest.raises(CoequalError, match="of another organisation"):
        put(governance(), elsewhere, deciding(), said)
    with pytest.raises(NotAllowed):
        put(making.acting(Role.INVOLVEMENT_OFFICER), making.meeting(), deciding(), said)


def test_a_version_that_was_ratified_is_not_adopted_again() -> None:
    """It needs another name."""
    area = deciding()
    text = making.proposed(area)
    Ratification(
        decision=making.decision(), policy=text.policy, version=text.version, starts=date(2027, 1, 1), review_due=date(2028, 1, 1)
    ).save()
    with pytest.raises(CoequalError, match="was ratified already"):
        put(governance(), making.meeting(), area, adopting(text))


def test_each_votes_once() -> None:
    """The second time is refused, and the vote stays as it was given."""
    motion = making.motion(deciding(), making.meeting())
    vote(governance(), member(motion), motion, FOR, "With a heavy heart.")
    with pytest.raises(CoequalError, match=r"has voted on .* already"):
        vote(governance(), member(motion), motion, AGAINST)
    assert [(one.vote, one.dissent) for one in Cast.objects.all()] == [(FOR, "With a heavy heart.")]


def test_whoever_has_no_vote_or_is_not_there_does_not_vote() -> None:
    """Nor does anybody before the meeting, on hold, from another meeting, or in another word."""
    meeting = making.meeting()
    motion = making.motion(deciding(), meeting)
    guest = Attendance.objects.create(meeting=meeting, name="Guest", post="adviser", there=True, votes=False)
    absent = Attendance.objects.create(meeting=meeting, name="Late", post="member")
    stranger = Attendance.objects.create(meeting=making.meeting(), name="Stranger", post="member", there=True)
    held = making.motion(deciding(), meeting)
    making.step(held.area, kinds.HOLD)
    early = making.motion(deciding(), making.meeting(CALLED))
    for who, what, how, why in (
        (guest, motion, FOR, "a seat without a vote"),
        (absent, motion, FOR, "is not there"),
        (stranger, motion, FOR, "no seat at this meeting"),
        (member(motion), held, FOR, "is on hold, so nobody votes"),
        (member(early), early, FOR, "has not begun"),
        (member(motion), motion, "perhaps", "A vote is one of these"),
    ):
        with pytest.raises(CoequalError, match=why):
            vote(governance(), who, what, how)
    assert not Cast.objects.exists()


@pytest.mark.parametrize(("follows", "says"), [(DOES_NOT_VOTE, "does not vote"), (LEAVES, "leaves")])
def test_a_vote_of_somebody_conflicted_is_refused(follows: str, says: str) -> None:
    """And they do not count for the quorum."""
    motion = making.motion(deciding(), making.meeting(seats=2))
    declare(governance(), member(motion), motion, "My sister runs the clinic.", follows)
    with pytest.raises(CoequalError, match=f"declared an interest and {says}"):
        vote(governance(), member(motion), motion, FOR)
    assert not counted(motion).is_quorate


def test_an_interest_says_what_follows_and_comes_before_the_decision() -> None:
    """Whoever declares one that does not matter votes all the same; whoever voted before is counted no more."""
    motion = making.motion(deciding(), making.meeting())
    with pytest.raises(CoequalError, match="Say what the interest is"):
        declare(governance(), member(motion), motion, "My sister.", "shrugs")
    declare(governance(), member(motion), motion, "I once met the owner.", VOTES_ALL_THE_SAME)
    making.votes(motion, FOR, FOR, FOR)
    assert counted(motion).in_favour == 3
    declare(governance(), member(motion, 1), motion, "I own the clinic.", DOES_NOT_VOTE)
    assert (counted(motion).in_favour, counted(motion).there) == (2, 2)
    decide(governance(), motion, VOTE, "It is fair.")
    with pytest.raises(CoequalError, match="is decided already"):
        declare(governance(), member(motion, 2), motion, "My brother.", LEAVES)


@pytest.mark.parametrize(
    ("cast", "tie", "outcome"),
    [
        ((FOR, FOR, AGAINST), TIE_IS_LOST, CARRIED),
        ((FOR, AGAINST, AGAINST), TIE_IS_LOST, LOST),
        ((FOR, ABSTAINS, ABSTAINS), TIE_IS_LOST, CARRIED),  # of the votes cast, which an abstention is not
        ((FOR, AGAINST, ABSTAINS), TIE_IS_LOST, LOST),
        ((FOR, AGAINST, ABSTAINS), CHAIR_DECIDES, CARRIED),
        ((AGAINST, FOR, ABSTAINS), CHAIR_DECIDES, LOST),
        ((ABSTAINS, FOR, AGAINST), CHAIR_DECIDES, LOST),  # the chair does not decide by abstaining
        ((ABSTAINS, ABSTAINS, ABSTAINS), CHAIR_DECIDES, LOST),
    ],
)
def test_the_majority_of_the_votes_cast_decides(cast: tuple[str, ...], tie: str, outcome: str) -> None:
    """In a tie the rule of the meeting does, and the record says which that is."""
    motion = making.motion(deciding(), making.meeting(tie=tie))
    making.votes(motion, *cast)
    made = decide(governance(), motion, VOTE, "It is fair.", conditions=["It is looked at in a year.", " "])
    assert (made.outcome, made.manner, made.conditions) == (outcome, VOTE, ["It is looked at in a year."])
    assert f"The rule of the meeting: {tie}" in made.evidence[0]["says"]
    assert str(made) == f"{made.reference}: {outcome}"


def test_a_count_says_how_many_could_vote() -> None:
    """One member or several."""
    assert Count(1, 2, 0, 0, 0, TIE_IS_LOST).says.startswith("1 member who could vote was there, and 2 had to be. For: 0.")


def test_by_consensus_nobody_is_against() -> None:
    """Where somebody is, it has to be voted on."""
    motion = making.motion(deciding(), making.meeting())
    making.votes(motion, AGAINST)
    with pytest.raises(CoequalError, match="no consensus: Member 1, member voted against"):
        decide(governance(), motion, CONSENSUS, "All agree.")
    other = making.motion(deciding(), making.meeting())
    assert decide(governance(), other, CONSENSUS, "All agree.").outcome == CARRIED


def test_a_decision_ends_its_stage_and_everybody_is_told() -> None:
    """Only once the meeting has decided on every motion of the service area."""
    area, meeting = deciding(), making.meeting()
    first, second = (making.motion(area, meeting, says=says) for says in ("We keep it.", "We look again."))
    decide(governance(), first, CONSENSUS, "It works.", conditions=["We look again."])
    assert standing_of(area).stage == kinds.DECISION
    decide(governance(), second, DEFERRAL, "The figures are missing.")
    assert (standing_of(area).stage, kinds.DECISION in standing_of(area).done) == ("", True)
    told = [one.says for one in Update.objects.filter(area=area)]
    assert "We keep it. This was carried. It works. On these conditions: We look again." in told[0]
    with pytest.raises(CoequalError, match="is decided already"):
        decide(governance(), first, CONSENSUS, "Once more.")


def test_where_all_is_deferred_the_stage_stays_open() -> None:
    """Another meeting decides."""
    area = deciding()
    made = decide(governance(), making.motion(area, making.meeting()), DEFERRAL, "The figures are missing.")
    assert (made.outcome, standing_of(area).stage) == (DEFERRED, kinds.DECISION)


def test_a_decision_says_how_and_why() -> None:
    """One without reasons, or in another manner, is none."""
    motion = making.motion(deciding(), making.meeting())
    for manner, reasons in ((VOTE, " "), ("by lot", "It is quick.")):
        with pytest.raises(CoequalError, match="Say why it was decided so, and how"):
            decide(governance(), motion, manner, reasons)


def test_a_meeting_decides_only_while_it_sits_with_a_quorum_and_on_its_day() -> None:
    """And by votes that were cast."""
    area, today = deciding(), timezone.localdate()
    for meeting, on, why in (
        (making.meeting(CALLED), today, "It decides only while it sits"),
        (making.meeting(seats=1), today, "no quorum for this: 1 can vote on it, and 2 have to"),
        (making.meeting(), today - timedelta(1), "cannot have decided before that day"),
        (making.meeting(), today + timedelta(1), "has not come yet"),
        (making.meeting(), today, "Nobody has voted yet"),
    ):
        with pytest.raises((CoequalError, NotAllowed), match=why):
            decide(governance(), making.motion(area, meeting), VOTE, "It is fair.", on=on)
    assert not Decision.objects.exists()


def test_nothing_is_decided_in_another_stage_or_on_hold() -> None:
    """Whoever put the service area on hold was faster."""
    early = making.motion(making.area(stage=kinds.GOVERNANCE), making.meeting())
    with pytest.raises(CoequalError, match="stage of decision is not open"):
        decide(governance(), early, CONSENSUS, "All agree.")
    held = making.motion(deciding(), making.meeting())
    making.step(held.area, kinds.HOLD)
    with pytest.raises(NotAllowed, match="This is on hold now"):
        decide(governance(), held, CONSENSUS, "All agree.")


@pytest.mark.parametrize(
    ("state", "says"),
    [("open", "closes at the end of"), ("announced", "closes at the end of"), ("being prepared", "closes at the end of")],
)
def test_nothing_is_decided_before_people_were_heard(state: str, says: str) -> None:
    """The last day has to be over; deferring is always possible."""
    area = deciding()
    area.involvements.add(involvement(state))
    motion = making.motion(area, making.meeting())
    with pytest.raises(CoequalError, match=f"{says}.*Nothing may be decided before people were heard"):
        decide(governance(), motion, CONSENSUS, "All agree.")
    assert decide(governance(), motion, DEFERRAL, "People are still heard.").outcome == DEFERRED


def test_a_decision_dated_before_the_end_of_an_involvement_is_refused() -> None:
    """An involvement without days has not closed either."""
    area = deciding()
    heard = involvement("closed")
    area.involvements.add(heard)
    making_on = heard.closes
    motion = making.motion(area, making.meeting(days_ago=(timezone.localdate() - making_on).days))
    with pytest.raises(CoequalError, match="Nothing may be decided before people were heard"):
        decide(governance(), motion, CONSENSUS, "All agree.", on=making_on)
    assert decide(governance(), motion, CONSENSUS, "All agree.", on=making_on + timedelta(9)).outcome == CARRIED
    other = deciding()
    other.involvements.add(involvement("being prepared", opens=None, closes=None))
    with pytest.raises(CoequalError, match="has no last day yet"):
        decide(governance(), making.motion(other, making.meeting()), CONSENSUS, "All agree.")


def test_a_motion_whose_text_is_no_longer_the_accepted_one_is_not_decided() -> None:
    """Nor one in which faults were found meanwhile, nor one beyond the meeting's limit."""
    area = deciding()
    text = making.proposed(area)
    wrong = making.motion(area, making.meeting(), text, digest="sha256:0")
    with pytest.raises(CoequalError, match="no longer the one that governance accepted"):
        decide(governance(), wrong, CONSENSUS, "All agree.")
    Handover.objects.filter(pk=text.pk).update(results={"findings": [FAULT]})
    with pytest.raises(CoequalError, match="Faults were found in this text"):
        decide(governance(), making.motion(area, making.meeting(), text), CONSENSUS, "All agree.")
    limit = making.limit(100)
    with pytest.raises(CoequalError, match="The motion costs £101 a year"):
        decide(governance(), making.motion(area, making.meeting(delegated=limit), pounds_a_year=101), CONSENSUS, "All agree.")


def test_nothing_is_called_in_twice_or_out_of_its_time() -> None:
    """Nor without a name and a reason, nor what was deferred."""
    today = timezone.localdate()
    made = making.decision()
    for who, why, since, says in (
        ("", "Unfair.", today, "Say who"),
        ("The committee", "Unfair.", today - timedelta(1), "Choose a day from"),
        ("The committee", "Unfair.", today + timedelta(1), "until today"),
    ):
        with pytest.raises(CoequalError, match=says):
            call_in(governance(), made, who, why, since)
    called = call_in(governance(), made, "The committee", "Unfair.", today)
    with pytest.raises(CoequalError, match="called in already"):
        call_in(governance(), made, "The Secretary of State", "Unfair.", today)
    for came_to, said, ended, says in (
        ("melts", "So.", today, "Say what came of it"),
        (STANDS, " ", today, "Say what came of it"),
        (STANDS, "So.", today + timedelta(1), "Choose a day from"),
    ):
        with pytest.raises(CoequalError, match=says):
            end_call_in(governance(), called, came_to, said, ended)
    end_call_in(governance(), called, STANDS, "It was lawful.", today)
    with pytest.raises(CoequalError, match="the decision stands"):
        end_call_in(governance(), called, STANDS, "Again.", today)
    deferred = making.decision(outcome=DEFERRED)
    with pytest.raises(CoequalError, match="nothing to call in"):
        call_in(governance(), deferred, "The committee", "Unfair.", today)


def test_what_is_reconsidered_is_put_to_a_meeting_again() -> None:
    """Where nobody asked for that, it is not."""
    today, made = timezone.localdate(), making.decision()
    area = made.motion.area
    making.step(area, kinds.GO_BACK, kinds.DECISION, today, why="It was called in.")
    said = Put(REJECT, "We keep things as they are.", again_of=made)
    with pytest.raises(CoequalError, match=f"Nobody asked that {made.reference} is reconsidered"):
        put(governance(), making.meeting(), area, said)
    end_call_in(
        governance(), call_in(governance(), made, "The committee", "Unfair.", today), "is reconsidered", "It was unfair.", today
    )
    assert put(governance(), making.meeting(), area, said).again_of == made


@pytest.mark.parametrize("kind", [kinds.HOLD, kinds.END, kinds.GO_BACK])
def test_a_motion_is_deferred_wherever_its_service_area_stands(kind: str) -> None:
    """On hold, ended or gone back: the meeting can end, and no step is made or told that was not taken."""
    motion = making.motion(deciding(), making.meeting())
    if kind == kinds.GO_BACK:
        making.step(motion.area, kinds.COMPLETE, kinds.DECISION)
    making.step(motion.area, kind, kinds.GOVERNANCE if kind == kinds.GO_BACK else "", why="A court.")
    moves = motion.area.moves.count()
    with pytest.raises((CoequalError, NotAllowed)):
        decide(governance(), motion, CONSENSUS, "All agree.")
    assert decide(governance(), motion, DEFERRAL, "It is on hold.").outcome == DEFERRED
    assert motion.area.moves.count() == moves
    assert ["This was deferred" in one.says for one in Update.objects.filter(area=motion.area)] == [True]
    close(governance(), motion.meeting)


def test_what_is_deferred_on_hold_completes_no_stage() -> None:
    """Also where another motion was carried before; the stage can be completed once all goes on."""
    area, meeting = deciding(), making.meeting()
    first, second = (making.motion(area, meeting) for _ in range(2))
    decide(governance(), first, CONSENSUS, "All agree.")
    held = making.programme("on hold")
    Programme.objects.filter(pk=held.pk).update(organisation=organisation())
    ServiceArea.objects.filter(pk=area.pk).update(programme=held)
    assert next(obstacles(Motion.objects.get(pk=second.pk), CONSENSUS, timezone.localdate())).about == "area"
    decide(governance(), Motion.objects.get(pk=second.pk), DEFERRAL, "It is on hold.")
    assert standing_of(area).stage == kinds.DECISION
    held.holds.update(until=timezone.localdate())
    move(governance(), ServiceArea.objects.get(pk=area.pk), kinds.COMPLETE, kinds.DECISION)
    assert standing_of(area).following == kinds.IN_FORCE


def test_a_motion_that_was_overtaken_is_put_anew() -> None:
    """Where the service area went back after it was put, or proposes another text of the policy by now."""
    area = deciding()
    old = making.motion(area, making.meeting(), making.proposed(area))
    making.proposed(area)
    with pytest.raises(CoequalError, match="proposes another text by now"):
        decide(governance(), old, CONSENSUS, "All agree.")
    back = making.motion(area, making.meeting())
    for kind in (kinds.GO_BACK, kinds.COMPLETE):
        making.step(area, kind, kinds.GOVERNANCE, why="A court.")
    making.step(area, kinds.OPEN, kinds.DECISION)
    with pytest.raises(CoequalError, match=r"went back after .* was put"):
        decide(governance(), back, CONSENSUS, "All agree.")
    assert decide(governance(), making.motion(area, making.meeting()), CONSENSUS, "All agree.").outcome == CARRIED
    assert standing_of(area).following == kinds.IN_FORCE  # nobody waits for the two that were overtaken


def test_people_could_read_what_is_decided() -> None:
    """A paper on another service area is none on this one."""
    motion = making.motion(deciding(), making.meeting())
    paper = motion.meeting.papers.get()
    for area, known in ((making.area(title="Skin"), False), (motion.area, True)):
        paper.area = area
        paper.save()
        assert ("papers" not in [one.about for one in obstacles(motion, CONSENSUS, timezone.localdate())]) is known


def test_an_involvement_on_hold_has_not_closed() -> None:
    """Also where its last day is over: it goes on, with other days."""
    area, yesterday = deciding(), timezone.localdate() - timedelta(1)
    area.involvements.add(involvement("on hold", closes=yesterday))
    with pytest.raises(CoequalError, match="is on hold, and closes at the end of"):
        decide(governance(), making.motion(area, making.meeting()), CONSENSUS, "All agree.")


def test_a_vote_counts_also_when_its_member_has_left() -> None:
    """For the quorum they do not."""
    motion = making.motion(deciding(), making.meeting(tie=CHAIR_DECIDES))
    making.votes(motion, FOR, AGAINST)
    attend(governance(), member(motion), there=False)
    count = counted(motion)
    assert (count.there, count.in_favour, count.against, count.outcome) == (2, 1, 1, CARRIED)


def test_of_several_interests_the_latest_stands() -> None:
    """One that was taken down wrongly bars nobody for ever."""
    motion = making.motion(deciding(), making.meeting())
    declare(governance(), member(motion), motion, "My sister runs the clinic.", LEAVES)
    declare(governance(), member(motion), motion, "It is another clinic than hers.", VOTES_ALL_THE_SAME)
    vote(governance(), member(motion), motion, FOR)
    assert counted(motion).in_favour == 1


def test_nothing_is_put_to_a_meeting_in_a_record_of_the_past() -> None:
    """It is recorded from a source."""
    past = making.area(making.programme(history_only=True), kinds.DECISION)
    with pytest.raises(CoequalError, match="nothing is decided in it"):
        put(governance(), making.meeting(), past, Put(REJECT, "We keep things as they are."))


@pytest.mark.parametrize("state", ["on hold", "ended"])
def test_a_decision_is_called_in_while_all_else_is_on_hold_or_over(state: str) -> None:
    """Nothing that was called in comes into force, and that call-in can end."""
    made, today = making.decision(), timezone.localdate()
    held = making.programme(state)
    ServiceArea.objects.filter(pk=made.motion.area_id).update(programme=held)
    found = Decision.objects.get(pk=made.pk)
    called = call_in(governance(), found, "The committee", "Unfair.", today)
    end_call_in(governance(), called, STANDS, "It was lawful.", today)
    assert found.call_ins.get().came_to == STANDS


def test_it_is_said_beforehand_whether_a_decision_ends_its_stage() -> None:
    """Not while others are to be decided, where all is deferred, or where no stage is open."""
    area, meeting = deciding(), making.meeting()
    first, second = (making.motion(area, meeting) for _ in range(2))
    assert not ends_stage(first, CARRIED)
    decide(governance(), first, DEFERRAL, "Later.")
    assert (ends_stage(second, DEFERRED), ends_stage(second, CARRIED)) == (False, True)
    assert not ends_stage(making.motion(making.area(stage=kinds.GOVERNANCE, title="Skin"), meeting), CARRIED)

"""Where a service area stands follows from its moves alone, and nothing comes into force by another way than a ratification."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.standing import Standing, after, possible
from coequal.programmes.stages.table import BY_KEY, STAGES

DAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Taken:
    """A step of a service area."""

    kind: str
    stage: str = ""
    on: date = DAY
    starts: date | None = None

    @property
    def takes_effect(self) -> date:
        """Its day, or a later one."""
        return self.starts or self.on


def through(stage: str) -> list[Taken]:
    """The steps to a stage, which is open; each one before it is complete."""
    steps = [Taken(kind, key) for key in kinds.KEYS for kind in (kinds.OPEN, kinds.COMPLETE)]
    return steps[: steps.index(Taken(kinds.OPEN, stage)) + 1]


def test_the_stages_are_those_that_a_programme_goes_through() -> None:
    """In their order, each with a title, a sentence, and somebody who may open it."""
    titles = [stage.title for stage in STAGES]
    assert titles == [
        "Case for change",
        "Listening",
        "Evidence and prioritisation",
        "Long list of options",
        "Shortlist of options",
        "Consultation or involvement",
        "Proposal",
        "Governance",
        "Decision",
        "In force",
        "Review",
    ]
    assert tuple(BY_KEY) == kinds.KEYS
    assert all(stage.about.endswith(".") and stage.by for stage in STAGES)
    gates = [gate.key for stage in STAGES for gate in stage.opens_when]
    assert len(gates) == len(set(gates))


def test_nothing_has_begun_without_a_step() -> None:
    """It can begin, have its first stage passed over, be put on hold, or end."""
    standing = after([])
    assert (standing.state, standing.stage, standing.since) == (states.NOT_BEGUN, "", None)
    assert possible(standing) == [
        (kinds.OPEN, kinds.CASE_FOR_CHANGE),
        (kinds.PASS_OVER, kinds.CASE_FOR_CHANGE),
        (kinds.HOLD, ""),
        (kinds.END, ""),
    ]


def test_a_stage_follows_another() -> None:
    """Once it is complete; one that was passed over counts as behind."""
    steps = [Taken(kinds.OPEN, kinds.CASE_FOR_CHANGE), Taken(kinds.COMPLETE, kinds.CASE_FOR_CHANGE)]
    assert after(steps[:1]).stage == kinds.CASE_FOR_CHANGE
    assert (kinds.OPEN, kinds.LISTENING) not in possible(after(steps[:1]))
    assert (kinds.OPEN, kinds.LISTENING) in possible(after(steps))
    passed = after([*steps, Taken(kinds.PASS_OVER, kinds.LISTENING, DAY + timedelta(1))])
    assert (passed.done, passed.passed_over) == ((kinds.CASE_FOR_CHANGE,), (kinds.LISTENING,))
    assert (passed.following, passed.since) == (kinds.PRIORITISATION, DAY + timedelta(1))


def test_neither_the_decision_nor_coming_into_force_is_passed_over() -> None:
    """Nothing comes into force unless people decided it."""
    for key in (kinds.DECISION, kinds.IN_FORCE):
        standing = after(through(key)[:-1])
        assert standing.following == key
        assert (kinds.OPEN, key) in possible(standing)
        assert (kinds.PASS_OVER, key) not in possible(standing)


def test_it_goes_on_after_a_hold_where_it_stood() -> None:
    """On hold it can only go on, or end."""
    held = after([*through(kinds.PROPOSAL), Taken(kinds.HOLD)])
    assert (held.state, held.stage) == (states.ON_HOLD, kinds.PROPOSAL)
    assert possible(held) == [(kinds.RESUME, ""), (kinds.END, "")]
    resumed = after([*held.moves, Taken(kinds.RESUME)])
    assert (resumed.state, resumed.stage, resumed.done) == (states.UNDER_WAY, kinds.PROPOSAL, held.done)
    assert after([Taken(kinds.HOLD), Taken(kinds.RESUME)]).state == states.NOT_BEGUN


def test_what_came_after_a_stage_that_is_opened_again_is_done_anew() -> None:
    """The steps themselves stay."""
    back = after([*through(kinds.GOVERNANCE), Taken(kinds.GO_BACK, kinds.SHORTLIST)])
    assert (back.stage, back.done) == (kinds.SHORTLIST, kinds.KEYS[: kinds.KEYS.index(kinds.SHORTLIST)])
    assert back.following == kinds.SHORTLIST
    passed = after([Taken(kinds.PASS_OVER, kinds.CASE_FOR_CHANGE), Taken(kinds.GO_BACK, kinds.CASE_FOR_CHANGE)])
    assert (passed.stage, passed.passed_over) == (kinds.CASE_FOR_CHANGE, ())


def test_it_is_in_force_from_the_day_on_which_the_policy_starts() -> None:
    """Until then it is under way, and says from when on it will be."""
    starts = DAY + timedelta(30)
    steps = [*through(kinds.IN_FORCE)[:-1], Taken(kinds.OPEN, kinds.IN_FORCE, starts=starts)]
    assert (after(steps, DAY).state, after(steps, DAY).since) == (states.UNDER_WAY, starts)
    assert after(steps, starts).state == after(steps).state == states.IN_FORCE
    assert after(through(kinds.IN_FORCE), DAY).since == DAY


def test_a_policy_stays_in_force_while_it_is_reviewed_and_on_hold() -> None:
    """Going back says that another one is to take its place; in the record of this service area none is in force then."""
    reviewed = after(through(kinds.REVIEW))
    assert (reviewed.state, reviewed.stage, reviewed.in_force) == (states.IN_FORCE, kinds.REVIEW, True)
    held = after([*through(kinds.REVIEW), Taken(kinds.HOLD)])
    assert (held.state, held.in_force) == (states.ON_HOLD, True)
    assert (kinds.GO_BACK, kinds.CASE_FOR_CHANGE) in possible(reviewed)
    assert (kinds.GO_BACK, kinds.IN_FORCE) not in possible(reviewed)
    again = after([*through(kinds.REVIEW), Taken(kinds.GO_BACK, kinds.CASE_FOR_CHANGE)])
    assert (again.state, again.in_force) == (states.UNDER_WAY, False)


def test_once_all_is_done_it_can_be_reviewed_again() -> None:
    """There is no stage that follows."""
    done = after([*through(kinds.REVIEW), Taken(kinds.COMPLETE, kinds.REVIEW)])
    assert (done.following, done.state) == ("", states.IN_FORCE)
    assert (kinds.GO_BACK, kinds.REVIEW) in possible(done)
    assert {kind for kind, _ in possible(done)} == {kinds.GO_BACK, kinds.HOLD, kinds.END}


def test_what_has_ended_stays_ended() -> None:
    """From on hold too."""
    for steps in ([], through(kinds.DECISION), [Taken(kinds.HOLD)]):
        ended = after([*steps, Taken(kinds.END)])
        assert (ended.state, ended.stage, possible(ended)) == (states.ENDED, "", [])


STANDS = {
    states.NOT_BEGUN: [],
    states.UNDER_WAY: through(kinds.SHORTLIST),
    states.ON_HOLD: [*through(kinds.SHORTLIST), Taken(kinds.HOLD)],
    states.IN_FORCE: through(kinds.IN_FORCE),
    states.ENDED: [Taken(kinds.END)],
}
BEHIND = kinds.KEYS[: kinds.KEYS.index(kinds.SHORTLIST)]
CAN = {
    states.NOT_BEGUN: {(kinds.OPEN, "case-for-change"), (kinds.PASS_OVER, "case-for-change"), (kinds.HOLD, ""), (kinds.END, "")},
    states.UNDER_WAY: {(kinds.COMPLETE, "shortlist"), *((kinds.GO_BACK, key) for key in BEHIND), (kinds.HOLD, ""), (kinds.END, "")},
    states.ON_HOLD: {(kinds.RESUME, ""), (kinds.END, "")},
    states.IN_FORCE: {
        (kinds.COMPLETE, "in-force"),
        *((kinds.GO_BACK, key) for key in kinds.KEYS[: kinds.KEYS.index(kinds.IN_FORCE)]),
        (kinds.HOLD, ""),
        (kinds.END, ""),
    },
    states.ENDED: set(),
}


@pytest.mark.parametrize("kind", kinds.KINDS)
@pytest.mark.parametrize("stage", [*kinds.KEYS, ""])
@pytest.mark.parametrize("state", states.STATES)
def test_every_kind_of_step_is_possible_only_where_it_belongs(kind: str, stage: str, state: str) -> None:
    """Each kind, with each stage, in each state."""
    standing = after(STANDS[state])
    assert standing.state == state
    assert ((kind, stage) in possible(standing)) == ((kind, stage) in CAN[state])


class Area(RuleBasedStateMachine):
    """A service area to which anything is done that can be, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.moves: list[Taken] = []
        self.standing = after(self.moves)

    def take(self, kind: str, stage: str, later: int) -> None:
        """Take a step, some days after the last."""
        before = self.standing
        self.moves.append(Taken(kind, stage, (before.since or DAY) + timedelta(later)))
        self.standing = after(self.moves)
        self._check(before, self.standing, kind)

    @rule(drawn=st.integers(0, 99), later=st.integers(0, 3))
    def anything(self, drawn: int, later: int) -> None:
        """Take one of the possible steps; end it seldom, or nothing would come of it."""
        steps = [step for step in possible(self.standing) if step[0] != kinds.END or drawn == 99]
        assert bool(steps) == (self.standing.state != states.ENDED)
        if steps:
            self.take(*steps[drawn % len(steps)], later)

    @rule(later=st.integers(0, 3))
    def onwards(self, later: int) -> None:
        """Take the step that leads on, where there is one."""
        for kind, stage in possible(self.standing)[:1]:
            if kind in {kinds.OPEN, kinds.COMPLETE, kinds.RESUME}:
                self.take(kind, stage, later)

    def _check(self, before: Standing, now: Standing, kind: str) -> None:
        if before.state == states.ON_HOLD:
            assert kind in {kinds.RESUME, kinds.END}
        assert now.moves[:-1] == before.moves

    @invariant()
    def one_stage_is_open_at_most(self) -> None:
        """It is neither done nor passed over, and each stage before it is one or the other."""
        found = self.standing
        behind = [*found.done, *found.passed_over]
        assert len(behind) == len(set(behind))
        assert set(behind) == set(kinds.KEYS[: len(behind)])
        assert not found.stage or found.stage == kinds.KEYS[len(behind)]

    @invariant()
    def never_in_force_without_having_come_into_force(self) -> None:
        """Nor without a decision, or after going back from it."""
        if self.standing.in_force:
            last = max(place for place, move in enumerate(self.moves) if (move.kind, move.stage) == (kinds.OPEN, kinds.IN_FORCE))
            assert (kinds.COMPLETE, kinds.DECISION) in {(move.kind, move.stage) for move in self.moves[:last]}
            later = [move.stage for move in self.moves[last:] if move.kind == kinds.GO_BACK]
            assert set(later) <= {kinds.REVIEW}
        assert (self.standing.state != states.IN_FORCE) or self.standing.in_force

    @invariant()
    def days_never_go_back(self) -> None:
        """And since when it stands so is the last of them."""
        days = [move.on for move in self.moves]
        assert days == sorted(days)
        assert self.standing.since == (days[-1] if days else None)


Area.TestCase.settings = settings(max_examples=350, stateful_step_count=50, deadline=None)  # more than 10,000 steps are taken
TestArea = pytest.mark.no_cover(Area.TestCase)

"""The table of moves, walked by chance for ten thousand steps: no way leads anywhere that it should not."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.referrals.models.requests import FUNDING_REQUEST, KINDS
from coequal.referrals.moves import states as at
from coequal.referrals.moves import table
from coequal.referrals.moves.table import BY_ASKER, BY_PANEL, MOVES

ALLOWED_AGAIN = {
    at.APPROVED: (),
    at.WITHDRAWN: (),
    at.ELSEWHERE: (),
    at.DEVELOPMENT: (),
    at.CLOSED: (),
    at.DECLINED: ("asked again", "appealed", "appealed by post"),
}
TAKEN_BACK = ("evidence taken back", "appeal taken back", "appeal taken back by post")
JUDGED = {at.APPROVED: ("granted", "approved at once", "approved"), at.DECLINED: ("refused", "screened out", "declined")}


class Walk(RuleBasedStateMachine):
    """One request that somebody moves by any move that there is."""

    @initialize(kind=st.sampled_from(KINDS))
    def begin(self, kind: str) -> None:
        """It is being written."""
        self.kind, self.state, self.steps = kind, at.WRITING, [""]

    @rule(name=st.sampled_from(sorted(MOVES)))
    def move(self, name: str) -> None:
        """Make a move, if it leaves where the request stands."""
        how = MOVES[name]
        if self.kind in how.kinds and self.state in how.leaves:
            self.state = how.comes_to
            self.steps.append(name)

    @rule(drawn=st.integers(0, 99))
    def go_on(self, drawn: int) -> None:
        """Make one of the moves that are possible."""
        can = [one for one in MOVES.values() if self.kind in one.kinds and self.state in one.leaves]
        assert can or self.state in at.ENDS, f"{self.state} is a dead end"
        if can:
            self.move(can[drawn % len(can)].name)

    @invariant()
    def stands_where_its_kind_can(self) -> None:
        """What ends only goes on where people may ask again; a prior approval never comes before a panel."""
        can = {one.name for one in MOVES.values() if self.kind in one.kinds and self.state in one.leaves}
        assert self.state in at.STATES
        if self.state in at.ENDS:
            assert can <= set(ALLOWED_AGAIN[self.state])
        if self.kind != FUNDING_REQUEST:
            assert self.state not in {at.SCREENING, at.FOR_PANEL, at.WITH_PANEL, at.DEFERRED, at.APPEALING, at.RECONSIDERING}

    @invariant()
    def is_decided_by_a_step_that_decides(self) -> None:
        """No request is funded or refused but by such a step, or by finding that a refusal stands, or because nobody asks any more."""
        if self.state in JUDGED:
            assert self.steps[-1] in (*JUDGED[self.state], "nothing new", "dismissed", *TAKEN_BACK)
            assert any(one in JUDGED[self.state] for one in self.steps)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=200, stateful_step_count=50, deadline=None, database=None)


def test_only_an_approval_needs_no_person_of_the_commissioner() -> None:
    """Every other way to an end is somebody's who deals with requests, with reasons; or the asker withdraws, or takes back what it was looked at again for."""
    for one in MOVES.values():
        if one.comes_to in at.ENDS and one is not table.GRANT_AT_ONCE:
            assert one.reasons, one.name
            assert set(one.permission.roles) <= set(OF_PEOPLE)
            by_asker = (table.WITHDRAW, table.TAKE_BACK_EVIDENCE, table.TAKE_BACK_APPEAL)
            assert one in by_asker or Role.CLINICIAN not in one.permission.roles, one.name


def test_a_move_is_made_by_who_may_do_so_in_the_states_that_it_leaves() -> None:
    """A permission that names states names those of every move that it allows; a panel's are those of the panel."""
    for one in MOVES.values():
        assert one.permission in BY_PANEL or set(one.leaves) <= set(one.permission.states), one.name
        assert (Role.CLINICIAN in one.permission.roles) == (one.permission in BY_ASKER), one.name

"""Whatever officers try, in any order: nothing is in force but by a decision, the digest of a text, and days in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.policies.load import digest
from coequal.programmes.adoption.ratifying import Dates, ratify
from coequal.programmes.governance.calling_in import call_in, end_call_in
from coequal.programmes.governance.deciding import CONSENSUS, DEFERRAL, decide
from coequal.programmes.governance.motions import Put, put
from coequal.programmes.models import CallIn, Commissioner, Decision, Motion, Ratification, ServiceArea
from coequal.programmes.models.governing import ADOPT, CARRIED, RECONSIDERED, REJECT, STANDS
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.moves import BY_GATE, move
from coequal.programmes.stages.standing import possible, standing_of
from tests.lint.building import POLICY, library_folder
from tests.programmes import making
from tests.programmes.making import governance
from tests.web.studio.drafting import TEXT

pytestmark = pytest.mark.django_db
LET_PASS = dict.fromkeys(BY_GATE, "It is a test.")
STEPS = [(kind, stage) for kind in kinds.KINDS if kind != kinds.END for stage in ("", *kinds.KEYS)]  # after it nothing can come


class Officers(RuleBasedStateMachine):
    """Two officers of governance who try anything with one service area. What is refused leaves nothing."""

    library: Library

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.one, self.two = governance(), governance("second@exampleshire.example")
        self.area = making.area(title="Fertility", service="fertility", policies=["here/fertility"])
        Commissioner.objects.create(programme=self.area.programme, code="BBB", since=date(2020, 1, 1))  # who owns the text
        self.meeting, self.moves, self.versions = making.meeting(), 0, 0

    @initialize(stage=st.sampled_from(["", kinds.LISTENING, kinds.GOVERNANCE, *[kinds.DECISION] * 5]))
    def begin(self, stage: str) -> None:
        """It stands anywhere on the way, and often where a meeting decides."""
        if stage:
            self.area = making.area(self.area.programme, stage, title="IVF", service="fertility", policies=["here/fertility"])

    def teardown(self) -> None:
        """Leave the database as it was found."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @contextmanager
    def trying(self) -> Iterator[ServiceArea]:
        """The service area as it is kept; a refusal changes nothing of it."""
        before = self._kept()
        try:
            yield ServiceArea.objects.get(pk=self.area.pk)
        except CoequalError:
            assert self._kept() == before

    def _kept(self) -> tuple[object, ...]:
        rows = (Motion.objects, Decision.objects, Ratification.objects, CallIn.objects.filter(ended=None), self.area.updates)
        return (standing_of(self.area).moves, *(found.count() for found in rows))

    @rule(step=st.sampled_from(STEPS))
    def anything(self, step: tuple[str, str]) -> None:
        """Try any step, mostly one that is not possible now."""
        with self.trying() as area:
            move(self.one, area, *step, why="It is a test.", overrides=LET_PASS)

    @rule(drawn=st.integers(0, 99))
    def step(self, drawn: int) -> None:
        """Take a step that is possible, but for ending it, after which nothing would come of the rest."""
        if can := [one for one in possible(standing_of(self.area)) if one[0] != kinds.END]:
            with self.trying() as area:
                move(self.one, area, *can[drawn % len(can)], why="It is a test.", overrides=LET_PASS)

    def go_on(self) -> None:
        """Take the steps that lead to where a meeting decides, if nothing is in the way; from a policy in force, back to a proposal."""
        if standing_of(self.area).state == states.IN_FORCE:
            move(self.one, self.area, kinds.GO_BACK, kinds.PROPOSAL, why="It is a test.", overrides=LET_PASS)
        while (standing := standing_of(self.area)).stage != kinds.DECISION:
            kind, stage = next(iter(possible(standing)), ("", ""))
            if kind not in {kinds.OPEN, kinds.COMPLETE, kinds.RESUME} or stage == kinds.IN_FORCE:
                return
            move(self.one, self.area, kind, stage, why="It is a test.", overrides=LET_PASS)

    @rule(adopts=st.sampled_from([True, True, True, False]), manner=st.sampled_from([CONSENSUS, CONSENSUS, CONSENSUS, DEFERRAL]))
    def decide(self, *, adopts: bool, manner: str) -> None:
        """Go on to where a meeting decides, put a motion to it, and take down what it decides."""
        self.go_on()
        with self.trying() as area:
            if adopts and standing_of(area).stage == kinds.DECISION:
                self.versions += 1
                making.proposed(area, TEXT.replace('"2027"', f'"2027.{self.versions}"'))
            text = area.proposal if adopts else None
            said = Put(ADOPT if adopts else REJECT, "We decide.", text, wanted_from=timezone.localdate() if text else None)
            put(self.one, self.meeting, area, said)
        for motion in Motion.objects.filter(decision=None):
            with self.trying():
                decide(self.one, motion, manner, "It is fair.")

    @rule(
        by_the_same=st.sampled_from([False, False, False, True]),
        starts=st.sampled_from([0, 30, 30, -1]),
        review=st.sampled_from([700, 700, 1, 0]),
    )
    def ratify(self, *, by_the_same: bool, starts: int, review: int) -> None:
        """Ratify the last decision, on days that may be out of order, by somebody who may be the one who took it down.

        Where none is left to ratify, one is made first.
        """
        if not Decision.objects.filter(outcome=CARRIED, motion__kind=ADOPT, ratification=None).exists():
            self.decide(adopts=True, manner=CONSENSUS)
        for made in Decision.objects.order_by("-pk")[:1]:
            day = timezone.localdate() + timedelta(starts)
            dates = Dates(day, day + timedelta(review), supersedes=("here/fertility@2024",), why="It is a test.")
            with self.trying():
                ratify(self.one if by_the_same else self.two, made, dates, self.library)

    @rule(came_to=st.sampled_from([STANDS, RECONSIDERED]))
    def call_in(self, came_to: str) -> None:
        """Call the last decision in, or say what came of that."""
        for made in Decision.objects.order_by("-pk")[:1]:
            called, today = made.call_ins.filter(ended=None).first(), timezone.localdate()
            with self.trying():
                if called:
                    end_call_in(self.two, called, came_to, "It was looked at.", today)
                else:
                    call_in(self.two, made, "The scrutiny committee", "People were not heard.", today)

    @invariant()
    def in_force_by_a_ratification_alone(self) -> None:
        """Each time that something came into force, it is by a ratification of its own."""
        opened = [one.policy for one in self.area.moves.filter(kind=kinds.OPEN, stage=kinds.IN_FORCE)]
        assert len(opened) == len(set(opened))
        assert set(opened) <= {str(one) for one in Ratification.objects.all()}
        assert bool(opened) or not standing_of(self.area).in_force

    @invariant()
    def ratified_by_decision_digest_and_days(self) -> None:
        """A carried decision to adopt that text, taken down by somebody else; days in order; nothing that is reconsidered before."""
        for one in Ratification.objects.all():
            made, motion = one.decision, one.decision.motion
            assert motion.handover is not None
            assert (motion.kind, made.outcome, made.by != one.by) == (ADOPT, CARRIED, True)
            assert one.digest == motion.digest == motion.handover.digest == digest(one.text)
            assert made.on <= one.starts < one.review_due
            assert not made.call_ins.filter(ended__isnull=False, came_to=RECONSIDERED, since__lt=one.at.date()).exists()

    @invariant()
    def the_record_only_grows(self) -> None:
        """No step is taken back, and their days are in order."""
        days = [one.on for one in self.area.moves.all()]
        assert len(days) >= self.moves
        assert days == sorted(days)
        self.moves = len(days)


@pytest.mark.no_cover
@pytest.mark.parametrize("tries", [10, *[pytest.param(25, marks=pytest.mark.hunt)] * 10])
def test_nothing_comes_into_force_but_by_decision_digest_and_days(tries: int, tmp_path: Path) -> None:
    """Forty things are tried in each of some service areas; `make hunt` tries 10,000 in all."""
    library = Library(library_folder(tmp_path, policies=[POLICY]))
    here = type("Officers", (Officers,), {"library": library})
    run_state_machine_as_test(here, settings=settings(max_examples=tries, stateful_step_count=40, deadline=None, database=None))

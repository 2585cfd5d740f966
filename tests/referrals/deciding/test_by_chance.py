"""Whatever people try with requests, in any order: nobody decides twice, and nothing is decided but by people who may."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.roles import Role
from coequal.errors import CoequalError
from coequal.referrals.deciding import again, appealing, hearing, letters, panels, screening, taking_back, views
from coequal.referrals.deciding.decide import decide
from coequal.referrals.deciding.due import clock_of, due_of
from coequal.referrals.models import Appeal, Approval, Item, Letter, PanelDecision, Request
from coequal.referrals.models.deciding import (
    APPROVED,
    BY_PANEL,
    CALLED,
    CLINICIAN,
    DECLINED,
    DEFERRED,
    LEAVES,
    OUTCOMES,
    SITTING,
    STAYS,
)
from coequal.referrals.moves import states as at
from coequal.referrals.moves.moving import move
from coequal.referrals.moves.sides import Asked
from coequal.referrals.moves.table import (
    ANSWER,
    DISMISS,
    MOVES,
    SUBMIT,
    TAKE_BACK_APPEAL,
    TAKE_BACK_BY_POST,
    TAKE_BACK_EVIDENCE,
    WITHDRAW,
)
from coequal.referrals.moves.telling import being_written
from coequal.referrals.seeing.looking import look
from coequal.referrals.seeing.table import WHO
from tests.referrals import making
from tests.referrals.deciding.sitting import ANSWERS, POSTS, member, officer
from tests.web.signing import organisation

pytestmark = pytest.mark.django_db
GROUPS = 5  # of people who can sit together
WHY = "Because it is so."
STAYS_DECLINED = (DISMISS.name, TAKE_BACK_EVIDENCE.name, TAKE_BACK_APPEAL.name, TAKE_BACK_BY_POST.name)
NEXT = {  # what goes on from each state, so that chance gets anywhere
    at.SUBMITTED: ("acknowledge", "acknowledge", "return"),
    at.RETURNED: ("submit",),
    at.SCREENING: ("screen in", "screen in", "screen in", "screen out"),
    at.FOR_PANEL: ("list",),
    at.WITH_PANEL: ("begin", "view", "decide", "decide", "decide", "declare"),
    at.DEFERRED: ("send", "send", "answer"),
    at.DECLINED: ("send", "send", "ask again", "appeal", "appeal", "appeal by post"),
    at.RECONSIDERING: ("take up", "take up", "nothing new", "take back"),
    at.APPEALING: ("hear", "hear", "take back", "take back by post"),
}


class People(RuleBasedStateMachine):
    """Clinicians, officers, members and governance who try anything with a few requests. What is refused leaves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.asker = making.acting(Role.CLINICIAN)
        self.officers = [officer(f"officer-{number}") for number in range(4)]
        self.governance = making.acting(Role.GOVERNANCE)
        self.calls = 0
        self.requests: list[Request] = []

    def teardown(self) -> None:
        """Leave the database as it was found."""
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @initialize(states=st.lists(st.sampled_from([at.SUBMITTED, at.SCREENING, at.FOR_PANEL, at.FOR_PANEL]), min_size=1, max_size=3))
    def begin(self, states: list[str]) -> None:
        """Some requests are there."""
        self.requests = [making.request(state, by=self.asker) for state in states]
        for one in self.requests:
            one.due = due_of(one)
            one.save()

    @rule(drawn=st.integers(0, 10**6), place=st.integers(0, 2))
    def go_on(self, drawn: int, place: int) -> None:
        """Take a step that leads on from where a request stands, by whoever."""
        request = self._request(place)
        if can := NEXT.get(request.state):
            self._try(can[drawn % len(can)], request, drawn // 7)

    @rule(name=st.sampled_from(sorted({name for names in NEXT.values() for name in names})), drawn=st.integers(0, 10**6))
    def anything(self, name: str, drawn: int) -> None:
        """Try any step, mostly one that is not possible now."""
        self._try(name, self._request(drawn), drawn // 3)

    @rule(drawn=st.integers(0, 10**6), name=st.sampled_from(["withdraw", "take off", "call off", "close", "look", "closing views"]))
    def seldom(self, drawn: int, name: str) -> None:
        """What ends or hinders something, now and then."""
        if drawn % 4 == 0:
            self._try(name, self._request(drawn), drawn // 3)

    def _request(self, place: int) -> Request:
        return Request.objects.get(pk=self.requests[place % len(self.requests)].pk)

    def _try(self, name: str, request: Request, drawn: int) -> None:
        before = self._kept(request)
        try:
            with transaction.atomic():
                self._acts(request, drawn)[name]()
        except (CoequalError, Http404):
            assert self._kept(request) == before
        self._holds(Request.objects.get(pk=request.pk))

    def _acts(self, request: Request, drawn: int) -> dict[str, Callable[[], Any]]:
        """What can be tried with a request, each by somebody drawn."""
        one = self.officers[drawn % len(self.officers)]
        item = Item.objects.filter(request=request, taken_off=None).select_related("panel").last()
        outcome = OUTCOMES[drawn % 3]
        return {
            "acknowledge": lambda: screening.acknowledge(one, request),
            "return": lambda: screening.return_(one, request, WHY),
            "submit": lambda: move(self.asker, request, SUBMIT),
            "screen in": lambda: screening.screen_in(one, request, WHY),
            "screen out": lambda: screening.screen_out(one, request, WHY),
            "list": lambda: panels.list_item(one, self._panel(drawn), request),
            "begin": lambda: item and panels.begin(one, item.panel),
            "decide": lambda: item and self._decide(one, item, outcome),
            "declare": lambda: item and views.declare(self._member(item, drawn), item, WHY, (LEAVES, STAYS, STAYS)[drawn % 3]),
            "view": lambda: item and views.give_view(self._member(item, drawn), item, ANSWERS, outcome),
            "closing views": lambda: item and views.close_views(one, item),
            "answer": lambda: move(self.asker, request, ANSWER, WHY),
            "send": lambda: self._send(one, request),
            "ask again": lambda: again.ask_reconsideration(self.asker, request, WHY),
            "take up": lambda: again.take_up(one, request, WHY),
            "nothing new": lambda: again.nothing_new(one, request, WHY),
            "appeal": lambda: appealing.lodge_appeal(self.asker, request, ["procedure"], WHY),
            "take back": lambda: taking_back.take_back(self.asker, request, WHY, agreed=True),
            "appeal by post": lambda: appealing.take_down_appeal(one, request, ["procedure"], WHY, timezone.localdate()),
            "take back by post": lambda: taking_back.take_down_taking_back(one, request, WHY),
            "hear": lambda: self._hear(request, drawn),
            "withdraw": lambda: move(self.asker, request, WITHDRAW, WHY),
            "take off": lambda: item and panels.take_off(one, item, WHY),
            "call off": lambda: item and panels.call_off(one, item.panel, WHY),
            "close": lambda: item and panels.close(one, item.panel),
            "look": lambda: look(one, request, WHO, "to deal with the request"),
        }

    def _panel(self, drawn: int) -> panels.Panel:
        """A panel of people who sit together, now and then one member short."""
        group, short = drawn % GROUPS, drawn % 11 == 0
        found = panels.Panel.objects.filter(place=f"group {group}", state__in=(CALLED, SITTING)).first()
        if found is None:
            self.calls += 1
            call = panels.Call(on=timezone.localdate(), at=f"{self.calls}", place=f"group {group}")
            found = panels.call(self.officers[0], organisation(), call)
            for number, post in enumerate(POSTS[: len(POSTS) - short]):
                made = panels.seat(self.officers[0], found, self._sitter(group, number), post, lay=number == 0, chairs=number == 0)
                panels.attend(self.officers[0], made, there=True)
        return found

    def _sitter(self, group: int, number: int) -> Person:
        person = member(f"member-{group}-{number}").person
        assert person is not None
        return person

    def _member(self, item: Item, drawn: int) -> Acting:
        seats = list(item.panel.seats.select_related("person"))
        return making.person_acting(seats[drawn % len(seats)].person)

    def _decide(self, one: Acting, item: Item, outcome: str) -> None:
        amounts, wants = ({"cycles": 1}, "") if outcome == APPROVED else (None, "The scan.")
        decide(one, item, outcome, ANSWERS, WHY, wants=wants, amounts=amounts, expires=timezone.localdate() + timedelta(90))

    def _send(self, one: Acting, request: Request) -> None:
        if letter := Letter.objects.filter(request=request, sent=None).first():
            letters.send(one, letter, "by post")

    def _hear(self, request: Request, drawn: int) -> None:
        if appeal := Appeal.objects.filter(decision__request=request, state="lodged").first():
            found = {"procedure": {"upheld": drawn % 3 > 0, "why": WHY}}
            hearing.hear_appeal(self.governance, appeal, found, WHY, [self._sitter(drawn % GROUPS, drawn % len(POSTS))])

    def _kept(self, request: Request) -> tuple[object, ...]:
        found = Request.objects.get(pk=request.pk)
        decisions = PanelDecision.objects.filter(request=request).count(), Letter.objects.filter(request=request).count()
        return (found.state, found.due, found.steps.count(), found.items.filter(taken_off=None).count(), *decisions)

    def _holds(self, request: Request) -> None:
        """What is true of a request whatever was tried."""
        steps, decisions = list(request.steps.all()), list(request.decisions.select_related("item__panel"))
        assert steps[-1].came_to == request.state
        assert all(before.came_to == after.left for before, after in pairwise(steps))
        for step in steps[1:]:
            how = MOVES[step.kind]
            assert (step.left in how.leaves, step.came_to) == (True, how.comes_to)
        declined = [one for one in steps if one.came_to == at.DECLINED and one.kind not in STAYS_DECLINED]
        assert len(declined) == sum(one.outcome == DECLINED for one in decisions)
        assert Approval.objects.filter(request=request).exists() == (request.state == at.APPROVED)
        assert all(one.letters.count() == 2 for one in decisions)
        appeals = Appeal.objects.filter(decision__request=request)
        answered = appeals.filter(state__in=("upheld", "dismissed"))
        assert all(one.letters.count() == 2 for one in answered)
        back = Letter.objects.filter(appeal__in=appeals).exclude(appeal__in=answered)
        assert back.count() == request.steps.filter(kind__in=(TAKE_BACK_APPEAL.name, TAKE_BACK_BY_POST.name)).count()
        assert not appeals.filter(state="lodged").exists() or request.state == at.APPEALING
        held = being_written(request)
        assert Asked(request).state == ("decided" if held else request.state)
        for first, second in combinations(self._by_round(decisions), 2):
            assert not first & second, "somebody decided twice"
        self._is_quorate(decisions)
        clock = clock_of(request)
        assert clock is not None
        told = request.letters.filter(decision__outcome=DEFERRED, to=CLINICIAN).exclude(sent=None).count()
        assert len(clock.stops) == told + sum(one.came_to in (at.WRITING, at.RETURNED) for one in steps)
        assert request.due == due_of(request)
        assert request.due is None or request.state not in at.WITH_ASKER or request.letters.filter(sent=None).exists()

    def _by_round(self, decisions: list[PanelDecision]) -> Iterator[set[int]]:
        """The people who decided in each round of panels, and each of those who decided alone."""
        rounds: dict[int, set[int]] = {}
        for one in decisions:
            who = set(one.deciders.values_list("pk", flat=True))
            assert who, "nobody decided"
            if one.item is None:
                yield who
            else:
                rounds.setdefault(one.item.round, set()).update(who)
        yield from rounds.values()

    def _is_quorate(self, decisions: list[PanelDecision]) -> None:
        for one in decisions:
            if one.by_way_of == BY_PANEL:
                assert one.item is not None
                seats = one.item.panel.seats.filter(person__in=one.deciders.all())
                assert {seat.post for seat in seats} == set(POSTS)
                assert [seat.lay for seat in seats if seat.chairs] == [True]


@pytest.mark.no_cover
def test_whatever_is_tried_people_decide_once_and_by_the_rules() -> None:
    """A few hundred steps in every run."""
    run_state_machine_as_test(People, settings=settings(max_examples=8, stateful_step_count=40, deadline=None, database=None))


@pytest.mark.hunt
def test_ten_thousand_steps_break_nothing() -> None:
    """The same for far longer."""
    run_state_machine_as_test(People, settings=settings(max_examples=100, stateful_step_count=100, deadline=None, database=None))

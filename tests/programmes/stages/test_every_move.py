"""Every kind of step, about every stage, by every role, from everywhere that a service area can stand: what is done and what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product

import pytest
from django.db import transaction
from django.http import Http404

from coequal.accounts.acting import Acting, Post
from coequal.accounts.permission import NotAllowed
from coequal.accounts.roles import OF_PEOPLE, Role
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.programmes.models import Override, ServiceArea
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.moves import BY_GATE, move
from coequal.programmes.stages.standing import standing_of
from tests.programmes.making import acting, area, step

pytestmark = pytest.mark.django_db
MANAGERS = {Role.POLICY_MANAGER, Role.GOVERNANCE}
OFFICERS = {Role.INVOLVEMENT_OFFICER, *MANAGERS}
WHO = {  # who opens, completes, passes over and goes back to a stage, as people would say it
    kinds.LISTENING: OFFICERS,
    kinds.CONSULTATION: OFFICERS,
    kinds.DECISION: {Role.GOVERNANCE},
    kinds.IN_FORCE: {Role.GOVERNANCE},
}
FREE = {kinds.CASE_FOR_CHANGE, kinds.REVIEW}  # nothing is asked for before the first; the last has a policy in force before it
STOPS = {kinds.HOLD, kinds.RESUME, kinds.END}
LET_PASS = dict.fromkeys(BY_GATE, "It is a test.")
STEPS = [(kind, stage) for kind in kinds.KINDS for stage in ("", *kinds.KEYS)]


@dataclass(frozen=True)
class Place:
    """Somewhere that a service area stands: so many stages are behind it, and perhaps the next is open, or it is on hold or over."""

    behind: int
    is_open: bool = False
    stops: str = ""

    def __str__(self) -> str:
        """In words that are told with a test."""
        stage = kinds.KEYS[self.behind - (not self.is_open)] if self.behind or self.is_open else "nothing"
        return f"{stage} {'open' if self.is_open else 'done'} {self.stops}".strip()

    def made(self) -> ServiceArea:
        """A service area that stands there."""
        found = area()
        for key in kinds.KEYS[: self.behind]:
            step(found, kinds.OPEN, key)
            step(found, kinds.COMPLETE, key)
        if self.is_open:
            step(found, kinds.OPEN, kinds.KEYS[self.behind])
        if self.stops:
            step(found, self.stops, why="It is a test.")
        return found

    def can(self) -> set[tuple[str, str]]:
        """The steps that lead on from there, worked out from the words of the rules alone."""
        if self.stops == kinds.END:
            return set()
        if self.stops == kinds.HOLD:
            return {(kinds.RESUME, ""), (kinds.END, "")}
        back = {(kinds.GO_BACK, key) for key in kinds.KEYS[: self.behind] if key != kinds.IN_FORCE}
        return {*back, *self._ahead(), (kinds.HOLD, ""), (kinds.END, "")}

    def _ahead(self) -> Iterator[tuple[str, str]]:
        if self.behind < len(kinds.KEYS):
            following = kinds.KEYS[self.behind]
            if self.is_open:
                if following != kinds.DECISION:  # which is complete once a meeting has decided, and here none has
                    yield (kinds.COMPLETE, following)
            elif following != kinds.IN_FORCE:  # which opens by a ratification alone
                yield (kinds.OPEN, following)
                if following != kinds.DECISION:
                    yield (kinds.PASS_OVER, following)


PLACES = [
    *(Place(number, is_open=is_open) for number in range(len(kinds.KEYS)) for is_open in (False, True)),
    Place(len(kinds.KEYS)),
]
HELD = [Place(5, is_open=True, stops=kinds.HOLD), Place(8, stops=kinds.HOLD), Place(10, stops=kinds.HOLD)]
ENDED = [Place(0, stops=kinds.END), Place(9, is_open=True, stops=kinds.END)]


EACH_STATE = [Place(0), Place(4, is_open=True), HELD[0], Place(9, is_open=True), ENDED[0]]
OTHERS = [place for place in (*PLACES, *HELD, *ENDED) if place not in EACH_STATE]  # tried one by one in a hunt: they take minutes
EVERYWHERE = pytest.mark.parametrize(
    "place", [*EACH_STATE, *(pytest.param(one, marks=pytest.mark.hunt) for one in OTHERS)], ids=str
)


def outsiders() -> dict[str, Acting]:
    """Somebody of each role that moves nothing, software, somebody who governs elsewhere, and somebody without a role."""
    people = {str(role): acting(role) for role in OF_PEOPLE if role not in OFFICERS}
    people["software"] = Acting("software", (Post(Role.SOFTWARE, "EXA1"),))
    people["elsewhere"] = acting(*OFFICERS, at="SAM1", email="sam@sampleton.example")
    people["nobody"] = Acting("nobody", ())
    return people


def by(kind: str, stage: str, *, letting_pass: bool) -> set[Role]:
    """Who may take a step that leads on; a stage for which something is missing is opened only by whoever may let that pass."""
    if kind in STOPS:
        return MANAGERS
    opens = kind in {kinds.OPEN, kinds.GO_BACK} and stage not in FREE
    asked = OFFICERS if not opens else {Role.GOVERNANCE} if letting_pass else set()
    return asked & WHO.get(stage, MANAGERS)


def came_to(act: Callable[[], object]) -> str:
    """What comes of a step, which is undone again."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except NotAllowed:
        return "not theirs"
    except CoequalError:
        return "refused"
    except Http404:
        return "not there"
    return "done"


def left(of: ServiceArea) -> tuple[object, ...]:
    """All that a step leaves behind."""
    return (standing_of(of), of.updates.count(), Override.objects.count(), Entry.objects.count())


@EVERYWHERE
def test_every_step_is_taken_where_it_belongs_by_whom_it_is_for(place: Place) -> None:
    """With what is missing let pass, and without. What is refused leaves nothing."""
    found, can = place.made(), place.can()
    people, before = {role: acting(role) for role in sorted(OFFICERS)}, left(found)
    for (role, who), (kind, stage), let_pass in product(people.items(), STEPS, ({}, LET_PASS)):
        answer = came_to(partial(move, who, found, kind, stage, why="It is a test.", overrides=let_pass))
        done = (kind, stage) in can and role in by(kind, stage, letting_pass=bool(let_pass))
        assert (answer == "done") == done, (role, kind, stage, let_pass, answer)
    assert left(found) == before


@EVERYWHERE
def test_nobody_else_takes_any_step(place: Place) -> None:
    """By any other role, for any other organisation, or by software. Of another organisation's there is not even anything to see."""
    found = place.made()
    people, before = outsiders(), left(found)
    for (who, one), (kind, stage) in product(people.items(), STEPS):
        answer = came_to(partial(move, one, found, kind, stage, why="It is a test.", overrides=LET_PASS))
        assert answer == ("not there" if who in {"elsewhere", "nobody"} else "not theirs"), (who, kind, stage)
    assert left(found) == before


def test_the_places_are_all_that_there_are() -> None:
    """Each stage open and done, and every word for where a service area stands."""
    assert [place.made().state for place in EACH_STATE] == list(states.STATES)
    assert {(place.behind, place.is_open) for place in PLACES} == {
        *product(range(len(kinds.KEYS)), (False, True)),
        (len(kinds.KEYS), False),
    }

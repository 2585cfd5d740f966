"""Two officers who act in the same moment: exactly one wins, and the other is told."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection

from coequal.errors import CoequalError
from coequal.programmes.conduct.beginning import hold
from coequal.programmes.models import Decision, ServiceArea
from coequal.programmes.models.governing import CARRIED
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import last_of, move
from tests.programmes.making import acting, area, governance, meeting, motion

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each is told who acts in the same moment; nothing for whoever wins."""
    told, ready = [""] * len(acts), Barrier(len(acts))

    def run(place: int) -> None:
        ready.wait()
        while True:
            try:
                acts[place]()
            except OperationalError as error:  # SQLite's patience is over: nothing was kept
                if "locked" in str(error):
                    continue
                told[place] = repr(error)
            except CoequalError as error:
                told[place] = str(error)
            break
        connection.close()

    threads = [Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def decided_on() -> ServiceArea:
    """A service area whose stage of decision is open, and on which a meeting has decided."""
    found = area(stage=kinds.DECISION)
    put = motion(found, meeting())
    Decision(motion=put, outcome=CARRIED, manner="vote", reasons="It is fair.", on=put.meeting.on).save()
    return found


def test_one_completes_the_decision_while_another_puts_it_on_hold() -> None:
    """Whoever is second had another standing before them, and is told so."""
    found = decided_on()
    seen, who, other = last_of(found), governance(), acting()
    told = at_once(
        lambda: move(who, found, kinds.COMPLETE, kinds.DECISION, expects=seen),
        lambda: move(other, found, kinds.HOLD, why="A court.", expects=seen),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert "Somebody else was faster" in "".join(told) or "This is on hold now" in "".join(told)
    assert found.moves.count() == 2 * kinds.KEYS.index(kinds.DECISION) + 2


def test_one_moves_a_service_area_while_another_puts_the_programme_on_hold() -> None:
    """Nothing is moved after the programme is on hold."""
    found = decided_on()
    who, other = governance(), acting()
    told = at_once(lambda: move(who, found, kinds.COMPLETE, kinds.DECISION), lambda: hold(other, found.programme, "A pandemic."))
    assert told[1] == ""
    held, moved = found.programme.holds.get(), found.moves.last()
    assert moved is not None
    assert held.since >= moved.on
    assert (moved.kind == kinds.COMPLETE) == (told[0] == "")
    assert told[0] == "" or "whole programme is on hold" in told[0]


def test_two_open_the_same_stage() -> None:
    """It is open once."""
    found, who, other = area(), acting(), governance()
    opens = [lambda one=one: move(one, found, kinds.OPEN, kinds.CASE_FOR_CHANGE) for one in (who, other)]
    told = at_once(*opens)
    assert sorted(map(bool, told)) == [False, True]
    assert found.moves.count() == 1

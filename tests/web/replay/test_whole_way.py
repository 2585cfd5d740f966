"""A whole programme, from an empty database, through the pages that people have, and through nothing else.

Officers act in their roles, a reader of the public beside them; each leg follows from the one before it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from coequal.web.shelf import shelf
from tests.analyses.working import remember
from tests.web.replay import beginning, deciding, listening, proposing, weighing
from tests.web.replay.clock import Clock
from tests.web.replay.people import AT, People
from tests.web.replay.visitor import Officer

LEGS = (
    *(beginning.begun, beginning.subscribed, beginning.case_made),
    listening.listened,
    *(weighing.scored, weighing.paused, proposing.drafted, weighing.listed, weighing.shortened, weighing.let_pass),
    *(listening.consulted, proposing.proposed),
    *(deciding.decided, deciding.called_in, deciding.ratified, deciding.left),
)


@pytest.mark.django_db(transaction=True)  # what is told to the shelf once something is kept has to be told
def test_a_programme_goes_the_whole_way(
    clock: Clock,
    first_administrator: Callable[..., Officer],
    few_policies: Path,
    settings: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the first administrator to a policy in force, with a pause, a gate let pass, a call-in, and a second decision."""
    settings.LIBRARY_DIR = few_policies
    shelf.cache_clear()
    remember(monkeypatch)
    people = People(clock, first_administrator(f"ada@{AT}", "EXA1", "Exampleshire"))
    for leg in LEGS:
        leg(people)
    shelf.cache_clear()

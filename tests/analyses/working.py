"""Analyses that tests ask for, and a worker that does what waits."""

import json
from typing import Any

import pytest
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from coequal.accounts.acting import Acting, person_acting
from coequal.accounts.roles import Role
from coequal.analyses import apart
from coequal.analyses.keeping import Wanted, begin
from coequal.analyses.models import Analysis
from coequal.analyses.running import work
from coequal.analyses.runs.asking import Data
from coequal.analyses.runs.comparison import Comparison
from coequal.analyses.runs.lottery import Lottery
from coequal.analyses.runs.options import Appraisal
from coequal.analyses.runs.run import COMPARISON
from coequal.documents.model import Document
from coequal.populations.telling import Tell
from coequal.web.operation import working
from coequal.web.operation.working import Work
from tests.analyses.asking import comparison
from tests.web.signing import OWN, organisation, person

QUESTION = "Whom would it reach?"


def acting(at: str = OWN) -> Acting:
    """An analyst of an organisation."""
    return person_acting(person(Role.ANALYST, at=at, email="pat@exampleshire.example" if at == OWN else "sam@sampleton.example"))


def asked(kind: str = COMPARISON, wanted: dict[str, Any] | None = None, title: str = "", at: str = OWN) -> Analysis:
    """An analysis that waits, of two policies without people where nothing else is wanted."""
    return begin(acting(at), organisation(at), Wanted(kind, title, QUESTION, wanted or comparison(people=None)))


def worked() -> None:
    """Everything that waits is done by a worker."""
    work = Work()
    while work.once():
        pass


def done(kind: str = COMPARISON, wanted: dict[str, Any] | None = None, title: str = "", at: str = OWN) -> Analysis:
    """An analysis that is done."""
    analysis = asked(kind, wanted, title, at)
    worked()
    analysis.refresh_from_db()
    return analysis


def jobs() -> list[str]:
    """The states of all jobs, the oldest first."""
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


_remembered: dict[str, tuple[Data, Document]] = {}


def remember(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is asked for once more come to what it came to before, which `test_runs` shows that it does anyway.

    And let a worker use the connection of its test, as Django's own client does, and work in its own process.
    """
    monkeypatch.setattr(apart, "work_apart", work)
    for module in (working, db_worker):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    for kind in (Comparison, Lottery, Appraisal):
        plain = kind.made

        def made(run: Any, tell: Tell, plain: Any = plain) -> tuple[Data, Document]:
            key = json.dumps([type(run).__name__, run.asked, run.inputs()], sort_keys=True)
            if key not in _remembered:
                _remembered[key] = plain(run, tell)
            for step in run.steps:
                tell(step, 1, 1)
            return _remembered[key]

        monkeypatch.setattr(kind, "made", made)

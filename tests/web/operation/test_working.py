"""The worker beside the server: what it does, how it is kept going, and how it leaves."""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coequal.analyses.models.analysis import DONE
from coequal.analyses.running import called_off
from coequal.web.operation import beside, server, working
from coequal.web.operation.beside import Beside, work_command
from coequal.web.operation.management.commands import serve, work
from coequal.web.operation.working import Work
from tests.analyses.working import asked, jobs, remember

LASTING = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
DEAF = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
]


@pytest.fixture(autouse=True)
def _nobody_leaves(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No worker is told to leave, unless a test does so; and what is asked for twice is worked out once."""
    remember(monkeypatch)
    called_off.clear()
    yield
    called_off.clear()


@pytest.mark.django_db
def test_jobs_are_done_one_after_the_other() -> None:
    """Until there is none."""
    one, other = asked(), asked()
    worker = Work()
    assert [worker.once(), worker.once(), worker.once()] == [True, True, False]
    for analysis in (one, other):
        analysis.refresh_from_db()
        assert analysis.state == DONE
    assert set(DBTaskResult.objects.values_list("worker_ids", flat=True).first() or []) == {f"worker {os.getpid()}"}


@pytest.mark.django_db
def test_the_queue_forgets_what_is_long_over() -> None:
    """After a day."""
    asked()
    Work().once()
    assert jobs() == ["SUCCESSFUL"]
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=2))
    Work().once()
    assert jobs() == []


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """It is said once a look, and the worker goes on."""

    def gone() -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(working, "mend", gone)
    monkeypatch.setattr(logging.getLogger("coequal"), "propagate", True)
    assert not Work().once()
    assert "the database does not answer" in caplog.text


def test_it_works_until_it_is_told_to_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a signal; it looks again at once after a job, and a while later where there was none."""
    worker = Work()
    looked: list[bool] = []

    def once() -> bool:
        looked.append(True)
        if len(looked) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        return len(looked) == 1

    monkeypatch.setattr(worker, "once", once)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        worker.heed_signals()
        worker.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert len(looked) == 3
    assert called_off.is_set()


def test_it_leaves_with_the_process_under_which_it_works() -> None:
    """Nobody else would stop it."""
    assert not Work(under=os.getppid()).is_to_leave()
    assert Work(under=os.getpid()).is_to_leave()


def test_the_command_works_under_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or by itself."""
    began: list[int | None] = []
    monkeypatch.setattr(work.Work, "heed_signals", lambda _work: None)
    monkeypatch.setattr(work.Work, "run", lambda found: began.append(found.under))
    call_command("work")
    call_command("work", "--under", "12")
    assert began == [None, 12]
    ran: list[str] = []
    monkeypatch.setattr(working, "work_within_limits", ran.append)
    call_command("work", "--run", "A-1")
    assert ran == ["A-1"]


def test_a_process_beside_is_started_again_where_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not more often than every other second, and once while it lives."""
    found = Beside(LASTING)
    now = [100.0]
    monkeypatch.setattr(beside, "monotonic", lambda: now[0])
    found.look()
    first = found.process
    assert first is not None
    found.look()
    assert found.process is first
    first.kill()
    first.wait()
    found.look()
    assert found.process is first
    now[0] += 3
    found.look()
    assert found.process is not first
    found.stop()
    assert found.process is None
    found.stop()


def test_one_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """After some patience."""
    import subprocess

    monkeypatch.setattr(beside, "PATIENCE", 0.05)
    found = Beside(DEAF)
    plain = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *given, **options: plain(*given, stdout=subprocess.PIPE, **options))
    found.look()
    process = found.process
    assert process is not None
    assert process.stdout is not None
    assert process.stdout.readline() == b"up\n"
    found.stop()
    assert process.wait(10) == -signal.SIGKILL
    process.stdout.close()


def test_serving_starts_a_worker_unless_it_runs_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """It works under the server."""
    began: list[Any] = []
    monkeypatch.setattr(serve, "serve", lambda _address, _workers, found: began.append(found))
    call_command("serve")
    call_command("serve", "--no-worker")
    assert began[0].command == work_command()
    assert work_command()[-2:] == ["--under", str(os.getpid())]
    assert began[1] is None


def test_the_servers_first_process_looks_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it looks after its own; and it stops it when it ends."""
    done: list[str] = []

    class Noted(Beside):
        def look(self) -> None:
            done.append("looked")

        def call_off(self) -> None:
            done.append("called off")

        def stop(self) -> None:
            done.append("stopped")

    monkeypatch.setattr(server.Arbiter, "manage_workers", lambda _arbiter: done.append("managed"))

    monkeypatch.setattr(server.Arbiter, "stop", lambda _arbiter, graceful: done.append(f"ended, {graceful}"))

    def run(arbiter: Any) -> None:
        arbiter.manage_workers()
        arbiter.stop()
        arbiter.cfg.on_exit(arbiter)

    monkeypatch.setattr(server._Arbiter, "run", run)
    monkeypatch.setattr(server._Arbiter, "__init__", lambda arbiter, app: vars(arbiter).update(app=app, cfg=app.cfg))
    server.serve("127.0.0.1:9000", 1, Noted([]))
    assert done == ["managed", "looked", "called off", "ended, True", "stopped"]
    server.serve("127.0.0.1:9000", 1)
    assert done[5:] == ["managed", "ended, True"]

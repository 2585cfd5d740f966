"""Working an analysis out in a worker: claimed by one run alone, told of as it goes, and ended once."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from typing import Final, Self
from uuid import uuid4

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

import coequal
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import record
from coequal.analyses.jobs import enqueue
from coequal.analyses.models import Analysis, Result
from coequal.analyses.models.analysis import DONE, FAILED, RUNNING, WAITING
from coequal.analyses.runs.run import Made, make, prepared
from coequal.analyses.surroundings import around
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.populations.telling import Stopped

BEAT: Final = timedelta(seconds=4)  # how often a run says that it goes on; well within the silence that breaks it off
_OFTEN: Final = 0.5  # seconds between two writings of how far it has come
_OUR_FAULT: Final = "It is a fault of this site, not of what you asked. Whoever runs the site finds it in the log."
_TOO_LARGE: Final = "It failed: it needed more memory than a run may have. Ask for fewer people, or shorten the draft."
_TOO_LONG: Final = "It failed: it took too long. A run may take {minutes}. Ask for fewer people or draws, or shorten the draft."
called_off = Event()  # set when the worker has to leave: runs are put back into the queue
_log = logging.getLogger("coequal.analyses")


class Left(Stopped):
    """The worker has to leave: the run is to begin anew elsewhere or later."""


class Pulse:
    """A sign of life every few seconds, whatever the run is busy with; between `with` and its end."""

    def __init__(self, beat: Callable[[], object], every: timedelta = BEAT) -> None:
        """Take what a sign of life does."""
        self._beat, self._every, self._over = beat, every.total_seconds(), Event()
        self._thread = Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._over.wait(self._every):
            try:
                self._beat()
            except DatabaseError:
                _log.warning("a sign of life could not be written")
        connection.close()  # this thread's own


class Running:
    """One run of an analysis, which alone may write to it. It stops where somebody stopped the analysis."""

    def __init__(self, analysis: Analysis) -> None:
        """Take an analysis that this run has claimed."""
        self.analysis, self.token = analysis, analysis.run
        self.steps: tuple[str, ...] = ()
        self._step, self._written = "", 0.0

    def change(self, **values: object) -> bool:
        """Write to the analysis, where this run still may; says whether it may."""
        own = Analysis.objects.filter(pk=self.analysis.pk, state=RUNNING, run=self.token)
        return bool(own.update(heard=timezone.now(), **values))

    def tell(self, what: str, done: int, total: int | None) -> None:
        """Note how far it has come. Raises `Stopped` where the analysis was stopped, and `Left` where the worker has to leave."""
        if called_off.is_set():
            raise Left
        began = {} if what == self._step else {"step_began": timezone.now(), "step_number": self.steps.index(what) + 1}
        if not began and monotonic() - self._written < _OFTEN:
            return
        self._step, self._written = what, monotonic()
        try:
            goes_on = self.change(step=what, done=done, total=total, steps=len(self.steps), **began)
        except DatabaseError:
            return  # somebody else is writing: the next one will do
        if not goes_on:
            raise Stopped


def work(reference: str) -> None:
    """Work an analysis out, if it still waits."""
    analysis = _claimed(reference)
    if analysis is None:
        return
    running = Running(analysis)
    try:
        with Pulse(running.change):
            made = _made(running)
        _keep(running, made)
    except Left:
        _put_back(running)
    except Stopped:
        return
    except CoequalError as error:
        _fail(running, str(error))
    except MemoryError:
        _fail(running, _TOO_LARGE)
    except Exception:  # noqa: BLE001  # whatever it is, the analysis has failed, and the log says how
        _log.exception("an analysis failed")
        _fail(running, _OUR_FAULT)


def give_up(reference: str, minutes: str) -> None:
    """End an analysis that takes too long, of which the process has been ended."""
    found = Analysis.objects.select_related("organisation").filter(reference=reference, state=RUNNING).first()
    if found is not None:
        _fail(Running(found), _TOO_LONG.format(minutes=minutes))


def _claimed(reference: str) -> Analysis | None:
    """The analysis, for one run alone; None where it no longer waits."""
    token = uuid4().hex
    now = timezone.now()
    waits = Analysis.objects.filter(reference=reference, state=WAITING)
    if not waits.update(state=RUNNING, run=token, attempts=F("attempts") + 1, began=now, heard=now, step="", done=0, total=None):
        return None
    return Analysis.objects.select_related("organisation").get(reference=reference)


def _made(running: Running) -> Made:
    analysis = running.analysis
    there = around(analysis.organisation.code)
    run = prepared(analysis.kind, analysis.asked, there)
    running.steps = run.steps
    about = [
        ("Question", analysis.question),
        ("For", str(analysis.organisation)),
        ("Analysis", f"{analysis.reference}, asked for on {say_date(timezone.localdate(analysis.made))}"),
    ]
    return make(analysis.kind, run, there, about, running.tell)


def _keep(running: Running, made: Made) -> None:
    """Keep what came out, and that it is done, or nothing. Raises `Stopped` where this run no longer may."""
    analysis = running.analysis
    with transaction.atomic():
        done = {"state": DONE, "ended": timezone.now(), "software": coequal.__version__, "synthetic": made.synthetic}
        if not running.change(**done, digest=made.digest, figures_digest=made.figures_digest):
            raise Stopped
        kept = {"inputs": json.dumps(made.inputs, indent=2), "figures": made.figures, "written": json.dumps(made.document)}
        Result(analysis=analysis, **kept).save()
        record(THE_SYSTEM, "worked out an analysis", analysis, detail={"digest": made.digest, "figures": made.figures_digest})


def _fail(running: Running, why: str) -> None:
    with transaction.atomic():
        if running.change(state=FAILED, ended=timezone.now(), error=why):
            record(THE_SYSTEM, "failed to work out an analysis", running.analysis)


def _put_back(running: Running) -> None:
    """Let the analysis wait for another run; this one does not count."""
    with transaction.atomic():
        if running.change(state=WAITING, run="", attempts=F("attempts") - 1):
            enqueue(running.analysis)
            record(THE_SYSTEM, "put an analysis back into the queue", running.analysis, detail={"because": "the worker left"})

"""Doing the jobs of the site, one after the other, until told to leave."""

import logging
import os
import signal
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Any, Final

from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from coequal.analyses.apart import work_within_limits
from coequal.analyses.jobs import mend
from coequal.analyses.running import Pulse, called_off
from coequal.programmes.telling.delivering import come_back

_EVERY: Final = 0.5  # seconds between two looks into the queue
_MENDING: Final = 5.0  # seconds between two looks after runs that were broken off
_CHECK: Final = timedelta(seconds=1)  # between two looks whether the worker of a run is still there
_KEPT: Final = timedelta(days=1)  # how long the queue remembers what is over
_log = logging.getLogger("coequal.work")


class Work:
    """A worker. It leaves when it is told to, or when the process under which it works has ended."""

    def __init__(self, under: int | None = None, name: str = "") -> None:
        """Take the number of that process, where there is one."""
        self.under, self.name = under, name or f"worker {os.getpid()}"
        self._mended = -_MENDING
        self._wake = Event()

    def heed_signals(self) -> None:
        """Leave when told to: what is being worked on is put back into the queue between two of its parts."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._leave)

    def _leave(self, *_signal: Any) -> None:
        called_off.set()
        self._wake.set()

    def is_to_leave(self) -> bool:
        """Whether it is to leave."""
        if self.under is not None and os.getppid() != self.under:
            called_off.set()
        return called_off.is_set()

    def run(self) -> None:
        """Work until told to leave."""
        while not self.is_to_leave():
            if not self.once():
                self._wake.wait(_EVERY)

    def one(self, reference: str) -> None:
        """Work one analysis out, within limits; it is put back where the worker under which this works has ended."""
        with Pulse(self.is_to_leave, _CHECK):
            work_within_limits(reference)

    def once(self) -> bool:
        """Do one job, if there is one; says whether there was. Where the database does not answer there is none just now."""
        try:
            close_old_connections()
            self._look_after()
            if not DBTaskResult.objects.ready().exists():
                return False
            worker = Worker(
                queue_names=["*"],
                excluded_queue_names=[],
                interval=0,
                batch=True,
                backend_name="default",
                startup_delay=False,
                max_tasks=1,
                worker_id=self.name,
            )
            worker.run()
        except (DatabaseError, InterfaceError):
            _log.warning("the database does not answer")
            return False
        return True

    def _look_after(self) -> None:
        """Now and then: begin again what was broken off, have e-mails sent that waited, and forget jobs that are long over."""
        if monotonic() - self._mended < _MENDING:
            return
        self._mended = monotonic()
        mend()
        come_back()
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - _KEPT).delete()

"""What is looked at in the database: whether it answers, its tables, its clock, the trail, the keys it needs, and the worker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import monotonic, sleep
from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from coequal.accounts.trail.model import Entry
from coequal.accounts.trail.triggers import lacking
from coequal.accounts.trail.verifying import head
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.referrals.personal.rotating import uses
from coequal.web.operation.doctor.finding import Finding, fine, look, wrong
from coequal.web.operation.doctor.machine import engine
from coequal.web.operation.doctor.sign_on import codes
from coequal.web.operation.jobs import answer

ENTRIES: Final = 1_000  # of the trail that are looked at, the last ones
_OFF: Final = timedelta(seconds=5)  # by which two clocks may differ
_LONG: Final = timedelta(minutes=10)  # for which work may wait
_EVERY: Final = 0.2  # seconds between two looks whether the worker has answered


def database(patience: float) -> Iterator[Finding]:
    """Everything in it, as far as it answers; the worker is waited for so many seconds."""
    try:
        connection.ensure_connection()
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        yield wrong("database", f"{engine()} does not answer.", "Start it, and look at DATABASE_URL and at its log.")
        return
    yield fine("database", f"{engine()} {'.'.join(map(str, connection.get_database_version()))} answers.")
    if missing:
        yield wrong(
            "tables", f"{plural(len(missing), 'change')} of tables were not made yet.", "“coequal site prepare” makes them."
        )
        return
    yield fine("tables", "They are those of this version.")
    yield from _needed()
    yield from codes()
    yield _clock()
    yield _trail()
    yield _worker(patience)


def _needed() -> Iterator[Finding]:
    try:
        gone = [used.id for used in uses() if used.key is None]
    except CoequalError:
        return  # that there are none is said where the file is looked at
    if gone:
        yield wrong("keys", f"Keys that the database needs are missing: {', '.join(gone)}.", "Put the file back, from its copy.")


def _clock() -> Finding:
    last = Entry.objects.order_by("number").last()
    there = datetime.now(UTC)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there = cursor.fetchone()[0]
    if abs(there - timezone.now()) > _OFF:
        return wrong("clock", "This machine and the database do not agree what time it is.", "Let both keep time by NTP.")
    if last and last.moment > timezone.now() + _OFF:
        return wrong(
            "clock", "The last entry of the trail is of a time that has not come yet.", "Let the machine keep time by NTP."
        )
    return fine("clock", f"It is {timezone.now():%Y-%m-%d %H:%M:%S} UTC, and nothing says otherwise.")


def _trail() -> Finding:
    verify = "“coequal site trail” says more. Keep what there is, and tell whoever governs information."
    if gone := lacking(connection):
        return wrong("trail", f"The database no longer refuses to change it: it lacks {', '.join(gone)}.", verify)
    until = head()
    rows = Entry.objects.filter(number__gt=until.number - ENTRIES, number__lte=until.number).order_by("number")
    entries = [entry.written() for entry in rows]
    holds = len(entries) == min(until.number, ENTRIES)
    holds &= all(one.computed() == one.digest for one in entries)
    holds &= all(after.previous == one.digest for one, after in pairwise(entries))
    holds &= not entries or entries[-1].digest == until.digest
    if not holds:
        return wrong("trail", f"Its last {plural(ENTRIES, 'entry', 'entries')} do not follow from one another.", verify)
    return fine("trail", f"The last {len(entries):,} of {plural(until.number, 'entry', 'entries')} follow from one another.")


def _worker(patience: float) -> Finding:
    """Whether somebody does the work: a job that does nothing is put into the queue, and taken out again where nobody does it."""
    waits = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    if waits and timezone.now() - waits.enqueued_at > _LONG and not DBTaskResult.objects.running().exists():
        return wrong(
            "worker", f"Work has waited since {waits.enqueued_at:%H:%M} UTC, and nobody does it.", "Start “coequal site work”."
        )
    job = DBTaskResult.objects.filter(id=answer.enqueue().id)
    until = monotonic() + patience
    while monotonic() < until:
        if job.filter(status=TaskResultStatus.SUCCESSFUL).exists():
            return fine("worker", "It does what is asked.")
        sleep(_EVERY)
    job.filter(status=TaskResultStatus.READY).delete()
    if DBTaskResult.objects.running().exists():
        return look("worker", "It is busy with something.", "Ask again later; several workers may run.")
    return wrong("worker", f"Nobody did a job within {patience:g} seconds.", "Start “coequal site serve”, or “coequal site work”.")

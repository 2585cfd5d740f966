"""The queue: an analysis waits in it until a worker takes it out."""

from typing import Final

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import RUNNING, STOPPED, UNDER_WAY, WAITING

ATTEMPTS: Final = 2
_BROKEN_OFF: Final = (
    "The run was broken off twice, because the process that worked on it ended. Nothing is wrong with what you asked."
)


@task()
def run(reference: str) -> None:
    """Work an analysis out."""
    from coequal.analyses.running import work  # noqa: PLC0415  # NumPy, Arrow and z3, which putting into the queue does not need

    work(reference)


def enqueue(analysis: Analysis) -> None:
    """Put an analysis that waits into the queue, in the transaction of whoever calls."""
    put = run.enqueue(analysis.reference)
    Analysis.objects.filter(pk=analysis.pk, state=WAITING).update(job=str(put.id), heard=timezone.now())


def mend() -> None:
    """Find analyses whose process has ended: each begins again by itself once, and then is stopped.

    So is one that waits although the queue has lost it. Where several processes mend at once, one of them does.
    """
    for analysis in Analysis.objects.filter(state__in=UNDER_WAY).order_by("pk"):
        if analysis.is_silent and not _is_queued(analysis):
            _begin_again(analysis)


def _is_queued(analysis: Analysis) -> bool:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return analysis.state == WAITING and bool(analysis.job) and ready.filter(id=analysis.job).exists()


def _begin_again(analysis: Analysis) -> None:
    as_it_was = Analysis.objects.filter(pk=analysis.pk, state=analysis.state, run=analysis.run, heard=analysis.heard)
    if analysis.state == RUNNING and analysis.attempts >= ATTEMPTS:
        as_it_was.update(state=STOPPED, run="", error=_BROKEN_OFF, ended=timezone.now())
    elif as_it_was.update(state=WAITING, run="", heard=timezone.now()):
        enqueue(analysis)

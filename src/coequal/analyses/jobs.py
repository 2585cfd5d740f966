"""The queue: an analysis waits in it until a worker takes it out."""

from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import record
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import RUNNING, STOPPED, UNDER_WAY, WAITING

ATTEMPTS: Final = 2
_BROKEN_OFF: Final = (
    "The run was broken off twice, because the process that worked on it ended. It may have needed more memory than a run may "
    "have: ask for fewer people, or tell whoever runs this site."
)


@task()
def run(reference: str) -> None:
    """Work out the analysis whose turn it is; the one for which this stood in the queue then waits in the other's place."""
    from coequal.analyses import apart  # noqa: PLC0415  # what only a worker needs

    turn = next_in_turn()
    if turn is None:
        return
    Analysis.objects.filter(reference=reference, state=WAITING).exclude(pk=turn.pk).update(job=turn.job)
    apart.work_apart(turn.reference)


def next_in_turn() -> Analysis | None:
    """The analysis whose turn it is: of the organisation with the fewest runs just now, or else whose last began longest ago.

    Within an organisation the one that was asked for first.
    """
    first: dict[int, Analysis] = {}
    for one in Analysis.objects.filter(state=WAITING).order_by("pk"):
        first.setdefault(one.organisation_id, one)
    return min(first.values(), key=_had_so_far, default=None)


def _had_so_far(analysis: Analysis) -> tuple[int, float, int]:
    """What the organisation of an analysis has had of the workers: least comes first."""
    theirs = Analysis.objects.filter(organisation=analysis.organisation_id)
    last = theirs.aggregate(last=Max("began"))["last"]
    return theirs.filter(state=RUNNING).count(), last.timestamp() if last else 0.0, analysis.pk


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
    with transaction.atomic():
        if analysis.state == RUNNING and analysis.attempts >= ATTEMPTS:
            if as_it_was.update(state=STOPPED, run="", error=_BROKEN_OFF, ended=timezone.now()):
                record(THE_SYSTEM, "stopped an analysis that was broken off twice", analysis)
        elif as_it_was.update(state=WAITING, run="", heard=timezone.now()):
            enqueue(analysis)
            record(THE_SYSTEM, "put an analysis that was broken off into the queue again", analysis)

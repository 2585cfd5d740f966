"""What people do with analyses: ask for one, stop it, run it again, write a note beside it. Each is recorded."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.accounts.trail import record
from coequal.analyses.jobs import enqueue
from coequal.analyses.models import Analysis, Note
from coequal.analyses.models.analysis import STOPPED, UNDER_WAY
from coequal.analyses.runs.run import prepared
from coequal.analyses.surroundings import around
from coequal.errors import CoequalError

MOST_UNDER_WAY = 20  # analyses of one organisation that wait or run at once
MOST_TITLE = 200  # letters
_STOPPED = "Somebody stopped it before it was done."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to be worked out, and the question that it is to answer. Without a title it gets one."""

    kind: str
    title: str
    question: str
    asked: dict[str, Any]


def begin(acting: Acting, organisation: Organisation, wanted: Wanted, again_of: Analysis | None = None) -> Analysis:
    """The analysis that somebody asks for, checked and put into the queue.

    Raises `CoequalError` where it cannot be worked out, or where too many of the organisation wait already.
    """
    run = prepared(wanted.kind, wanted.asked, around(organisation.code))
    people, seed = run.made_up or (None, None)
    with transaction.atomic():
        if Analysis.objects.filter(organisation=organisation, state__in=UNDER_WAY).count() >= MOST_UNDER_WAY:
            raise CoequalError(
                f"{MOST_UNDER_WAY} analyses of your organisation wait or run already. Wait until one of them is done."
            )
        analysis = Analysis.objects.create(
            organisation=organisation,
            made_by=acting.person,
            kind=wanted.kind,
            title=(wanted.title or run.title)[:MOST_TITLE],
            question=wanted.question,
            asked=wanted.asked,
            people=people,
            seed=seed,
            again_of=again_of,
        )
        enqueue(analysis)
        detail = {"kind": analysis.kind, "again of": again_of.reference if again_of else None}
        record(acting, "asked for an analysis", analysis, detail=detail)
    return analysis


def run_again(acting: Acting, analysis: Analysis) -> Analysis:
    """Another analysis of the same, which points to this one. Raises `CoequalError` where it can no longer be worked out."""
    wanted = Wanted(analysis.kind, analysis.title, analysis.question, analysis.asked)
    return begin(acting, analysis.organisation, wanted, analysis)


def stop(acting: Acting, analysis: Analysis) -> bool:
    """Stop an analysis that waits or runs; says whether it did. A run notices between two parts of its work."""
    with transaction.atomic():
        goes_on = Analysis.objects.filter(pk=analysis.pk, state__in=UNDER_WAY)
        stopped = bool(goes_on.update(state=STOPPED, run="", error=_STOPPED, ended=timezone.now()))
        if stopped:
            record(acting, "stopped an analysis", analysis)
    return stopped


def add_note(acting: Acting, analysis: Analysis, text: str) -> None:
    """A note beside an analysis. What it says stands with the analysis, not in the trail."""
    assert acting.person is not None, acting.name  # software writes no notes
    with transaction.atomic():
        Note.objects.create(analysis=analysis, by=acting.person, text=text)
        record(acting, "wrote a note beside an analysis", analysis)


def same_figures(one: Analysis, other: Analysis) -> bool | None:
    """Whether two analyses came to the same figures, byte for byte; None where one of them has not ended with any."""
    if not (one.figures_digest and other.figures_digest):
        return None
    return one.figures_digest == other.figures_digest

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
MOST_OF_ONE = 5  # of them, those of one person
MOST_TITLE = 200  # letters
_STOPPED = "Somebody stopped it before it was done."


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to be worked out, and the question that it is to answer. Without a title it gets one.

    `drafts_of` are the codes of the organisations whose drafts stand in what is asked.
    """

    kind: str
    title: str
    question: str
    asked: dict[str, Any]
    drafts_of: frozenset[str] = frozenset()


def begin(acting: Acting, organisation: Organisation, wanted: Wanted, again_of: Analysis | None = None) -> Analysis:
    """The analysis that somebody asks for, checked and put into the queue.

    Raises `CoequalError` where it cannot be worked out, where it holds a draft of another organisation, or where too many wait.
    """
    if wanted.drafts_of - {organisation.code}:
        raise CoequalError("A draft of another organisation cannot be analysed for yours. Choose a draft of your own.")
    _check_room(acting, organisation)
    run = prepared(wanted.kind, wanted.asked, around(organisation.code))
    people, seed = run.made_up or (None, None)
    with transaction.atomic():
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


def _check_room(acting: Acting, organisation: Organisation) -> None:
    """Nothing, where another one may wait. Raises `CoequalError` where too many do."""
    under_way = Analysis.objects.filter(organisation=organisation, state__in=UNDER_WAY)
    for whose, most, count in (
        ("of your organisation", MOST_UNDER_WAY, under_way.count()),
        ("that you asked for", MOST_OF_ONE, under_way.filter(made_by=acting.person).count()),
    ):
        if count >= most:
            raise CoequalError(f"{most} analyses {whose} wait or run already. Wait until one of them is done.")


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

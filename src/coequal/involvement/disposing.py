"""What people said, once it has been kept long enough: answers, letters and notes are emptied, and counts of them stay."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.assurance.retention.keepers import Record, last_day
from coequal.assurance.retention.schedule import Line
from coequal.involvement.models import Campaign, EventNote, Extract, Involvement, Keyed, Response, Submission
from coequal.involvement.models.involvements import CLOSED, REPORTED

_ANSWERS: Final[dict[str, Any]] = {
    "answers": {},
    "area": "",
    "why": "",
    "step": "",
    "key": None,
    "serial": None,
    "brought_in": "",
    "respondent": "",
    "may_publish": None,
    "same_as": None,
}
_LETTER: Final[dict[str, Any]] = {
    "text": "",
    "answer": "",
    "organisation_name": "",
    "area": "",
    "about": "",
    "why": "",
    "may_publish": None,
    "key": None,
}
_NOTE: Final[dict[str, Any]] = {"text": "", "table": "", "key": None}


def _responses() -> QuerySet[Response]:
    """Those that are not empty."""
    return Response.objects.exclude(**_ANSWERS)


def _letters() -> QuerySet[Submission]:
    return Submission.objects.exclude(**_LETTER)


def _notes() -> QuerySet[EventNote]:
    return EventNote.objects.exclude(**_NOTE)


# What is not empty yet, and the involvement that it is of.
_SAID: Final[tuple[tuple[Callable[[], QuerySet[Any]], str], ...]] = (
    (_responses, "survey__involvement"),
    (_letters, "involvement"),
    (_notes, "event__involvement"),
    (Keyed.objects.all, "response__survey__involvement"),
    (Extract.objects.all, "involvement"),
    (Campaign.objects.all, "involvement"),
)


class Answers:
    """Keeps what people said, by the involvement. How many answered by which channel stays, as it was published.

    What comes after a disposal, such as a letter that was late, is due again like everything that is not empty yet.
    """

    kind = "survey answers"
    page = ""

    def due(self, organisation: Organisation, line: Line, on: date) -> Iterable[Record]:
        """Involvements that closed long enough ago, and in which something stands that somebody said."""
        last = last_day(line, on)
        if last is None:
            return
        there = Q(pk__in=())
        for rows, whose in _SAID:
            there |= Q(pk__in=rows().values(whose))
        for one in Involvement.objects.filter(there, organisation=organisation, dates_only=False):
            closed = one.closed_at
            if closed and one.state in (CLOSED, REPORTED) and timezone.localdate(closed) <= last:
                yield Record(one.reference, timezone.localdate(closed))

    def known(self, organisation: Organisation, references: Sequence[str]) -> Mapping[str, str]:
        """Involvements by their titles."""
        found = Involvement.objects.filter(organisation=organisation, reference__in=[one.upper() for one in references])
        return {one.reference: one.title for one in found}

    def lock(self, organisation: Organisation, references: Sequence[str]) -> None:
        """Whoever takes something down waits."""
        list(Involvement.objects.select_for_update(of=("self",)).filter(organisation=organisation, reference__in=references))

    def dispose(self, _acting: Acting, organisation: Organisation, references: Sequence[str]) -> Mapping[str, int]:
        """Empty what was said, and delete what was made of it. What was published stays as it was."""
        involvements = list(Involvement.objects.filter(organisation=organisation, reference__in=references))
        counts = {
            "extract": Extract.objects.filter(involvement__in=involvements).delete()[1].get("involvement.Extract", 0),
            "campaign": Campaign.objects.filter(involvement__in=involvements).delete()[0],
            "typed from paper": Keyed.objects.filter(response__survey__involvement__in=involvements).delete()[0],
            "note of an event": _notes().filter(event__involvement__in=involvements).update(**_NOTE),
            "letter": _letters().filter(involvement__in=involvements).update(**_LETTER),
            "response": _responses().filter(survey__involvement__in=involvements).update(**_ANSWERS),
        }
        return {name: count for name, count in counts.items() if count}

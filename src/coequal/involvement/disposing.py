"""What people said, once it has been kept long enough: answers, letters and notes are emptied, and counts of them stay."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q
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


class Answers:
    """Keeps what people said, by the involvement. How many answered by which channel stays, as it was published."""

    kind = "survey answers"
    page = ""

    def due(self, organisation: Organisation, line: Line, on: date) -> Iterable[Record]:
        """Involvements that closed long enough ago, and in which somebody said something."""
        last = last_day(line, on)
        if last is None:
            return
        said = Q(surveys__responses__isnull=False) | Q(submissions__isnull=False) | Q(events__notes__isnull=False)
        for one in Involvement.objects.filter(said, organisation=organisation, dates_only=False).distinct():
            closed = one.closed_at
            if closed and one.state in (CLOSED, REPORTED) and timezone.localdate(closed) <= last:
                yield Record(one.reference, timezone.localdate(closed))

    def dispose(self, _acting: Acting, organisation: Organisation, references: Sequence[str]) -> Mapping[str, int]:
        """Empty what was said, and delete what was made of it. What was published stays as it was."""
        involvements = list(
            Involvement.objects.select_for_update(of=("self",)).filter(organisation=organisation, reference__in=references)
        )
        responses = Response.objects.filter(survey__involvement__in=involvements)
        counts = {
            "extract": Extract.objects.filter(involvement__in=involvements).delete()[1].get("involvement.Extract", 0),
            "campaign": Campaign.objects.filter(involvement__in=involvements).delete()[0],
            "typed from paper": Keyed.objects.filter(response__survey__involvement__in=involvements).delete()[0],
            "note of an event": EventNote.objects.filter(event__involvement__in=involvements).update(text="", table="", key=None),
            "letter": Submission.objects.filter(involvement__in=involvements).update(**_LETTER),
            "response": responses.update(**_ANSWERS),
        }
        return {name: count for name, count in counts.items() if count}

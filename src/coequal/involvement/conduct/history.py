"""What happened to an involvement so far, as everybody can read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Final

from django.utils import timezone

from coequal.facts.dates import say_date
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import HERE, end_of, start_of

_FIRST: Final = "The report of findings was published."


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened, on a day, in words. `key` names it among the others of its involvement, and stays the same."""

    at: datetime
    says: str
    key: str
    month_alone: bool = False  # sources of the past often know no nearer day

    @property
    def when(self) -> str:
        """Its day, where people live, in words; the month where no nearer day is known."""
        said = say_date(self.at.astimezone(HERE).date())
        return said.partition(" ")[2] if self.month_alone else said


def happened(involvement: Involvement) -> list[Happened]:
    """All of it, the newest first."""
    return sorted(_all(involvement), key=attrgetter("at"), reverse=True)


def _all(involvement: Involvement) -> Iterator[Happened]:
    past, now = involvement.dates_only, timezone.now()
    by_its_day = involvement.ended is None or past
    if involvement.announced and not past:
        yield Happened(involvement.announced, "It was announced.", "announced")
    if involvement.opens and (opened := start_of(involvement.opens)) <= (now if by_its_day else involvement.ended or now):
        yield Happened(opened, "It opened.", "opened")
    if by_its_day and involvement.closes and (closed := end_of(involvement.closes)) <= now:
        yield Happened(closed, f"It closed at the end of {say_date(involvement.closes)}.", "closed")
    if involvement.ended is not None and not by_its_day:
        yield Happened(involvement.ended, "It was closed before its last day.", "closed")
    yield from _reported(involvement)
    for pause in involvement.pauses.all():
        yield Happened(start_of(pause.since), f"It was put on hold. {pause.reason}", f"held-{pause.pk}", past)
        if pause.until:
            yield Happened(start_of(pause.until), f"It went on. {pause.resumed}", f"resumed-{pause.pk}", past)
    for update in involvement.updates.all():
        yield Happened(update.at, update.says, f"update-{update.pk}")


def _reported(involvement: Involvement) -> Iterator[Happened]:
    """Each edition of the report, and why it followed another; of what was reported elsewhere, that it was."""
    editions = list(involvement.published_reports.defer("full", "summary", "easy_read"))
    if involvement.reported and not editions:
        yield Happened(involvement.reported, _FIRST, "reported", involvement.dates_only)
    for one in editions:
        says = f"Edition {one.number} of the report of findings was published. {one.why}" if one.why else _FIRST
        yield Happened(one.at, says, "reported" if one.number == 1 else f"reported-{one.number}")

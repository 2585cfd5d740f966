"""What the addresses of officers name beside an involvement: a row of it, an event, a letter."""

from typing import TypeVar

from django.db import models
from django.http import Http404

from coequal.involvement.models import Event, Submission
from coequal.involvement.models.involvements import OfAnInvolvement

R = TypeVar("R", bound=OfAnInvolvement)


def row_named(kind: type[R], involvement: str, /, **named: object) -> R:
    """A row of an involvement. Raises `Http404`."""
    rows: models.QuerySet[R] = kind._default_manager.select_related("involvement__organisation")  # noqa: SLF001  # Django documents it
    found = rows.filter(involvement__reference=involvement, **named).first()
    if found is None:
        raise Http404
    return found


def event_named(reference: str, event: str) -> Event:
    """An event by its reference. Raises `Http404`."""
    return row_named(Event, reference, reference=event)


def letter_named(reference: str, letter: str) -> Submission:
    """Something that was sent, by its reference. Raises `Http404`."""
    return row_named(Submission, reference, reference=letter)

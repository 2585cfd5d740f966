"""What the addresses of the desk name: programmes, service areas, and the rows that belong to them."""

from typing import TypeVar

from django.db import models
from django.http import Http404

from coequal.programmes.models import Commissioner, Figure, OutsideEvent, Programme, ServiceArea

M = TypeVar("M", bound=models.Model)


def programme_named(reference: str) -> Programme:
    """The programme with a reference. Raises `Http404`."""
    return _only(Programme.objects.select_related("organisation").filter(reference=reference))


def area_named(reference: str) -> ServiceArea:
    """The service area with a reference. Raises `Http404`."""
    return _only(ServiceArea.objects.select_related("programme__organisation").filter(reference=reference))


def commissioner_named(reference: str, number: int) -> Commissioner:
    """A commissioner of a programme. Raises `Http404`."""
    rows = Commissioner.objects.select_related("programme__organisation")
    return _only(rows.filter(programme__reference=reference, pk=number))


def figure_named(reference: str, number: int) -> Figure:
    """A figure of a programme. Raises `Http404`."""
    return _only(Figure.objects.select_related("programme__organisation").filter(programme__reference=reference, pk=number))


def event_named(reference: str, number: int) -> OutsideEvent:
    """An outside event that a service area waits for. Raises `Http404`."""
    rows = OutsideEvent.objects.select_related("area__programme__organisation")
    return _only(rows.filter(area__reference=reference, pk=number))


def _only(rows: models.QuerySet[M]) -> M:
    found = rows.first()
    if found is None:
        raise Http404
    return found

"""Programmes and service areas by the references in addresses, where everybody may read of them."""

from django.db.models import QuerySet
from django.http import Http404

from coequal.programmes.models import Programme, ServiceArea


def public_programmes() -> QuerySet[Programme]:
    """Every programme that was published."""
    return Programme.objects.filter(published__isnull=False).select_related("organisation")


def public_programme(reference: str) -> Programme:
    """The programme with a reference. Raises `Http404`, also while it is being prepared."""
    found = public_programmes().filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def public_area(reference: str, area: str) -> ServiceArea:
    """A service area of the programme with a reference. Raises `Http404`."""
    programme = public_programme(reference)
    found = programme.areas.filter(reference=area).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found

"""Programmes and service areas by the references in addresses, where everybody may read of them."""

from django.http import Http404

from coequal.programmes.models import Programme, ServiceArea
from coequal.programmes.telling import public


def public_programme(reference: str) -> Programme:
    """The programme with a reference. Raises `Http404`, also while it is being prepared."""
    found = public.programmes().select_related("organisation").filter(reference=reference).first()
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

"""Involvements by the references in addresses."""

from django.http import Http404

from coequal.involvement.models import Involvement, Paper
from coequal.involvement.models.involvements import PUBLIC


def involvement_named(reference: str, **_parts: object) -> Involvement:
    """The involvement with a reference. Raises `Http404`."""
    found = Involvement.objects.select_related("organisation", "made_by").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def public_involvement(reference: str, **_parts: object) -> Involvement:
    """The involvement with a reference, where everybody may read of it. Raises `Http404`."""
    found = involvement_named(reference)
    if found.state not in PUBLIC:
        raise Http404
    return found


def public_paper(reference: str, number: int) -> Paper:
    """A published paper with a text of its own, of an involvement that everybody may read of. Raises `Http404`."""
    involvement = public_involvement(reference)
    found = Paper.objects.filter(involvement=involvement, pk=number, published__isnull=False).exclude(text="").first()
    if found is None:
        raise Http404
    found.involvement = involvement
    return found

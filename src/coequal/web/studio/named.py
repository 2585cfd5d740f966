"""What the addresses of the studio name: a draft, or what was handed over."""

from django.http import Http404

from coequal.drafting.models import Draft, Handover, Revision


def draft_named(reference: str) -> Draft:
    """A draft by its reference. Raises `Http404`."""
    found = Draft.objects.select_related("organisation", "head__by", "made_by").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def revision_named(reference: str, number: int) -> Revision:
    """A revision of a draft by its number. Raises `Http404`."""
    about = ("draft__organisation", "draft__head__by", "by", "written_on", "merged_with")
    found = Revision.objects.select_related(*about).filter(draft__reference=reference, number=number).first()
    if found is None:
        raise Http404
    return found


def handover_named(reference: str) -> Handover:
    """What was handed over, by its reference. Raises `Http404`."""
    about = ("draft__organisation", "revision__by", "made_by", "answered_by")
    found = Handover.objects.select_related(*about).filter(reference=reference).first()
    if found is None:
        raise Http404
    return found

"""Analyses and publications by the references in addresses."""

from django.http import Http404

from coequal.analyses.models import Analysis, Publication
from coequal.analyses.publishing import ToPublish


def analysis_named(reference: str, **_parts: str) -> Analysis:
    """The analysis with a reference. Raises `Http404`."""
    found = Analysis.objects.select_related("organisation", "made_by", "again_of").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def to_publish_named(reference: str) -> ToPublish:
    """The analysis with a reference, as what can be published. Raises `Http404`."""
    return ToPublish(analysis_named(reference))


def publication_named(reference: str) -> Publication:
    """The publication of the analysis with a reference. Raises `Http404`."""
    found = Publication.objects.select_related("analysis__organisation").filter(analysis__reference=reference).first()
    if found is None:
        raise Http404
    return found

"""What the addresses name beside an involvement: a survey, a response."""

from django.http import Http404

from coequal.involvement.models import Response, Survey


def survey_named(reference: str, survey: str, **_parts: object) -> Survey:
    """A survey of an involvement by its reference. Raises `Http404`."""
    every = Survey.objects.select_related("involvement__organisation", "version")
    found = every.filter(involvement__reference=reference, reference=survey).first()
    if found is None:
        raise Http404
    return found


def response_named(reference: str, response: str) -> Response:
    """A response to a survey of an involvement by its reference. Raises `Http404`."""
    every = Response.objects.select_related("survey__involvement__organisation", "version", "same_as")
    found = every.filter(survey__involvement__reference=reference, reference=response).first()
    if found is None:
        raise Http404
    return found

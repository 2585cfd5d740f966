"""Requests that ask for the same: by what stands in the open, so that nothing sealed is opened to find them."""

from datetime import date
from typing import Final

from django.db.models import Q
from django.utils import timezone

from coequal.facts.dates import add_months
from coequal.referrals.models import Identity, Request
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.states import WRITING

WITHIN: Final = 36  # months; no rule that was found says how far back to look, and three years hold several of a rare case


def similar(request: Request, on: date | None = None) -> list[Request]:
    """The other requests to the same commissioner that ask for the same and were submitted within the time, the newest first.

    They stand under the same intervention; or they ask for the same treatment, and a criterion that is not met is not met in both.
    """
    since = add_months(on or timezone.localdate(), -WITHIN)
    alike = Q(service=request.service, treatment=request.treatment) if request.treatment and request.unmet else Q(pk=None)
    if request.intervention_id:
        alike |= Q(intervention_id=request.intervention_id)
    found = Request.objects.filter(alike, organisation=request.organisation, kind=FUNDING_REQUEST, submitted__date__gte=since)
    unmet = set(request.unmet)
    return [
        one
        for one in found.exclude(pk=request.pk).exclude(state=WRITING).select_related("intervention")
        if (request.intervention_id and one.intervention_id == request.intervention_id) or unmet & set(one.unmet)
    ]


def patients_alike(request: Request, on: date | None = None) -> int:
    """How many patients ask for the same, the one at hand among them; two requests of one patient count once."""
    alike = [request, *similar(request, on)]
    marks = dict(Identity.objects.filter(request__in=alike).exclude(mark="").values_list("request", "mark"))
    return len({marks.get(one.pk, one.reference) for one in alike})

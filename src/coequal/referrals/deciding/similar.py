"""Requests that ask for the same: by what stands in the open, so that nothing sealed is opened to find them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.facts.dates import add_months
from coequal.pages.words import plural
from coequal.referrals.models import Identity, Request
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.states import WRITING
from coequal.referrals.rules.in_force import rules_for

WITHIN: Final = 36  # months; no rule that was found says how far back to look, and three years hold several of a rare case


@dataclass(frozen=True, slots=True)
class Alike:
    """The other requests that ask for the same, the newest first, how many patients that makes, and both in words.

    `patients` counts the one at hand too, and two requests of one patient once; None where it is not known.
    """

    rows: tuple[Request, ...]
    patients: int | None
    says: str


def alike(request: Request, on: date | None = None) -> Alike:
    """The requests to the same commissioner that ask for the same as one and were submitted within the time.

    They stand under the same intervention. Where one of the two stands under none, they are for the same service and treatment, and
    where both name criteria that are not met, have one of them in common. One that stands under no intervention and names neither a
    treatment nor a criterion can be held against no other, so that is not known.
    """
    others = _others(request, on)
    if not _can_be_compared(request):
        return Alike((), None, f"{_NOT_KNOWN} {_SAY_IT}")
    rows = tuple(one for one in others.filter(_maybe(request)) if _same(request, one))
    patients = _patients((request, *rows))
    unsorted = others.filter(service=request.service, treatment="", intervention=None, unmet=[]).count()
    return Alike(rows, patients, " ".join(_says(request, patients, unsorted)))


_NOT_KNOWN: Final = (
    "How many patients ask for the same is not known: this request stands under no name of what is asked for, "
    "and says neither a treatment nor a criterion of a policy."
)
_SAY_IT: Final = "An officer says what it asks for; then those that ask for the same are found."


def _others(request: Request, on: date | None) -> QuerySet[Request]:
    since = add_months(on or timezone.localdate(), -WITHIN)
    found = Request.objects.filter(organisation=request.organisation, kind=FUNDING_REQUEST, submitted__date__gte=since)
    return found.exclude(pk=request.pk).exclude(state=WRITING).select_related("intervention")


def _can_be_compared(request: Request) -> bool:
    return bool(request.intervention_id or request.treatment or request.unmet)


def _maybe(request: Request) -> Q:
    """The rows among which those are that ask for the same."""
    named = Q(intervention_id=request.intervention_id) if request.intervention_id else Q(pk=None)
    unnamed = Q(intervention=None) if request.intervention_id else Q()
    return named | (Q(service=request.service, treatment=request.treatment) & unnamed)


def _same(one: Request, other: Request) -> bool:
    if one.intervention_id and one.intervention_id == other.intervention_id:
        return True
    if not (one.treatment or (one.unmet and other.unmet)):
        return False  # the same service alone is not the same
    return not (one.unmet and other.unmet) or bool(set(one.unmet) & set(other.unmet))


def _patients(requests: tuple[Request, ...]) -> int:
    marks = dict(Identity.objects.filter(request__in=requests).exclude(mark="").values_list("request", "mark"))
    return len({marks.get(one.pk, one.reference) for one in requests})


def _says(request: Request, patients: int, unsorted: int) -> Iterator[str]:
    rules = rules_for(request)
    if patients == 1:
        yield f"No other patient asked for the same within {WITHIN // 12} years, as far as what stands in the open shows."
    else:
        yield f"{plural(patients, 'patient')} asked for the same within {WITHIN // 12} years, this one among them."
    if rules.are_several(patients):
        yield "By the commissioner’s rules that is a question about the policy: look at it as a service development."
    elif rules.most_similar is None:
        yield "From how many on it is a question about the policy was not found in the commissioner’s rules."
    elif patients > 1:
        yield f"More than {rules.most_similar} would be a question about the policy."
    if unsorted:
        others = plural(unsorted, "other request for the same service asks", "other requests for the same service ask")
        yield f"What {others} for is not known."

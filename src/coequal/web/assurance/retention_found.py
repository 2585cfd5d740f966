"""What the addresses of records name, with whose it is."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from coequal.accounts.models import Organisation
from coequal.assurance.models import DisposalCertificate, RetentionHold, RetentionReview
from coequal.assurance.retention.keepers import keeper_of
from coequal.assurance.retention.schedule import Records, shipped


@dataclass(frozen=True, slots=True)
class DueAt:
    """What is due of a kind of an organisation's records."""

    organisation: Organisation
    kind: str
    state: str = ""


def records_at(code: str) -> Records:
    """The records of an organisation. Raises `Http404`."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return Records(found)


def due_at(code: str, kind: str) -> DueAt:
    """What is due of a kind that is disposed of here. Raises `Http404`."""
    named = kind.replace("-", " ")
    keeper = keeper_of(named) if named in shipped() else None
    if keeper is None or keeper.page:
        raise Http404
    return DueAt(records_at(code).organisation, named)


def hold_named(reference: str) -> RetentionHold:
    """A hold. Raises `Http404`."""
    found = RetentionHold.objects.select_related("organisation", "by").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def review_named(reference: str) -> RetentionReview:
    """A review. Raises `Http404`."""
    found = RetentionReview.objects.select_related("organisation", "by").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def certificate_named(reference: str) -> DisposalCertificate:
    """A certificate. Raises `Http404`."""
    found = DisposalCertificate.objects.select_related("organisation", "by").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def overview_of(organisation: Organisation) -> str:
    """The page of all records of an organisation."""
    return f"{reverse('assuring:retention')}?of={organisation.code}"


def of_due(organisation: Organisation, kind: str) -> str:
    """The page of what is due of a kind."""
    return reverse("assuring:retention-due", kwargs={"code": organisation.code, "kind": kind.replace(" ", "-")})

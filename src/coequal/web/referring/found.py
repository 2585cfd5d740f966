"""What the addresses name: a request for prior approval as each side has it, an approval, and a standing authorisation."""

from dataclasses import dataclass

from django.http import Http404

from coequal.accounts.models import Organisation
from coequal.referrals.approving.using import is_told
from coequal.referrals.models import Approval, Request, StandingAuthorisation, Use
from coequal.referrals.models.requests import PRIOR_APPROVAL
from coequal.referrals.moves.sides import Asked
from coequal.web.referring.facts import SECTIONS
from coequal.web.requests.found import asked_at, request_at


@dataclass(frozen=True, slots=True)
class SectionAt(Asked):
    """A section of the facts of a request."""

    section: str


@dataclass(frozen=True, slots=True)
class ApprovalAt(Asked):
    """An approval as those have it who asked: it stands where its request does."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class UseAt(ApprovalAt):
    """Something that was used of an approval."""

    use: Use


def prior_asked(reference: str) -> Asked:
    """A request for prior approval, as those have it who asked. Raises `Http404`."""
    found = asked_at(reference)
    if found.request.kind != PRIOR_APPROVAL:
        raise Http404
    return found


def section_at(reference: str, section: str) -> SectionAt:
    """A section of the facts of a request. Raises `Http404`."""
    if section not in SECTIONS:
        raise Http404
    return SectionAt(prior_asked(reference).request, section)


def prior_at(reference: str) -> Request:
    """A request for prior approval, as its commissioner has it. Raises `Http404`."""
    found = request_at(reference)
    if found.kind != PRIOR_APPROVAL:
        raise Http404
    return found


def approval_at(number: str) -> ApprovalAt:
    """An approval by its number, as those have it who asked: once they may know of it. Raises `Http404`."""
    found = _approval(number)
    if not is_told(found):
        raise Http404
    return ApprovalAt(found.request, found)


def _approval(number: str) -> Approval:
    related = ("request__organisation", "request__provider", "request__made_by", "authorisation", "decided_by")
    found = Approval.objects.select_related(*related).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def approved_at(number: str) -> Request:
    """The request of an approval, as its commissioner has it. Raises `Http404`."""
    return _approval(number).request


def use_at(number: str, row: int) -> UseAt:
    """Something that was used of an approval. Raises `Http404`."""
    found = approval_at(number)
    use = found.approval.uses.filter(pk=row).first()
    if use is None:
        raise Http404
    use.approval = found.approval
    return UseAt(found.request, found.approval, use)


def authorisation_at(reference: str) -> StandingAuthorisation:
    """A standing authorisation. Raises `Http404`."""
    related = StandingAuthorisation.objects.select_related("organisation", "made_by", "withdrawn_by")
    found = related.filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def owned_by(codes: frozenset[str]) -> list[Organisation]:
    """The organisations of some codes."""
    return list(Organisation.objects.filter(code__in=codes))

"""What the addresses of funding requests name, as those have it who asked: a request, a section of it, a file."""

from dataclasses import dataclass

from django.http import Http404

from coequal.referrals.models import Attachment
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.sides import Asked
from coequal.referrals.requesting.form import section_named
from coequal.referrals.requesting.questions import Section
from coequal.referrals.requesting.writing import may_be_written
from coequal.referrals.rules.in_force import rules_for
from coequal.web.requests.found import asked_at


@dataclass(frozen=True, slots=True)
class SectionAt(Asked):
    """A section of a request."""

    section: Section


@dataclass(frozen=True, slots=True)
class PartAt(Asked):
    """Some of the facts of a request."""

    part: str


@dataclass(frozen=True, slots=True)
class FileAt(Asked):
    """A file with a request."""

    attachment: Attachment


def funding_at(reference: str) -> Asked:
    """A funding request. Raises `Http404`, also for a request of another kind."""
    found = asked_at(reference)
    if found.request.kind != FUNDING_REQUEST:
        raise Http404
    return found


def section_at(reference: str, section: str) -> SectionAt:
    """A section of a funding request that can be written now. Raises `Http404`."""
    request = funding_at(reference).request
    found = section_named(rules_for(request), section)
    if found is None or (request.state == "deferred" and not may_be_written(request, found)):
        raise Http404
    return SectionAt(request, found)


def part_at(reference: str, part: str) -> PartAt:
    """Some of the facts of a funding request. Raises `Http404`, also for one that is about no policy."""
    request = funding_at(reference).request
    if not request.policy:
        raise Http404
    return PartAt(request, part)


def file_at(reference: str, attachment: str) -> FileAt:
    """A file with a funding request. Raises `Http404`."""
    request = funding_at(reference).request
    found = request.attachments.filter(reference=attachment).defer("content").first()
    if found is None:
        raise Http404
    return FileAt(request, found)

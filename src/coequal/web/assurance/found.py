"""What the addresses of the data register name, with whose it is and where it stands."""

from dataclasses import dataclass

from django.http import Http404

from coequal.accounts.models import Organisation
from coequal.assurance.impact.groups import Groups
from coequal.assurance.models import CheckFinding, ComplianceCheck, DataUse, ImpactVersion


def use_named(reference: str) -> DataUse:
    """A use by its reference. Raises `Http404`."""
    found = DataUse.objects.select_related("organisation").filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def version_named(reference: str, number: int) -> ImpactVersion:
    """A version of the assessment of a use. Raises `Http404`."""
    found = ImpactVersion.objects.select_related("use__organisation", "screening", "by")
    version = found.filter(use__reference=reference, number=number).first()
    if version is None:
        raise Http404
    return version


def check_named(reference: str, check: str) -> ComplianceCheck:
    """A check of a use. Raises `Http404`."""
    found = ComplianceCheck.objects.select_related("use__organisation")
    made = found.filter(use__reference=reference, reference=check).first()
    if made is None:
        raise Http404
    return made


@dataclass(frozen=True, slots=True)
class FindingAt:
    """A finding of a check: whoever may follow it up may do so wherever its use stands."""

    finding: CheckFinding

    @property
    def organisation(self) -> Organisation:
        """Whose its use is."""
        return self.finding.found_by.organisation

    @property
    def state(self) -> str:
        """How it stands."""
        return self.finding.stands


def finding_named(reference: str, check: str, number: int) -> FindingAt:
    """A finding of a check by its number. Raises `Http404`."""
    found = CheckFinding.objects.select_related("found_by__use__organisation")
    one = found.filter(found_by__use__reference=reference, found_by__reference=check, pk=number).first()
    if one is None:
        raise Http404
    return FindingAt(one)


def groups_named(code: str) -> Groups:
    """The approving groups of an organisation. Raises `Http404`."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return Groups(found)


@dataclass(frozen=True, slots=True)
class OwnOf:
    """One of coequal's own entries, as an organisation can adopt it."""

    organisation: Organisation
    name: str
    state: str = ""


def own_named(code: str, entry: str) -> OwnOf:
    """One of coequal's own entries for an organisation. Raises `Http404`."""
    return OwnOf(groups_named(code).organisation, entry)


def register_of(code: str) -> Organisation:
    """An organisation whose data register has something in it. Raises `Http404`."""
    found = Organisation.objects.filter(code=code, data_uses__isnull=False).distinct().first()
    if found is None:
        raise Http404
    return found

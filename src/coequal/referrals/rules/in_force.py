"""Which rules a commissioner deals with requests by: its own of that day, or else those that come with coequal."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from coequal.accounts.models import Organisation
from coequal.errors import CoequalError
from coequal.referrals.models import Request, RulesVersion
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.rules.reading import rules_of, shipped


@dataclass(frozen=True, slots=True)
class InForce:
    """Rules, and the version of the commissioner's own in which they stand; none of those that come with coequal."""

    rules: CommissionerRules
    version: RulesVersion | None


def in_force(organisation: Organisation, day: date) -> InForce:
    """The rules of a commissioner on a day. Raises `CoequalError` where there are none."""
    found = in_force_if_any(organisation, day)
    if found is None:
        raise CoequalError(
            f"{organisation} has not said here by which rules it deals with requests. Ask its governance to bring them in first."
        )
    return found


def in_force_if_any(organisation: Organisation, day: date) -> InForce | None:
    """The rules of a commissioner on a day; None where it has none, without which prior approval can be given all the same."""
    version = RulesVersion.objects.filter(organisation=organisation, since__lte=day).first()
    if version is not None:
        return InForce(read(version), version)
    found = shipped().get(organisation.code)
    return InForce(found, None) if found else None


def rules_for(request: Request) -> CommissionerRules:
    """The rules that a request goes by: those of the day on which it was submitted, and before that those of today."""
    return read(request.rules) if request.rules is not None else in_force(request.organisation, _day_of(request)).rules


def rules_if_any(request: Request) -> CommissionerRules | None:
    """The same; None where the commissioner has no rules."""
    if request.rules is not None:
        return read(request.rules)
    found = in_force_if_any(request.organisation, _day_of(request))
    return found.rules if found else None


def _day_of(request: Request) -> date:
    return timezone.localdate(request.submitted) if request.submitted else timezone.localdate()


def read(version: RulesVersion) -> CommissionerRules:
    """The rules of a version. Raises `CoequalError` where its text cannot be read."""
    return rules_of(version.text, str(version))

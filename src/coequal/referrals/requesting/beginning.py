"""Beginning a request: for whom which clinic asks whom for what. Whoever sends the same form twice begins one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import ASK
from coequal.accounts.trail import record
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.outcome import NOT_MET
from coequal.eligibility.told import deciding
from coequal.errors import CoequalError
from coequal.policies.exemptions import Exempt
from coequal.policies.model import Policy
from coequal.referrals.models import ClinicalCase, EqualityAnswers, Identity, Request, Step
from coequal.referrals.models.requests import FUNDING_REQUEST
from coequal.referrals.moves.states import WRITING
from coequal.referrals.routing.way import DEVELOPMENT, way_of
from coequal.referrals.routing.way import FUNDING_REQUEST as FUNDING_WAY
from coequal.referrals.rules.in_force import in_force
from coequal.referrals.rules.model import CommissionerRules
from coequal.referrals.rules.reading import shipped

BEGUN: Final = "begun"
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, repr=False)
class Beginning:
    """What a request is begun with. `reference` is made with the form, by which a form that is sent twice is known.

    With a `policy` it is for somebody who does not meet `unmet`, ids of its criteria, and `facts` are those of the assessment;
    without one it is for what no policy has.
    """

    reference: str
    provider: Organisation
    commissioner: Organisation
    service: str
    referred_on: date
    treatment: str = ""
    policy: Policy | None = None
    unmet: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    says: str = ""  # what its first step says
    state: str = ""  # where it stands: nowhere yet

    @property
    def organisation(self) -> Organisation:
        """Whose it will be while it is written: the provider's."""
        return self.provider


def begin(acting: Acting, told: Beginning) -> Request:
    """The request, or the one that this form began already.

    Raises `NotAllowed`, and `CoequalError` where the commissioner has no rules or the policy has no such criterion.
    """
    with transaction.atomic():
        acts = acting.acting_as(require(acting, ASK, told))
        Organisation.objects.select_for_update().get(pk=told.provider.pk)  # a form that is sent twice at once waits here
        if there := Request.objects.filter(reference=told.reference).first():
            if there.made_by != acting.person or there.provider != told.provider:
                raise CoequalError("This form began another request. Open the page anew, and begin again.")
            return there
        in_force(told.commissioner, timezone.localdate())
        _require_names_nobody(told)
        _require_criteria(told)
        made = _made(acting, told)
        record(acts, "began a request", made, detail={"kind": made.kind, "service": made.service, "policy": made.policy})
    return made


def carried(assessment: Assessment, rules: CommissionerRules, exempt: Sequence[Exempt] = ()) -> tuple[str, ...]:
    """The ids of the criteria that a case does not meet, where a funding request is its way.

    Raises `WelfareStop`, and `CoequalError` that says which way it goes instead.
    """
    way = way_of(assessment, patients_like_this=1, rules=rules, exempt=exempt)
    if way.kind not in (FUNDING_WAY, DEVELOPMENT):
        says = f"{way.who} decides on this." if way.who else f"Its way is another one: {way.kind}."
        raise CoequalError(f"An individual funding request is for whom a policy does not cover. {says} {' '.join(way.reasons)}")
    return tuple(one.criterion.id for one in deciding(assessment, NOT_MET))


def commissioners() -> QuerySet[Organisation]:
    """The organisations that have rules for requests, and so can be asked."""
    return Organisation.objects.filter(Q(request_rules__isnull=False) | Q(code__in=shipped())).distinct()


def _require_names_nobody(told: Beginning) -> None:
    """Nothing, where service and treatment are ids: they stand in the database as they are. Raises `CoequalError`."""
    if not all(_ID.fullmatch(one) for one in (told.service, told.treatment or told.service)):
        raise CoequalError(
            "A service and a treatment are named by their ids here, such as assisted-conception. Choose them from the list."
        )


def _require_criteria(told: Beginning) -> None:
    known = [one.id for one in told.policy.criteria] if told.policy else []
    if unknown := [one for one in told.unmet if one not in known]:
        raise CoequalError(f"The policy has no criterion “{unknown[0]}”. Open the page anew, and begin again.")


def _made(acting: Acting, told: Beginning) -> Request:
    assert acting.person is not None
    policy = told.policy
    made = Request.objects.create(
        reference=told.reference,
        organisation=told.commissioner,
        provider=told.provider,
        made_by=acting.person,
        kind=FUNDING_REQUEST,
        state=WRITING,
        service=told.service,
        treatment=told.treatment,
        policy=policy.id if policy else "",
        version=policy.version if policy else "",
        digest=policy.digest if policy else "",
        referred_on=told.referred_on,
        unmet=list(told.unmet),
    )
    Identity.objects.create(request=made)
    EqualityAnswers.objects.create(request=made)
    ClinicalCase.objects.create(request=made, facts=dict(told.facts))
    first = Step(request=made, kind=BEGUN, came_to=WRITING, by=acting.person, at=timezone.now(), to_asker=True)
    first.says = told.says
    first.save()
    return made

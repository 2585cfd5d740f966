"""Screening a use of personal data: the answers, and what the rule makes of them, are kept as they were."""

from collections.abc import Mapping

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_USE
from coequal.accounts.trail import record
from coequal.assurance.models import DataUse, Screening
from coequal.assurance.register.changing import locked
from coequal.assurance.screening.rule import rule, weigh


def screen(acting: Acting, use: DataUse, answers: Mapping[str, str]) -> Screening:
    """A screening, which counts from now on in place of any before. Raises `CoequalError` for answers to what is not asked."""
    found = weigh(answers, timezone.localdate())
    with locked(acting, use, CHANGE_USE) as held:
        made = Screening(
            use=held,
            answers=dict(answers),
            outcome=found.outcome,
            reasons=found.reasons,
            rule=rule().policy.digest,
            by=acting.person,
        )
        made.save()
        record(acting, "screened a use of personal data", held, detail={"outcome": found.outcome})
    return made

"""Screening a use of personal data: the answers, and what the rule makes of them, are kept as they were."""

from collections.abc import Mapping

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_USE
from coequal.accounts.trail import record
from coequal.assurance.models import DataUse, Screening
from coequal.assurance.models.register import ELSEWHERE
from coequal.assurance.register.changing import locked, require_clear_without
from coequal.assurance.screening.rule import rule, weigh


def screen(acting: Acting, use: DataUse, answers: Mapping[str, str]) -> Screening:
    """A screening, which counts from now on in place of any before; what is sent twice is one.

    Raises `CoequalError` as `weigh` does, and where an assessment was asked for, and none would be, by whoever may not find that.
    """
    found = weigh(answers, timezone.localdate())
    with locked(acting, use, CHANGE_USE) as held:
        last = held.screenings.last()
        if last and _is_same(acting, held, last, answers):
            return last
        if found.outcome == Screening.NONE_NEEDED:
            require_clear_without(acting, held)
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


def _is_same(acting: Acting, use: DataUse, last: Screening, answers: Mapping[str, str]) -> bool:
    """Whether the latest screening counts, and is what somebody answers now, under the rule of now."""
    counts = use.came_to != ELSEWHERE and not use.is_outdated
    return counts and (last.by, last.answers, last.rule) == (acting.person, dict(answers), rule().policy.digest)

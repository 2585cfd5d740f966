"""What a notebook shows of one assessment. Whatever must come before a yes or no comes first."""

from collections.abc import Iterator

from coequal.criteria.kleene import NOT_STATED
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.shown import Grid
from coequal.eligibility.told import welfare_stop
from coequal.policies.words import SEEN


def grids(found: Assessment) -> list[Grid]:
    """What comes first, if anything does; each treatment; then each criterion with its reason."""
    first = list(_first(found))
    treatments = [
        (one.treatment.name, one.outcome, "; ".join(f"{name}: {_said(value)}" for name, value in one.amounts.items()))
        for one in found.treatments.values()
    ]
    criteria = [(one.criterion.clause or "", one.criterion.title, one.status, one.reason) for one in found.criteria.values()]
    whose = f"{found.policy.title}, {found.policy.version}"
    comes_to = first[0][0] if first else found.outcome
    caption = f"{whose}: {comes_to}. {SEEN[found.policy.completeness].capitalize()}. Software assesses, people decide."
    return [
        *([Grid(caption, ("First", "What it is"), first)] if first else []),
        Grid("As the rules are read here" if first else caption, ("Treatment", "Outcome", "Funded"), treatments),
        Grid("Criteria", ("Clause", "Criterion", "Status", "Why"), criteria),
    ]


def _first(found: Assessment) -> Iterator[tuple[str, str]]:
    if stop := welfare_stop(found):
        yield "Stop: a concern comes first", stop.reason
    if found.elsewhere:
        yield "Another body decides", f"{found.elsewhere.commissioner}: {found.elsewhere.why}"
    for one in found.readings:
        said = f"{one.criterion.cited}, read as “{one.label}”: {one.outcome}. As it is read here: {found.outcome}."
        yield "It depends on how the policy is read", said


def _said(amount: object) -> str:
    return "not stated" if amount is NOT_STATED else "not known" if amount is None else str(amount)

"""A case tried with the reference: what it comes to under each side, or nothing where it cannot be true."""

from decimal import Decimal

from coequal.comparison.proof.sides import Side
from coequal.eligibility.assess import treatment_sought
from coequal.eligibility.outcome import ELIGIBLE
from coequal.eligibility.rules import Governing, Rules
from coequal.facts.case import Case


def of_outcome(side: Side, case: Case, treatment: str | None) -> str | None:
    """The outcome of a treatment, or of the one sought, as far as the policy was seen; who is refused so is refused by it."""
    rules = side.seen
    if rules.consistency.contradicted(rules.policy.vocabulary.values(case)) is not None:
        return None
    return _governing(rules, case, treatment).outcome(rules.statuses(rules.values(case)))


def _governing(rules: Rules, case: Case, treatment: str | None) -> Governing:
    if treatment is None:
        return treatment_sought(rules, case)[0]
    return next(one for one in rules.governing if one.treatment.id == treatment)


def of_amount(side: Side, case: Case, treatment: str, what: str) -> Decimal | None:
    """How much of a treatment is funded; nothing where the case is not eligible, or the policy does not say."""
    if of_outcome(side, case, treatment) != ELIGIBLE:
        return None
    values = side.seen.values(case)
    found = _governing(side.seen, case, treatment).amounts_of(ELIGIBLE, values)[what]
    return found if isinstance(found, Decimal) else None

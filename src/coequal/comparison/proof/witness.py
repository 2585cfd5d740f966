"""A case tried with the reference: what it comes to under each side, or nothing where it cannot be true."""

from decimal import Decimal
from typing import Final

from coequal.comparison.proof.sides import Side
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.assess import treatment_sought
from coequal.eligibility.outcome import ELIGIBLE
from coequal.eligibility.rules import Governing, Rules
from coequal.facts.case import Case

NOBODY: Final = "none"  # the value of a choice by which there is no such person


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


def without_the_absent(case: Case, vocabulary: Vocabulary) -> Case:
    """The case without facts about somebody whom it says there is not: with no partner, none of *partner smokes*."""
    choices = [name for name, fact in vocabulary.dictionary.facts.items() if NOBODY in fact.values]
    absent = tuple(f"{name} " for name in choices if case.value(name) == NOBODY)
    return Case({name: found for name, found in case.facts.items() if not name.startswith(absent)}) if absent else case

"""How much of each treatment a policy funds."""

from collections.abc import Iterator
from typing import cast

from coequal.criteria.check import may_be_not_stated
from coequal.errors import Place
from coequal.facts.strict_yaml import Table
from coequal.lint.finding import DOUBT, WARNING, Rule, Spots
from coequal.lint.subject import Subject
from coequal.policies.model import Treatment


def _treatments(subject: Subject) -> Iterator[tuple[Place, Treatment]]:
    for treatment in subject.policy.treatments:
        yield subject.treatments.keys[treatment.id], treatment


def _missing(subject: Subject) -> Spots:
    for place, treatment in _treatments(subject):
        if not treatment.amounts:
            said = f"How much is funded of {treatment.name} is not said, so a clinic does not know when to stop."
            yield place, f'{said} Add an amount, such as "cycles: 1"; where the policy does not say, "cycles: not stated".'


def _not_stated(subject: Subject) -> Spots:
    for _, treatment in _treatments(subject):
        keys = cast("Table", subject.treatments.entries[treatment.id]).keys
        for name, amount in treatment.amounts.items():
            if may_be_not_stated(amount):
                said = f"The policy does not state the {name} of {treatment.name}, or not for everybody."
                yield keys[name], f"{said} Ask the owner; until then nobody can say how much is funded."


RULES = (
    Rule("amounts-missing", WARNING, "A treatment has no amounts, so nobody learns how much of it is funded.", _missing),
    Rule(
        "amount-not-stated",
        DOUBT,
        "An amount, or a branch of it, is not stated in the policy, so areas and clinics will each settle it in their own way.",
        _not_stated,
    ),
)

"""A policy made ready to assess cases: every criterion as a function of a case's values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from coequal.criteria.closures import Closure, Trace, Tracer, Values, closure, tracer
from coequal.criteria.syntax import Current, Node, names
from coequal.criteria.vocabulary import formulas, work_out
from coequal.eligibility.comparisons import comparisons
from coequal.eligibility.outcome import DECIDING, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, outcome, status
from coequal.facts.case import Case
from coequal.policies.model import Criterion, OtherReading, Policy, Treatment

Status = Callable[[Values], str]
Amounts = dict[str, Any]  # a number, None for not known, or NOT_STATED


@dataclass(frozen=True, slots=True)
class Governing:
    """A treatment, the places of the criteria that decide on it, and its amounts as functions."""

    treatment: Treatment
    places: tuple[int, ...]
    amounts: tuple[tuple[str, Closure], ...]

    def outcome(self, statuses: Sequence[str]) -> str:
        """The outcome, from the statuses of all criteria of the policy."""
        return outcome([statuses[place] for place in self.places])

    def amounts_of(self, found: str, values: Values) -> Amounts:
        """The amounts under an outcome: none of anything where not eligible."""
        if found == NOT_ELIGIBLE:
            return {name: 0 for name, _ in self.amounts}
        return {name: amount(values) for name, amount in self.amounts}


class Rules:
    """One policy, compiled. Safe to share: assessing changes nothing in it."""

    def __init__(self, policy: Policy) -> None:
        """Compile a policy's criteria and amounts."""
        self.policy = policy
        self.criteria = policy.criteria
        self.statuses_of: list[Status] = [_status(criterion, policy) for criterion in policy.criteria]
        self.governing = [self._governing(treatment) for treatment in policy.treatments]
        self.formulas = formulas(policy.vocabulary, self.mentioned)

    def _governing(self, treatment: Treatment) -> Governing:
        places = [
            place
            for place, criterion in enumerate(self.criteria)
            if criterion.kind in DECIDING and treatment.id in criterion.treatments
        ]
        slots = self.policy.vocabulary.slots
        amounts = [(name, closure(amount, slots)) for name, amount in treatment.amounts.items()]
        return Governing(treatment, tuple(places), tuple(amounts))

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The facts that the policy's criteria, in any reading, and its amounts mention."""
        amounts = [amount for treatment in self.policy.treatments for amount in treatment.amounts.values()]
        conditions = [tree for criterion in self.criteria for tree in trees(criterion)]
        others = [tree for criterion in self.criteria for reading in criterion.readings for tree in trees(reading)]
        return frozenset().union(*map(names, [*amounts, *conditions, *others]))

    @cached_property
    def trees(self) -> list[list[Node]]:
        """Of each criterion, the expressions its status rests on, with those of criteria that it overrides or that override it."""
        return [
            [
                tree
                for other in self.criteria
                if other is own or own.id in other.overrides or other.id in own.overrides
                for tree in trees(other)
            ]
            for own in self.criteria
        ]

    @cached_property
    def mentioned_by(self) -> list[frozenset[str]]:
        """Of each criterion, the facts that those expressions mention."""
        return [frozenset().union(*map(names, found)) for found in self.trees]

    @cached_property
    def comparisons(self) -> list[list[Node]]:
        """Of each criterion, the comparisons in those expressions, derived facts written out."""
        vocabulary = self.policy.vocabulary
        return [[node for tree in found for node in comparisons(tree, vocabulary)] for found in self.trees]

    @cached_property
    def windows(self) -> list[list[Current]]:
        """Of each criterion, the evidence windows in those expressions."""
        return [[node for node in made if isinstance(node, Current)] for made in self.comparisons]

    @cached_property
    def basis(self) -> list[frozenset[str]]:
        """Of each criterion, the facts that may be given on which those rest."""
        return [self.policy.vocabulary.basis(mentioned) for mentioned in self.mentioned_by]

    @cached_property
    def formulas_of(self) -> list[list[tuple[int, Closure]]]:
        """Of each criterion, how to work out the derived facts that it needs."""
        return [formulas(self.policy.vocabulary, mentioned) for mentioned in self.mentioned_by]

    def overriding(self, place: int) -> list[int]:
        """The places of the criteria that override one, or its own where it overrides others."""
        own = self.criteria[place]
        return [n for n, other in enumerate(self.criteria) if own.id in other.overrides or (other is own and own.overrides)]

    @cached_property
    def tracers(self) -> list[tuple[Tracer | None, Tracer | None]]:
        """Of each criterion, the tracers of `applies when` and of its condition."""
        return [(self._tracer(criterion.applies_when), self._tracer(criterion.condition)) for criterion in self.criteria]

    def _tracer(self, node: Node | None) -> Tracer | None:
        return tracer(node, self.policy.vocabulary.slots) if node is not None else None

    def values(self, case: Case) -> Values:
        """The list of a case's values, derived facts worked out."""
        return work_out(self.policy.vocabulary.values(case), self.formulas)

    def statuses(self, values: Values) -> list[str]:
        """The status of every criterion, in the policy's order; none is skipped because another failed."""
        return [find(values) for find in self.statuses_of]

    def run(self, values: Values) -> tuple[list[str], list[str], list[Amounts]]:
        """The status of every criterion, and the outcome and the amounts of every treatment."""
        statuses = self.statuses(values)
        outcomes = [governing.outcome(statuses) for governing in self.governing]
        amounts = [governing.amounts_of(found, values) for governing, found in zip(self.governing, outcomes, strict=True)]
        return statuses, outcomes, amounts

    def traces(self, values: Values) -> list[tuple[Trace | None, Trace | None]]:
        """Of each criterion, the value of every operand of `applies when` and of its condition."""
        return [(applies and applies(values), holds and holds(values)) for applies, holds in self.tracers]

    def read_otherwise(self, place: int, reading: int) -> Status:
        """The status of one criterion under another of its readings."""
        criterion = self.criteria[place]
        other = criterion.readings[reading]
        changed = replace(criterion, condition=other.condition, applies_when=other.applies_when or criterion.applies_when)
        return _status(changed, self.policy)


def trees(criterion: Criterion | OtherReading) -> list[Node]:
    """The expressions that a criterion's status rests on, in its main reading or in another."""
    return [tree for tree in (criterion.applies_when, criterion.condition) if tree is not None]


def _status(criterion: Criterion, policy: Policy) -> Status:
    """A criterion's status, with what overrides it or what it overrides."""
    over = [other for other in policy.criteria if criterion.id in other.overrides]
    under = [other for other in policy.criteria if other.id in criterion.overrides]
    own = _own_status(criterion, policy)
    if under:
        return _overriding(criterion, policy, [_own_status(other, policy) for other in under])
    for other in over:
        own = _overridden(own, _applies(other, policy), _own_status(replace(other, applies_when=None), policy))
    return own


def _overriding(criterion: Criterion, policy: Policy, under: Sequence[Status]) -> Status:
    """Where it is not known whether it applies, what it and all that it overrides agree on."""
    applies = _applies(criterion, policy)
    own = _own_status(replace(criterion, applies_when=None), policy)

    def overriding(values: Values) -> str:
        here = applies(values)
        if here is False:
            return NOT_APPLICABLE
        found = own(values)
        return found if here or all(other(values) == found for other in under) else NOT_KNOWN

    return overriding


def _overridden(own: Status, other_applies: Closure, other: Status) -> Status:
    """Not applicable where the other applies; where that is not known, what both agree on."""

    def overridden(values: Values) -> str:
        there = other_applies(values)
        if there:
            return NOT_APPLICABLE
        found = own(values)
        return found if there is False or found == other(values) else NOT_KNOWN

    return overridden


def _applies(criterion: Criterion, policy: Policy) -> Closure:
    assert criterion.applies_when is not None  # the loader refuses an override without it
    return closure(criterion.applies_when, policy.vocabulary.slots)


def _own_status(criterion: Criterion, policy: Policy) -> Status:
    """A criterion's status by itself: its two conditions, looked up in the nine answers of its kind."""
    slots, kind = policy.vocabulary.slots, criterion.kind
    applies = closure(criterion.applies_when, slots) if criterion.applies_when is not None else None
    holds = closure(criterion.condition, slots) if criterion.condition is not None else None
    table = {(a, b): status(kind, a, b) for a in (True, False, None) for b in (True, False, None)}
    if applies is not None and holds is not None:
        return lambda values: table[applies(values), holds(values)]
    if holds is not None:
        by_condition = {value: table[True, value] for value in (True, False, None)}
        return lambda values: by_condition[holds(values)]
    if applies is not None:
        by_scope = {value: table[value, True] for value in (True, False, None)}
        return lambda values: by_scope[applies(values)]
    always = table[True, True]
    return lambda _values: always

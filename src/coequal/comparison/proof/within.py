"""What can be shown within one policy: criteria that decide nothing, contradictions, gaps, and what each other reading changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import z3

from coequal.comparison.proof.alignment import tested
from coequal.comparison.proof.compare import Comparison
from coequal.comparison.proof.ordinary import Ordinary
from coequal.comparison.proof.places import for_policies
from coequal.comparison.proof.sides import Side
from coequal.comparison.proof.solver import EFFORT, Solver
from coequal.comparison.proof.story import Stories
from coequal.comparison.proof.two import check_day
from coequal.comparison.proof.verdict import Compared
from coequal.eligibility.expressions import failing
from coequal.eligibility.outcome import DECIDING, ELIGIBLE, FOR_JUDGEMENT, GRAVITY, NOT_APPLICABLE, NOT_MET
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.policies.model import Criterion, OtherReading, Policy, Treatment
from coequal.populations.graph import Graph

IDLE, CONTRADICTIONS, GAPS = KINDS = ("idle", "contradictions", "gaps")


@dataclass(frozen=True, slots=True)
class Idle:
    """A criterion that alone stops nobody: whoever fails it fails one of others too, or nobody can fail it."""

    criterion: Criterion
    others: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Criteria that nobody can meet together, so that nobody can have a treatment."""

    treatment: Treatment
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Criteria about one thing, each for some people, that between them speak of some not at all; one of those people."""

    criteria: tuple[Criterion, ...]
    case: Case
    story: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a criterion, beside the main one: a is the policy as we read it, b as it would be read.

    `stories` tell of somebody who gains by the main reading, and of somebody who gains by the other.
    """

    criterion: Criterion
    label: str
    outcome: Compared
    stories: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Within:
    """All that is shown within one policy; `open` names, of each kind, what could not be settled within the effort allowed."""

    idle: tuple[Idle, ...]
    contradictions: tuple[Contradiction, ...]
    gaps: tuple[Gap, ...]
    readings: tuple[Reading, ...]
    open: Mapping[str, tuple[str, ...]]


class Inspection:
    """One policy, looked into."""

    def __init__(self, solver: Solver, ordinary: Ordinary, side: Side, area: Callable[[str], str] = str) -> None:
        """Take where cases come from, the policy, and how an area is named."""
        self.solver, self.ordinary, self.side, self.area = solver, ordinary, side, area
        self.criteria = side.seen.criteria
        self._open: dict[str, list[str]] = {kind: [] for kind in KINDS}

    def within(self) -> Within:
        """All that can be shown."""
        idle, contradictions = tuple(self._idle()), tuple(self._contradictions())
        gaps, readings = tuple(self._gaps()), tuple(self._readings())
        return Within(idle, contradictions, gaps, readings, {kind: tuple(names) for kind, names in self._open.items()})

    def _stands(self, treatment: Treatment) -> dict[int, Any]:
        """Of each criterion that governs a treatment, that nobody fails it."""
        governing = (n for n, one in enumerate(self.criteria) if one.kind in DECIDING and treatment.id in one.treatments)
        return {n: z3.Not(self.solver.false(self.side.passes[n])) for n in governing}

    def _is_as_grave(self, place: int, status: str) -> bool:
        return GRAVITY[failing(self.criteria[place])] >= GRAVITY[status]

    def _idle(self) -> Iterator[Idle]:
        """Criteria that alone stop nobody from any treatment."""
        for place, criterion in enumerate(self.criteria):
            if criterion.kind not in DECIDING:
                continue
            others: dict[int, None] = {}
            decides = [self._fails_alone(place, treatment, others) for treatment in self._treatments(criterion)]
            if None in decides and True not in decides:
                self._open[IDLE].append(criterion.cited)
            elif True not in decides:
                yield Idle(criterion, tuple(self.criteria[n] for n in others))

    def _treatments(self, criterion: Criterion) -> list[Treatment]:
        return [one for one in self.side.policy.treatments if one.id in criterion.treatments]

    def _fails_alone(self, place: int, treatment: Treatment, blamed: dict[int, None]) -> bool | None:
        """Whether somebody fails one criterion alone; where nobody does, the others that they fail too are `blamed`.

        Beside what has to be judged it does not matter what else has to be; beside a refusal, no judgement matters.
        """
        gravest = failing(self.criteria[place])
        others = {n: one for n, one in self._stands(treatment).items() if n != place and self._is_as_grave(n, gravest)}
        assumed = [self.solver.false(self.side.passes[place]), *others.values()]
        found = self.solver.check(*assumed)
        if found is False:
            core = {formula.get_id() for formula in self.solver.core(assumed)}
            blamed.update({n: None for n, formula in others.items() if formula.get_id() in core})
        return found

    def _contradictions(self) -> Iterator[Contradiction]:
        """Treatments that nobody can have, with the criteria that clash."""
        for treatment in self.side.policy.treatments:
            governing = (n for n in self._stands(treatment) if self._is_as_grave(n, NOT_MET))
            stands = {n: self.solver.true(self.side.passes[n]) for n in governing}
            found = self.solver.check(*stands.values())
            if found is None:
                self._open[CONTRADICTIONS].append(treatment.name)
            if found is False:
                core = {formula.get_id() for formula in self.solver.core(stands.values())}
                clash = [self.criteria[n] for n, formula in stands.items() if formula.get_id() in core]
                yield Contradiction(treatment, tuple(clash))

    def _gaps(self) -> Iterator[Gap]:
        """Criteria that test the same facts, each for some people, and somebody to whom none of them applies."""
        groups: dict[frozenset[str], list[Criterion]] = {}
        for criterion in self.criteria:
            if criterion.applies_when is not None and criterion.kind in DECIDING and criterion.condition is not None:
                facts = tested(replace(criterion, applies_when=None), self.side.policy.vocabulary)
                groups.setdefault(facts, []).append(criterion)
        general = [tested(one, self.side.policy.vocabulary) for one in self.criteria if one.applies_when is None]
        for facts, criteria in groups.items():
            if len(criteria) > 1 and not any(facts <= of_all for of_all in general):
                yield from self._gap(criteria)

    def _gap(self, criteria: Sequence[Criterion]) -> Iterator[Gap]:
        """Somebody who may be funded and to whom none of some criteria applies, confirmed by the reference."""
        scopes = [self.side.add(one.applies_when) for one in criteria if one.applies_when is not None]
        funded = [self.solver.true(self.side.outcomes[name]) for name in (ELIGIBLE, FOR_JUDGEMENT)]
        held = z3.And(*(self.solver.false(scope) for scope in scopes), z3.Or(*funded), *self.side.home)
        if self.solver.check(held) is False:
            return
        case = self.ordinary.case(held, self.side.basis)
        if case is None or not self._is_untouched(criteria, self.side.case(case)):
            self._open[GAPS].append(", ".join(one.cited for one in criteria))
            return
        stories = Stories((self.side, self.side), ("", ""), self.ordinary, self.area)
        yield Gap(tuple(criteria), self.side.case(case), stories.couple(case))

    def _is_untouched(self, criteria: Sequence[Criterion], case: Case) -> bool:
        """Whether by the reference none of some criteria applies to a case."""
        statuses = dict(zip(self.criteria, self.side.seen.statuses(self.side.seen.values(case)), strict=True))
        return all(statuses[one] == NOT_APPLICABLE for one in criteria)

    def _readings(self) -> Iterator[Reading]:
        """What each other reading changes of the outcome, by itself; what is unseen is the same under both."""
        seen = Side(self.side.seen, self.solver)
        for criterion in self.criteria:
            for other in criterion.readings:
                read = Side(Rules(read_as(seen.policy, criterion, other)), self.solver)
                outcome = Comparison(self.solver, self.ordinary, seen, read).outcome()
                stories = Stories((seen, read), ("as we read it", f"if it is read as “{other.label}”"), self.ordinary, self.area)
                told = [stories.told(one.witness) for one in (outcome.a, outcome.b)]
                yield Reading(criterion, other.label, outcome, (told[0], told[1]))


def read_as(policy: Policy, criterion: Criterion, reading: OtherReading) -> Policy:
    """A policy with one criterion read in another way."""
    read = replace(criterion, condition=reading.condition, applies_when=reading.applies_when or criterion.applies_when)
    return replace(policy, criteria=tuple(read if one is criterion else one for one in policy.criteria))


def look_within(rules: Rules, on: date, area: Callable[[str], str] = str, effort: int = EFFORT) -> Within:
    """All that can be shown within one policy; made-up couples are referred on the day `on`. Raises `CoequalError`."""
    check_day(rules.policy, on)
    vocabulary = for_policies(rules.policy.vocabulary, [rules.policy])
    solver = Solver(Graph(vocabulary), effort)
    ordinary = Ordinary(solver, vocabulary, rules.policy.binds_by, on)
    return Inspection(solver, ordinary, Side(rules, solver), area).within()

"""Policies as sides of a comparison: the outcomes and amounts of each as terms of one graph."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import z3

from coequal.comparison.proof.places import Here, area_codes, under
from coequal.comparison.proof.solver import OTHER_AREA, Solver
from coequal.comparison.residence import areas
from coequal.comparison.seen import as_seen, is_whole
from coequal.criteria.comparisons import every
from coequal.criteria.syntax import Literal, Node
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.expressions import Expressions, Funded
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known
from coequal.policies.model import Policy

Outcomes = Mapping[str, int]  # of each outcome the term that says whether it is the one


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is funded, as terms: the number, and whether the policy does not say it; whether all of it was found."""

    value: int
    unstated: int
    found: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """One treatment of a policy, as far as the policy was seen; `whole` says whether it was seen whole."""

    name: str
    outcomes: Outcomes
    amounts: Mapping[str, Amount]
    whole: bool


class Side:
    """One policy. `rules` are those of the policy itself, `seen` those of the policy as far as it was seen."""

    def __init__(self, rules: Rules, solver: Solver) -> None:
        """Add the policy to the solver's graph, which others may share and whose vocabulary has its areas."""
        self.rules, self.graph = rules, solver.graph
        seen = as_seen(rules.policy)
        self.seen = rules if seen is rules.policy else Rules(seen)
        self.said = Expressions(self.seen)
        self._here = Here(rules.policy)
        self.passes = [self.add(stated.passes) for stated in self.said.criteria]
        self.branches = {funded.treatment.id: self._branch(funded) for funded in self.said.treatments}
        self.outcomes = {name: self.add(node) for name, node in self.said.outcomes_sought(self.said.criteria).items()}
        self.whole = is_whole(rules.policy)
        self.takes = {name: self._takes(name, solver) for name in areas(rules.policy.vocabulary)}
        self.lives_in = dict(self._lives_in())
        self.home = list(self._home(solver))

    @property
    def policy(self) -> Policy:
        """The policy itself."""
        return self.rules.policy

    @property
    def basis(self) -> frozenset[str]:
        """The facts that may be given on which the policy rests; its areas under their own names."""
        words = self.policy.vocabulary
        local, sought = areas(words), {SOUGHT} & words.dictionary.facts.keys()
        return frozenset(under(name, self.policy) if name in local else name for name in words.basis(self.seen.mentioned) | sought)

    def add(self, node: Node) -> int:
        """The term of an expression of this policy."""
        return self.graph.add(self._here.of(node))

    def case(self, found: Case) -> Case:
        """A case as this policy has it: the couple lives in its area."""
        own = {under(name, self.policy): name for name in areas(self.policy.vocabulary)}
        given = self.policy.vocabulary.dictionary.facts
        return Case({own.get(name, name): value for name, value in found.facts.items() if name in given or name in own})

    def _branch(self, funded: Funded) -> Branch:
        trees = funded.treatment.amounts
        amounts = {
            name: Amount(self.add(own.value), self.add(own.unstated), not any(map(_is_unknown, every(trees[name]))))
            for name, own in funded.amounts.items()
        }
        terms = {name: self.add(node) for name, node in funded.outcomes.items()}
        return Branch(funded.treatment.name, terms, amounts, is_whole(self.policy, funded.treatment))

    @property
    def codes(self) -> tuple[str, ...]:
        """The areas, of those that its criteria name, from which the policy takes people, unless it takes them from any."""
        bound = (takes for takes in self.takes.values() if not takes.get(OTHER_AREA))
        return tuple(dict.fromkeys(code for takes in bound for code, does in takes.items() if does))

    def settled(self, found: Case) -> Case:
        """A case in which people also belong to an area of this policy, where nothing else is said of it."""
        more = {}
        for name, lives in self.lives_in.items():
            taken = [code for code, may in lives.items() if may]
            if taken and found.value(under(name, self.policy)) is None:
                more[under(name, self.policy)] = Known(taken[-1] if OTHER_AREA in taken else taken[0])
        return found.with_facts(more)

    def is_home(self, found: Case) -> bool:
        """Whether people belong to an area from which the policy takes them, where it asks for one."""
        there = ((lives, found.value(under(name, self.policy))) for name, lives in self.lives_in.items() if any(lives.values()))
        return all(code is not None and lives.get(str(code), lives.get(OTHER_AREA, False)) for lives, code in there)

    def _home(self, solver: Solver) -> Iterator[Any]:
        """That people belong to an area from which the policy takes them, where it asks for one."""
        for name, lives in self.lives_in.items():
            own = solver.given(under(name, self.policy))
            there = {code: solver.is_value(own, code) for code in lives}
            if lives.get(OTHER_AREA):
                yield z3.And(own.known, *(z3.Not(there[code]) for code, may in lives.items() if not may))
            elif any(lives.values()):
                yield z3.Or(*(there[code] for code, may in lives.items() if may))

    def _lives_in(self) -> Iterator[tuple[str, Mapping[str, bool]]]:
        """Of each fact that is an area, which it may be of people who live in the area of the policy, and whether any other.

        Where some of them have to live there, all whom the policy asks about do, unless it refuses them for that: else a couple
        would be told apart by where the partner lives, which the lottery and the counts of people never do.
        """
        rests_on = self.policy.vocabulary.basis(self.seen.mentioned)
        for name, takes in self.takes.items():
            own = [code for code in self.codes if takes.get(code, takes.get(OTHER_AREA, True))] if name in rests_on else []
            yield name, dict.fromkeys(own, True) if own else takes

    def _takes(self, name: str, solver: Solver) -> dict[str, bool]:
        """Of each area that criteria name, and of any other, whether people of it can pass; nothing where none names an area.

        People of another area have to pass what applies to them: that a rule for couples leaves single women alone takes nobody in.
        """
        asking = [place for place, one in enumerate(self.seen.criteria) if area_codes(one, name)]
        codes = dict.fromkeys(code for place in asking for code in area_codes(self.seen.criteria[place], name))
        own, passes = solver.given(under(name, self.policy)), [solver.true(self.passes[place]) for place in asking]
        takes = {code: _are_possible(solver, solver.is_value(own, code), passes) for code in codes}
        if asking:
            other = solver.is_value(own, OTHER_AREA)
            applies = [solver.false(self.add(self.said.criteria[place].outside)) for place in asking]
            met = [z3.And(*both) for both in zip(applies, passes, strict=True) if solver.check(other, both[0]) is not False]
            takes[OTHER_AREA] = _are_possible(solver, other, met)
        return takes


def _are_possible(solver: Solver, given: Any, formulas: list[Any]) -> bool:
    """Whether, something being given, each of some formulas may be true."""
    return all(solver.check(given, one) is not False for one in formulas)


def _is_unknown(node: Node) -> bool:
    """Whether a part of an amount stands for what was not found."""
    return isinstance(node, Literal) and node.value is None

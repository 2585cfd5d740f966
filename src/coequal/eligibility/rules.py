"""A policy made ready to assess cases: conditions, then statuses, then outcomes and amounts."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import Any

from coequal.criteria.closures import Closure, Slots, Trace, Tracer, Values, closure, tracer
from coequal.criteria.comparisons import every
from coequal.criteria.consistency import Consistency
from coequal.criteria.syntax import Arithmetic, Fact, Literal, Node, names
from coequal.criteria.types import BOOLEAN, DATE
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.eligibility.grounds import Grounds, trees, worked_out
from coequal.eligibility.outcome import DECIDING, GRAVITY, NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, outcome, status
from coequal.facts.case import Case
from coequal.policies.model import Policy, Treatment

Amounts = dict[str, Any]  # a number, None for not known, or NOT_STATED
Truths = list[bool | None]  # the value of each of a policy's conditions
Table = dict[tuple[bool | None, bool | None], str]
Run = tuple[list[str], list[str], list[Amounts]]


@dataclass(frozen=True, slots=True)
class Governing:
    """A treatment, the places of the criteria that decide on it, and its amounts as functions."""

    treatment: Treatment
    places: tuple[int, ...]
    of: Callable[[Sequence[str]], Sequence[str]]  # the statuses at those places
    amounts: tuple[tuple[str, Closure], ...]

    def outcome(self, statuses: Sequence[str]) -> str:
        """The outcome, from the statuses of all criteria of the policy."""
        return outcome(set(self.of(statuses)))

    def amounts_of(self, found: str, values: Values) -> Amounts:
        """The amounts under an outcome: none of anything where not eligible."""
        if found == NOT_ELIGIBLE:
            return {name: 0 for name, _ in self.amounts}
        return {name: amount(values) for name, amount in self.amounts}


class Rules:
    """One policy, compiled. Safe to share: assessing changes nothing in it.

    Equal conditions are one, worked out once. `scopes` and `holds` number the conditions that tell of each criterion
    whether it applies and whether it is met; condition 0 is `true`, for a criterion that lacks one.
    """

    def __init__(self, policy: Policy) -> None:
        """Compile a policy's criteria and amounts."""
        self.policy, self.criteria = policy, policy.criteria
        numbers: dict[Node, int] = {Literal(True, type=BOOLEAN): 0}
        self.scopes = [_number(criterion.applies_when, numbers) for criterion in policy.criteria]
        self.holds = [_number(criterion.condition, numbers) for criterion in policy.criteria]
        self.conditions = list(numbers)
        self.slots = _slots(self.conditions, policy.vocabulary)
        self.grounds = Grounds(policy, self.slots.worked)
        self.closures = [closure(condition, self.slots) for condition in numbers]
        self.tables = [_table(criterion.kind) for criterion in policy.criteria]
        self.plain = [(_first_row(table), holds) for table, holds in zip(self.tables, self.holds, strict=True)]
        places = {criterion.id: place for place, criterion in enumerate(policy.criteria)}
        self.under = [[places[name] for name in criterion.overrides] for criterion in policy.criteria]
        self.over: list[list[int]] = [[] for _ in policy.criteria]
        for place, under in enumerate(self.under):
            for other in under:
                self.over[other].append(place)
        self.linked = [place for place in places.values() if self.under[place] or self.over[place]]
        alone = [(n, scope) for n, scope in enumerate(self.scopes) if scope and n not in self.linked]
        self.scoped = [(n, self.tables[n], scope, self.holds[n]) for n, scope in alone]
        self.governing = [self._governing(treatment) for treatment in policy.treatments]
        self.formulas = [*formulas(policy.vocabulary, self.mentioned), *worked_out(self.slots.worked, policy.vocabulary)]

    def _governing(self, treatment: Treatment) -> Governing:
        places = [
            place
            for place, criterion in enumerate(self.criteria)
            if criterion.kind in DECIDING and treatment.id in criterion.treatments
        ]
        amounts = [(name, closure(amount, self.slots)) for name, amount in treatment.amounts.items()]
        return Governing(treatment, tuple(places), _picker(places), tuple(amounts))

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The facts that the policy's criteria, in any reading, and its amounts mention."""
        amounts = [amount for treatment in self.policy.treatments for amount in treatment.amounts.values()]
        others = [tree for criterion in self.criteria for reading in criterion.readings for tree in trees(reading)]
        return frozenset().union(*map(names, [*self.conditions, *amounts, *others]))

    @cached_property
    def planned(self) -> frozenset[str]:
        """The dates on which the policy rests that lie ahead and for which nobody is asked, such as the start of treatment."""
        facts = self.policy.vocabulary.dictionary.facts
        rests_on = self.policy.vocabulary.basis(self.mentioned)
        return frozenset(name for name in rests_on if facts[name].kind == "date" and facts[name].answered_by == "nobody")

    @cached_property
    def consistency(self) -> Consistency:
        """What the facts of a case cannot be together."""
        return Consistency(self.policy.vocabulary)

    def values(self, case: Case) -> Values:
        """The list of a case's values, with what is derived from them worked out."""
        return work_out(self.given(case), self.formulas)

    def given(self, case: Case) -> Values:
        """The list of the values given in a case."""
        return self.policy.vocabulary.values(case) + [None] * len(self.slots.worked)

    def run(self, values: Values) -> Run:
        """The status of every criterion, and the outcome and the amounts of every treatment."""
        return self._come_to(self.statuses(values), values)

    def run_traced(self, values: Values) -> tuple[Run, list[Trace]]:
        """The same, and the value of every operand of every condition."""
        traces = [trace(values) for trace in self.tracers]
        return self._come_to(self._statuses([trace[0] for trace in traces]), values), traces

    @cached_property
    def tracers(self) -> list[Tracer]:
        """The tracer of each condition."""
        return [tracer(condition, self.slots) for condition in self.conditions]

    def statuses(self, values: Values) -> list[str]:
        """The status of every criterion, in the policy's order; none is skipped because another failed."""
        return self._statuses([condition(values) for condition in self.closures])

    def _statuses(self, truths: Truths) -> list[str]:
        found = [table[truths[holds]] for table, holds in self.plain]
        for place, table, scope, holds in self.scoped:
            found[place] = table[truths[scope], truths[holds]]
        for place in self.linked:
            found[place] = self._status(place, truths, self.scopes, self.holds)
        return found

    def _status(self, place: int, truths: Truths, scopes: list[int], holds: list[int]) -> str:
        """The status of one criterion, with what it overrides or what overrides it.

        Where it is not known which of them applies, both are not known unless they come to the same for the outcome.
        """
        applies = truths[scopes[place]]
        if not self.under[place] or applies is False:
            return self._overridden(place, None, truths, scopes, holds)
        found = self.tables[place][True, truths[holds[place]]]
        under = (self._overridden(other, place, truths, scopes, holds) for other in self.under[place])
        return found if applies or all(GRAVITY[status] == GRAVITY[found] for status in under) else NOT_KNOWN

    def _overridden(self, place: int, but: int | None, truths: Truths, scopes: list[int], holds: list[int]) -> str:
        """The status of a criterion by itself, under those that override it, `but` for one."""
        found = self.tables[place][truths[scopes[place]], truths[holds[place]]]
        for other in self.over[place]:
            there = truths[scopes[other]] if other != but else False
            if there:
                return NOT_APPLICABLE
            if there is None and GRAVITY[self.tables[other][True, truths[holds[other]]]] != GRAVITY[found]:
                found = NOT_KNOWN
        return found

    def _come_to(self, statuses: list[str], values: Values) -> Run:
        outcomes, amounts = [], []
        for governing in self.governing:
            found = outcome(set(governing.of(statuses)))
            outcomes.append(found)
            amounts.append(governing.amounts_of(found, values))
        return statuses, outcomes, amounts

    def status(self, place: int, values: Values) -> str:
        """The status of one criterion, for which only its own facts need be worked out."""
        truths: Truths = [None] * len(self.closures)
        for number in self._needed[place]:
            truths[number] = self.closures[number](values)
        return self._status(place, truths, self.scopes, self.holds)

    @cached_property
    def _needed(self) -> list[set[int]]:
        """Of each criterion, the conditions on which its status rests."""
        beside = [[other for under in self.under[place] for other in self.over[under]] for place in range(len(self.criteria))]
        together = [[place, *self.under[place], *self.over[place], *beside[place]] for place in range(len(self.criteria))]
        return [{number for place in places for number in (self.scopes[place], self.holds[place])} for places in together]

    def statuses_read_otherwise(self, place: int, reading: int, values: Values) -> list[str]:
        """The status of every criterion if one of them is read in another way."""
        other, slots = self.criteria[place].readings[reading], self.slots
        truths: Truths = [condition(values) for condition in self.closures]
        scopes, holds = list(self.scopes), list(self.holds)
        holds[place] = len(truths)
        truths.append(closure(other.condition, slots)(values))
        if other.applies_when is not None:
            scopes[place] = len(truths)
            truths.append(closure(other.applies_when, slots)(values))
        return [self._status(n, truths, scopes, holds) for n in range(len(self.criteria))]


def _first_row(table: Table) -> dict[bool | None, str]:
    """The three answers where a criterion applies."""
    return {holds: table[True, holds] for holds in (True, False, None)}


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """The function that picks what stands at some places."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda statuses: [statuses[place] for place in places]


def _slots(conditions: Iterable[Node], vocabulary: Vocabulary) -> Slots:
    """The vocabulary's slots and one for each moved date, such as `referral date - 2 years`, that stands in several places."""
    moved = Counter(node for condition in conditions for node in every(condition) if _is_moved_date(node))
    slots = vocabulary.slots
    first = len(slots.value) + len(slots.on)
    often = [node for node, times in moved.items() if times > 1]
    return replace(slots, worked={node: first + n for n, node in enumerate(often)})


def _is_moved_date(node: Node) -> bool:
    match node:
        case Arithmetic(left=Fact(), right=Literal()):
            return node.type == DATE
    return False


def _number(condition: Node | None, numbers: dict[Node, int]) -> int:
    """The number of a condition, a new one where it is the first of its kind."""
    return 0 if condition is None else numbers.setdefault(condition, len(numbers))


def _table(kind: str) -> Table:
    """The nine answers of a kind of criterion."""
    return {(applies, holds): status(kind, applies, holds) for applies in (True, False, None) for holds in (True, False, None)}

"""A policy as expressions of the language: what an engine needs in order to mean what `rules` means.

The status of a criterion is one condition, `passes`: true where it stands in nobody's way (*met* or *not applicable*),
false where it does (*not met*; of a judgement *for judgement*), not known where it is not known. A second condition,
`outside`, tells *not applicable* from *met*. Whoever can work out conditions can so give every status, outcome and amount.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from coequal.criteria.syntax import Compare, Fact, If, IsKnown, Junction, Literal, Node, Not, NotStated
from coequal.criteria.types import BOOLEAN, NUMBER, TEXT
from coequal.eligibility.assess import SOUGHT
from coequal.eligibility.outcome import (
    ELIGIBLE,
    FOR_JUDGEMENT,
    GRAVITY,
    MET,
    NOT_APPLICABLE,
    NOT_ELIGIBLE,
    NOT_KNOWN,
    NOT_MET,
    status,
)
from coequal.eligibility.rules import Governing, Rules
from coequal.policies.model import Criterion, Treatment

TRUE: Final = Literal(True, type=BOOLEAN)
FALSE: Final = Literal(False, type=BOOLEAN)
UNKNOWN: Final = Literal(None, type=BOOLEAN)
NOUGHT: Final = Literal(Decimal(0), type=NUMBER)


@dataclass(frozen=True, slots=True)
class Stated:
    """The status of one criterion, as two conditions; `outside` is never not known."""

    criterion: Criterion
    passes: Node
    outside: Node

    def is_(self, wanted: str) -> Node:
        """Whether the criterion has a status: true or false, never not known."""
        match wanted:
            case "met":
                return both(sure(self.passes), negated(self.outside))
            case "not applicable":
                return self.outside
            case "not known":
                return negated(IsKnown(self.passes, type=BOOLEAN))
        return refuted(self.passes) if wanted == failing(self.criterion) else FALSE


@dataclass(frozen=True, slots=True)
class Amount:
    """How much of a treatment is funded: a number, not known where it is not; or `unstated`, which is never not known."""

    value: Node
    unstated: Node


@dataclass(frozen=True, slots=True)
class Funded:
    """One treatment: a condition for each outcome, of which just one holds of anybody, and its amounts."""

    treatment: Treatment
    outcomes: Mapping[str, Node]
    amounts: Mapping[str, Amount]


class Expressions:
    """One policy as expressions over the facts of its dictionary."""

    def __init__(self, rules: Rules) -> None:
        """Take a compiled policy, for the places of its criteria."""
        self.rules = rules
        conditions = rules.conditions
        scopes, holds = ([conditions[number] for number in numbers] for numbers in (rules.scopes, rules.holds))
        self.criteria = self._criteria(scopes, holds)
        self.treatments = [self._funded(governing) for governing in rules.governing]
        self._scopes, self._holds = scopes, holds

    def sought(self) -> list[Node]:
        """Of each treatment, whether it is the one that counts: the one sought or, failing that, the first. Never not known."""
        facts = self.rules.policy.vocabulary.dictionary.facts
        choices = list(facts[SOUGHT].values) if SOUGHT in facts else []
        fact = Fact(SOUGHT, type=self.rules.policy.vocabulary.types.get(SOUGHT, TEXT))
        others = [
            either(
                *(sure(Compare("=", fact, Literal(word, type=TEXT), type=BOOLEAN)) for word in choices if treatment.is_sought(word))
            )
            for treatment in self.rules.policy.treatments[1:]
        ]
        return [negated(either(*others)), *others]

    def outcomes_sought(self, criteria: Sequence[Stated]) -> dict[str, Node]:
        """A condition for each outcome of the treatment that counts, if these are the criteria."""
        found: dict[str, list[Node]] = {}
        for chosen, governing in zip(self.sought(), self.rules.governing, strict=True):
            for name, node in outcomes([criteria[place] for place in governing.places]).items():
                found.setdefault(name, []).append(both(chosen, node))
        return {name: either(*nodes) for name, nodes in found.items()}

    def read_otherwise(self, place: int, reading: int) -> list[Stated]:
        """The criteria if one of them is read in another way."""
        other = self.rules.criteria[place].readings[reading]
        scopes, holds = list(self._scopes), list(self._holds)
        holds[place] = other.condition
        scopes[place] = other.applies_when or scopes[place]
        return self._criteria(scopes, holds)

    def _criteria(self, scopes: Sequence[Node], holds: Sequence[Node]) -> list[Stated]:
        statuses = _Statuses(self.rules, scopes, holds)
        return [statuses.of(place) for place in range(len(self.rules.criteria))]

    def _funded(self, governing: Governing) -> Funded:
        found = outcomes([self.criteria[place] for place in governing.places])
        refused = found[NOT_ELIGIBLE]
        amounts = {
            name: Amount(If(refused, NOUGHT, _number(node), type=NUMBER), both(negated(refused), _unstated(node)))
            for name, node in governing.treatment.amounts.items()
        }
        return Funded(governing.treatment, found, amounts)


class _Statuses:
    """The statuses of criteria that have these scopes and conditions: what `Rules` does with values, done with expressions."""

    def __init__(self, rules: Rules, scopes: Sequence[Node], holds: Sequence[Node]) -> None:
        self.rules, self.scopes = rules, scopes
        self.here = [_where_it_applies(own.kind, hold) for own, hold in zip(rules.criteria, holds, strict=True)]
        self.alone = [self._alone(place) for place in range(len(scopes))]
        self.overridden = {(place, but): own for place in rules.linked for but, own in self._overridden(place)}

    def of(self, place: int) -> Stated:
        """As `Rules` has it: by itself, with what it overrides, under what overrides it."""
        criterion, applies = self.rules.criteria[place], self.scopes[place]
        alone = self.overridden.get((place, None), self.alone[place])
        if not self.rules.under[place]:
            return alone
        under = [self.overridden[other, place] for other in self.rules.under[place]]
        settled = either(sure(applies), both(*(self._alike(self.here[place], place, other) for other in under)))
        passes = If(settled, self.here[place], UNKNOWN, type=BOOLEAN)
        elsewhere = refuted(applies)
        return Stated(criterion, If(elsewhere, alone.passes, passes, type=BOOLEAN), both(elsewhere, alone.outside))

    def _alone(self, place: int) -> Stated:
        """As if no other criterion were there."""
        criterion, scope = self.rules.criteria[place], self.scopes[place]
        outside = TRUE if criterion.kind in ("duty", "information") else refuted(scope)
        return Stated(criterion, either(negated(scope), self.here[place]), outside)

    def _differ(self, place: int, other: int) -> Node:
        """Whether another may decide instead of a criterion, and would come to something else for the outcome. Never not known."""
        return both(_unknown(self.scopes[other]), negated(self._alike(self.here[other], other, self.alone[place])))

    def _overridden(self, place: int) -> Iterator[tuple[int | None, Stated]]:
        """By itself, under those that override it: under all of them, and under all but each."""
        own, over = self.alone[place], self.rules.over[place]
        instead = [sure(self.scopes[other]) for other in over]
        differ = [self._differ(place, other) for other in over]
        ways = zip((None, *over), _all_and_all_but_each(instead), _all_and_all_but_each(differ), strict=True)
        for but, one_instead, one_differs in ways:
            passes = _chosen(one_instead, TRUE, _chosen(one_differs, UNKNOWN, own.passes))
            yield but, Stated(own.criterion, passes, either(one_instead, both(negated(one_differs), own.outside)))

    def _alike(self, passes: Node, place: int, other: Stated) -> Node:
        """Whether a status where the criterion at a place applies, and another status, are of one gravity. Never not known."""
        pairs = [(sure(passes), sure(other.passes)), (_unknown(passes), _unknown(other.passes))]
        if GRAVITY[failing(self.rules.criteria[place])] == GRAVITY[failing(other.criterion)]:
            pairs.append((refuted(passes), refuted(other.passes)))
        return either(*(both(*pair) for pair in pairs))


def _all_and_all_but_each(nodes: Sequence[Node]) -> list[Node]:
    """Whether one of several conditions holds, then of each whether one of the others does, in few parts that many share."""
    return [either(*nodes), *(_all_but_each(nodes, FALSE) if nodes else ())]


def _all_but_each(nodes: Sequence[Node], beside: Node) -> list[Node]:
    if len(nodes) == 1:
        return [beside]
    half = len(nodes) // 2
    first, last = nodes[:half], nodes[half:]
    return _all_but_each(first, either(beside, *last)) + _all_but_each(last, either(beside, *first))


def _chosen(condition: Node, then: Node, otherwise: Node) -> Node:
    """One condition or another, by a condition that is never not known."""
    return otherwise if condition == FALSE else If(condition, then, otherwise, type=BOOLEAN)


def outcomes(criteria: Sequence[Stated]) -> dict[str, Node]:
    """A condition for each outcome that some criteria together come to: the gravest status decides."""
    required = both(*(own.passes for own in criteria if failing(own.criterion) == NOT_MET))
    judged = both(*(own.passes for own in criteria if failing(own.criterion) == FOR_JUDGEMENT))
    refused, for_judgement = refuted(required), both(refuted(judged), negated(refuted(required)))
    eligible = both(sure(required), sure(judged))
    return {
        ELIGIBLE: eligible,
        NOT_KNOWN: negated(either(eligible, refused, for_judgement)),
        FOR_JUDGEMENT: for_judgement,
        NOT_ELIGIBLE: refused,
    }


def failing(criterion: Criterion) -> str:
    """The status of a criterion that stands in the way: *not met* or, of a judgement, *for judgement*."""
    return FOR_JUDGEMENT if criterion.kind == "judgement" else NOT_MET


def _where_it_applies(kind: str, holds: Node) -> Node:
    """Whether a criterion that applies passes, from whether its condition holds; read off the one table of `status`."""
    of = {held: status(kind, applies=True, condition=held) for held in (True, False)}
    passing = {held: found in (MET, NOT_APPLICABLE) for held, found in of.items()}
    made: dict[tuple[bool, bool], Callable[[], Node]] = {
        (True, False): lambda: holds,
        (False, True): lambda: negated(holds),
        (True, True): lambda: TRUE,
        (False, False): lambda: FALSE,
    }
    return made[passing[True], passing[False]]()


def sure(node: Node) -> Node:
    """Whether a condition is known and true."""
    return node if isinstance(node, Literal) and node.value is not None else both(IsKnown(node, type=BOOLEAN), node)


def refuted(node: Node) -> Node:
    """Whether a condition is known and false."""
    return sure(negated(node))


def _unknown(node: Node) -> Node:
    return negated(IsKnown(node, type=BOOLEAN))


def negated(node: Node) -> Node:
    """The opposite of a condition."""
    match node:
        case Literal(value=bool() as value):
            return FALSE if value else TRUE
        case Not(operand=operand):
            return operand
    return Not(node, type=BOOLEAN)


def both(*nodes: Node) -> Node:
    """Whether all conditions hold."""
    return _joined("and", nodes, TRUE, FALSE)


def either(*nodes: Node) -> Node:
    """Whether one of several conditions holds."""
    return _joined("or", nodes, FALSE, TRUE)


def _joined(word: str, nodes: Sequence[Node], idle: Node, settles: Node) -> Node:
    left = [node for node in nodes if not (isinstance(node, Literal) and node == idle)]
    if settles in [node for node in left if isinstance(node, Literal)]:
        return settles
    if len(left) < 2:
        return left[0] if left else idle
    return Junction(word, tuple(left), type=BOOLEAN)


def _number(node: Node) -> Node:
    """An amount where the policy says it; not known where it does not."""
    match node:
        case NotStated():
            return Literal(None, type=NUMBER)
        case If(condition=condition, then=then, otherwise=otherwise):
            return If(condition, _number(then), _number(otherwise), type=NUMBER)
    return node


def _unstated(node: Node) -> Node:
    """Whether the policy does not say an amount. Never not known."""
    return sure(_may_be_unstated(node))


def _may_be_unstated(node: Node) -> Node:
    match node:
        case NotStated():
            return TRUE
        case If(condition=condition, then=then, otherwise=otherwise):
            branches = _may_be_unstated(then), _may_be_unstated(otherwise)
            return FALSE if branches == (FALSE, FALSE) else If(condition, *branches, type=BOOLEAN)
    return FALSE

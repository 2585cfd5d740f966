"""What the status of each criterion rests on: expressions, facts, comparisons, evidence."""

from collections.abc import Mapping
from functools import cached_property

from coequal.criteria.closures import Closure, closure
from coequal.criteria.comparisons import comparisons, every
from coequal.criteria.syntax import Current, Fact, Node, names
from coequal.criteria.vocabulary import Vocabulary, formulas
from coequal.policies.model import Criterion, OtherReading, Policy


class Grounds:
    """Of each criterion of a policy, by its place, what its status rests on; each is worked out when first asked for."""

    def __init__(self, policy: Policy, worked: Mapping[Node, int]) -> None:
        """Take a policy, and the slots of the expressions that are worked out beforehand."""
        self.policy, self.vocabulary, self.worked = policy, policy.vocabulary, worked

    @cached_property
    def trees(self) -> list[list[Node]]:
        """The expressions, with those of criteria that it overrides, that override it, or that override the same as it does."""

        def linked(own: Criterion, other: Criterion) -> bool:
            above, below = own.id in other.overrides, other.id in own.overrides
            return other is own or above or below or not set(own.overrides).isdisjoint(other.overrides)

        criteria = self.policy.criteria
        return [[tree for other in criteria if linked(own, other) for tree in trees(other)] for own in criteria]

    @cached_property
    def mentioned(self) -> list[frozenset[str]]:
        """The facts that those expressions mention."""
        return [frozenset().union(*map(names, found)) for found in self.trees]

    @cached_property
    def looked_at(self) -> list[frozenset[str]]:
        """The facts that its own expressions name, apart from the dates that evidence is counted from."""
        return [
            frozenset(node.name for tree in trees(own) for node in every(tree) if isinstance(node, Fact | Current))
            for own in self.policy.criteria
        ]

    @cached_property
    def facts(self) -> list[frozenset[str]]:
        """The facts that may be given on which those rest."""
        return [self.vocabulary.basis(mentioned) for mentioned in self.mentioned]

    @cached_property
    def formulas(self) -> list[list[tuple[int, Closure]]]:
        """How to work out the derived facts that it needs, and what else is worked out beforehand."""
        return [
            [*formulas(self.vocabulary, mentioned), *worked_out(self.worked, self.vocabulary, mentioned)]
            for mentioned in self.mentioned
        ]

    @cached_property
    def comparisons(self) -> list[list[Node]]:
        """The comparisons in those expressions, derived facts written out."""
        return [[node for tree in found for node in comparisons(tree, self.vocabulary)] for found in self.trees]

    @cached_property
    def windows(self) -> list[list[Current]]:
        """The evidence windows in those expressions."""
        return [[node for node in made if isinstance(node, Current)] for made in self.comparisons]


def worked_out(
    worked: Mapping[Node, int], vocabulary: Vocabulary, mentioned: frozenset[str] | None = None
) -> list[tuple[int, Closure]]:
    """How to work expressions out beforehand: all, or those over facts that are `mentioned`."""
    needed = [node for node in worked if mentioned is None or names(node) <= mentioned]
    return [(worked[node], closure(node, vocabulary.slots)) for node in needed]


def trees(criterion: Criterion | OtherReading) -> list[Node]:
    """The expressions of one criterion, in its main reading or in another."""
    return [tree for tree in (criterion.applies_when, criterion.condition) if tree is not None]

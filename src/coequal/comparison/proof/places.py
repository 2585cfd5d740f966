"""One couple under policies of several areas: it is taken to live in each area in turn.

So a fact such as the area of her practice is another one for each policy, and the versions of one policy share it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coequal.comparison.residence import areas, codes_in
from coequal.criteria.syntax import Fact, Node, children, rebuild
from coequal.criteria.vocabulary import Vocabulary
from coequal.policies.model import Criterion, Policy


def under(name: str, policy: Policy) -> str:
    """What a fact that is an area is called under one policy."""
    return f"{name} under {policy.id}"


def for_policies(vocabulary: Vocabulary, policies: Iterable[Policy]) -> Vocabulary:
    """A vocabulary in which each policy has areas of its own."""
    facts = dict(vocabulary.dictionary.facts)
    own = {under(name, policy): replace(facts[name], name=under(name, policy)) for policy in policies for name in areas(vocabulary)}
    types = {
        **vocabulary.types,
        **{under(name, policy): vocabulary.types[name] for policy in policies for name in areas(vocabulary)},
    }
    return replace(vocabulary, dictionary=replace(vocabulary.dictionary, facts={**facts, **own}), types=types)


def area_codes(criterion: Criterion, name: str) -> list[str]:
    """The codes with which a criterion compares a fact that is an area."""
    trees = [tree for tree in (criterion.applies_when, criterion.condition) if tree is not None]
    return [code for tree in trees for code in codes_in(tree, name)]


class Here:
    """Expressions of one policy, with its own areas in place of areas."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy."""
        self._own: Mapping[str, str] = {name: under(name, policy) for name in areas(policy.vocabulary)}
        self._done: dict[int, tuple[Node, Node]] = {}  # by the identity of a node, which is kept alive for that

    def of(self, node: Node) -> Node:
        """The expression, the same one where it names no area."""
        if id(node) not in self._done:
            self._done[id(node)] = node, self._of(node)
        return self._done[id(node)][1]

    def _of(self, node: Node) -> Node:
        if isinstance(node, Fact):
            return replace(node, name=self._own[node.name]) if node.name in self._own else node
        changed = any(self.of(child) is not child for child in children(node))
        return rebuild(node, self.of) if changed else node

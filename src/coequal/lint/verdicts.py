"""Whether a condition decides nothing: never true, or always, in every world that a case could be.

The worlds are tried in which every fact is known, each at the values where something turns. Where there are too many,
or where numbers are computed with in a way that those values do not cover, nothing is said.
"""

from collections.abc import Iterator
from math import gcd, prod
from typing import Final

from coequal.criteria.closures import Values, closure
from coequal.criteria.comparisons import comparisons, every, is_computed, numbers
from coequal.criteria.syntax import IsKnown, Literal, Node, names
from coequal.criteria.vocabulary import Vocabulary, formulas, work_out
from coequal.criteria.worlds import MOST_WHOLE_NUMBERS, Setting, Worlds
from coequal.eligibility.grounds import trees
from coequal.policies.model import Criterion

MOST_WORLDS = 20_000
NEVER_APPLIES: Final = "never-applies"
NEVER: Final = "never-met"
ALWAYS: Final = "always-met"


def verdict(criterion: Criterion, vocabulary: Vocabulary) -> str | None:
    """Which of the three rules a criterion breaks; None where it breaks none, or where that cannot be told.

    One whose whole condition is the word `false` says openly that nobody is funded, so it is no slip.
    """
    own = trees(criterion)
    if own == [Literal(value=False)]:
        return None
    worlds = _worlds(own, vocabulary) if own and criterion.found else None
    if worlds is None:
        return None
    scope, condition = (
        None if tree is None else closure(tree, vocabulary.slots) for tree in (criterion.applies_when, criterion.condition)
    )
    applied, seen, wanted = False, set(), {True, False} if condition else {None}
    for n, values in enumerate(worlds):
        if n == MOST_WORLDS:
            return None
        if scope is None or scope(values) is True:
            applied = True
            seen.add(condition(values) if condition else None)
            if seen >= wanted:
                return None
    if scope and not applied:
        return NEVER_APPLIES
    return ALWAYS if True in seen else NEVER


def _worlds(own: list[Node], vocabulary: Vocabulary) -> Iterator[Values] | None:
    """The worlds that could make a difference to some conditions and contradict nothing; None where they cannot be found."""
    mentioned = frozenset().union(*map(names, own))
    open_facts = sorted(vocabulary.basis(mentioned, lambda _name: True), key=vocabulary.slots.value.__getitem__)
    impossible = [node for node, _ in vocabulary.impossible if vocabulary.basis(names(node)) <= set(open_facts)]
    needed = mentioned.union(*map(names, impossible))
    derived = [vocabulary.derived[name] for name in vocabulary.to_derive(needed)]
    made = [node for tree in (*own, *impossible) for node in comparisons(tree, vocabulary)]
    if not all(_is_covered(node, vocabulary) for node in made):
        return None
    values: Values = [None] * (len(vocabulary.slots.value) + len(vocabulary.slots.on))
    asks = any(isinstance(node, IsKnown) for tree in (*own, *derived) for node in every(tree))
    settings = Worlds(vocabulary, made, values, open_facts).settings
    options = [settings[name][not asks :] for name in open_facts]
    return _possible(options, values, needed, impossible, vocabulary)


def _possible(
    options: list[list[Setting]], values: Values, needed: frozenset[str], impossible: list[Node], vocabulary: Vocabulary
) -> Iterator[Values]:
    steps = formulas(vocabulary, needed)
    never = [closure(node, vocabulary.slots) for node in impossible]
    for joint in _shuffled(options):
        world = values.copy()
        for slot, value in (pair for setting in joint for pair in setting):
            world[slot] = value
        work_out(world, steps)
        if not any(contradicted(world) is True for contradicted in never):
            yield world


def _shuffled(options: list[list[Setting]]) -> Iterator[list[Setting]]:
    """Every choice of one from each list, in an order that changes all of them all the time, so that most searches end soon."""
    total = prod(map(len, options))
    step = next(n for n in range(int(total * 0.618) + 1, 2 * total + 2) if gcd(n, total) == 1)
    for n in range(total):
        at, joint = n * step % total, []
        for choices in options:
            at, chosen = divmod(at, len(choices))
            joint.append(choices[chosen])
        yield joint


def _is_covered(node: Node, vocabulary: Vocabulary) -> bool:
    """Whether the values around its constants cover a comparison: not where numbers that are large or broken are computed with."""
    facts = vocabulary.dictionary.facts
    counted = [facts[name] for name in names(node) if facts[name].kind == "number"]
    if len(counted) < 2 and not (counted and is_computed(node)):
        return True
    return all(fact.decimals == 0 for fact in counted) and sum(map(abs, numbers(node))) < MOST_WHOLE_NUMBERS

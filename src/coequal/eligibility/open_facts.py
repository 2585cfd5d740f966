"""What a case leaves open: the facts that a criterion rests on and that are not known, as variables of a search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from coequal.criteria.closures import Values
from coequal.criteria.kleene import current
from coequal.criteria.syntax import Current, If, IsKnown, Junction, Node, children, names
from coequal.criteria.vocabulary import formulas, work_out
from coequal.criteria.worlds import AS_IT_IS, Setting, Worlds
from coequal.eligibility.rules import Rules


@dataclass(frozen=True, slots=True)
class Variable:
    """Facts that change together, and what they could be; the first setting leaves them as they are.

    One fact, or the facts that act through one derived fact alone, such as a birth and a start of treatment
    through an age: then one setting for each value of that derived fact.
    """

    names: tuple[str, ...]
    settings: list[Setting]


def open_facts(rules: Rules, places: Iterable[int], values: Values) -> dict[int, frozenset[str]]:
    """Of some criteria, the facts on which each rests that are not known, or whose evidence does not count in one of them."""
    vocabulary = rules.policy.vocabulary
    slots = vocabulary.slots.value
    stale = {node.name for place in places for node in rules.grounds.windows[place] if _is_stale(node, values, rules)}
    found = {}
    for place in places:
        basis = vocabulary.basis(rules.grounds.mentioned[place], lambda name: values[slots[name]] is not None)
        found[place] = frozenset(name for name in basis if values[slots[name]] is None or name in stale)
    return found


def steady(rules: Rules, place: int, open_names: Iterable[str], values: Values) -> bool:
    """Whether a status of a criterion that is settled stays so, whatever else becomes known."""
    vocabulary = rules.policy.vocabulary
    derived = [vocabulary.derived[name] for name in vocabulary.to_derive(rules.grounds.mentioned[place])]
    if any(_holds(tree, IsKnown) for tree in (*rules.grounds.trees[place], *derived)):
        return False
    facts, slots = vocabulary.dictionary.facts, vocabulary.slots
    return not any(facts[name].follows_from or values[slots.value[name]] is not None for name in open_names)


def variables(rules: Rules, facts: Mapping[int, frozenset[str]], values: Values) -> list[Variable]:
    """The variables of the open facts of some criteria, in the dictionary's order."""
    vocabulary = rules.policy.vocabulary
    every = list(dict.fromkeys(tree for place in facts for tree in rules.grounds.trees[place]))
    order = [name for name in vocabulary.slots.value if any(name in found for found in facts.values())]
    made = [node for place in facts for node in rules.grounds.comparisons[place]]
    settings = Worlds(vocabulary, made, values, order).settings
    found: dict[str, Variable] = {name: Variable((name,), settings[name]) for name in order}
    for derived in vocabulary.to_derive(frozenset().union(*map(names, every))):
        if group := _acting_through(derived, rules, every, order):
            merged = Variable(group, _settings_of(derived, [settings[name] for name in group], values, rules))
            found |= dict.fromkeys(group, merged)
    return list({variable.names: variable for variable in found.values()}.values())


def _acting_through(derived: str, rules: Rules, every: Iterable[Node], order: list[str]) -> tuple[str, ...]:
    """The open facts under a derived fact, if it is not known without each and nothing else mentions any of them."""
    vocabulary = rules.policy.vocabulary
    tree = vocabulary.derived[derived]
    group = tuple(name for name in order if name in names(tree))
    needed = vocabulary.to_derive(frozenset().union(*map(names, every)))
    elsewhere = [*every, *(vocabulary.derived[name] for name in needed if name != derived)]
    mentioned = frozenset().union(*map(names, elsewhere))
    facts = vocabulary.dictionary.facts
    strict = facts[derived].formula is not None and not _holds(tree, If, IsKnown, Junction)
    return group if strict and not mentioned.intersection(group) else ()


def _settings_of(derived: str, settings: list[list[Setting]], values: Values, rules: Rules) -> list[Setting]:
    """One joint setting for each value that a derived fact can take."""
    vocabulary = rules.policy.vocabulary
    place = vocabulary.slots.value[derived]
    steps = formulas(vocabulary, [derived])
    found: dict[object, Setting] = {}
    for joint in product(*(options[1:] for options in settings)):
        world = values.copy()
        world[place] = None
        for slot, value in (pair for setting in joint for pair in setting):
            world[slot] = value
        work_out(world, steps)
        if world[place] is not None:
            found.setdefault(world[place], tuple(pair for setting in joint for pair in setting))
    return [AS_IT_IS, *found.values()]


def _is_stale(node: Current, values: Values, rules: Rules) -> bool:
    """Whether a result would have to be had again: it has no date, or its date is outside the window."""
    slots = rules.policy.vocabulary.slots
    value, on, anchor = (values[slot] for slot in (slots.value[node.name], slots.on[node.name], slots.value[node.anchor]))
    return on is None or (anchor is not None and current(value, on, anchor, node.window) is None)


def _holds(tree: Node, *kinds: type[Node]) -> bool:
    """Whether a tree holds a node of one of some kinds."""
    return isinstance(tree, kinds) or any(_holds(child, *kinds) for child in children(tree))

"""A dictionary made ready for the language: each fact's type, and derived facts as trees in the order to work them out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from coequal.criteria.check import check, may_be_not_stated
from coequal.criteria.closures import Closure, Slots, Values, closure
from coequal.criteria.parse import parse
from coequal.criteria.syntax import Literal, Node, names
from coequal.criteria.tokens import FUNCTIONS, LanguageError, UnknownName
from coequal.criteria.types import Type
from coequal.errors import CoequalError, UnknownFact
from coequal.facts.case import Case, Known
from coequal.facts.dates import UNITS
from coequal.facts.dictionary import Contradiction, Dictionary, Exemption, Fact
from coequal.facts.fields import Located
from coequal.facts.values import read_value


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What expressions over one dictionary may say. `derived` is in the order in which to work facts out."""

    dictionary: Dictionary
    types: Mapping[str, Type]
    derived: Mapping[str, Node]
    same: dict[Node, Node]
    slots: Slots
    impossible: tuple[tuple[Node, Contradiction], ...]  # the conditions that no real case can meet
    exempt: tuple[tuple[Node, Exemption], ...]  # the conditions under which another body commissions
    typical: Mapping[str, Node]  # what an ordinary case has; dates hang on other dates

    def condition(self, text: Located) -> Node:
        """An expression that is true or false. Raises `CoequalError` at the place of the mistake."""
        return self._expression(text, ("boolean",), "This must be a condition, true or false")

    def amount(self, text: Located) -> Node:
        """An expression that is a number or `not stated`. Raises `CoequalError` at the place of the mistake."""
        return self._expression(text, ("number", "not stated"), "This must be a number")

    def _expression(self, text: Located, kinds: tuple[str, ...], wanted: str) -> Node:
        node = read_expression(text, self.types, self.same)
        if node.type.kind not in kinds:
            raise CoequalError(f"{wanted}, but it is {node.type}.", text.place)
        return node

    def basis(self, wanted: Iterable[str], known: Callable[[str], bool] = lambda _name: False) -> frozenset[str]:
        """The facts that may be given on which the facts `wanted` rest, themselves included.

        What a fact follows from is left out where that fact is `known` already.
        """
        found: set[str] = set()
        seen: set[str] = set()
        todo = list(wanted)
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            if self.dictionary.facts[name].formula is None:
                found.add(name)
            if name in self.derived and not (name in found and known(name)):
                todo.extend(names(self.derived[name]))
        return frozenset(found)

    def to_derive(self, wanted: Iterable[str]) -> tuple[str, ...]:
        """The derived facts that the facts `wanted` need, in the order in which to work them out."""
        needed = set(wanted)
        for name in reversed(list(self.derived)):
            if name in needed:
                needed |= names(self.derived[name])
        return tuple(name for name in self.derived if name in needed)

    def values(self, case: Case) -> Values:
        """The list of a case: each fact's value and date in its slot, derived facts not yet worked out."""
        values: Values = [None] * (len(self.slots.value) + len(self.slots.on))
        for name, found in case.facts.items():
            if isinstance(found, Known):
                values[self.slots.value[name]] = found.value
                if name in self.slots.on:
                    values[self.slots.on[name]] = found.on
        return values


def vocabulary(dictionary: Dictionary) -> Vocabulary:
    """A dictionary's vocabulary. Raises `CoequalError` where an expression in it is wrong, or facts go in a circle."""
    texts = {name: text for name, fact in dictionary.facts.items() if (text := fact.formula or fact.follows_from) is not None}
    for name, fact in dictionary.facts.items():
        if name in FUNCTIONS or name in UNITS:
            raise CoequalError(f'A fact cannot be called "{name}": the language has a word of that name.', fact.place)
    types = {name: _type(fact) for name, fact in dictionary.facts.items()}
    same: dict[Node, Node] = {}
    trees = {name: read_expression(text, types, same) for name, text in texts.items()}
    for name, tree in trees.items():
        _fits(dictionary.facts[name], types[name], tree)
    derived = {name: trees[name] for name in _ordered(dictionary, trees)}
    words = Vocabulary(dictionary, types, derived, same, _slots(dictionary), (), (), {})
    return replace(
        words,
        impossible=tuple((words.condition(found.never), found) for found in dictionary.contradictions),
        exempt=tuple((words.condition(found.when), found) for found in dictionary.exemptions),
        typical={name: _typical(fact, text, types, same) for name, fact in dictionary.facts.items() if (text := fact.typical)},
    )


def _typical(fact: Fact, text: Located, types: Mapping[str, Type], same: dict[Node, Node]) -> Node:
    """What an ordinary case has: a value, or an expression for a date. Raises `CoequalError` where it can be neither."""
    if fact.kind != "date":
        try:
            return Literal(read_value(fact, text.text, None), type=types[fact.name])
        except CoequalError as error:
            raise CoequalError(error.message, text.place) from None
    node = read_expression(text, types, same)
    if node.type.kind != "date":
        raise CoequalError(f'What is typical of "{fact.name}" must be a date, such as referral date - 2 years.', text.place)
    return node


def read_expression(text: Located, types: Mapping[str, Type], same: dict[Node, Node]) -> Node:
    """A checked tree. Raises `CoequalError` at the line and column of the mistake."""
    try:
        return check(parse(text.text, types), types, same)
    except LanguageError as error:
        column = None if text.place.column is None else text.place.column + error.at
        kind = UnknownFact if isinstance(error, UnknownName) else CoequalError
        raise kind(f"{error.message} It says: {text.text}", replace(text.place, column=column)) from None


def _type(fact: Fact) -> Type:
    return Type(fact.kind, fact.unit, tuple(fact.values) if fact.kind == "choice" else ())


def _fits(fact: Fact, declared: Type, tree: Node) -> None:
    """A derived fact has the type that the dictionary declares."""
    found = tree.type
    if found.kind != declared.kind or (found.unit and found.unit != declared.unit):
        raise CoequalError(f'"{fact.name}" is declared as {declared}, but its formula gives {found}.', fact.place)
    if found.choices != declared.choices:
        raise CoequalError(f'"{fact.name}" and its formula are choices with different values.', fact.place)
    if may_be_not_stated(tree):
        raise CoequalError(f'"{fact.name}" is a fact, so its formula cannot be “not stated”.', fact.place)


def _ordered(dictionary: Dictionary, trees: Mapping[str, Node]) -> list[str]:
    """Derived facts, each after those that it needs. Raises `CoequalError` on a circle."""
    done: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circle = " → ".join((*path[path.index(name) :], name))
            raise CoequalError(f"These facts are worked out from one another in a circle: {circle}.", dictionary.facts[name].place)
        if name not in done and name in trees:
            for needed in sorted(names(trees[name])):
                visit(needed, (*path, name))
            done.append(name)

    for name in trees:
        visit(name, ())
    return done


def _slots(dictionary: Dictionary) -> Slots:
    value = {name: place for place, name in enumerate(dictionary.facts)}
    dated = [name for name, fact in dictionary.facts.items() if fact.dated]
    return Slots(value, {name: len(value) + place for place, name in enumerate(dated)})


def work_out(values: Values, formulas: Iterable[tuple[int, Closure]]) -> Values:
    """The list of a case with derived facts filled in, in place.

    A fact that may also be given keeps what was given.
    """
    for place, formula in formulas:
        if values[place] is None:
            values[place] = formula(values)
    return values


def formulas(vocabulary: Vocabulary, wanted: Iterable[str]) -> list[tuple[int, Closure]]:
    """The derived facts that `wanted` need: their slots and the functions that fill them, in order."""
    slots = vocabulary.slots
    return [(slots.value[name], closure(vocabulary.derived[name], slots)) for name in vocabulary.to_derive(wanted)]

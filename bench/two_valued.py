"""A policy written out, from coequal's own syntax trees, for engines without three-valued logic or calendar months.

Each condition becomes two ordinary ones, *certainly true* and *certainly false*: `and` is certainly true where all its
operands are and certainly false where one is, `not` swaps the two, and a comparison is either only where its operands are
known. What the engines cannot work out they are given ready: dates as numbers of days, dates moved by months, ages and
every other derived fact. A policy is one expression, `[[statuses], [amounts]]`: of the ways tried, the fastest in each.
"""

import json
import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from typing import Any

import celpy
import rule_engine
import zen
from celpy.adapter import json_to_cel

from coequal.criteria.closures import Slots, Values
from coequal.criteria.kleene import moved
from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Current,
    Fact,
    If,
    InRange,
    Junction,
    Literal,
    Node,
    Not,
    NotStated,
    OneOf,
    children,
)
from coequal.eligibility.outcome import NOT_APPLICABLE, NOT_ELIGIBLE, NOT_KNOWN, status
from coequal.eligibility.rules import Rules
from coequal.facts.dates import Duration, Months
from coequal.policies.model import Criterion

Result = tuple[list[str], list[str], list[dict[str, Any]]]  # as `Rules.run` gives it
Evaluate = Callable[[Any], Any]
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a language says what not all say alike; `?:`, comparison and arithmetic are the same in all."""

    all_of: str = " and "
    any_of: str = " or "
    value: str = "{}"
    known: str = "{} != null"
    null_equals_nothing: bool = True  # so that `=` needs no test for null


PLAIN = Dialect()
CEL = Dialect(" && ", " || ", value="case.{}", known='"{}" in case', null_equals_nothing=False)


@dataclass(frozen=True, slots=True)
class Rails:
    """The texts of when a condition is certainly true and when it is certainly false."""

    true: str
    false: str

    def choose(self, yes: str, no: str, unknown: str) -> str:
        """One of three texts, by this condition."""
        if yes == no == unknown:
            return yes
        return f"({self.true} ? {yes} : {unknown if no == unknown else f'({self.false} ? {no} : {unknown})'})"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes trees in a dialect; `inputs` collects the variables of the texts and how to find each in a case's values."""

    dialect: Dialect
    slots: Slots
    inputs: dict[str, Callable[[Values], Any]] = field(default_factory=dict)

    def rails(self, node: Node) -> Rails:
        """The two conditions for one."""
        match node:
            case Fact():
                return self.rails(Compare(sign="=", left=node, right=Literal(value=True)))
            case Not(operand=operand):
                found = self.rails(operand)
                return Rails(found.false, found.true)
            case Junction(word=word, operands=operands):
                parts = [self.rails(operand) for operand in operands]
                true, false = [part.true for part in parts], [part.false for part in parts]
                return Rails(self.all(true), self.any(false)) if word == "and" else Rails(self.any(true), self.all(false))
            case Compare(sign=sign):
                return Rails(self._comparison(node, sign), self._comparison(node, OPPOSITE[sign]))
            case InRange():
                return self._range(node)
            case OneOf(operand=operand, options=options):
                equal = [Compare(sign="=", left=operand, right=option) for option in options]
                return self.rails(Junction(word="or", operands=tuple(equal)))
        raise NotImplementedError(node)

    def _comparison(self, node: Compare, sign: str) -> str:
        text = f"{self.value(node.left)} {'==' if sign == '=' else sign} {self.value(node.right)}"
        is_plain = isinstance(node.left, Fact) and isinstance(node.right, Literal)
        return text if sign == "=" and is_plain and self.dialect.null_equals_nothing else self.all([*self.known(node), text])

    def _range(self, node: InRange) -> Rails:
        value = self.value(node.operand)
        ends = ((">=" if node.low_in else ">", node.low), ("<=" if node.high_in else "<", node.high))
        inside = [f"{value} {sign} {self.value(end)}" for sign, end in ends]
        outside = [self.all([*self.known(end), f"{value} {OPPOSITE[sign]} {self.value(end)}"]) for sign, end in ends]
        return Rails(self.all([*self.known(node), *inside]), self.all([*self.known(node.operand), self.any(outside)]))

    def known(self, node: Node) -> list[str]:
        """The tests that everything in a tree is known, and current where it must be."""
        match node:
            case Fact(name=name):
                return [self._known(self._fact(name))]
            case Current(name=name, window=window, anchor=anchor):
                on, start = self._input(f"{name} date", self.slots.on[name]), self._moved(anchor, window)
                known = map(self._known, (self._fact(name), on, self._fact(anchor)))
                value = self.dialect.value.format
                return [*known, f"{value(start)} <= {value(on)}", f"{value(on)} <= {value(self._fact(anchor))}"]
        return [test for child in children(node) for test in self.known(child)]

    def value(self, node: Node) -> str:
        """The value of a tree in which everything is known."""
        match node:
            case Literal(value=value):
                return json.dumps(plain(value))
            case Fact(name=name) | Current(name=name):
                return self.dialect.value.format(self._fact(name))
            case Arithmetic(sign="-", left=Fact(name=name), right=Literal(value=Months() as by)):
                return self.dialect.value.format(self._moved(name, by))
            case Arithmetic(sign=sign, left=left, right=right):
                return f"({self.value(left)} {sign} {self.value(right)})"
            case Call(function="max", arguments=(first, second)):
                a, b = self.value(first), self.value(second)
                return f"({a} >= {b} ? {a} : {b})"
        raise NotImplementedError(node)

    def amount(self, node: Node) -> str:
        """A number, `"not stated"`, or null where it is not known."""
        match node:
            case NotStated():
                return '"not stated"'
            case If(condition=condition, then=then, otherwise=otherwise):
                agreed = "null"
                if not isinstance(then, NotStated) and not isinstance(otherwise, NotStated):
                    agree = self._comparison(Compare(sign="=", left=then, right=otherwise), "=")
                    agreed = f"({agree} ? {self.value(then)} : null)"
                return self.rails(condition).choose(self.amount(then), self.amount(otherwise), agreed)
        known = self.known(node)
        return f"({self.all(known)} ? {self.value(node)} : null)" if known else self.value(node)

    def all(self, tests: Iterable[str]) -> str:
        """All of several tests, each once."""
        return _joined(self.dialect.all_of, tests)

    def any(self, tests: Iterable[str]) -> str:
        """At least one of several tests."""
        return _joined(self.dialect.any_of, tests)

    def _known(self, name: str) -> str:
        return self.dialect.known.format(name)

    def _fact(self, name: str) -> str:
        return self._input(name, self.slots.value[name])

    def _moved(self, name: str, by: Duration) -> str:
        self._fact(name)
        place, column = self.slots.value[name], _column(f"{name} less {by}")
        self.inputs[column] = lambda values: moved(values[place], by, -1)
        return column

    def _input(self, name: str, place: int) -> str:
        self.inputs[_column(name)] = operator.itemgetter(place)
        return _column(name)


def _column(name: str) -> str:
    return name.casefold().replace(" ", "_")


def _joined(word: str, tests: Iterable[str]) -> str:
    different = list(dict.fromkeys(tests))
    return different[0] if len(different) == 1 else f"({word.join(different)})"


def plain(value: Any) -> Any:
    """A value as JSON has it: a date as the number of its day."""
    if isinstance(value, date):
        return value.toordinal()
    return float(value) if isinstance(value, Decimal) else value


def expressions(rules: Rules, writer: Writer) -> tuple[list[str], list[str]]:
    """A policy as an expression for the status of each criterion and one for each amount."""
    statuses = [_status(criterion, rules, writer) for criterion in rules.criteria]
    amounts = [writer.amount(node) for treatment in rules.policy.treatments for node in treatment.amounts.values()]
    return statuses, amounts


def in_one(compiled: Callable[[str], Evaluate]) -> Callable[[list[str], list[str]], Evaluate]:
    """The whole policy compiled as one expression, `[[statuses], [amounts]]`."""
    return lambda statuses, amounts: compiled(f"[[{', '.join(statuses)}], [{', '.join(amounts)}]]")


def _status(criterion: Criterion, rules: Rules, writer: Writer) -> str:
    """A criterion's status, with what overrides it or what it overrides."""
    found = own = _own_status(criterion, writer)
    for other in rules.criteria:
        if criterion.id in other.overrides:
            agreed = f"({own} == {_own_status(other, writer, in_scope=True)} ? {own} : {json.dumps(NOT_KNOWN)})"
            found = _scope(other, writer).choose(json.dumps(NOT_APPLICABLE), own, agreed)
    if criterion.overrides:
        own = _own_status(criterion, writer, in_scope=True)
        others = [_own_status(other, writer) for other in rules.criteria if other.id in criterion.overrides]
        agreed = f"({writer.all(f'{own} == {other}' for other in others)} ? {own} : {json.dumps(NOT_KNOWN)})"
        found = _scope(criterion, writer).choose(own, json.dumps(NOT_APPLICABLE), agreed)
    return found


def _scope(criterion: Criterion, writer: Writer) -> Rails:
    assert criterion.applies_when is not None
    return writer.rails(criterion.applies_when)


def _own_status(criterion: Criterion, writer: Writer, *, in_scope: bool = False) -> str:
    """A criterion's status by itself, whether it applies or, `in_scope`, taking it that it does."""

    def where(applies: bool | None) -> str:
        said = [json.dumps(status(criterion.kind, applies, holds)) for holds in (True, False, None)]
        return said[0] if criterion.condition is None else writer.rails(criterion.condition).choose(*said)

    if in_scope or criterion.applies_when is None:
        return where(applies=True)
    return _scope(criterion, writer).choose(where(applies=True), where(applies=False), where(applies=None))


class Peer:
    """Another engine with a policy compiled."""

    what = "the whole policy as one expression"

    def __init__(self, name: str, rules: Rules, dialect: Dialect, compiled: Callable[[list[str], list[str]], Evaluate]) -> None:
        """Write the policy in the engine's dialect and have it compiled."""
        writer = Writer(dialect, rules.policy.vocabulary.slots)
        self.name, self.version, self.governing = name, version(name), rules.governing
        self.names = [list(treatment.amounts) for treatment in rules.policy.treatments]
        self.evaluate = compiled(*expressions(rules, writer))
        self.inputs = writer.inputs

    def facts(self, values: Values) -> dict[str, Any]:
        """A case as the engine's variables, not yet in its own types."""
        return {name: plain(find(values)) for name, find in self.inputs.items()}

    def ready(self, values: Values) -> Any:
        """A case in the form in which the engine is quickest."""
        return self.facts(values)

    def run(self, ready: Any) -> Result:
        """The same as `Rules.run` gives; the step from statuses to outcomes is coequal's own."""
        statuses, found = self.evaluate(ready)
        outcomes = [governing.outcome(statuses) for governing in self.governing]
        numbers = iter(found)
        amounts = [{name: next(numbers) for name in names} for names in self.names]
        for place, outcome in enumerate(outcomes):
            if outcome == NOT_ELIGIBLE:
                amounts[place] = dict.fromkeys(amounts[place], 0)
        return statuses, outcomes, amounts


class RuleEngine(Peer):
    """A `Rule`, with a context that looks its symbols up in a dictionary; its numbers are decimals."""

    def __init__(self, rules: Rules) -> None:
        """Compile a policy."""
        context = rule_engine.Context(resolver=operator.getitem)
        super().__init__("rule-engine", rules, PLAIN, self.compiled(lambda text: rule_engine.Rule(text, context).evaluate))

    def compiled(self, one: Callable[[str], Evaluate]) -> Callable[[list[str], list[str]], Evaluate]:
        """How expressions become one function."""
        return in_one(one)

    def ready(self, values: Values) -> Mapping[str, Any]:
        """A dictionary of decimals and texts."""
        return {name: Decimal(repr(value)) if type(value) in (int, float) else value for name, value in self.facts(values).items()}


class RuleEngineRuleByRule(RuleEngine):
    """A `Rule` for each criterion and each amount, which is how its manual is written."""

    what = "a rule for each criterion and amount"

    def compiled(self, one: Callable[[str], Evaluate]) -> Callable[[list[str], list[str]], Evaluate]:
        """Each expression by itself."""

        def each(statuses: list[str], amounts: list[str]) -> Evaluate:
            by_criterion, by_amount = list(map(one, statuses)), list(map(one, amounts))
            return lambda case: ([find(case) for find in by_criterion], [find(case) for find in by_amount])

        return each


class Zen(Peer):
    """A compiled expression, which is quickest where its context is JSON."""

    def __init__(self, rules: Rules) -> None:
        """Compile a policy."""
        super().__init__("zen-engine", rules, PLAIN, in_one(lambda text: zen.compile_expression(text).evaluate))

    def ready(self, values: Values) -> str:
        """JSON without what is not known, which is null to zen."""
        return json.dumps({name: value for name, value in self.facts(values).items() if value is not None})


class Cel(Peer):
    """A program for the quicker of two runners; numbers cannot be compared with null here, so facts not known are left out."""

    def __init__(self, rules: Rules) -> None:
        """Compile a policy."""
        environment = celpy.Environment(runner_class=celpy.CompiledRunner)
        super().__init__("cel-python", rules, CEL, in_one(lambda text: environment.program(environment.compile(text)).evaluate))

    def ready(self, values: Values) -> Mapping[str, Any]:
        """A mapping of its own types."""
        known = {name: value for name, value in self.facts(values).items() if value is not None}
        return {"case": json_to_cel(known)}

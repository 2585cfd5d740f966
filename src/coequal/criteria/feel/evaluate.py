"""One expression as OMG's DMN specification answers it: `evaluate`.

Three-valued logic and exact arithmetic are those of policies (`criteria.kleene`). DMN gives a definite answer to `=`,
`!=`, `in` and `if` where something is null, and null where kinds do not go together. Whatever the specification
leaves open, or the declared subset leaves out, raises `NotSupported`: no answer is better than a wrong one.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from coequal.criteria import kleene
from coequal.criteria.feel import tree
from coequal.criteria.feel.arithmetic import arithmetic, negative
from coequal.criteria.feel.compare import compare, equal, held, in_one, in_range
from coequal.criteria.feel.functions import FUNCTIONS
from coequal.criteria.feel.kinds import instance_of
from coequal.criteria.feel.parse import parse
from coequal.criteria.feel.properties import property_of
from coequal.criteria.feel.signatures import call
from coequal.criteria.feel.tree import Iteration, Node
from coequal.criteria.feel.values import Answer, Function, Range, Value, bounded, kind, whole
from coequal.errors import CoequalError, NotSupported

MOST_STEPS = 100_000
DEEPEST = 200
DEEPEST_VALUE = 50
Scope = Mapping[str, Value]


def evaluate(expression: str) -> Answer:
    """What DMN says of one expression without facts: a value of Python's own, `Months`, a `Range`, or None for null.

    Raises `NotSupported` for FEEL outside the declared subset, and `CoequalError` for what is no text.
    """
    if not isinstance(expression, str):
        raise CoequalError(f'An expression is a text such as "1 < 2", not {expression!r}.')
    try:
        found: Answer = _Evaluation().value(parse(expression, FUNCTIONS), {})
    except OverflowError:
        raise NotSupported("Durations of more than 999,999,999 days are not in the subset.") from None
    except RecursionError:  # the caller may stand deep in calls of its own
        raise NotSupported("This expression is nested too deeply to be answered here.") from None
    if _holds_function(found):
        raise NotSupported("A function is no answer.")
    return found


def _holds_function(value: Value) -> bool:
    if isinstance(value, list | dict):
        return any(map(_holds_function, value.values() if isinstance(value, dict) else value))
    return isinstance(value, Function) or (isinstance(value, Range) and any(map(_holds_function, (value.low, value.high))))


class _Evaluation:
    """One expression being answered, in a bounded number of steps."""

    def __init__(self) -> None:
        self.steps = self.nesting = 0
        self.parts: dict[type[Node], Callable[..., Value]] = {
            tree.Literal: lambda node, _: node.value,
            tree.Name: self.name,
            tree.Items: lambda node, scope: [self.value(item, scope) for item in node.items],
            tree.Entries: self.entries,
            tree.Between: self.range,
            tree.Negative: lambda node, scope: negative(self.value(node.operand, scope)),
            tree.Binary: self.binary,
            tree.Junction: self.junction,
            tree.InRange: self.between,
            tree.Membership: self.membership,
            tree.If: self.conditional,
            tree.For: self.iterated,
            tree.Function: self.function,
            tree.Call: self.call,
            tree.Filter: self.filtered,
            tree.Path: lambda node, scope: property_of(self.value(node.source, scope), node.name),
            tree.InstanceOf: lambda node, scope: instance_of(self.value(node.operand, scope), node.type),
        }

    def value(self, node: Node, scope: Scope) -> Value:
        """The value of a part, where names mean what `scope` says."""
        self.nesting += 1
        if self.nesting > DEEPEST:
            raise NotSupported(f"Parts and functions stand within one another more than {DEEPEST} levels deep.")
        found = self.parts[type(node)](node, scope)
        self.nesting -= 1
        self.count(found)
        return found

    def count(self, value: Value, level: int = 0) -> None:
        """One step for a value, one for each that it holds, and more for a long text, so that nothing grows without bound."""
        self.steps += 1 + (len(value) // 100 if isinstance(value, str) else 0)
        if self.steps > MOST_STEPS:
            raise NotSupported(f"This takes more than {MOST_STEPS:,} steps.")
        if isinstance(value, list | dict):
            if level > DEEPEST_VALUE:
                raise NotSupported(f"Lists and contexts stand within one another more than {DEEPEST_VALUE} levels deep.")
            for inner in value.values() if isinstance(value, dict) else value:
                self.count(inner, level + 1)

    def name(self, node: tree.Name, scope: Scope) -> Value:
        if node.name in scope:
            return scope[node.name]
        if node.name in FUNCTIONS:
            ways = FUNCTIONS[node.name]
            names = tuple(parameter.name for parameter in ways[0].parameters)
            return Function(names, lambda *arguments: call(node.name, ways, arguments, None))
        raise NotSupported(f'There is nothing called "{node.name}" here.')

    def entries(self, node: tree.Entries, scope: Scope) -> Value:
        found: dict[str, Value] = {}
        for name, part in node.entries:
            if name in found:
                return None
            found[name] = self.value(part, {**scope, **found})
        return found

    def range(self, node: tree.Between, scope: Scope) -> Range:
        low, high = (None if end is None else self.value(end, scope) for end in (node.low, node.high))
        return Range(low, high, node.low_in, node.high_in, node.low is None, node.high is None)

    def binary(self, node: tree.Binary, scope: Scope) -> Value:
        left, right = self.value(node.left, scope), self.value(node.right, scope)
        match node.sign:
            case "=":
                return equal(left, right)
            case "!=":
                return kleene.negation(equal(left, right))
            case "<" | "<=" | ">" | ">=":
                return compare(node.sign, left, right)
        return arithmetic(node.sign, left, right)

    def junction(self, node: tree.Junction, scope: Scope) -> Value:
        values = [self.value(part, scope) for part in node.operands]
        join = kleene.both if node.word == "and" else kleene.either
        return join([value if isinstance(value, bool) else None for value in values])

    def between(self, node: tree.InRange, scope: Scope) -> Value:
        low, high = self.value(node.low, scope), self.value(node.high, scope)
        return in_range(self.value(node.operand, scope), Range(low, high, True, True))

    def membership(self, node: tree.Membership, scope: Scope) -> Value:
        value = self.value(node.operand, scope)
        tests = [(test.sign, self.value(test.value, scope)) for test in node.tests]
        if node.bracketed and any(not sign and isinstance(other, list) for sign, other in tests):
            raise NotSupported("DMN leaves open whether a list in brackets after in is a value, or several.")
        if tests == [("", None)]:
            raise NotSupported("DMN leaves open what in does with null alone.")
        found = kleene.either([_tested(value, sign, other) for sign, other in tests])
        if found is None and (len(tests) > 1 or not (tests[0][0] or isinstance(tests[0][1], Range))):
            raise NotSupported("DMN leaves open what in does where one of several tests is null.")
        return found

    def conditional(self, node: tree.If, scope: Scope) -> Value:
        condition = self.value(node.condition, scope)
        if condition is not None and not isinstance(condition, bool):
            raise NotSupported("DMN leaves open what an if does with a condition that is neither true nor false.")
        return self.value(node.then if condition else node.otherwise, scope)

    def iterated(self, node: tree.For, scope: Scope) -> Value:
        found: list[Value] = []
        for inner in self.scopes(node.iterations, scope):
            found.append(self.value(node.body, {**inner, "partial": found[:]} if node.word == "for" else inner))
            bounded(found)
        if node.word == "for":
            return found
        if not all(value is None or isinstance(value, bool) for value in found):
            raise NotSupported(f"What {node.word} does with what is neither true nor false is not in the subset.")
        return kleene.either(found) if node.word == "some" else kleene.both(found)

    def scopes(self, iterations: tuple[Iteration, ...], scope: Scope) -> Iterator[Scope]:
        """The scope of each round: the last of several names changes fastest."""
        first, rest = iterations[0], iterations[1:]
        source = self.value(first.source, scope)
        values = [source] if first.until is None else self.counted(source, self.value(first.until, scope))
        if first.until is None:
            values = source if isinstance(source, list) else _one_item(source)
        for value in values:
            inner = {**scope, first.name: value}
            if rest:
                yield from self.scopes(rest, inner)
            else:
                yield inner

    def counted(self, start: Value, end: Value) -> list[Value]:
        """The whole numbers, or the days, from one to another, upwards or downwards."""
        if kind(start) == kind(end) == "number":
            first, last = whole(start), whole(end)
            size = abs(last - first) + 1
            step: Callable[[int], Value] = lambda n: Decimal(first + n if last >= first else first - n)  # noqa: E731
        elif kind(start) == kind(end) == "date":
            size = abs((end - start).days) + 1
            step = partial(_days_from, start, 1 if end >= start else -1)
        else:
            raise NotSupported("A for counts from one whole number to another, or from one date to another.")
        if size > MOST_STEPS:
            raise NotSupported(f"This takes more than {MOST_STEPS:,} steps.")
        return [step(n) for n in range(size)]

    def function(self, node: tree.Function, scope: Scope) -> Function:
        names = tuple(name for name, _ in node.parameters)

        def apply(*arguments: Value) -> Value:
            for value, (_, wanted) in zip(arguments, node.parameters, strict=True):
                if wanted is not None and not instance_of(value, wanted):
                    raise NotSupported("A function is given a value of another type than it asks for.")
            return self.value(node.body, {**scope, **dict(zip(names, arguments, strict=True))})

        return Function(names, apply)

    def call(self, node: tree.Call, scope: Scope) -> Value:
        arguments = [self.value(argument, scope) for argument in node.arguments]
        if isinstance(node.function, tree.Name) and node.function.name not in scope and node.function.name in FUNCTIONS:
            return call(node.function.name, FUNCTIONS[node.function.name], arguments, node.names)
        function = self.value(node.function, scope)
        if not isinstance(function, Function):
            return None
        if node.names is not None:
            if set(node.names) != set(function.parameters):
                raise NotSupported("A function is called with the names of all its parameters.")
            given = dict(zip(node.names, arguments, strict=True))
            arguments = [given[name] for name in function.parameters]
        if len(arguments) != len(function.parameters):
            raise NotSupported("A function is called with as many values as it has parameters.")
        return function.apply(*arguments)

    def filtered(self, node: tree.Filter, scope: Scope) -> Value:
        source = self.value(node.source, scope)
        items = source if isinstance(source, list) else [source]
        found = [self.value(node.condition, _about(item, scope)) for item in items or [None]]
        if all(kind(value) == "number" for value in found):
            if any(value != found[0] for value in found):
                raise NotSupported("A place that differs from item to item is not in the subset.")
            place = whole(found[0])
            return items[place - 1 if place > 0 else place] if 0 < abs(place) <= len(items) else None
        if not all(value is None or isinstance(value, bool) for value in found):
            raise NotSupported("A filter is a number, or a condition that is true or false.")
        if source is None:
            raise NotSupported("What a filter of null does is not in the subset.")
        return [item for item, value in zip(items, found, strict=False) if value]


def _tested(value: Value, sign: str, other: Value) -> bool | None:
    """Whether a value passes one test after `in`."""
    match sign:
        case "<" | "<=" | ">" | ">=":
            return compare(sign, value, other)
        case "=":
            return equal(value, other)
        case "!=":
            return kleene.negation(equal(value, other))
    if isinstance(other, Range):
        return held(value, other)
    if isinstance(other, list):
        return in_one(value, other)
    return equal(value, other)


def _one_item(value: Value) -> list[Value]:
    """A value that is no list, as a list. Raises `NotSupported` for null and for ranges."""
    if value is None or isinstance(value, Range):
        raise NotSupported("What is gone through is a list, or is counted as in 1..5.")
    return [value]


def _days_from(start: date, sign: int, count: int) -> date:
    return start + sign * timedelta(count)


def _about(item: Value, scope: Scope) -> Scope:
    """Inside a filter: the item, and its entries by name."""
    inner = {**scope, **item} if isinstance(item, dict) else dict(scope)
    return {"item": item, **inner} if isinstance(item, dict) and "item" in item else {**inner, "item": item}

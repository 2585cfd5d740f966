"""The one meaning of a guard: an expression of a policy so written that DMN, too, leaves not known what is not known.

DMN answers definitely in four places where a policy does not: `=`, `!=`, `in (…)` and `if` with a null. `guarded` gives
the tree in which each of these asks for null first; what DMN leaves open, or its engines answer differently, is written
in simpler operators. A policy never mentions null, so every guard can be told from what somebody wrote.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from coequal.criteria.render import render
from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
    Current,
    Fact,
    If,
    InRange,
    IsKnown,
    Junction,
    Literal,
    Node,
    Not,
    NotStated,
    OneOf,
    children,
    rebuild,
)
from coequal.criteria.types import BOOLEAN, TEXT
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.exchange.dmn.calendar import outside

NULL: Final = Literal(None)
NOT_STATED: Final = "not stated"
MONTHS_BETWEEN: Final = "months between"  # FEEL's own function, which engines answer differently, in simpler terms
_DURATIONS: Final = ("months", "days")
_AT_ENDS: Final = {True: ("<=", ">="), False: ("<", ">")}


def evidence_date(name: str) -> str:
    """What the date of a fact's evidence is called in a model."""
    return f"{name} date"


def guarded(node: Node, vocabulary: Vocabulary) -> Node:
    """The tree that means in DMN what `node`, a checked tree, means in a policy. Raises `CoequalError` where there is none."""

    def inside(child: Node) -> Node:
        return guarded(child, vocabulary)

    match node:
        case NotStated():
            return Literal(NOT_STATED, type=TEXT)
        case Current():
            return _current(node)
        case IsKnown(operand=operand):
            return Compare("!=", inside(operand), NULL)
        case Compare(sign="=" | "!="):
            return _equal(node, vocabulary)
        case InRange(low=Literal(value=low), high=Literal(value=high)) if low <= high:  # type: ignore[operator]  # checked
            return rebuild(node, inside)
        case InRange():
            return _in_range(node, inside(node.operand), inside(node.low), inside(node.high))
        case OneOf():
            return _one_of(node, vocabulary)
        case If():
            return _conditional(node, *map(inside, children(node)))
        case Call(function="min" | "max"):
            return _extreme(node, vocabulary)
        case Call(function="years and months duration", arguments=arguments):
            return Call(MONTHS_BETWEEN, tuple(map(inside, arguments)), type=node.type)
        case Arithmetic(left=left, right=right) if left.type.kind == "date" and right.type.kind != "date":
            return _moved(node, vocabulary)
    return rebuild(node, inside)


def never_null(node: Node) -> bool:
    """Whether an expression has a value in every case."""
    match node:
        case Literal(value=value):
            return value is not None
        case NotStated() | IsKnown() | Call(function="count"):
            return True
        case Fact() | Current():
            return False
        case Arithmetic() if node.type.kind == "date":
            return False
    return all(map(never_null, children(node)))


def _is_null(node: Node) -> Node:
    return Compare("=", node, NULL)


def _any_null(nodes: Sequence[Node]) -> Node:
    tests = tuple(map(_is_null, nodes))
    return tests[0] if len(tests) == 1 else Junction("or", tests)


def _equal(node: Compare, vocabulary: Vocabulary) -> Node:
    """Whether two values are equal, or are not: null where one of them is."""
    left, right = guarded(node.left, vocabulary), guarded(node.right, vocabulary)
    found = _same(left, right, node.left.type.kind)
    if node.sign == "!=":
        found = replace(found, sign="!=") if isinstance(found, Compare) else Not(found)
    lasting = node.left.type.kind in _DURATIONS
    asked = [side for side, own in ((left, node.left), (right, node.right)) if lasting or not never_null(own)]
    return If(_any_null(asked), NULL, found) if asked else found


def _same(left: Node, right: Node, kind: str) -> Node:
    """An equality; of durations, which engines take for equal when they are about as long, that neither is longer."""
    if kind in _DURATIONS:
        return Junction("and", (Compare("<=", left, right), Compare(">=", left, right)))
    return Compare("=", left, right)


def _current(node: Current) -> Node:
    """Evidence from the start of its window to the anchor; a result without a date, or of another time, is null."""
    on, anchor = Fact(evidence_date(node.name)), Fact(node.anchor)
    since = Compare(">=", on, Arithmetic("-", anchor, Literal(node.window)))
    return If(Junction("and", (since, Compare("<=", on, anchor))), Fact(node.name), NULL)


def _in_range(node: InRange, value: Node, low: Node, high: Node) -> Node:
    """What a range holds of which an end is null, or that ends before it begins, is left open by DMN."""
    ends = Compare(_AT_ENDS[node.low_in][1], value, low), Compare(_AT_ENDS[node.high_in][0], value, high)
    return If(_is_null(value), NULL, Junction("and", ends))


def _one_of(node: OneOf, vocabulary: Vocabulary) -> Node:
    """Among truths, `in` asks whether one of them is true, so equality is written out there."""
    value = guarded(node.operand, vocabulary)
    if node.operand.type.kind not in ("boolean", *_DURATIONS) and all(isinstance(option, Literal) for option in node.options):
        among: Node = OneOf(value, node.options)
    else:
        equal = tuple(guarded(Compare("=", node.operand, option, type=BOOLEAN), vocabulary) for option in node.options)
        among = equal[0] if len(equal) == 1 else Junction("or", equal)
    return If(_is_null(value), NULL, among)


def _conditional(node: If, condition: Node, then: Node, otherwise: Node) -> Node:
    """Where the condition is null, what both branches come to if they come to the same."""
    plain = If(condition, then, otherwise, type=node.type)
    if never_null(node.condition):
        return plain
    if then == otherwise:
        agreed = then
    elif isinstance(then, Literal) and isinstance(otherwise, Literal):
        agreed = NULL
    else:
        agreed = If(_same(then, otherwise, node.type.kind), then, NULL)
    return If(_is_null(condition), agreed, plain, type=node.type)


def _extreme(node: Call, vocabulary: Vocabulary) -> Node:
    """The least or greatest; engines know it of numbers, so that of dates and durations is written out."""
    listed = isinstance(node.arguments[0], Call) and node.arguments[0].function == "list" and len(node.arguments) == 1
    given = children(node.arguments[0]) if listed else node.arguments
    values = [guarded(value, vocabulary) for value in given]
    if node.type.kind == "number":
        nullable = [value for value, own in zip(values, given, strict=True) if not never_null(own)]
        whole = rebuild(node, lambda child: guarded(child, vocabulary))
        return If(_any_null(nullable), NULL, whole, type=node.type) if nullable else whole
    asked = [Compare("=", NULL, value) if listed else _is_null(value) for value in values]  # so each is told from the other
    test = asked[0] if len(asked) == 1 else Junction("or", tuple(asked))
    return If(test, NULL, _chosen(values, "<=" if node.function == "min" else ">="), type=node.type)


def _chosen(values: Sequence[Node], sign: str) -> Node:
    first, *rest = values
    if not rest:
        return first
    wins = tuple(Compare(sign, first, other) for other in rest)
    return If(wins[0] if len(wins) == 1 else Junction("and", wins), first, _chosen(rest, sign))


def _moved(node: Arithmetic, vocabulary: Vocabulary) -> Node:
    """A date moved: null where that leaves the calendar, which only few dates can."""
    if not isinstance(node.right, Literal):
        raise CoequalError(f"A date that is moved by a worked-out duration cannot be said in DMN: {render(node)}")
    day = guarded(node.left, vocabulary)
    plain = Arithmetic(node.sign, day, node.right, type=node.type)
    try:
        beyond = outside(node, vocabulary)
    except OverflowError:
        raise CoequalError(f"A date that is moved out of the calendar cannot be said in DMN: {render(node)}") from None
    if beyond is None:
        return plain
    sign, limit = beyond
    return If(Compare(sign, day, Literal(limit)), NULL, plain, type=node.type)

"""Types and units, checked when a text is loaded: a mistake is found before anyone is assessed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from coequal.criteria.syntax import (
    Arithmetic,
    Call,
    Compare,
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
    names,
    rebuild,
)
from coequal.criteria.tokens import LanguageError
from coequal.criteria.types import BOOLEAN, DATE, DAYS, LIST, MONTHS, NOT_STATED, NUMBER, ORDERED, TEXT, Type
from coequal.errors import did_you_mean
from coequal.facts.dates import Months

_AREA = re.compile(r"[A-Z0-9]{3,6}")


def check(node: Node, facts: Mapping[str, Type], same: dict[Node, Node]) -> Node:
    """The tree with a type on every node, equal sub-expressions being one node of `same`.

    Raises `LanguageError` where the parts do not go together.
    """
    return _shared(_typed(node, facts), same)


def _typed(node: Node, facts: Mapping[str, Type]) -> Node:
    node = rebuild(node, lambda child: _typed(child, facts))
    branches = (node.then, node.otherwise) if isinstance(node, If) else ()
    for child in children(node):
        if may_be_not_stated(child) and child not in branches:
            raise LanguageError("“not stated” stands for a whole amount or a branch of an if, nowhere else.", child.at)
    return replace(node, type=_type(node, facts))


def _shared(node: Node, same: dict[Node, Node]) -> Node:
    node = rebuild(node, lambda child: _shared(child, same))
    return same.setdefault(node, node)


def may_be_not_stated(node: Node) -> bool:
    """Whether an expression is `not stated`, at least in a branch."""
    return isinstance(node, NotStated) or (isinstance(node, If) and any(map(may_be_not_stated, children(node))))


def _type(node: Node, facts: Mapping[str, Type]) -> Type:
    match node:
        case Literal(value=value):
            return _literal(value, node)
        case Fact(name=name):
            return facts[name]
        case Not(operand=operand):
            return _boolean(operand, "not(…)")
        case Junction(word=word, operands=operands):
            for operand in operands:
                _boolean(operand, word)
            return BOOLEAN
        case Compare(sign=sign, left=left, right=right):
            return _compare(sign, left, right)
        case InRange(operand=operand, low=low, high=high):
            for left, right in ((operand, low), (operand, high), (low, high)):
                _compare("<=", left, right)
            return BOOLEAN
        case OneOf(operand=operand, options=options):
            for option in options:
                _compare("=", operand, option)
            return BOOLEAN
        case Arithmetic(sign=sign, left=left, right=right):
            return _arithmetic(sign, left, right, node)
        case If(condition=condition, then=then, otherwise=otherwise):
            _boolean(condition, "if")
            stated = [branch for branch in (then, otherwise) if branch.type != NOT_STATED]
            if not stated:
                return NOT_STATED
            found = _alike(stated, "The two branches of an if")
            if len(stated) == 1 and found.kind != "number":
                raise LanguageError("“not stated” stands in place of a number.", node.at)
            return found
        case Call(function=function, arguments=arguments):
            return _call(function, arguments, node)
        case IsKnown():
            return BOOLEAN
        case _:
            return NOT_STATED if isinstance(node, NotStated) else node.type


def _literal(value: object, node: Node) -> Type:
    match value:
        case bool():
            return BOOLEAN
        case Decimal():
            return NUMBER
        case str():
            return TEXT
        case date():
            return DATE
        case Months():
            return MONTHS
        case timedelta():
            return DAYS
        case _:
            message = "A policy does not use null. To ask whether something is known write “… is known” or “… is not known”."
            raise LanguageError(message, node.at)


def _boolean(node: Node, word: str) -> Type:
    if node.type != BOOLEAN:
        raise LanguageError(f"{word} joins conditions, but this is {node.type}.", node.at)
    return BOOLEAN


def _compare(sign: str, left: Node, right: Node) -> Type:
    a, b = left.type, right.type
    if {a.kind, b.kind} == {"number", "months"}:
        raise LanguageError(_not_a_duration(left, right), right.at)
    if {a.kind, b.kind} <= {"choice", "text"}:
        _check_choice(left, right)
    elif {a.kind, b.kind} == {"area", "text"}:
        _check_area(left, right)
    else:
        _alike([left, right], "The two sides of a comparison", hint=_hint(left, right))
    if sign not in ("=", "!=") and a.kind not in ORDERED:
        raise LanguageError(f"{sign} compares numbers, dates or durations, not {a}.", left.at)
    return BOOLEAN


def _not_a_duration(left: Node, right: Node) -> str:
    number, duration = (left, right) if left.type.kind == "number" else (right, left)
    message = f"This compares {number.type} with a duration."
    if isinstance(duration, Literal) and isinstance(duration.value, Months):
        count = duration.value.count
        if number.type.unit in ("months", "years") and (number.type.unit == "months" or count % 12 == 0):
            plain = count if number.type.unit == "months" else count // 12
            return f"{message} Write {plain}, without a unit."
    return message


def _hint(left: Node, right: Node) -> str:
    """How to write a date, or a fact that is yes or no, where it is compared with something else that is written out."""
    if {left.type, right.type} == {BOOLEAN, TEXT}:
        return " A fact that is yes or no stands by itself, as in: smokes, or: not(smokes)."
    other = right if left.type == DATE else left
    return "" if DATE not in (left.type, right.type) or names(other) else f" A date is written {_TEXTS['date']}."


def _words(node: Node) -> Iterator[Literal]:
    """The texts written out that an expression may come to."""
    match node:
        case Literal():
            yield node
        case If(then=then, otherwise=otherwise):
            yield from (*_words(then), *_words(otherwise))


def _check_choice(left: Node, right: Node) -> None:
    """A word must be among the values of the choice it is compared with."""
    for choice, other in ((left, right), (right, left)):
        choices = choice.type.choices
        for word in _words(other):
            if choices and word.value not in choices:
                suggestion = did_you_mean(str(word.value), choices) or f" They are: {', '.join(choices)}."
                raise LanguageError(f'"{word.value}" is not among the values here.{suggestion}', word.at)
    if left.type.choices and right.type.choices and left.type != right.type:
        raise LanguageError("These two choices have different values, so they cannot be compared.", right.at)


def _check_area(left: Node, right: Node) -> None:
    for word in _words(right if right.type == TEXT else left):
        if not _AREA.fullmatch(str(word.value)):
            raise LanguageError(f'"{word.value}" is not the code of an area, such as "26A".', word.at)


def _alike(nodes: Sequence[Node], what: str, hint: str = "") -> Type:
    """The one type of several nodes; a number written out takes the unit of the others."""
    found = nodes[0].type
    for node in nodes:
        if node.type == LIST:
            raise LanguageError("A list cannot stand here.", node.at)
        if node.type.kind != found.kind or not _same_unit(node.type, found):
            raise LanguageError(f"{what} do not go together: {found} and {node.type}.{hint}", node.at)
        if node.type.choices != found.choices:
            raise LanguageError(f"{what} are choices with different values.", node.at)
        if node.type.unit:
            found = node.type
    return found


def _same_unit(a: Type, b: Type) -> bool:
    return a.unit == b.unit or None in (a.unit, b.unit)


def _arithmetic(sign: str, left: Node, right: Node, node: Node) -> Type:
    a, b = left.type, right.type
    match a.kind, sign, b.kind:
        case "number", "+" | "-", "number":
            return _alike([left, right], "The two sides of + or -")
        case "number", "*", "number" if None in (a.unit, b.unit):
            return a if a.unit else b
        case "date", "+" | "-", "months" | "days":
            return DATE
        case "date", "-", "date":
            return DAYS
        case (("months" | "days"), "+" | "-", _) if a == b:
            return a
    raise LanguageError(f"{sign} does not go with {a} and {b}.", node.at)


_ARGUMENTS = {"age": 2, "full months": 2, "years and months duration": 2, "date": 1, "duration": 1, "count": 1}


def _call(function: str, arguments: tuple[Node, ...], node: Node) -> Type:
    expected = _ARGUMENTS.get(function)
    if function == "list" and not arguments:
        raise LanguageError("A list needs at least one item, as in [a, b].", node.at)
    if len(arguments) != expected if expected else not arguments:
        wanted = {1: "one argument", 2: "two arguments"}.get(expected or 0, "at least one argument")
        raise LanguageError(f"{function}(…) takes {wanted}.", node.at)
    match function:
        case "list":
            _alike(arguments, "The items of a list")
            return LIST
        case "min" | "max":
            return _extreme(function, arguments)
        case "count":
            if arguments[0].type != LIST:
                raise LanguageError("count(…) counts the items of a list, as in count([a, b]).", node.at)
            return NUMBER
        case "date" | "duration":  # the parser has already read every text that is right
            raise LanguageError(f"This is no {function} that can be read. One is written {_TEXTS[function]}.", node.at)
    for argument in arguments:
        if argument.type != DATE:
            raise LanguageError(f"{function}(…) takes two dates, but this is {argument.type}.", argument.at)
    return {"age": Type("number", "years"), "full months": Type("number", "months")}.get(function, MONTHS)


_TEXTS = {"date": 'date("2023-05-02")', "duration": 'duration("P12M") or duration("P28D")'}


def _extreme(function: str, arguments: tuple[Node, ...]) -> Type:
    if len(arguments) == 1 and isinstance(arguments[0], Call) and arguments[0].function == "list":
        arguments = arguments[0].arguments
    found = _alike(arguments, f"The arguments of {function}(…)")
    if found.kind not in ORDERED:
        raise LanguageError(f"{function}(…) takes numbers, dates or durations, not {found}.", arguments[0].at)
    return found

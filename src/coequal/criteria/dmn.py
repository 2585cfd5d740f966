"""One expression as OMG's DMN specification answers it: `evaluate`.

The language of policies is a subset of FEEL, DMN's expression language, with one difference, named here and nowhere
else: in a policy every operator is three-valued (`kleene.operation`), while DMN (`operation` below) gives a definite
answer to `=`, `!=`, `in (…)` and `if` where something is null. DMN's expressions are not typed beforehand either, so
values of kinds that do not go together give null. Whatever the specification leaves open, or the subset leaves out,
raises `NotSupported`: no answer is better than a wrong one.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coequal.criteria import kleene, syntax
from coequal.criteria.parse import parse
from coequal.criteria.syntax import Arithmetic, Call, Compare, If, InRange, Junction, Node, Not, OneOf, children
from coequal.criteria.tokens import LanguageError
from coequal.errors import NotSupported
from coequal.facts.dates import Months
from coequal.facts.values import EXACT

Value = Any
_KINDS = {bool: "boolean", Decimal: "number", str: "text", date: "date", Months: "months", timedelta: "days", tuple: "list"}
_ORDERED = ("number", "text", "date", "months", "days")
_STRANGE = re.compile("[\\x1c-\\x1f\U00010000-\U0010ffff]")  # FEEL's white space and order of texts leave them open
_NO_TIME = (Months(0), timedelta(0))


def evaluate(expression: str) -> Value:
    """What DMN says of one expression without facts: True, False, a `Decimal`, text, date, duration, list, or None for null.

    Raises `NotSupported` for FEEL outside the declared subset.
    """
    if _STRANGE.search(expression):
        raise NotSupported("Control characters, and characters beyond U+FFFF, are not in the subset.")
    try:
        tree = parse(expression, ())
    except LanguageError as error:
        raise NotSupported(f"{error.message} (character {error.at + 1} of: {expression[:200]})") from None
    try:
        return _listed(_value(tree))
    except OverflowError:
        raise NotSupported("Durations of more than 999,999,999 days are not in the subset.") from None


def _listed(value: Value) -> Value:
    """Lists as Python's own."""
    return [_listed(item) for item in value] if isinstance(value, tuple) else value


def operation(node: Node) -> Callable[..., Value]:
    """What a node does with the values of its children in DMN; `kleene.operation` is its counterpart in a policy."""
    match node:
        case syntax.Literal(value=value):
            return lambda: value
        case Not():
            return lambda value: not value if isinstance(value, bool) else None
        case Junction(word=word):
            join = kleene.both if word == "and" else kleene.either
            together = _tested_together(node.operands) if word == "or" else frozenset()
            return lambda *values: _joined(join, values, together)
        case Compare(sign="="):
            return _equal
        case Compare(sign="!="):
            return lambda a, b: kleene.negation(_equal(a, b))
        case Compare(sign=sign):
            return lambda a, b: kleene.COMPARE[sign](a, b) if _kind(a) == _kind(b) and _kind(a) in _ORDERED else None
        case InRange(low_in=low_in, high_in=high_in):
            return lambda value, low, high: _in_range(value, low, high, low_in, high_in)
        case OneOf():
            return _one_of
        case Arithmetic(sign=sign):
            return lambda a, b: _arithmetic(sign, a, b)
        case If():
            return _conditional
        case Call(function=function) if function in _FUNCTIONS:
            return _FUNCTIONS[function]
    raise NotSupported("This is coequal's own, and no part of FEEL.")


def _value(node: Node) -> Value:
    return operation(node)(*[_value(child) for child in children(node)])


def _tested_together(operands: Sequence[Node]) -> frozenset[int]:
    """The places of the operands that stand for one `in (…, …)`: they test the very same node."""
    tested = [getattr(part, "left", getattr(part, "operand", part)) for part in operands]
    return frozenset(place for place, node in enumerate(tested) if sum(other is node for other in tested) > 1)


def _joined(join: Callable[[Sequence[Value]], bool | None], values: Sequence[Value], together: frozenset[int]) -> bool | None:
    found = join([value if isinstance(value, bool) else None for value in values])
    if found is None and any(values[place] is None for place in together):
        raise NotSupported("DMN leaves open what in does where one of several tests is null.")
    return found


def _kind(value: Value) -> str | None:
    return _KINDS.get(type(value))


def _equal(a: Value, b: Value) -> bool | None:
    """Null equals null and nothing else; values of different kinds are not comparable."""
    if a is None or b is None:
        return a is b
    kinds = (_kind(a), _kind(b))
    if kinds == ("list", "list"):
        return _equal_lists(a, b)
    if "list" in kinds or (kinds[0] != kinds[1] and a in _NO_TIME and b in _NO_TIME):
        raise NotSupported("DMN leaves open whether a list equals its only item, or no months equal no days.")
    return a == b if kinds[0] == kinds[1] else None


def _equal_lists(a: Sequence[Value], b: Sequence[Value]) -> bool:
    """Whether two lists have equal items in the same order."""
    if "list" in map(_kind, (*a, *b)):
        raise NotSupported("Lists of lists are not compared.")
    if len(a) != len(b):
        return False
    found = [_equal(*items) for items in zip(a, b, strict=True)]
    if None in found:
        raise NotSupported("Lists with items of different kinds are not compared.")
    return all(found)


def _in_range(value: Value, low: Value, high: Value, low_in: bool, high_in: bool) -> bool | None:
    kinds = {_kind(value), _kind(low), _kind(high)} - {None}
    if len(kinds) > 1 or not kinds.issubset(_ORDERED):
        raise NotSupported("A range of one kind of value is asked about another.")
    found = kleene.in_range(value, low, high, low_in, high_in)
    if None in (low, high):
        if found is False or value is None:
            raise NotSupported("DMN leaves open what a range with an end of null holds.")
    elif low > high:
        raise NotSupported("DMN leaves open what a range holds that ends before it begins.")
    return found


def _one_of(value: Value, *options: Value) -> bool:
    if "list" in map(_kind, (value, *options)) or options == (None,):
        raise NotSupported("Lists among the values after in, or null alone, are not in the subset.")
    found = [_equal(value, option) for option in options]
    if True not in found and None in found:
        raise NotSupported("A value is sought among values of another kind.")
    return True in found


def _arithmetic(sign: str, a: Value, b: Value) -> Value:
    kinds = (_kind(a), sign, _kind(b))
    match kinds:
        case "number", _, "number":
            return kleene.arithmetic(sign, a, b)
        case (("months" | "days"), "*", "number"):
            return _times(a, b)
        case "number", "*", ("months" | "days"):
            return _times(b, a)
        case "number", "-", ("months" | "days") if a == 0:
            raise NotSupported("A minus before a computed duration is not in the subset.")
        case ("months", "+" | "-", "months") | ("days", "+" | "-", "days") | ("date", "-", "date"):
            return kleene.arithmetic(sign, a, b)
        case "date", "+" | "-", "months" | "days":
            return _moved(a, b, 1 if sign == "+" else -1)
        case (("months" | "days"), "+", "date"):
            return _moved(b, a, 1)
        case "text", "+", "text":
            return a + b
    return None


def _moved(day: date, by: Months | timedelta, sign: int) -> date:
    found = kleene.moved(day, by, sign)
    if found is None:
        raise NotSupported("Years outside 1 to 9999 are not in the subset.")
    return found


def _times(duration: Months | timedelta, number: Decimal) -> Months | timedelta:
    """A multiple of a duration; months are cut to whole ones, towards zero."""
    if isinstance(duration, Months):
        return Months(int(EXACT.multiply(Decimal(duration.count), number)))
    if number != int(number):
        raise NotSupported("Parts of a day are not in the subset.")
    return duration * int(number)


def _conditional(condition: Value, then: Value, otherwise: Value) -> Value:
    if condition is not None and not isinstance(condition, bool):
        raise NotSupported("DMN leaves open what an if does with a condition that is neither true nor false.")
    return then if condition else otherwise


def _date(*arguments: Value) -> date | None:
    """`date(text)` that the parser could not read, `date(date)`, or `date(year, month, day)`."""
    kinds = [_kind(argument) for argument in arguments]
    if kinds == ["number"] * 3:
        return _from_numbers(*arguments)
    if kinds == ["text"] and re.match(r"-?\d{4,}-\d\d-\d\d.|-\d{4,}|0000|[1-9]\d{4,}", arguments[0]):
        raise NotSupported("Only dates of the years 1 to 9999, without a time, are in the subset.")
    return arguments[0] if kinds == ["date"] else None


def _from_numbers(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    if not all(part == int(part) for part in (year, month, day)) or not 1 <= year <= 9999:
        raise NotSupported("Only dates of the years 1 to 9999 are in the subset.")
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None


def _duration(*arguments: Value) -> None:
    """`duration(text)` that the parser could not read: null, unless it has a time or is very long."""
    if [_kind(argument) for argument in arguments] == ["text"] and re.match(r"-?P.*\d[YMDHS.T]|-?PT", arguments[0]):
        raise NotSupported("Durations of whole days or of whole months are in the subset.")


def _of_two_dates(name: str) -> Callable[..., Value]:
    apply = kleene.function(name)
    return lambda *arguments: apply(*arguments) if [_kind(a) for a in arguments] == ["date", "date"] else None


def _extreme(name: str) -> Callable[..., Value]:
    def extreme(*arguments: Value) -> Value:
        items = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], tuple) else arguments
        if arguments and not items:
            return None
        kinds = {_kind(item) for item in items}
        if len(kinds) != 1 or not kinds <= set(_ORDERED):
            raise NotSupported(f"{name}(…) is answered for values of one kind that have an order.")
        return min(items) if name == "min" else max(items)

    return extreme


def _count(*arguments: Value) -> Decimal:
    if len(arguments) != 1 or not isinstance(arguments[0], tuple):
        raise NotSupported("count(…) is answered for one list.")
    return Decimal(len(arguments[0]))


_FUNCTIONS: dict[str, Callable[..., Value]] = {
    "date": _date,
    "duration": _duration,
    "years and months duration": _of_two_dates("years and months duration"),
    "age": _of_two_dates("age"),
    "full months": _of_two_dates("full months"),
    "min": _extreme("min"),
    "max": _extreme("max"),
    "count": _count,
    "list": lambda *items: items,
}

"""The parts of sentences: how a comparison, a range or a date is said, with or without a case's values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coequal.criteria.render import render
from coequal.criteria.syntax import Arithmetic, Call, Compare, Current, Fact, InRange, Literal, Node, OneOf
from coequal.facts.dates import Duration, Months, say_date, say_duration
from coequal.facts.dictionary import Fact as Entry
from coequal.facts.values import say_number

AreaName = Callable[[str], str]
CLAUSED = ("boolean", "choice")  # the kinds whose values have clauses of their own
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ARITHMETIC = {"+": "plus", "-": "less", "*": "times"}
_HOLDS = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "=": "", "!=": "not"}
_FAILS = {"<": "not below", "<=": "above", ">": "not above", ">=": "below", "=": "not", "!=": ""}
_DATE_HOLDS = {"<": "before", "<=": "on or before", ">": "after", ">=": "on or after", "=": "", "!=": "not"}
_DATE_FAILS = {"<": "not before", "<=": "after", ">": "not after", ">=": "before", "=": "not", "!=": ""}
_SINCE_HOLDS = {"<": "more than {}", "<=": "{} or more", ">": "less than {}", ">=": "at most {}", "=": "", "!=": "not {}"}
_SINCE_FAILS = {"<": "not more than {}", "<=": "less than {}", ">": "{} or more", ">=": "more than {}", "=": "not {}", "!=": ""}


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one dictionary; `area` names an area by its code."""

    facts: Mapping[str, Entry]
    area: AreaName

    def subject(self, node: Node) -> str:
        """What a node speaks of: `her body mass index`, or its formula where it has no words of its own."""
        match node:
            case Fact(name=name) | Current(name=name):
                return self.facts[name].says
            case Arithmetic(sign="-", left=Fact(name=name), right=Literal(value=Months() | timedelta() as by)):
                return f"{say_duration(by)} before {self.moment(name)}"
            case Arithmetic(sign="+", left=Fact(name=name), right=Literal(value=Months() | timedelta() as by)):
                return f"{say_duration(by)} after {self.moment(name)}"
            case Literal(value=value):
                return self.value(value, node)
            case Call(function="max", arguments=(Literal(value=least), rest)) if least == 0:
                return f"{self.subject(rest)}, but not below 0"
            case Arithmetic(sign=sign, left=Fact() | Literal(), right=Fact() | Literal()) if node.type.kind == "number":
                return f"{self.subject(node.left)} {_ARITHMETIC[sign]} {self.subject(node.right)}"
            case _:
                return render(node)

    def moment(self, name: str) -> str:
        """The event whose date a fact is: `referral` of the date of referral."""
        fact = self.facts[name]
        return fact.moment or fact.says

    def value(self, value: Any, node: Node) -> str:
        """A value in words; with its unit where the dictionary knows several."""
        match value:
            case None:
                return "not known"
            case Decimal():
                fact = self.facts.get(getattr(node, "name", ""))
                return f"{say_number(value)} {fact.unit}" if fact and fact.other_units else say_number(value)
            case date():
                return say_date(value)
            case Months() | timedelta():
                return say_duration(value)
            case _:
                return self.area(value) if node.type.kind == "area" else str(value)

    def clause(self, node: Fact | Current, value: object) -> str:
        """The clause for a value of a boolean or a choice: `her partner is a man`."""
        key = str(value).lower() if isinstance(value, bool) else str(value)
        return self.facts[node.name].values[key]

    def relation(self, sign: str, left: Node, right: Node, holds: bool = True) -> str:
        """What follows the subject of a comparison: `above 30`, `not below 9`, `12 months or more before referral`."""
        if since := before_moment(right):
            words = (_SINCE_HOLDS if holds else _SINCE_FAILS)[sign]
            return f"{words.format(say_duration(since[1])) or say_duration(since[1])} before {self.moment(since[0])}"
        tables = (_DATE_HOLDS, _DATE_FAILS) if left.type.kind == "date" else (_HOLDS, _FAILS)
        return f"{tables[not holds][sign]} {self.named(right, left)}".strip()

    def span(self, node: InRange) -> str:
        """What follows the subject of a range: `at least 19 and at most 30`, `within the 2 years before referral`."""
        if (since := before_moment(node.low)) and node.high == Fact(since[0]) and node.low_in and node.high_in:
            return f"within the {say_duration(since[1])} before {self.moment(since[0])}"
        low = self.relation(">=" if node.low_in else ">", node.operand, node.low)
        return f"{low} and {self.relation('<=' if node.high_in else '<', node.operand, node.high)}"

    def named(self, node: Node, of: Node) -> str:
        """The other side of a comparison: an area by its name, anything else as it is said."""
        if of.type.kind == "area" and isinstance(node, Literal):
            return self.area(str(node.value))
        return self.subject(node)

    def options(self, node: OneOf) -> str:
        """The values of `in (a, b)`, as words."""
        return " or ".join(self.named(option, node.operand) for option in node.options)


def facing(node: Compare) -> Compare:
    """A comparison with what is written out on its right: `30 > patient BMI` as `patient BMI < 30`."""
    if not isinstance(node.left, Literal) or isinstance(node.right, Literal):
        return node
    return replace(node, sign=_TURNED.get(node.sign, node.sign), left=node.right, right=node.left)


def before_moment(node: Node) -> tuple[str, Duration] | None:
    """The fact and the duration of `referral date - 12 months`; None of anything else."""
    match node:
        case Arithmetic(sign="-", left=Fact(name=name), right=Literal(value=Months() | timedelta() as by)):
            return name, by
    return None


def joined(clauses: list[str], word: str) -> str:
    """Clauses as one: `a`, `a, and b`, `a; b; and c`."""
    match clauses:
        case [only]:
            return only
        case [first, second]:
            return f"{first}, {word} {second}"
    return "; ".join([*clauses[:-1], f"{word} {clauses[-1]}"])


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?', '!')) else '.'}"

"""From text to syntax tree: a Pratt parser, so that a message can say what was expected where.

Weakest first: `or`, `and`, comparison (`= != < <= > >= in between is known`), `+ -`, `*`, minus.
"""

import re
from collections.abc import Collection
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
)
from coequal.criteria.tokens import LanguageError, Token, UnknownName, tokens
from coequal.criteria.types import BOOLEAN, NUMBER, TEXT
from coequal.errors import did_you_mean
from coequal.facts.dates import Duration, Months, duration
from coequal.facts.values import EXACT

DEEPEST = 40
MOST_DIGITS = EXACT.prec
LONGEST_DURATION = 999_999
COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _MINUS = 1, 2, 3, 4, 5, 6
_STRENGTH = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT}
_STRENGTH |= dict.fromkeys((*COMPARISONS, "in", "between", "is known", "is not known"), _COMPARISON)
_CONSTANTS = {"true": True, "false": False, "null": None}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}


_DURATION = re.compile(r"(?P<sign>-?)P((?P<years>\d{1,4})Y)?((?P<months>\d{1,5})M)?((?P<days>\d{1,6})D)?", re.ASCII)


def written(function: str, text: object) -> date | Duration | None:
    """The date or duration of FEEL's `date("2024-02-29")` or `duration("P1Y2M")`; None where it is none."""
    if not isinstance(text, str):
        return None
    if function == "date":
        try:
            return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
        except ValueError:
            return None
    found = _DURATION.fullmatch(text)
    if found is None or (found["days"] is None) == (found["years"] is None and found["months"] is None):
        return None  # nothing at all, or the two kinds of duration in one
    sign = -1 if found["sign"] else 1
    if found["days"] is not None:
        return timedelta(sign * int(found["days"]))
    return Months(sign * (12 * int(found["years"] or 0) + int(found["months"] or 0)))


_UNIT = " A number is compared without its unit: 8, not 8 weeks. A duration is a number of days, months or years."
_SAID_OTHERWISE = {  # what people write for something that the language has, by what they write
    **dict.fromkeys(("week", "weeks", "hour", "hours", "kg", "cm", "percent"), _UNIT),
    **dict.fromkeys(("yes", "no"), " A fact that is yes or no stands by itself, as in: smokes, or: not(smokes)."),
}


def parse(text: str, known: Collection[str]) -> Node:
    """The tree of an expression over the facts `known`. Raises `LanguageError`."""
    parser = _Parser(text, known)
    node = parser.expression(0)
    if parser.next.kind not in ("end", "unknown"):
        said = parser.unexpected(parser.next, "the end, or a word such as and")
        raise LanguageError(f"{said.message} Write it like this: patient age at treatment in [23 .. 40)", said.at)
    parser.expect("end", "", "the end, or a word such as and")
    return node


class _Parser:
    def __init__(self, text: str, known: Collection[str]) -> None:
        self.text, self.known = text, known
        self.tokens = tokens(text, known)
        self.position = 0
        self.depth = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def take(self) -> Token:
        token = self.next
        self.position += 1
        return token

    def accept(self, *texts: str) -> bool:
        """Whether one of these words or signs came next; if so it is taken."""
        if self.next.kind in ("word", "sign") and self.next.text in texts:
            self.position += 1
            return True
        return False

    def expect(self, kind: str, text: str, expected: str) -> Token:
        token = self.next
        if token.kind != kind or (text and token.text != text):
            raise self.unexpected(token, expected)
        return self.take()

    def unexpected(self, token: Token, expected: str) -> LanguageError:
        if token.kind == "unknown":
            suggestion = _SAID_OTHERWISE.get(token.text.casefold()) or did_you_mean(token.text, self.known)
            return UnknownName(f'There is no fact called "{token.text}".{suggestion}', token.at)
        if token.kind == "end":
            return LanguageError(f"The expression ends too soon: {expected} is missing.", token.at)
        signs = " Comparisons are written =, !=, <, <=, > and >=." if token.text in ("=", "<", ">") else ""
        return LanguageError(f'"{token.text}" was not expected here: {expected} was.{signs}', token.at)

    def expression(self, strength: int) -> Node:
        """The longest expression from here whose operators bind more than `strength`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise LanguageError(f"This expression is nested more than {DEEPEST} levels deep.", self.next.at)
        node = self.continued(self.operand(), strength)
        self.depth -= 1
        return node

    def continued(self, left: Node, strength: int) -> Node:
        """What begins with `left`, as far as operators bind more than `strength`."""
        while (own := self.strength()) > strength:
            left = self.infix(left, self.take(), own)
            if own == _COMPARISON and self.strength() >= _COMPARISON:
                message = f'A comparison cannot be followed by "{self.next.text}". Join two comparisons with and.'
                raise LanguageError(message, self.next.at)
        return left

    def strength(self) -> int:
        """How much the next word or sign binds what stands on its sides; 0 where it is no operator."""
        return _STRENGTH.get(self.next.text, 0) if self.next.kind in ("word", "sign") else 0

    def operand(self) -> Node:
        token = self.take()
        match token.kind, token.text:
            case "number", _:
                return self.number(token)
            case "string", _:
                return Literal(self.unescape(token), at=token.at, type=TEXT)
            case "name", _:
                return Fact(token.text, at=token.at)
            case "function", _:
                self.expect("sign", "(", "a bracket")
                return self.call(token, self.items(")"))
            case "word", "true" | "false":
                return Literal(_CONSTANTS[token.text], at=token.at, type=BOOLEAN)
            case "word", "null":
                return Literal(None, at=token.at)
            case "word", "not stated":
                return NotStated(at=token.at)
            case "word", "not":
                self.expect("sign", "(", "a bracket, as in not(…),")
                return Not(self.closed(), at=token.at)
            case "word", "if":
                return self.conditional(token)
            case "sign", "(":
                return self.closed()
            case "sign", "[":
                return Call("list", self.items("]"), at=token.at)
            case "sign", "-":
                return self.negative(token)
            case "sign", "@":
                return self.at_literal(token)
        raise self.unexpected(token, "a fact or a value")

    def number(self, token: Token) -> Node:
        number = Decimal(token.text)
        if len(number.as_tuple().digits) > MOST_DIGITS:
            raise LanguageError(f"A number has at most {MOST_DIGITS} digits.", token.at)
        if self.next.kind != "unit":
            return Literal(number, at=token.at, type=NUMBER)
        unit = self.take().text
        if number != int(number) or number > LONGEST_DURATION:
            message = f"A duration is a whole number up to {LONGEST_DURATION:,}, such as 12 months, not {token.text}."
            raise LanguageError(message, token.at)
        return Literal(duration(int(number), unit), at=token.at)

    def negative(self, token: Token) -> Node:
        operand = self.expression(_MINUS)
        match operand:
            case Literal(value=Decimal() as value):
                return Literal(EXACT.minus(value), at=token.at, type=NUMBER)
            case Literal(value=timedelta() as value):
                return Literal(-value, at=token.at)
            case Literal(value=Months(count)):
                return Literal(Months(-count), at=token.at)
        return Arithmetic("-", Literal(Decimal(0), at=token.at, type=NUMBER), operand, at=token.at)

    def at_literal(self, token: Token) -> Node:
        """`@"2024-02-29"` or `@"P1Y2M"`."""
        text = self.unescape(self.expect("string", "", "a date or a duration in quotation marks"))
        for function in ("date", "duration"):
            if (value := written(function, text)) is not None:
                return Literal(value, at=token.at)
        raise LanguageError(f'"{text}" is neither a date, such as @"2024-02-29", nor a duration, such as @"P1Y2M".', token.at)

    def call(self, token: Token, arguments: tuple[Node, ...]) -> Node:
        """A function; a date or a duration that is written out well is a value at once."""
        if token.text in ("date", "duration") and len(arguments) == 1 and isinstance(arguments[0], Literal):
            value = written(token.text, arguments[0].value)
            if value is not None:
                return Literal(value, at=token.at)
        return Call(token.text, arguments, at=token.at)

    def closed(self) -> Node:
        """An expression and the bracket that closes it."""
        node = self.expression(0)
        self.expect("sign", ")", "a closing bracket")
        return node

    def items(self, end: str, *first: Node) -> tuple[Node, ...]:
        """Expressions with commas between them, and the bracket that closes them; the first may have been read already."""
        items = [*first]
        while not self.accept(end):
            if items:
                self.expect("sign", ",", f"a comma or {end}")
            items.append(self.expression(0))
        return tuple(items)

    def conditional(self, token: Token) -> Node:
        condition = self.expression(0)
        self.expect("word", "then", "then")
        then = self.expression(0)
        self.expect("word", "else", "else")
        return If(condition, then, self.expression(0), at=token.at)

    def infix(self, left: Node, token: Token, strength: int) -> Node:
        match token.text:
            case "and" | "or":
                return self.junction(token, left, self.expression(strength))
            case "+" | "-" | "*":
                return Arithmetic(token.text, left, self.expression(strength), at=token.at)
            case "is known":
                return IsKnown(left, at=token.at)
            case "is not known":
                return Not(IsKnown(left, at=token.at), at=token.at)
            case "between":
                low = self.expression(_COMPARISON)
                self.expect("word", "and", "and")
                return InRange(left, low, self.expression(_COMPARISON), True, True, at=token.at)
            case "in":
                return self.membership(left, token)
            case _:
                return Compare(token.text, left, self.expression(strength), at=token.at)

    def junction(self, token: Token, left: Node, right: Node) -> Node:
        """`a and b and c` is one node; brackets around equals make no difference."""
        operands: list[Node] = []
        for side in (left, right):
            operands.extend(side.operands if isinstance(side, Junction) and side.word == token.text else (side,))
        return Junction(token.text, tuple(operands), at=token.at)

    def membership(self, operand: Node, token: Token) -> Node:
        """What may follow `in`: a range, a comparison without its left side, a value, or several of these in brackets."""
        opening = self.next.text
        if not self.accept("(", "["):
            found = self.test(operand, (*COMPARISONS, "]"))
            if self.accept(".."):
                raise LanguageError("A range stands in brackets, as in [19 .. 30].", found.at)
            return found
        signs, closing = ((*COMPARISONS, "[", "]", "("), ")") if opening == "(" else (("[", "("), "]")
        tests = [self.test(operand, signs)]
        if isinstance(tests[0], OneOf) and self.accept(".."):
            return self.range(operand, tests[0].options[0], token.at, low_in=opening == "[")
        while self.accept(","):
            tests.append(self.test(operand, signs))
        self.expect("sign", closing, f"a comma or {closing}")
        if values := [option for test in tests if isinstance(test, OneOf) for option in test.options]:
            tests = [*(test for test in tests if not isinstance(test, OneOf)), OneOf(operand, tuple(values), at=token.at)]
        return tests[0] if len(tests) == 1 else Junction("or", tuple(tests), at=token.at)

    def test(self, operand: Node, signs: Collection[str]) -> Node:
        """One of several tests: a range or a comparison, if one of `signs` begins it, else a value."""
        token = self.next
        if not self.accept(*signs):
            return OneOf(operand, (self.expression(_COMPARISON),), at=token.at)
        if token.text in COMPARISONS:
            return Compare(token.text, operand, self.expression(_COMPARISON), at=token.at)
        return self.opened(operand, token)

    def opened(self, operand: Node, token: Token) -> Node:
        """What an opening bracket among tests begins: a range, a value in brackets, or a list."""
        if token.text == "[" and self.accept("]"):
            value: Node = Call("list", (), at=token.at)
        else:
            value = self.expression(0)
            if self.accept(".."):
                return self.range(operand, value, token.at, low_in=token.text == "[")
            match token.text:
                case "[":
                    value = Call("list", self.items("]", value), at=token.at)
                case "(":
                    self.expect("sign", ")", "a closing bracket")
                case _:
                    raise self.unexpected(self.next, "..")
        return OneOf(operand, (self.continued(value, _COMPARISON),), at=token.at)

    def range(self, operand: Node, low: Node, at: int, *, low_in: bool) -> Node:
        """The rest of a range, from its upper end."""
        high = self.expression(_COMPARISON)
        token = self.take()
        if token.text not in ("]", ")", "["):
            raise self.unexpected(token, "] or )")
        return InRange(operand, low, high, low_in, token.text == "]", at=at)

    def unescape(self, token: Token) -> str:
        """The text between quotation marks. Raises `LanguageError` on an escape that the language does not have."""
        for escape in re.finditer(r"\\(.)", token.text):
            if escape[1] not in _ESCAPES:
                raise LanguageError(f"The language has no escape {escape[0]} in a text.", token.at + escape.start())
        return re.sub(r"\\(.)", lambda escape: _ESCAPES[escape[1]], token.text[1:-1])

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
from coequal.criteria.tokens import LanguageError, Token, tokens
from coequal.criteria.types import ANY, BOOLEAN, DATE, NUMBER, TEXT
from coequal.errors import did_you_mean
from coequal.facts.dates import Duration, Months, duration

DEEPEST = 40
COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _MINUS = 1, 2, 3, 4, 5, 6
_STRENGTH = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT}
_STRENGTH |= dict.fromkeys((*COMPARISONS, "in", "between", "is known", "is not known"), _COMPARISON)
_CONSTANTS = {"true": True, "false": False, "null": None}
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'"}


_DURATION = re.compile(r"(?P<sign>-?)P((?P<years>\d{1,4})Y)?((?P<months>\d{1,5})M)?((?P<days>\d{1,6})D)?")


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


def parse(text: str, known: Collection[str]) -> Node:
    """The tree of an expression over the facts `known`. Raises `LanguageError`."""
    parser = _Parser(text, known)
    node = parser.expression(0)
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
            return LanguageError(f'There is no fact called "{token.text}".{did_you_mean(token.text, self.known)}', token.at)
        if token.kind == "end":
            return LanguageError(f"The expression ends too soon: {expected} is missing.", token.at)
        return LanguageError(f'"{token.text}" was not expected here: {expected} was.', token.at)

    def expression(self, strength: int) -> Node:
        """The longest expression from here whose operators bind more than `strength`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise LanguageError(f"This expression is nested more than {DEEPEST} levels deep.", self.next.at)
        left = self.operand()
        while self.next.kind in ("word", "sign") and _STRENGTH.get(self.next.text, 0) > strength:
            token = self.take()
            left = self.infix(left, token, _STRENGTH[token.text])
            if _STRENGTH[token.text] == _COMPARISON and _STRENGTH.get(self.next.text, 0) == _COMPARISON:
                raise LanguageError("One comparison cannot follow another. Join two with and.", self.next.at)
        self.depth -= 1
        return left

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
        raise self.unexpected(token, "a fact or a value")

    def number(self, token: Token) -> Node:
        number = Decimal(token.text)
        if self.next.kind != "unit":
            return Literal(number, at=token.at, type=NUMBER)
        unit = self.take().text
        if number != int(number) or number > 100_000:
            raise LanguageError(f"A duration is a whole number, such as 12 months, not {token.text}.", token.at)
        return Literal(duration(int(number), unit), at=token.at)

    def negative(self, token: Token) -> Node:
        operand = self.expression(_MINUS)
        match operand:
            case Literal(value=Decimal() | timedelta() as value):
                return Literal(-value, at=token.at, type=operand.type)
            case Literal(value=Months(count)):
                return Literal(Months(-count), at=token.at, type=operand.type)
        return Arithmetic("-", Literal(Decimal(0), at=token.at, type=NUMBER), operand, at=token.at)

    def call(self, token: Token, arguments: tuple[Node, ...]) -> Node:
        """A function; a date or a duration that is written out well is a value at once."""
        if token.text in ("date", "duration") and len(arguments) == 1 and isinstance(arguments[0], Literal):
            value = written(token.text, arguments[0].value)
            if value is not None:
                return Literal(value, at=token.at, type=DATE if token.text == "date" else ANY)
        return Call(token.text, arguments, at=token.at)

    def closed(self) -> Node:
        """An expression and the bracket that closes it."""
        node = self.expression(0)
        self.expect("sign", ")", "a closing bracket")
        return node

    def items(self, end: str) -> tuple[Node, ...]:
        """Expressions with commas between them, and the bracket that closes them."""
        items: list[Node] = []
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
        """What may follow `in`: a range, a list, or tests in brackets, each a value, a range or `< 5`."""
        tests: list[Node] = []
        values: list[Node] = []
        if self.accept("("):
            tests, values = self.tests(operand)
            if len(values) == 1 and not tests and self.accept(".."):
                return self.range(operand, values[0], token.at, low_in=False)
            self.expect("sign", ")", "a comma or a closing bracket")
        elif self.accept("["):
            values = [self.expression(_COMPARISON)]
            if self.accept(".."):
                return self.range(operand, values[0], token.at, low_in=True)
            while self.accept(","):
                values.append(self.expression(_COMPARISON))
            self.expect("sign", "]", "a comma or ]")
        else:
            tests = [self.test(operand)]
        if values:
            tests.append(OneOf(operand, tuple(values), at=token.at))
        return tests[0] if len(tests) == 1 else Junction("or", tuple(tests), at=token.at)

    def tests(self, operand: Node) -> tuple[list[Node], list[Node]]:
        """The tests in a bracket and its plain values; only the first of these may begin a range, `(low .. high]`."""
        tests: list[Node] = []
        values: list[Node] = []
        while True:
            if self.next.kind == "sign" and self.next.text in (*COMPARISONS, "[", "]", "("):
                tests.append(self.test(operand))
            else:
                values.append(self.expression(_COMPARISON))
            if not self.accept(","):
                return tests, values

    def test(self, operand: Node) -> Node:
        """One range, or a comparison without its left side."""
        token = self.take()
        if token.kind == "sign" and token.text in COMPARISONS:
            return Compare(token.text, operand, self.expression(_COMPARISON), at=token.at)
        if token.kind != "sign" or token.text not in "[](":
            raise self.unexpected(token, "a range such as [19 .. 30], or values in brackets,")
        low = self.expression(_COMPARISON)
        self.expect("sign", "..", "..")
        return self.range(operand, low, token.at, low_in=token.text == "[")

    def range(self, operand: Node, low: Node, at: int, *, low_in: bool) -> Node:
        """The rest of a range, from its upper end."""
        high = self.expression(_COMPARISON)
        token = self.take()
        if token.kind != "sign" or token.text not in ("]", ")", "["):
            raise self.unexpected(token, "] or )")
        return InRange(operand, low, high, low_in, token.text == "]", at=at)

    def unescape(self, token: Token) -> str:
        """The text between quotation marks. Raises `LanguageError` on an escape that the language does not have."""
        pieces = token.text[1:-1].split("\\")
        text = pieces[0]
        for piece in pieces[1:]:
            if piece[:1] not in _ESCAPES or not piece:
                raise LanguageError("The language has no such escape in a text.", token.at)
            text += _ESCAPES[piece[0]] + piece[1:]
        return text

"""From text to the parts of a FEEL expression: a Pratt parser of FEEL's own grammar, wider than that of policies.

Weakest first: `or`, `and`, comparison, `+ -`, `* /`, `**`, minus, `instance of`, and what follows a value: `. [ (`.
"""

from collections.abc import Collection
from decimal import Decimal

from coequal.criteria.feel.literals import at_literal
from coequal.criteria.feel.reader import RESERVED, Reader
from coequal.criteria.feel.tree import (
    Between,
    Binary,
    Call,
    Entries,
    Filter,
    For,
    Function,
    If,
    InRange,
    InstanceOf,
    Items,
    Iteration,
    Junction,
    Literal,
    Membership,
    Name,
    Negative,
    Node,
    Path,
    Test,
    Type,
)
from coequal.criteria.parse import LONGEST_DURATION, MOST_DIGITS
from coequal.facts.dates import UNITS, duration

DEEPEST = 40
_COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
_OR, _AND, _COMPARISON, _SUM, _PRODUCT, _POWER, _MINUS, _INSTANCE, _POSTFIX = range(1, 10)
_STRENGTH = {"or": _OR, "and": _AND, "+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER, "instance": _INSTANCE}
_STRENGTH |= dict.fromkeys((*_COMPARISONS, "in", "between"), _COMPARISON) | dict.fromkeys((".", "[", "("), _POSTFIX)
_CONSTANTS = {"true": True, "false": False, "null": None}
_TYPES = ("years and months duration", "days and time duration", "date and time")
PROPERTIES = ("time offset", "start included", "end included")


def parse(text: str, functions: Collection[str]) -> Node:
    """The parts of an expression, in which `functions` may be called by names of several words. Raises `NotSupported`."""
    parser = _Parser(text, functions)
    node = parser.expression(0)
    parser.expect("end", "", "the end")
    return node


class _Parser(Reader):
    def __init__(self, text: str, functions: Collection[str]) -> None:
        super().__init__(text, functions)
        self.depth = 0
        self.end_of_range = 0  # how deep an upper end is read, where [ closes the range and opens no filter

    def expression(self, strength: int) -> Node:
        """The longest expression from here whose operators bind more than `strength`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.refused(f"This is nested more than {DEEPEST} levels deep")
        left = self.operand()
        steps = 0
        while (own := self.strength()) > strength:
            left = self.infix(left, own)
            steps += own >= _POWER
            if steps > DEEPEST:
                raise self.refused(f"More than {DEEPEST} filters, names and calls follow one another")
            if own == _COMPARISON and self.strength() >= _COMPARISON:
                raise self.refused("A comparison is not followed by another operator in the subset")
        self.depth -= 1
        return left

    def strength(self) -> int:
        """How much the next word or sign binds what stands on its sides; 0 where it is no operator."""
        if self.next.kind not in ("word", "sign") or (self.next.text == "[" and self.depth == self.end_of_range):
            return 0
        return _STRENGTH.get(self.next.text, 0)

    def operand(self) -> Node:
        match self.next.kind, self.next.text:
            case "number", _:
                return self.number()
            case "string", _:
                return Literal(self.string())
            case "word", "true" | "false" | "null":
                return Literal(_CONSTANTS[self.take().text])
            case "word", "if":
                return self.conditional()
            case "word", "for" | "some" | "every":
                return self.iterated()
            case "word", "function" if self.after(1) == "(":
                return self.function()
            case "word", "not" if self.after(1) == "(":
                return Name(self.take().text)
            case "word", word if word not in RESERVED:
                return Name(self.name(self.names))
            case "sign", "(" | "[" | "]":
                return self.bracketed()
            case "sign", "{":
                return self.context()
            case "sign", "-":
                self.take()
                return Negative(self.expression(_MINUS))
            case "sign", "@":
                self.take()
                return self.at()
        raise self.refused(f'"{self.next.text}" was not expected here: a value was')

    def number(self) -> Node:
        token = self.take()
        number = Decimal(token.text)
        if len(number.as_tuple().digits) > MOST_DIGITS:
            raise self.refused(f"A number has at most {MOST_DIGITS} digits")
        if self.next.text not in UNITS or self.next.kind != "word":
            return Literal(number)
        if number != int(number) or number > LONGEST_DURATION:
            raise self.refused("A duration is a whole number of days, months or years")
        return Literal(duration(int(number), self.take().text))

    def conditional(self) -> Node:
        self.take()
        condition = self.expression(0)
        self.expect("word", "then", "then")
        then = self.expression(0)
        self.expect("word", "else", "else")
        return If(condition, then, self.expression(0))

    def iterated(self) -> Node:
        word = self.take().text
        iterations = [self.iteration()]
        while self.accept(","):
            iterations.append(self.iteration())
        end = "return" if word == "for" else "satisfies"
        self.expect("word", end, end)
        return For(word, tuple(iterations), self.expression(0))

    def iteration(self) -> Iteration:
        name = self.names_up_to("in")
        self.expect("word", "in", "in")
        source = self.expression(0)
        return Iteration(name, source, self.expression(0) if self.accept("..") else None)

    def function(self) -> Node:
        self.position += 2
        parameters: list[tuple[str, Type | None]] = []
        while not self.accept(")"):
            if parameters:
                self.expect("sign", ",", "a comma")
            name = self.names_up_to()
            parameters.append((name, self.type() if self.accept(":") else None))
        if self.next.text == "external":
            raise self.refused("Functions in other languages are not in the subset")
        return Function(tuple(parameters), self.expression(0))

    def type(self) -> Type:
        """The name of a type, with what its brackets hold."""
        if self.next.kind != "word":
            raise self.refused("A type was expected here")
        name = self.name(_TYPES)
        inside: list[Type] = []
        entries: list[str] = []
        if name in ("list", "range", "context", "function") and self.accept("<"):
            while not self.accept(">"):
                if inside:
                    self.expect("sign", ",", "a comma")
                if name == "context":
                    entries.append(self.names_up_to())
                    self.expect("sign", ":", "a colon")
                inside.append(self.type())
        if name == "function" and self.accept("->"):
            inside.append(self.type())
        return Type(name, tuple(inside), tuple(entries))

    def bracketed(self) -> Node:
        """A list, a range, or an expression in brackets."""
        opening = self.take().text
        if opening == "(" and self.next.text in _COMPARISONS and self.next.kind == "sign":
            found = self.half_open()
            self.expect("sign", ")", "a closing bracket")
            return found
        if opening == "[" and self.accept("]"):
            return Items(())
        first = self.expression(0)
        if self.accept(".."):
            return self.range(first, low_in=opening == "[")
        if opening == "(":
            self.expect("sign", ")", "a closing bracket")
            return first
        if opening == "]":
            raise self.refused("A range was expected here")
        items = [first]
        while not self.accept("]"):
            self.expect("sign", ",", "a comma")
            items.append(self.expression(0))
        return Items(tuple(items))

    def half_open(self) -> Node:
        """`< 5` as a range."""
        sign = self.take().text
        end = self.expression(_COMPARISON)
        match sign:
            case "<" | "<=":
                return Between(None, end, False, sign == "<=")
            case ">" | ">=":
                return Between(end, None, sign == ">=", False)
            case "=":
                return Between(end, end, True, True)
        raise self.refused(f"A range of all values {sign} another is not in the subset")

    def range(self, low: Node, *, low_in: bool) -> Node:
        before, self.end_of_range = self.end_of_range, self.depth + 1
        high = self.expression(0)
        self.end_of_range = before
        closing = self.next.text
        if not self.accept("]", ")", "["):
            raise self.refused("A range ends with ] or )")
        return Between(low, high, low_in, closing == "]")

    def context(self) -> Node:
        self.take()
        entries: list[tuple[str, Node]] = []
        while not self.accept("}"):
            if entries:
                self.expect("sign", ",", "a comma")
            key = self.string() if self.next.kind == "string" else self.names_up_to()
            self.expect("sign", ":", "a colon")
            entries.append((key, self.expression(0)))
        return Entries(tuple(entries))

    def at(self) -> Node:
        text = self.string()
        value = at_literal(text)
        if value is None:
            raise self.refused(f'"{text}" is no date, time or duration')
        return Literal(value)

    def infix(self, left: Node, own: int) -> Node:
        match self.next.text:
            case "and" | "or":
                word = self.take().text
                right = self.expression(own)
                before = left.operands if isinstance(left, Junction) and left.word == word else (left,)
                return Junction(word, (*before, right))
            case "between":
                self.take()
                low = self.expression(_COMPARISON)
                self.expect("word", "and", "and")
                return InRange(left, low, self.expression(_COMPARISON))
            case "in":
                self.take()
                bracketed = self.opens("(")
                return Membership(left, self.tests() if bracketed else (self.test(_COMPARISON),), bracketed)
            case "instance":
                self.take()
                self.expect("word", "of", "of")
                return InstanceOf(left, self.type())
            case ".":
                self.take()
                if self.next.kind != "word":
                    raise self.refused("A name was expected here")
                return Path(left, self.name((*PROPERTIES, *self.names)))
            case "[":
                self.take()
                condition = self.expression(0)
                self.expect("sign", "]", "a closing bracket")
                return Filter(left, condition)
            case "(":
                return self.call(left)
        return Binary(self.take().text, left, self.expression(own))

    def tests(self) -> tuple[Test, ...]:
        """Tests in brackets, or a range that leaves its lower end out."""
        self.take()
        tests = [self.test(0)]
        if tests[0].sign == "" and self.accept(".."):
            return (Test("", self.range(tests[0].value, low_in=False)),)
        while self.accept(","):
            tests.append(self.test(0))
        self.expect("sign", ")", "a closing bracket")
        return tuple(tests)

    def test(self, strength: int) -> Test:
        sign = self.take().text if self.next.kind == "sign" and self.next.text in _COMPARISONS else ""
        return Test(sign, self.expression(_COMPARISON if sign else strength))

    def call(self, function: Node) -> Node:
        self.take()
        arguments: list[Node] = []
        names: list[str] = []
        while not self.accept(")"):
            if arguments:
                self.expect("sign", ",", "a comma")
            if name := self.named():
                names.append(name)
            arguments.append(self.expression(0))
        if names and (len(names) != len(arguments) or len(set(names)) != len(names)):
            raise self.refused("Arguments are given all by place, or all by different names")
        return Call(function, tuple(arguments), tuple(names) if names else None)

    def named(self) -> str:
        """The name before a colon, or nothing where an argument is given by place."""
        ahead = self.position
        while self.tokens[ahead].kind == "word":
            ahead += 1
        if ahead == self.position or self.tokens[ahead].text != ":":
            return ""
        name = " ".join(token.text for token in self.tokens[self.position : ahead])
        self.position = ahead + 1
        return name

"""Many expressions as one graph of terms, in which equal parts are one term, worked out once for all who need them."""

from collections.abc import Callable, Container, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

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
    OneOf,
)
from coequal.criteria.vocabulary import Vocabulary
from coequal.errors import CoequalError
from coequal.facts.dates import Months
from coequal.facts.values import EXACT
from coequal.populations import terms
from coequal.populations.bounds import of_move, of_product, of_span
from coequal.populations.terms import AND, CONSTANT, DAY, EPOCH, FIRST_DAY, LAST_DAY, NUMBER, OR, TRUTH, WORD, Term

_SORTS = {"boolean": TRUTH, "number": NUMBER, "date": DAY, "months": terms.MONTHS, "days": terms.DAYS}
MOST_DIGITS = 34  # beyond these the reference rounds
_MIRRORED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Graph:
    """Terms in an order in which each comes after its operands. `add` gives the number of an expression's term."""

    def __init__(self, vocabulary: Vocabulary, columns: Container[str] | None = None) -> None:
        """An empty graph over the facts of one dictionary; a fact whose column is not among `columns` is not known of anybody."""
        self.vocabulary, self.columns = vocabulary, columns
        self.terms: list[Term] = []
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._done: dict[int, tuple[Node, int]] = {}  # by the identity of a node, which must be kept alive for that

    def add(self, node: Node) -> int:
        """The term of an expression, a new one where it is the first of its kind. Raises `CoequalError`."""
        if id(node) not in self._done:
            self._done[id(node)] = (node, self._of(node))
        return self._done[id(node)][1]

    def put(self, term: Term) -> int:
        """The number of a term, an equal one's if there is one."""
        found = self._numbers.get(term.key)
        return self._new(term) if found is None else found

    def _new(self, term: Term) -> int:
        if term.sort == NUMBER and max(len(str(abs(term.low))), len(str(abs(term.high)))) > MOST_DIGITS:
            raise CoequalError(f"An expression here may come to a number of more than {MOST_DIGITS} digits, which is not exact.")
        self.terms.append(term)
        self._numbers[term.key] = len(self.terms) - 1
        return len(self.terms) - 1

    def _of(self, node: Node) -> int:
        match node:
            case Literal(value=value):
                return self._constant(value, _SORTS.get(node.type.kind, WORD))
            case Fact(name=name):
                return self.fact(name)
            case Current():
                return self._current(node)
            case Not(operand=operand):
                return self.negated(self.add(operand))
            case Junction(word="and", operands=(IsKnown(operand=known), held)) if known is held:
                return self.sure(self.add(held))
            case Junction(word=word, operands=operands):
                return self.joined(AND if word == "and" else OR, [self.add(operand) for operand in operands])
            case Compare(sign=sign, left=left, right=right):
                return self.compared(sign, self.add(left), self.add(right))
            case InRange():
                return self._within(node)
            case OneOf(operand=operand, options=options):
                return self.joined(OR, [self.compared("=", self.add(operand), self.add(option)) for option in options])
            case Arithmetic(sign=sign, left=left, right=right):
                return self._arithmetic(sign, self.add(left), self.add(right))
            case If(condition=condition, then=then, otherwise=otherwise):
                return self._if(self.add(condition), self.add(then), self.add(otherwise))
            case IsKnown(operand=operand):
                return self.known(self.add(operand))
            case _:
                assert isinstance(node, Call), node
                return self._call(node)

    def _constant(self, value: object, sort: str) -> int:
        match value:
            case None:
                return self.put(Term(CONSTANT, sort=sort))
            case bool():
                return self.truth(value)
            case Decimal():
                scale = max(0, -int(value.as_tuple().exponent))
                return self._integer(int(value.scaleb(scale, EXACT)), NUMBER, scale)
            case Months(count=count):
                return self._integer(count, terms.MONTHS)
            case timedelta():
                return self._integer(value.days, terms.DAYS)
            case date():
                return self._integer(value.toordinal() - EPOCH, DAY)
        return self.put(Term(CONSTANT, detail=value, sort=WORD))

    def _integer(self, value: int, sort: str, scale: int = 0) -> int:
        return self.put(Term(CONSTANT, (), value, sort, scale, value, value))

    def whole(self, number: int) -> int:
        """The term that is the same whole number for everybody."""
        return self._integer(number, NUMBER)

    def truth(self, value: bool | None) -> int:
        """The term that is the same truth for everybody."""
        return self.put(Term(CONSTANT, detail=value))

    def fact(self, name: str) -> int:
        """The term of a fact: what is given or, where nothing is, what it is worked out from."""
        fact = self.vocabulary.dictionary.facts[name]
        if fact.formula is not None:
            return self.add(self.vocabulary.derived[name])
        given = self.given(name)
        if fact.follows_from is None:
            return given
        return self._if(self.known(given), given, self.add(self.vocabulary.derived[name]))

    def given(self, name: str) -> int:
        """The term of what stands in the column of a fact."""
        fact = self.vocabulary.dictionary.facts[name]
        sort, low, high = _SORTS.get(fact.kind, WORD), 0, 0
        if fact.kind == "number":
            low, high = (int(Decimal(end).scaleb(fact.decimals)) for end in fact.plausible)  # type: ignore[arg-type]  # of a number
        if fact.kind == "date":
            low, high = (end.toordinal() - EPOCH for end in fact.plausible)  # type: ignore[union-attr]  # of a date
        operation = terms.GIVEN if self._is_there(fact.column) else terms.ABSENT
        return self.put(Term(operation, (), name, sort, fact.decimals, low, high))

    def _is_there(self, column: str) -> bool:
        return self.columns is None or column in self.columns

    def _current(self, node: Current) -> int:
        there = self._is_there(f"{self.vocabulary.dictionary.facts[node.name].column}_date")
        on = self.put(Term(terms.GIVEN_DATE if there else terms.ABSENT, (), node.name, DAY, 0, FIRST_DAY, LAST_DAY))
        anchor = self.fact(node.anchor)
        start = self._moved(anchor, self._constant(node.window, ""), -1)
        inside = self.joined(AND, [self.compared("<=", start, on), self.compared("<=", on, anchor)])
        return self._only(inside, self.fact(node.name))

    def _only(self, condition: int, value: int) -> int:
        own, shown = self.terms[value], self.terms[condition]
        if shown.operation == CONSTANT and shown.detail is not True:
            return self.put(Term(CONSTANT, (), None, own.sort, own.scale))
        return self.put(Term(terms.ONLY, (condition, value), None, own.sort, own.scale, own.low, own.high))

    def negated(self, operand: int) -> int:
        """The opposite of a truth."""
        term = self.terms[operand]
        if term.operation == terms.NOT:
            return term.operands[0]
        if term.operation == CONSTANT:
            return self.truth(None if term.detail is None else not term.detail)
        return self.put(Term(terms.NOT, (operand,)))

    def sure(self, operand: int) -> int:
        """Whether a truth is known and true."""
        term = self.terms[operand]
        if term.operation == CONSTANT:
            return self.truth(term.detail is True)
        return operand if self._is_definite(operand) else self.put(Term(terms.SURE, (operand,)))

    def _is_definite(self, operand: int) -> bool:
        """Whether a truth is known of everybody."""
        term = self.terms[operand]
        if term.operation == CONSTANT:
            return term.sort == TRUTH and term.detail is not None
        if term.operation in (terms.SURE, terms.KNOWN):
            return True
        return term.operation in (terms.NOT, AND, OR) and all(map(self._is_definite, term.operands))

    def known(self, operand: int) -> int:
        """Whether something is known."""
        term = self.terms[operand]
        if term.operation == terms.NOT:
            return self.known(term.operands[0])
        if term.operation == CONSTANT or self._is_definite(operand):
            return self.truth(term.operation != CONSTANT or term.detail is not None)
        return self.put(Term(terms.KNOWN, (operand,)))

    def joined(self, word: str, operands: Sequence[int]) -> int:
        """Truths joined by *and* or *or*; what settles or changes nothing falls away."""
        settles, idle = self.truth(word == OR), self.truth(word == AND)
        left = list(dict.fromkeys(operand for operand in operands if operand != idle))
        if settles in left:
            return settles
        if len(left) < 2:
            return left[0] if left else idle
        return self.put(Term(word, tuple(left)))

    def compared(self, sign: str, left: int, right: int) -> int:
        """Whether one value is equal to, less or more than another of its sort; not known where one is not."""
        if sign == "!=":
            return self.negated(self.compared("=", left, right))
        a, b = self.terms[left], self.terms[right]
        if a.sort == TRUTH:
            return self._alike(left, right)
        if a.sort == NUMBER and a.scale != b.scale:
            left, right = self._one_scale(left, right)
        if a.operation == CONSTANT:
            left, right, sign = right, left, _MIRRORED[sign]
        a, b = self.terms[left], self.terms[right]
        if a.operation in (terms.AGE, terms.FULL_MONTHS) and b.operation == CONSTANT and b.detail is not None:
            reached = self._reached(sign, a, b)
            if reached is not None:
                return reached
        if a.operation == terms.IF and b.operation == CONSTANT and self._is_definite(a.operands[0]):
            return self._if(a.operands[0], *(self.compared(sign, branch, right) for branch in a.operands[1:]))
        settled = self._settled(sign, left, right)
        return self.put(Term(terms.COMPARE, (left, right), sign)) if settled is None else settled

    def _reached(self, sign: str, months: Term, number: Term) -> int | None:
        """An age or completed months against a number: `n months or more` means that the first day is not after the second less n.

        Nothing where that day might lie outside the calendar.
        """
        each = 12 if months.operation == terms.AGE else 1
        first = {">=": 0, "<": 0, ">": 1, "<=": 1, "=": 0}[sign]
        exact = number.number % 10**number.scale == 0
        least = (number.number // 10**number.scale + (1 if first or not exact else 0)) * each
        edges = [least, least + each] if sign == "=" else [least]
        start, end = months.operands
        days = [self._moved(end, self._integer(edge, terms.MONTHS), -1) for edge in edges]
        if any(self.terms[day].low == FIRST_DAY or self.terms[day].high == LAST_DAY for day in days):
            return None
        over = [self.compared("<=", start, day) for day in days]
        if sign == "=":
            return self.joined(AND, [over[0], self.negated(over[1])]) if exact else None
        return over[0] if sign in (">=", ">") else self.negated(over[0])

    def _settled(self, sign: str, left: int, right: int) -> int | None:
        """The answer where both sides are written out, or one is not known of anybody."""
        a, b = self.terms[left], self.terms[right]
        if (b.operation, b.detail) == (CONSTANT, None) or (a.operation, a.detail) == (CONSTANT, None):
            return self.truth(None)
        if a.operation != CONSTANT or b.operation != CONSTANT:
            return None
        tests: dict[str, Callable[[Any, Any], bool]] = {
            "=": lambda x, y: x == y,
            "<": lambda x, y: x < y,
            "<=": lambda x, y: x <= y,
            ">": lambda x, y: x > y,
            ">=": lambda x, y: x >= y,
        }
        return self.truth(tests[sign](a.detail, b.detail))

    def _alike(self, left: int, right: int) -> int:
        """Whether two truths are the same; not known where one is not."""
        pairs = [(left, right), (self.negated(left), self.negated(right))]
        return self.joined(OR, [self.joined(AND, pair) for pair in pairs])

    def _within(self, node: InRange) -> int:
        value = self.add(node.operand)
        above = self.compared("<=" if node.low_in else "<", self.add(node.low), value)
        return self.joined(AND, [above, self.compared("<=" if node.high_in else "<", value, self.add(node.high))])

    def _one_scale(self, *operands: int) -> list[int]:
        scale = max(self.terms[operand].scale for operand in operands)
        return [self._finer(operand, scale) for operand in operands]

    def _finer(self, operand: int, scale: int) -> int:
        """The same number counted in a finer unit."""
        term = self.terms[operand]
        if term.scale == scale:
            return operand
        by = 10 ** (scale - term.scale)
        if term.operation == CONSTANT:
            if term.detail is None:
                return self.put(Term(CONSTANT, sort=NUMBER, scale=scale))
            return self._integer(int(term.detail) * by, NUMBER, scale)  # type: ignore[call-overload]  # of a number
        return self.put(Term(terms.SCALE, (operand,), scale - term.scale, NUMBER, scale, term.low * by, term.high * by))

    def _arithmetic(self, sign: str, left: int, right: int) -> int:
        a, b = self.terms[left], self.terms[right]
        if a.sort == DAY and b.sort != DAY:
            return self._moved(left, right, 1 if sign == "+" else -1)
        if sign == "*":
            low, high = of_product(a, b)
            return self.put(Term(terms.MULTIPLY, (left, right), None, NUMBER, a.scale + b.scale, low, high))
        if a.sort == NUMBER:
            left, right = self._one_scale(left, right)
            a, b = self.terms[left], self.terms[right]
        sort = terms.DAYS if a.sort == DAY else a.sort
        if sign == "+":
            return self.put(Term(terms.ADD, (left, right), None, sort, a.scale, a.low + b.low, a.high + b.high))
        return self.put(Term(terms.SUBTRACT, (left, right), None, sort, a.scale, a.low - b.high, a.high - b.low))

    def _moved(self, day: int, by: int, direction: int) -> int:
        low, high = of_move(self.terms[day], self.terms[by], direction)
        return self.put(Term(terms.MOVE, (day, by), direction, DAY, 0, low, high))

    def _if(self, condition: int, then: int, otherwise: int) -> int:
        a, b = self.terms[then], self.terms[otherwise]
        if a.sort == TRUTH:
            parts = [(condition, then), (self.negated(condition), otherwise), (then, otherwise)]
            if self._is_definite(condition):
                parts.pop()
            return self.joined(OR, [self.joined(AND, part) for part in parts])
        if a.sort == NUMBER:
            then, otherwise = self._one_scale(then, otherwise)
            a, b = self.terms[then], self.terms[otherwise]
        chosen = self.terms[condition]
        if chosen.operation == CONSTANT and chosen.detail is not None:
            return then if chosen.detail else otherwise
        low, high = min(a.low, b.low), max(a.high, b.high)
        return self.put(Term(terms.IF, (condition, then, otherwise), None, a.sort, a.scale, low, high))

    def _call(self, node: Call) -> int:
        arguments = node.arguments
        match node.function:
            case "count":
                listed = arguments[0]
                assert isinstance(listed, Call)
                return self._integer(len(listed.arguments), NUMBER)
            case "min" | "max":
                return self._extreme(node.function, arguments)
        start, end = map(self.add, arguments)
        low, high = of_span(self.terms[start], self.terms[end])
        match node.function:
            case "age":
                return self.put(Term(terms.AGE, (start, end), None, NUMBER, 0, low // 12, high // 12))
            case "full months":
                return self.put(Term(terms.FULL_MONTHS, (start, end), None, NUMBER, 0, low, high))
        return self.put(Term(terms.MONTHS_BETWEEN, (start, end), None, terms.MONTHS, 0, low, high))

    def _extreme(self, function: str, arguments: Sequence[Node]) -> int:
        first = arguments[0]
        if isinstance(first, Call) and first.function == "list":
            arguments = first.arguments
        found = self._one_scale(*map(self.add, arguments))
        operation, choose = (terms.LEAST, min) if function == "min" else (terms.GREATEST, max)
        while len(found) > 1:
            a, b = self.terms[found[0]], self.terms[found[1]]
            low, high = choose(a.low, b.low), choose(a.high, b.high)
            found[:2] = [self.put(Term(operation, (found[0], found[1]), None, a.sort, a.scale, low, high))]
        return found[0]

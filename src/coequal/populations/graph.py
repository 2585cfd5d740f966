"""Many expressions as one graph of terms, in which equal parts are one term, worked out once for all who need them."""

from collections.abc import Container, Sequence
from datetime import date, timedelta
from decimal import Decimal

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
from coequal.facts.dates import Months
from coequal.facts.values import EXACT
from coequal.populations import terms
from coequal.populations.algebra import Algebra
from coequal.populations.bounds import of_span
from coequal.populations.terms import AND, CONSTANT, DAY, EPOCH, FIRST_DAY, LAST_DAY, NUMBER, OR, TRUTH, WORD, Term

_SORTS = {"boolean": TRUTH, "number": NUMBER, "date": DAY, "months": terms.MONTHS, "days": terms.DAYS}


class Graph(Algebra):
    """Terms of expressions over the facts of one dictionary. `add` gives the number of an expression's term."""

    def __init__(self, vocabulary: Vocabulary, columns: Container[str] | None = None) -> None:
        """An empty graph over the facts of one dictionary; a fact whose column is not among `columns` is not known of anybody."""
        super().__init__()
        self.vocabulary, self.columns = vocabulary, columns
        self._done: dict[int, tuple[Node, int]] = {}  # by the identity of a node, which must be kept alive for that

    def add(self, node: Node) -> int:
        """The term of an expression, a new one where it is the first of its kind. Raises `CoequalError`."""
        if id(node) not in self._done:
            self._done[id(node)] = (node, self._of(node))
        return self._done[id(node)][1]

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
                return self.arithmetic(sign, self.add(left), self.add(right))
            case If(condition=condition, then=then, otherwise=otherwise):
                return self.chosen(self.add(condition), self.add(then), self.add(otherwise))
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
                return self.integer(int(value.scaleb(scale, EXACT)), NUMBER, scale)
            case Months(count=count):
                return self.integer(count, terms.MONTHS)
            case timedelta():
                return self.integer(value.days, terms.DAYS)
            case date():
                return self.integer(value.toordinal() - EPOCH, DAY)
        return self.put(Term(CONSTANT, detail=value, sort=WORD))

    def fact(self, name: str) -> int:
        """The term of a fact: what is given or, where nothing is, what it is worked out from."""
        fact = self.vocabulary.dictionary.facts[name]
        if fact.formula is not None:
            return self.add(self.vocabulary.derived[name])
        given = self.given(name)
        if fact.follows_from is None:
            return given
        return self.chosen(self.known(given), given, self.add(self.vocabulary.derived[name]))

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
        start = self.moved(anchor, self._constant(node.window, ""), -1)
        inside = self.joined(AND, [self.compared("<=", start, on), self.compared("<=", on, anchor)])
        return self.only(inside, self.fact(node.name))

    def _within(self, node: InRange) -> int:
        value = self.add(node.operand)
        above = self.compared("<=" if node.low_in else "<", self.add(node.low), value)
        return self.joined(AND, [above, self.compared("<=" if node.high_in else "<", value, self.add(node.high))])

    def _call(self, node: Call) -> int:
        arguments = node.arguments
        match node.function:
            case "count":
                listed = arguments[0]
                assert isinstance(listed, Call)
                return self.integer(len(listed.arguments), NUMBER)
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
        found = self.one_scale(*map(self.add, arguments))
        operation, choose = (terms.LEAST, min) if function == "min" else (terms.GREATEST, max)
        while len(found) > 1:
            a, b = self.terms[found[0]], self.terms[found[1]]
            low, high = choose(a.low, b.low), choose(a.high, b.high)
            found[:2] = [self.put(Term(operation, (found[0], found[1]), None, a.sort, a.scale, low, high))]
        return found[0]

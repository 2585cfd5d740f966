"""The terms of a graph as formulas of z3: a truth as a pair of formulas, a value as a number and whether it is known.

What z3 is told is true of every case, but not all that is true: a day moved by months lies between bounds. So what it
finds impossible is impossible, and a case that it finds has to be tried.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import z3

from coequal.populations import terms
from coequal.populations.calendar import moved
from coequal.populations.graph import Graph
from coequal.populations.terms import Term

CODE: Final = re.compile(r"[A-Z0-9]{3,6}")  # a word of a choice that may also be the code of an area
FIRST_AREA: Final = 1000  # areas are numbered from here, words of choices from 0


class Truth(NamedTuple):
    """Whether something is certainly true, and whether it is certainly false."""

    true: Any
    false: Any

    @property
    def known(self) -> Any:
        """Whether it is known."""
        return z3.Or(self.true, self.false)


class Number(NamedTuple):
    """A whole number, as terms have it, and whether it is known."""

    value: Any
    known: Any


Symbol = Truth | Number


@dataclass(frozen=True, slots=True)
class Given:
    """What may be given of a fact, or its date of evidence: a variable for its value, one for whether it is known."""

    term: Term
    value: Any
    known: Any


@dataclass(frozen=True, slots=True)
class Moved:
    """A day moved by months: the variable for the result, and the day that it is moved from."""

    result: Any
    day: Any
    months: int


@dataclass(frozen=True, slots=True)
class Apart:
    """Months or years from day to day: the variable for the result, both days, and the operation."""

    result: Any
    start: Any
    end: Any
    operation: str


class Logic:
    """Formulas for the terms of one graph, and what is true of them in every case."""

    def __init__(self, graph: Graph) -> None:
        """No formula yet."""
        self.graph = graph
        self.given: dict[tuple[str, bool], Given] = {}
        self.moves: list[Moved] = []
        self.apart: list[Apart] = []
        self.always: list[Any] = []
        self.words: dict[str, int] = {}
        self.areas: dict[str, int] = {}
        self._done: list[Symbol] = []

    def truth(self, number: int) -> Truth:
        """The formulas of a truth."""
        found = self.symbol(number)
        assert isinstance(found, Truth)
        return found

    def symbol(self, number: int) -> Symbol:
        """The formulas of a term; operands come before those that need them."""
        for term in self.graph.terms[len(self._done) : number + 1]:
            operands = [self._done[operand] for operand in term.operands]
            self._done.append(_MEANINGS[term.operation](self, term, *operands))
        return self._done[number]

    def fresh(self, name: str, *, low: int | None = None, high: int | None = None) -> Any:
        """A variable for a whole number between bounds."""
        variable = z3.FreshInt(name)
        if low is not None:
            self.always.append(variable >= low)
        if high is not None:
            self.always.append(variable <= high)
        return variable

    def word(self, word: str, *, area: bool) -> int:
        """The number of a word of a choice, or of the code of an area."""
        numbers, first = (self.areas, FIRST_AREA) if area else (self.words, 0)
        return numbers.setdefault(word, first + len(numbers))


def _constant(logic: Logic, term: Term) -> Symbol:
    if term.sort == terms.TRUTH:
        return Truth(z3.BoolVal(term.detail is True), z3.BoolVal(term.detail is False))
    if term.detail is None:
        return Number(z3.IntVal(0), z3.BoolVal(False))
    if term.sort == terms.WORD:
        return Number(z3.IntVal(_of_word(logic, str(term.detail))), z3.BoolVal(True))
    return Number(z3.IntVal(term.number), z3.BoolVal(True))


def _of_word(logic: Logic, word: str) -> int:
    """The number of a word that stands in a policy: that of a choice's value or, if it is none, of an area."""
    facts = logic.graph.vocabulary.dictionary.facts.values()
    return logic.word(word, area=all(word not in fact.values for fact in facts if fact.kind == "choice"))


def _given(logic: Logic, term: Term) -> Symbol:
    name, is_date = str(term.detail), term.operation == terms.GIVEN_DATE
    known = z3.Bool(f"{name} {'date ' if is_date else ''}known")
    if term.sort == terms.TRUTH:
        held = z3.Bool(name)
        logic.given[name, False] = Given(term, held, known)
        return Truth(z3.And(known, held), z3.And(known, z3.Not(held)))
    value = z3.Int(f"{name} date" if is_date else name)
    logic.given[name, is_date] = Given(term, value, known)
    logic.always.append(_domain(logic, term, value))
    return Number(value, known)


def _domain(logic: Logic, term: Term, value: Any) -> Any:
    """Between which values a fact lies: plausible numbers and days, the words of its choice, any area."""
    if term.sort != terms.WORD:
        return z3.And(value >= term.low, value <= term.high)
    fact = logic.graph.vocabulary.dictionary.facts[str(term.detail)]
    if fact.kind == "area":  # one below the first stands for an area that no policy names
        choices = (other.values for other in logic.graph.vocabulary.dictionary.facts.values() if other.kind == "choice")
        codes = {word for words in choices for word in words if CODE.fullmatch(word)}
        return z3.Or(value >= FIRST_AREA - 1, *(value == logic.word(word, area=False) for word in sorted(codes)))
    return z3.Or(*(value == logic.word(word, area=False) for word in fact.values))


def _not(_logic: Logic, _term: Term, operand: Truth) -> Truth:
    return Truth(operand.false, operand.true)


def _and(_logic: Logic, _term: Term, *operands: Truth) -> Truth:
    return Truth(z3.And(*(one.true for one in operands)), z3.Or(*(one.false for one in operands)))


def _or(_logic: Logic, _term: Term, *operands: Truth) -> Truth:
    return Truth(z3.Or(*(one.true for one in operands)), z3.And(*(one.false for one in operands)))


def _sure(_logic: Logic, _term: Term, operand: Truth) -> Truth:
    return Truth(operand.true, z3.Not(operand.true))


def _is_known(_logic: Logic, _term: Term, operand: Symbol) -> Truth:
    return Truth(operand.known, z3.Not(operand.known))


_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _compare(_logic: Logic, term: Term, a: Number, b: Number) -> Truth:
    both, held = z3.And(a.known, b.known), _SIGNS[str(term.detail)](a.value, b.value)
    return Truth(z3.And(both, held), z3.And(both, z3.Not(held)))


def _if(_logic: Logic, _term: Term, condition: Truth, a: Number, b: Number) -> Number:
    agreed = z3.And(z3.Not(condition.known), a.known, b.known, a.value == b.value)
    known = z3.Or(z3.And(condition.true, a.known), z3.And(condition.false, b.known), agreed)
    return Number(z3.If(condition.true, a.value, b.value), known)


def _only(_logic: Logic, _term: Term, condition: Truth, value: Symbol) -> Symbol:
    if isinstance(value, Truth):
        return Truth(z3.And(condition.true, value.true), z3.And(condition.true, value.false))
    return Number(value.value, z3.And(condition.true, value.known))


def _arithmetic(work: Callable[[Any, Any], Any]) -> Callable[[Logic, Term, Number, Number], Number]:
    return lambda _logic, _term, a, b: Number(work(a.value, b.value), z3.And(a.known, b.known))


def _scale(_logic: Logic, term: Term, a: Number) -> Number:
    return Number(a.value * 10**term.number, a.known)


def _move(logic: Logic, term: Term, day: Number, by: Number) -> Number:
    """A day moved: exactly by days, between bounds by months; inside the calendar, or possibly outside of it."""
    start, length = (logic.graph.terms[operand] for operand in term.operands)
    known = z3.And(day.known, by.known)
    if term.low == terms.FIRST_DAY or term.high == terms.LAST_DAY:
        known = z3.And(known, z3.FreshBool("inside"))
    if length.sort == terms.DAYS:
        return Number(day.value + term.number * by.value, known)
    if length.operation != terms.CONSTANT:
        return Number(logic.fresh("moved", low=term.low, high=term.high), known)
    months = term.number * length.number
    table = moved(max(start.low, terms.FIRST_DAY), min(start.high, terms.LAST_DAY), months)
    result = logic.fresh("moved")
    logic.always += [result <= day.value - table.fewest, result >= day.value - table.most]
    for other in logic.moves:
        if other.months == months:  # the order of days is kept
            logic.always.append(z3.Implies(day.value <= other.day, result <= other.result))
            logic.always.append(z3.Implies(other.day <= day.value, other.result <= result))
    logic.moves.append(Moved(result, day.value, months))
    return Number(result, known)


def _months_apart(logic: Logic, term: Term, start: Number, end: Number) -> Number:
    """Months or years from day to day, between bounds: a month has 28 to 31 days, a year 365 or 366."""
    found = logic.fresh("apart", low=term.low, high=term.high)
    fewest, most = (365, 366) if term.operation == terms.AGE else (28, 31)
    days = end.value - start.value
    forward = z3.Implies(days >= 0, z3.And(found >= 0, fewest * found <= days, days < most * (found + 1)))
    back = z3.Implies(days < 0, z3.And(found <= 0, fewest * (-found - 1) <= -days, -days <= most * (-found + 1)))
    logic.always += [forward, back]
    logic.apart.append(Apart(found, start.value, end.value, term.operation))
    return Number(found, z3.And(start.known, end.known))


_MEANINGS: Final[dict[str, Callable[..., Symbol]]] = {
    terms.CONSTANT: _constant,
    terms.GIVEN: _given,
    terms.GIVEN_DATE: _given,
    terms.NOT: _not,
    terms.AND: _and,
    terms.OR: _or,
    terms.SURE: _sure,
    terms.KNOWN: _is_known,
    terms.COMPARE: _compare,
    terms.IF: _if,
    terms.ONLY: _only,
    terms.ADD: _arithmetic(lambda a, b: a + b),
    terms.SUBTRACT: _arithmetic(lambda a, b: a - b),
    terms.MULTIPLY: _arithmetic(lambda a, b: a * b),
    terms.SCALE: _scale,
    terms.LEAST: _arithmetic(lambda a, b: z3.If(a <= b, a, b)),
    terms.GREATEST: _arithmetic(lambda a, b: z3.If(a >= b, a, b)),
    terms.MOVE: _move,
    terms.FULL_MONTHS: _months_apart,
    terms.AGE: _months_apart,
    terms.MONTHS_BETWEEN: _months_apart,
}

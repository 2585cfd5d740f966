"""Terms put together: equal ones are one, and what is the same for everybody is worked out at once."""

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.populations import terms
from coequal.populations.bounds import of_move, of_product
from coequal.populations.terms import AND, CONSTANT, DAY, FIRST_DAY, LAST_DAY, NUMBER, OR, TRUTH, Term

MOST_DIGITS: Final = 34  # beyond these the reference rounds
_MIRRORED: Final = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_TESTS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Algebra:
    """Terms in an order in which each comes after its operands; every method gives the number of a term."""

    def __init__(self) -> None:
        """No terms yet."""
        self.terms: list[Term] = []
        self._definite: list[bool] = []
        self._numbers: dict[tuple[Any, ...], int] = {}

    def put(self, term: Term) -> int:
        """The number of a term, an equal one's if there is one."""
        found = self._numbers.get(term.key)
        return self._new(term) if found is None else found

    def _new(self, term: Term) -> int:
        if term.sort == NUMBER and max(len(str(abs(term.low))), len(str(abs(term.high)))) > MOST_DIGITS:
            raise CoequalError(f"An expression here may come to a number of more than {MOST_DIGITS} digits, which is not exact.")
        self.terms.append(term)
        self._definite.append(self._is_known_of_everybody(term))
        self._numbers[term.key] = len(self.terms) - 1
        return len(self.terms) - 1

    def truth(self, value: bool | None) -> int:
        """The term that is the same truth for everybody."""
        return self.put(Term(CONSTANT, detail=value))

    def integer(self, value: int, sort: str, scale: int = 0) -> int:
        """The term that is the same number, day, or duration for everybody."""
        return self.put(Term(CONSTANT, (), value, sort, scale, value, value))

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
        return operand if self._definite[operand] else self.put(Term(terms.SURE, (operand,)))

    def _is_known_of_everybody(self, term: Term) -> bool:
        """Whether a new term is a truth that is known of everybody."""
        if term.operation == CONSTANT:
            return term.sort == TRUTH and term.detail is not None
        if term.operation in (terms.SURE, terms.KNOWN):
            return True
        return term.operation in (terms.NOT, AND, OR) and all(self._definite[operand] for operand in term.operands)

    def known(self, operand: int) -> int:
        """Whether something is known."""
        term = self.terms[operand]
        if term.operation == terms.NOT:
            return self.known(term.operands[0])
        if term.operation == CONSTANT or self._definite[operand]:
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
            left, right = self.one_scale(left, right)
        if a.operation == CONSTANT:
            left, right, sign = right, left, _MIRRORED[sign]
        a, b = self.terms[left], self.terms[right]
        if a.operation in (terms.AGE, terms.FULL_MONTHS) and b.operation == CONSTANT and b.detail is not None:
            reached = self._reached(sign, a, b)
            if reached is not None:
                return reached
        if a.operation == terms.IF and b.operation == CONSTANT and self._definite[a.operands[0]]:
            return self.chosen(a.operands[0], *(self.compared(sign, branch, right) for branch in a.operands[1:]))
        settled = self._settled(sign, left, right)
        return self.put(Term(terms.COMPARE, (left, right), sign)) if settled is None else settled

    def _settled(self, sign: str, left: int, right: int) -> int | None:
        """The answer where both sides are written out, or one is not known of anybody."""
        a, b = self.terms[left], self.terms[right]
        if (b.operation, b.detail) == (CONSTANT, None) or (a.operation, a.detail) == (CONSTANT, None):
            return self.truth(None)
        if a.operation != CONSTANT or b.operation != CONSTANT:
            return None
        return self.truth(_TESTS[sign](a.detail, b.detail))

    def _reached(self, sign: str, months: Term, number: Term) -> int | None:
        """An age or completed months against a number: `n months or more` means that the first day is not after the second less n.

        Nothing where that day might lie outside the calendar.
        """
        each = 12 if months.operation == terms.AGE else 1
        least = (number.number + (sign in (">", "<="))) * each
        edges = [least, least + each] if sign == "=" else [least]
        start, end = months.operands
        days = [self.moved(end, self.integer(edge, terms.MONTHS), -1) for edge in edges]
        if any(self.terms[day].low == FIRST_DAY or self.terms[day].high == LAST_DAY for day in days):
            return None
        over = [self.compared("<=", start, day) for day in days]
        if sign == "=":
            return self.joined(AND, [over[0], self.negated(over[1])])
        return over[0] if sign in (">=", ">") else self.negated(over[0])

    def _alike(self, left: int, right: int) -> int:
        """Whether two truths are the same; not known where one is not."""
        pairs = [(left, right), (self.negated(left), self.negated(right))]
        return self.joined(OR, [self.joined(AND, pair) for pair in pairs])

    def chosen(self, condition: int, then: int, otherwise: int) -> int:
        """One thing or the other by a condition; where that is not known, only what both agree on."""
        a, b = self.terms[then], self.terms[otherwise]
        if a.sort == TRUTH:
            parts = [(condition, then), (self.negated(condition), otherwise), (then, otherwise)]
            if self._definite[condition]:
                parts.pop()
            return self.joined(OR, [self.joined(AND, part) for part in parts])
        if a.sort == NUMBER:
            then, otherwise = self.one_scale(then, otherwise)
            a, b = self.terms[then], self.terms[otherwise]
        chosen = self.terms[condition]
        if chosen.operation == CONSTANT and chosen.detail is not None:
            return then if chosen.detail else otherwise
        low, high = min(a.low, b.low), max(a.high, b.high)
        return self.put(Term(terms.IF, (condition, then, otherwise), None, a.sort, a.scale, low, high))

    def only(self, condition: int, value: int) -> int:
        """A value where a condition is true, and not known elsewhere."""
        own, shown = self.terms[value], self.terms[condition]
        if shown.operation == CONSTANT and shown.detail is not True:
            return self.put(Term(CONSTANT, (), None, own.sort, own.scale))
        return self.put(Term(terms.ONLY, (condition, value), None, own.sort, own.scale, own.low, own.high))

    def arithmetic(self, sign: str, left: int, right: int) -> int:
        """A sum, difference or product of numbers or durations, a day moved, or the days between two."""
        a, b = self.terms[left], self.terms[right]
        if a.sort == DAY and b.sort != DAY:
            return self.moved(left, right, 1 if sign == "+" else -1)
        if sign == "*":
            low, high = of_product(a, b)
            return self.put(Term(terms.MULTIPLY, (left, right), None, NUMBER, a.scale + b.scale, low, high))
        if a.sort == NUMBER:
            left, right = self.one_scale(left, right)
            a, b = self.terms[left], self.terms[right]
        sort = terms.DAYS if a.sort == DAY else a.sort
        if sign == "+":
            return self.put(Term(terms.ADD, (left, right), None, sort, a.scale, a.low + b.low, a.high + b.high))
        return self.put(Term(terms.SUBTRACT, (left, right), None, sort, a.scale, a.low - b.high, a.high - b.low))

    def moved(self, day: int, by: int, direction: int) -> int:
        """A day moved by a duration, later or earlier; not known outside the calendar."""
        low, high = of_move(self.terms[day], self.terms[by], direction)
        return self.put(Term(terms.MOVE, (day, by), direction, DAY, 0, low, high))

    def one_scale(self, *operands: int) -> list[int]:
        """Numbers counted in the finest of their units."""
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
            return self.integer(int(term.detail) * by, NUMBER, scale)  # type: ignore[call-overload]  # of a number
        return self.put(Term(terms.SCALE, (operand,), scale - term.scale, NUMBER, scale, term.low * by, term.high * by))

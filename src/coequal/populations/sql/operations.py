"""Each term as an expression of SQL: a condition, in which NULL is *not known*, or a value."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.populations import terms
from coequal.populations.sql import moves
from coequal.populations.sql.dialects import Dialect
from coequal.populations.sql.writing import binary, case, cast, column, is_there, joined, number, opposite, text
from coequal.populations.terms import ABSENT, CONSTANT, DAY, EPOCH, NUMBER, TRUTH, WORD, Term

MOST_DIGITS = 38  # of a decimal in most databases
_MOST_WHOLE = 2**63
_SIGNS: dict[str, type[exp.Binary]] = {"=": exp.EQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE}
_WORK: dict[str, type[exp.Binary]] = {terms.ADD: exp.Add, terms.SUBTRACT: exp.Sub, terms.MULTIPLY: exp.Mul}


class Writer:
    """Writes the terms of a graph, those that are columns by their names."""

    def __init__(self, graph_terms: Sequence[Term], dialect: Dialect, names: Mapping[int, str], definite: Sequence[bool]) -> None:
        """Take the names of the terms that are columns, and which terms are truths that are known of everybody."""
        self.terms, self.dialect, self.names, self._definite = graph_terms, dialect, names, definite

    def truth(self, place: int) -> exp.Expr:
        """A term as a condition."""
        if place not in self.names:
            return self.condition(place)
        found = column(self.names[place])
        return found if self.dialect.booleans else exp.EQ(this=found, expression=number(1))

    def value(self, place: int) -> exp.Expr:
        """A term as what a column can hold."""
        return column(self.names[place]) if place in self.names else self.definition(place)

    def definition(self, place: int) -> exp.Expr:
        """A term written out as what a column can hold, even where it is a column already."""
        if self.terms[place].sort != TRUTH:
            return self._value(place)
        found = self.condition(place)
        if self.dialect.booleans:
            return found
        return cast(case((found, number(1)), (opposite(self.condition(place)), number(0))), "BOOLEAN")

    def condition(self, place: int) -> exp.Expr:
        """A truth written out."""
        term = self.terms[place]
        match term.operation:
            case terms.CONSTANT | terms.ABSENT:
                return self._constant_truth(None if term.operation == ABSENT else term.detail)
            case terms.NOT:
                return opposite(self.truth(term.operands[0]))
            case terms.AND | terms.OR:
                kind = exp.And if term.operation == terms.AND else exp.Or
                return joined(kind, [self.truth(operand) for operand in term.operands])
            case terms.SURE:
                return self._sure(self.truth(term.operands[0]))
            case terms.KNOWN:
                return is_there(self.value(term.operands[0]))
            case terms.ONLY:
                return self._where(term)
            case _:
                assert term.operation == terms.COMPARE, term
                return self._compared(term)

    def _constant_truth(self, detail: object) -> exp.Expr:
        if self.dialect.booleans:
            return cast(exp.Null(), "BOOLEAN") if detail is None else exp.Boolean(this=detail)
        other = exp.Null() if detail is None else number(int(detail is True))
        return exp.EQ(this=number(1), expression=other)

    def _sure(self, part: exp.Expr) -> exp.Expr:
        if self.dialect.booleans:
            return exp.Coalesce(this=part, expressions=[exp.false()])
        return exp.EQ(this=case((part, number(1)), otherwise=number(0)), expression=number(1))

    def _where(self, term: Term) -> exp.Expr:
        """A truth where a condition holds."""
        found = case((self.truth(term.operands[0]), self.value(term.operands[1])))
        return found if self.dialect.booleans else exp.EQ(this=found, expression=number(1))

    def _compared(self, term: Term) -> exp.Expr:
        left, right = term.operands
        return binary(_SIGNS[str(term.detail)], self.value(left), self._beside(right))

    def _beside(self, place: int) -> exp.Expr:
        """What something is compared with: a number without its type, which is easier to read."""
        term = self.terms[place]
        if term.operation == CONSTANT and term.sort == NUMBER and self.dialect.decimals:
            return number(self._written(term))
        return self.value(place)

    def _value(self, place: int) -> exp.Expr:
        term = self.terms[place]
        match term.operation:
            case terms.CONSTANT | terms.ABSENT:
                return self._constant(term)
            case terms.IF:
                return self._chosen(term)
            case terms.ONLY:
                return case((self.truth(term.operands[0]), self.value(term.operands[1])))
            case terms.LEAST | terms.GREATEST:
                return self._extreme(term)
            case terms.ADD | terms.SUBTRACT | terms.MULTIPLY:
                return self._arithmetic(term)
            case terms.SCALE:
                return self._finer(term)
            case terms.MOVE:
                return moves.moved(self, term)
            case _:
                parts = moves.span(self, term)
                return self.kept(parts, term) if term.sort == NUMBER else parts

    def _constant(self, term: Term) -> exp.Expr:
        match None if term.operation == ABSENT else term.detail:
            case None:
                return cast(exp.Null(), self._type(term))
            case str(word):
                return exp.National(this=word) if self.dialect.name == "tsql" else text(word)
            case _ if term.sort == DAY:
                return self.dialect.calendar.day(date.fromordinal(term.number + EPOCH).isoformat())
            case _ if term.sort == NUMBER and self.dialect.decimals and term.scale == 0:
                return self.kept(number(term.number), term)
        return number(self._written(term) if term.sort == NUMBER else term.number)

    def _written(self, term: Term) -> str:
        """A number as it is written, with all decimal places that its scale says."""
        self._check(term)
        return format(Decimal(term.number).scaleb(-term.scale if self.dialect.decimals else 0), "f")

    def _type(self, term: Term) -> str:
        if term.sort == NUMBER:
            return self._decimal(term) if self.dialect.decimals else "BIGINT"
        return {WORD: "TEXT", DAY: "DATE" if self.dialect.decimals else "TEXT"}.get(term.sort, "BIGINT")

    def _decimal(self, term: Term) -> str:
        return f"DECIMAL({self._check(term)}, {term.scale})"

    def _check(self, term: Term) -> int:
        """The digits of a number. Raises `CoequalError` where a database has no room for them."""
        digits = max(term.scale, *(len(str(abs(end))) for end in (term.low, term.high)))
        if digits > MOST_DIGITS or (not self.dialect.decimals and max(-term.low, term.high) >= _MOST_WHOLE):
            raise CoequalError(f"An expression here may come to a number that is too long for {self.dialect.says}.")
        return digits

    def kept(self, part: exp.Expr, term: Term) -> exp.Expr:
        """A number with the digits that it can have, neither widened nor narrowed by the database."""
        if not self.dialect.decimals:
            self._check(term)
            return part
        return cast(part, self._decimal(term))

    def _chosen(self, term: Term) -> exp.Expr:
        condition, then, otherwise = term.operands
        if self._definite[condition]:
            return case((self.truth(condition), self.value(then)), otherwise=self.value(otherwise))
        return case(
            (self.truth(condition), self.value(then)),
            (opposite(self.truth(condition)), self.value(otherwise)),
            (binary(exp.EQ, self.value(then), self.value(otherwise)), self.value(then)),
        )

    def _extreme(self, term: Term) -> exp.Expr:
        """Not LEAST or GREATEST, of which some databases leave out what is NULL."""
        a, b = term.operands
        first, second = (exp.LTE, exp.GT) if term.operation == terms.LEAST else (exp.GTE, exp.LT)
        return case(
            (binary(first, self.value(a), self.value(b)), self.value(a)),
            (binary(second, self.value(a), self.value(b)), self.value(b)),
        )

    def _arithmetic(self, term: Term) -> exp.Expr:
        a, b = term.operands
        if self.terms[a].sort == DAY:
            return self.dialect.calendar.days_between(self.value(a), self.value(b))
        left, right = self.value(a), self.value(b)
        if term.sort == NUMBER:
            self._check_product(term)
            return self.kept(binary(_WORK[term.operation], left, right), term)
        return binary(_WORK[term.operation], left, right)

    def _check_product(self, term: Term) -> None:
        """A product has no more digits than a database keeps before it begins to round."""
        if term.operation == terms.MULTIPLY and sum(self._check(self.terms[operand]) for operand in term.operands) >= MOST_DIGITS:
            raise CoequalError(f"An expression here may come to a number that is too long for {self.dialect.says}.")

    def _finer(self, term: Term) -> exp.Expr:
        if self.dialect.decimals:
            return self.kept(self.value(term.operands[0]), term)
        self._check(term)
        return binary(exp.Mul, self.value(term.operands[0]), number(10**term.number))

"""What each operation does with a batch: for each kind of term the step that works it out, and the steps it needs first."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import and_, or_
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from coequal.facts.values import EXACT
from coequal.populations import calendar, terms
from coequal.populations.apart import months_apart
from coequal.populations.bitmaps import Bitmap, Truth, pack, unpack
from coequal.populations.registers import GivenNumber, GivenWord, Numbers, Register, Value, known_of_all, truth
from coequal.populations.terms import MONTHS, TRUTH, WORD, Term

if TYPE_CHECKING:
    from coequal.populations.kernel import Batch, Kernel

Made = tuple[Callable[..., Register], Sequence[int]]
Join = Callable[[Bitmap, Bitmap], Bitmap]
_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": np.equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


def _places(kernel: "Kernel", term: Term) -> list[int]:
    return [kernel.place(operand) for operand in term.operands]


def _false(batch: "Batch", truth: Truth) -> Bitmap:
    """Of whom a truth is certainly false."""
    return batch.everybody ^ truth.true if truth.false is None else truth.false


def _constant(kernel: "Kernel", term: Term) -> Made:
    if term.sort == TRUTH:

        def constant(batch: "Batch") -> Truth:
            return Truth(batch.everybody if term.detail is True else batch.nobody, batch.nobody if term.detail is None else None)

        return constant, ()
    if term.detail is None:
        return _absent(kernel, term)
    value = kernel.words.number(str(term.detail)) if term.sort == WORD else term.detail
    one = np.array(value, _kind(term))
    return lambda batch: Value(np.broadcast_to(one, (batch.rows,)), None), ()


def _absent(_kernel: "Kernel", term: Term) -> Made:
    if term.sort == TRUTH:
        return lambda batch: Truth(batch.nobody, batch.nobody), ()
    nought = np.array(0, _kind(term))
    return lambda batch: Value(np.broadcast_to(nought, (batch.rows,)), batch.nobody), ()


def _given(_kernel: "Kernel", term: Term) -> Made:
    column = str(term.detail), term.operation == terms.GIVEN_DATE
    return lambda batch: batch.columns[column], ()


def _not(kernel: "Kernel", term: Term) -> Made:
    def opposite(batch: "Batch", truth: Truth) -> Truth:
        return Truth(batch.everybody ^ truth.true, None) if truth.false is None else Truth(truth.false, truth.true)

    return opposite, _places(kernel, term)


def _and(kernel: "Kernel", term: Term) -> Made:
    return _joined(and_, or_), _places(kernel, term)


def _or(kernel: "Kernel", term: Term) -> Made:
    return _joined(or_, and_), _places(kernel, term)


def _joined(of_true: Join, of_false: Join) -> Callable[..., Truth]:
    """The step that joins truths: one operation for those of whom they are true, the other for those of whom they are false."""

    def joined(batch: "Batch", first: Truth, *others: Truth) -> Truth:
        true, false = first
        for one in others:
            true = of_true(true, one.true)
            if false is not None or one.false is not None:
                before = batch.everybody ^ first.true if false is None else false
                false = of_false(before, _false(batch, one))
            first = Truth(true, false)
        return first

    return joined


def _sure(kernel: "Kernel", term: Term) -> Made:
    return lambda _batch, truth: Truth(truth.true, None), _places(kernel, term)


def _is_known(kernel: "Kernel", term: Term) -> Made:
    def known(batch: "Batch", operand: Any) -> Truth:
        if isinstance(operand, Truth):
            return Truth(batch.everybody if operand.false is None else operand.true | operand.false, None)
        return Truth(batch.everybody if operand.known is None else operand.known, None)

    return known, _places(kernel, term)


def _compare(kernel: "Kernel", term: Term) -> Made:
    """A comparison; where one side is written out, the column itself is compared, whatever its numbers are like."""
    left, right = (kernel.graph.terms[operand] for operand in term.operands)
    if terms.ABSENT in (left.operation, right.operation):
        return lambda batch: Truth(batch.nobody, batch.nobody), ()
    if right.operation == terms.CONSTANT:
        if left.sort == WORD:
            return _is_word(str(right.detail)), [kernel.place(term.operands[0])]
        return _against(kernel, term, right.number)
    if (apart := months_apart(kernel, term)) is not None:
        return apart
    test = _SIGNS[str(term.detail)]

    def compared(_batch: "Batch", a: Any, b: Any) -> Truth:
        return truth(pack(test(a.values, b.values)), known_of_all(a.known, b.known))

    return compared, _places(kernel, term)


def _is_word(word: str) -> Callable[..., Register]:
    def is_word(batch: "Batch", column: Any) -> Truth:
        if not isinstance(column, GivenWord):
            return truth(pack(column.values == batch.words(word)), column.known)
        if word not in column.words:
            return truth(batch.nobody, column.known)
        return truth(pack(column.places == column.words.index(word)), column.known)

    return is_word


def _against(kernel: "Kernel", term: Term, constant: int) -> Made:
    """A value against a number that is written out."""
    left, right = (kernel.graph.terms[operand] for operand in term.operands)
    column = left.operands[0] if left.operation == terms.SCALE else term.operands[0]
    sign, number = str(term.detail), Decimal(constant).scaleb(-right.scale, EXACT)
    test = _SIGNS[sign]
    if left.sort == terms.NUMBER and _is_column(kernel, column):
        return lambda _batch, given: truth(_raw_against(given, sign, number), given.known), [kernel.place(column)]
    return lambda _batch, value: truth(pack(test(value.values, constant)), value.known), [kernel.place(term.operands[0])]


def _is_column(kernel: "Kernel", number: int) -> bool:
    """Whether a term is a column as it is given, or as far as it is current."""
    term = kernel.graph.terms[number]
    return _is_column(kernel, term.operands[1]) if term.operation == terms.ONLY else term.operation == terms.GIVEN


def _raw_against(given: GivenNumber, sign: str, number: Decimal) -> Bitmap:
    match sign:
        case ">=":
            return pack(given.raw >= given.least(number))
        case "<":
            return pack(given.raw < given.least(number))
        case ">":
            return pack(given.raw >= given.above(number))
        case "<=":
            return pack(given.raw < given.above(number))
    return pack((given.raw >= given.least(number)) & (given.raw < given.above(number)))


def _gap(kernel: "Kernel", term: Term) -> int:
    """The step that tells how far the keys of two days are apart, from which completed months are read."""
    spans = [(kernel.graph.terms[operand].low, kernel.graph.terms[operand].high) for operand in term.operands]
    tables = [calendar.keys(*span) for span in spans]

    def key(table: calendar.MonthKeys) -> Callable[..., Register]:
        return lambda _batch, day: Value(table.of(day.places(table.low)), day.known)

    places = [
        kernel.helper(("key", operand), key(table), [kernel.place(operand)])
        for operand, table in zip(term.operands, tables, strict=True)
    ]

    def gap(_batch: "Batch", start: Value, end: Value) -> Value:
        return Value(end.values - start.values, known_of_all(start.known, end.known))

    return kernel.helper(("gap", term.operands), gap, places)


def _full_months(kernel: "Kernel", term: Term) -> Made:
    def full_months(_batch: "Batch", apart: Value) -> Value:
        months = apart.values >> 5
        return Value(months // 12 if term.operation == terms.AGE else months, apart.known)

    return full_months, [_gap(kernel, term)]


def _months_between(kernel: "Kernel", term: Term) -> Made:
    """Towards zero: where the first day is the later one, the months the other way round, less than nought."""

    def months_between(_batch: "Batch", apart: Value, start: Value, end: Value) -> Value:
        backwards = start.values > end.values
        return Value(np.where(backwards, -((-apart.values) >> 5), apart.values >> 5), apart.known)

    return months_between, [_gap(kernel, term), *_places(kernel, term)]


def _if(kernel: "Kernel", term: Term) -> Made:
    """One value or the other; where the condition is not known, what both agree on."""
    kind = _kind(term)

    def chosen(batch: "Batch", condition: Truth, then: Any, otherwise: Any) -> Value:
        a, b = then.values.astype(kind, copy=False), otherwise.values.astype(kind, copy=False)
        found = np.where(unpack(condition.true, batch.rows), a, b)
        if condition.false is None and then.known is None is otherwise.known:
            return Value(found, None)
        first: Bitmap = batch.everybody if then.known is None else then.known
        second: Bitmap = batch.everybody if otherwise.known is None else otherwise.known
        known = (condition.true & first) | (_false(batch, condition) & second)
        if condition.false is not None:
            open_to_both = batch.everybody & ~(condition.true | condition.false) & first & second
            known = known | (open_to_both & pack(a == b))
        return Value(found, known)

    return chosen, _places(kernel, term)


def _only(kernel: "Kernel", term: Term) -> Made:
    def condition_(batch: "Batch", condition: Truth, value: Truth) -> Truth:
        return Truth(value.true & condition.true, _false(batch, value) & condition.true)

    def value(_batch: "Batch", condition: Truth, given: Value | GivenNumber | GivenWord) -> Register:
        return given.only(known_of_all(given.known, condition.true))

    return (condition_ if term.sort == TRUTH else value), _places(kernel, term)


def _arithmetic(kernel: "Kernel", term: Term) -> Made:
    work: dict[str, Callable[[Numbers, Numbers], Numbers]] = {
        terms.ADD: np.add,
        terms.SUBTRACT: np.subtract,
        terms.MULTIPLY: np.multiply,
        terms.LEAST: np.minimum,
        terms.GREATEST: np.maximum,
    }
    apply = work[term.operation]
    kind = _kind(term, *(kernel.graph.terms[operand] for operand in term.operands))

    def arithmetic(_batch: "Batch", a: Any, b: Any) -> Value:
        return Value(apply(a.values.astype(kind, copy=False), b.values.astype(kind, copy=False)), known_of_all(a.known, b.known))

    return arithmetic, _places(kernel, term)


def _scale(kernel: "Kernel", term: Term) -> Made:
    factor = 10**term.number if term.low or term.high else 0  # what can only be nought may be of a kind without room for more
    kind = _kind(term)
    return lambda _batch, a: Value(a.values.astype(kind, copy=False) * factor, a.known), _places(kernel, term)


def _move(kernel: "Kernel", term: Term) -> Made:
    """A day moved by a duration: by a table where the duration is so many months, written out."""
    day, by = (kernel.graph.terms[operand] for operand in term.operands)
    direction = term.number
    if by.operation == terms.CONSTANT and by.sort == MONTHS:
        table = calendar.moved(day.low, day.high, direction * by.number)

        def by_table(_batch: "Batch", days: Value) -> Value:
            found = table.of(days.places(table.low))
            return Value(found, known_of_all(days.known, pack(found != calendar.OUTSIDE)) if table.leaves else days.known)

        return by_table, [kernel.place(term.operands[0])]
    if by.operation == terms.CONSTANT and term.low > terms.FIRST_DAY and term.high < terms.LAST_DAY:
        step = np.int32(direction * by.number)
        return lambda _batch, days: Value(days.values + step, days.known), [kernel.place(term.operands[0])]
    move = calendar.move_by_months if by.sort == MONTHS else calendar.move_by_days

    def moved(_batch: "Batch", days: Value, duration: Value) -> Value:
        steps = np.clip(direction * duration.values.astype(np.int64), -_FAR, _FAR)
        found = move(days.values.astype(np.int64), steps)
        return Value(found, known_of_all(days.known, duration.known, pack(found != calendar.OUTSIDE)))

    return moved, _places(kernel, term)


_FAR = date.max.toordinal()  # more days, or months, than the calendar has


def _kind(*of: Term) -> Any:
    """The narrowest kind of array that holds the values of some terms; Python's own numbers where 64 bits may not do."""
    if of[0].sort == WORD:  # words are numbered as they come, so their terms have no bounds
        return np.int64
    most = max(max(abs(term.low), abs(term.high)) for term in of)
    return next((kind for kind in (np.int8, np.int16, np.int32, np.int64) if most <= np.iinfo(kind).max), object)


OPERATIONS: Final[dict[str, Callable[["Kernel", Term], Made]]] = {
    terms.CONSTANT: _constant,
    terms.GIVEN: _given,
    terms.GIVEN_DATE: _given,
    terms.ABSENT: _absent,
    terms.NOT: _not,
    terms.AND: _and,
    terms.OR: _or,
    terms.SURE: _sure,
    terms.KNOWN: _is_known,
    terms.COMPARE: _compare,
    terms.IF: _if,
    terms.ONLY: _only,
    terms.ADD: _arithmetic,
    terms.SUBTRACT: _arithmetic,
    terms.MULTIPLY: _arithmetic,
    terms.SCALE: _scale,
    terms.LEAST: _arithmetic,
    terms.GREATEST: _arithmetic,
    terms.MOVE: _move,
    terms.FULL_MONTHS: _full_months,
    terms.AGE: _full_months,
    terms.MONTHS_BETWEEN: _months_between,
}

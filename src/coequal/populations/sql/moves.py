"""Days moved by durations, and the months between two days."""

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from coequal.populations import terms
from coequal.populations.sql.writing import between, binary, case, cast, joined, number
from coequal.populations.terms import CONSTANT, FIRST_DAY, LAST_DAY, MONTHS, Term

if TYPE_CHECKING:
    from coequal.populations.sql.operations import Writer

_MOST_MONTHS = 12 * date.max.year


def moved(writer: "Writer", term: Term) -> exp.Expr:
    """A day moved by a duration; NULL where that leaves the years 1 to 9999."""
    day, by = term.operands
    if writer.terms[by].operation == CONSTANT and writer.terms[by].detail is not None:
        return _moved_by(writer, day, term.number * writer.terms[by].number, writer.terms[by].sort == MONTHS, term)
    steps = writer.value(by) if term.number > 0 else exp.Neg(this=exp.Paren(this=writer.value(by)))
    if writer.terms[by].sort == MONTHS:
        inside = between(_month(writer, day, steps), number(12), number(_MOST_MONTHS + 11))
        return case((inside, writer.dialect.calendar.months_later(writer.value(day), steps.copy())))
    return case((_days_stay(writer, day, steps), writer.dialect.calendar.days_later(writer.value(day), steps.copy())))


def _moved_by(writer: "Writer", day: int, steps: int, is_months: bool, term: Term) -> exp.Expr:
    """A day moved by so many months or days, with a look at the calendar's ends only where they may be passed."""
    calendar = writer.dialect.calendar
    ends = _stay(steps, is_months)
    if ends is None:
        return cast(exp.Null(), "DATE") if writer.dialect.decimals else cast(exp.Null(), "TEXT")
    later = calendar.months_later if is_months else calendar.days_later
    found = later(writer.value(day), steps)
    if term.low > FIRST_DAY and term.high < LAST_DAY:
        return found
    low, high = (calendar.day(end.isoformat()) for end in ends)
    return case((between(writer.value(day), low, high), found))


def _stay(steps: int, is_months: bool) -> tuple[date, date] | None:
    """The first and the last day that, moved, stay in the calendar; None where none does."""
    first, last = max(0, -steps), (_MOST_MONTHS if is_months else date.max.toordinal()) - 1 - max(0, steps)
    if first > last:
        return None
    if not is_months:
        return date.fromordinal(first + 1), date.fromordinal(last + 1)
    year, month = last // 12 + 1, last % 12 + 1
    return date(first // 12 + 1, first % 12 + 1, 1), date(year, month, monthrange(year, month)[1])


def _month(writer: "Writer", day: int, steps: exp.Expr) -> exp.Expr:
    """The months since the year 0 of the day moved by months, before anything is moved."""
    year, month = (writer.dialect.calendar.part(part, writer.value(day)) for part in ("YEAR", "MONTH"))
    whole = binary(exp.Add, binary(exp.Mul, year, number(12)), month)
    return binary(exp.Add, exp.Sub(this=whole, expression=number(1)), cast(steps, "BIGINT"))


def _days_stay(writer: "Writer", day: int, steps: exp.Expr) -> exp.Expr:
    """Whether a day moved by days stays in the calendar."""
    calendar = writer.dialect.calendar
    down = calendar.days_between(calendar.day(date.min.isoformat()), writer.value(day))
    up = calendar.days_between(calendar.day(date.max.isoformat()), writer.value(day))
    return between(steps, down, up)


def span(writer: "Writer", term: Term) -> exp.Expr:
    """The completed months or years from one day to another, from their parts."""
    start, end = term.operands
    part = writer.dialect.calendar.part

    def apart(name: str) -> exp.Expr:
        return exp.Sub(this=part(name, writer.value(end)), expression=part(name, writer.value(start)))

    def parts(sign: type[exp.Binary], name: str) -> exp.Expr:
        return sign(this=part(name, writer.value(end)), expression=part(name, writer.value(start)))

    earlier = parts(exp.LT, "DAY")
    if term.operation == terms.AGE:
        earlier = joined(exp.Or, [parts(exp.LT, "MONTH"), joined(exp.And, [parts(exp.EQ, "MONTH"), earlier])])
        return exp.Sub(this=apart("YEAR"), expression=case((earlier, number(1)), otherwise=number(0)))
    years = exp.Mul(this=exp.Paren(this=apart("YEAR")), expression=number(12))
    months = exp.Add(this=years, expression=exp.Paren(this=apart("MONTH")))
    if term.operation == terms.FULL_MONTHS:
        return exp.Sub(this=months, expression=case((earlier, number(1)), otherwise=number(0)))
    forwards = joined(exp.And, [exp.LTE(this=writer.value(start), expression=writer.value(end)), earlier])
    backwards = joined(exp.And, [exp.GT(this=writer.value(start), expression=writer.value(end)), parts(exp.GT, "DAY")])
    return exp.Sub(this=months, expression=case((forwards, number(1)), (backwards, number(-1)), otherwise=number(0)))

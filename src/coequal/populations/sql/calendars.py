"""Days in each kind of SQL: written out, moved, taken apart and subtracted.

No database's own age or difference of months is used: they disagree with one another. A move by months that comes to
a day which its month lacks is clamped to the last day of that month. Whoever moves a day has seen to it that the day
stays within the years 1 to 9999.
"""

from abc import ABC, abstractmethod

from sqlglot import exp

from coequal.populations.sql.writing import binary, call, case, cast, text


class Calendar(ABC):
    """What all kinds of SQL do alike."""

    def day(self, iso: str) -> exp.Expr:
        """A day written out."""
        return cast(text(iso), "DATE")

    def part(self, name: str, day: exp.Expr) -> exp.Expr:
        """The year, month or day of the month, a whole number."""
        return cast(exp.Extract(this=exp.var(name), expression=day), "INT")

    @abstractmethod
    def months_later(self, day: exp.Expr, months: exp.Expr | int) -> exp.Expr:
        """A day moved by months."""

    def days_later(self, day: exp.Expr, days: exp.Expr | int) -> exp.Expr:
        """A day moved by days."""
        return self._plus(day, days)

    def days_between(self, later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
        """How many days one day lies after another."""
        return binary(exp.Sub, later, earlier)

    @staticmethod
    def _plus(day: exp.Expr, days: exp.Expr | int) -> exp.Expr:
        if isinstance(days, int):
            return binary(exp.Sub if days < 0 else exp.Add, day, exp.Literal.number(abs(days)))
        return binary(exp.Add, day, cast(days, "INT"))


class DuckDb(Calendar):
    """DuckDB, where a date moved by an interval is a timestamp."""

    def months_later(self, day: exp.Expr, months: exp.Expr | int) -> exp.Expr:
        if isinstance(months, int):
            by = exp.Interval(this=text(str(abs(months))), unit=exp.var("MONTH"))
            return cast(binary(exp.Sub if months < 0 else exp.Add, day, by), "DATE")
        return cast(binary(exp.Add, day, call("TO_MONTHS", cast(months, "INT"))), "DATE")


class PostgreSql(Calendar):
    """PostgreSQL, where it is one too."""

    def months_later(self, day: exp.Expr, months: exp.Expr | int) -> exp.Expr:
        if isinstance(months, int):
            by = exp.Interval(this=text(str(abs(months))), unit=exp.var("MONTH"))
            return cast(binary(exp.Sub if months < 0 else exp.Add, day, by), "DATE")
        one = exp.Interval(this=text("1"), unit=exp.var("MONTH"))
        return cast(binary(exp.Add, day, binary(exp.Mul, cast(months, "INT"), one)), "DATE")


class Spark(Calendar):
    """Spark and Databricks, where a day less a day is an interval."""

    def months_later(self, day: exp.Expr, months: exp.Expr | int) -> exp.Expr:
        return call("ADD_MONTHS", day, _whole(months))

    def days_later(self, day: exp.Expr, days: exp.Expr | int) -> exp.Expr:
        return call("DATE_ADD", day, _whole(days))

    def days_between(self, later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
        return call("DATEDIFF", later, earlier)


class DateAdd(Calendar):
    """SQL Server and Snowflake. Snowflake's ADD_MONTHS keeps the end of a month; its DATEADD does not."""

    def months_later(self, day: exp.Expr, months: exp.Expr | int) -> exp.Expr:
        return call("DATEADD", exp.var("MONTH"), _whole(months), day)

    def days_later(self, day: exp.Expr, days: exp.Expr | int) -> exp.Expr:
        return call("DATEADD", exp.var("DAY"), _whole(days), day)

    def days_between(self, later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
        return call("DATEDIFF", exp.var("DAY"), earlier, later)


class Sqlite(Calendar):
    """SQLite, where a day is the text 2024-02-29, and one month after 31 January is 2 or 3 March."""

    _PLACES = {"YEAR": (1, 4), "MONTH": (6, 2), "DAY": (9, 2)}  # noqa: RUF012  # never changed

    def day(self, iso: str) -> exp.Expr:
        return text(iso)

    def part(self, name: str, day: exp.Expr) -> exp.Expr:
        first, length = (exp.Literal.number(place) for place in self._PLACES[name])
        return cast(call("SUBSTR", day, first, length), "INT")

    def months_later(self, day: exp.Expr, months: exp.Expr | int) -> exp.Expr:
        plain = call("DATE", day, _modifier(months, "months"))
        same_day = binary(exp.EQ, self.part("DAY", plain), self.part("DAY", day.copy()))
        last = call("DATE", plain.copy(), text("start of month"), text("-1 day"))
        return case((same_day, plain.copy()), otherwise=last)

    def days_later(self, day: exp.Expr, days: exp.Expr | int) -> exp.Expr:
        return call("DATE", day, _modifier(days, "days"))

    def days_between(self, later: exp.Expr, earlier: exp.Expr) -> exp.Expr:
        return cast(binary(exp.Sub, call("JULIANDAY", later), call("JULIANDAY", earlier)), "INT")


def _whole(count: exp.Expr | int) -> exp.Expr:
    if isinstance(count, int):
        return exp.Neg(this=exp.Literal.number(-count)) if count < 0 else exp.Literal.number(count)
    return cast(count, "INT")


def _modifier(count: exp.Expr | int, unit: str) -> exp.Expr:
    if isinstance(count, int):
        return text(f"{count:+d} {unit}")
    return exp.DPipe(this=cast(count, "TEXT"), expression=text(f" {unit}"))

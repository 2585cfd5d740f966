"""What stands in a table as facts: each column typed, rounded as the fact says, and NULL where its value cannot be right."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlglot import exp

from coequal.errors import CoequalError
from coequal.facts.dictionary import Fact
from coequal.populations.sql import column_types
from coequal.populations.sql.column_types import SqlColumn
from coequal.populations.sql.dialects import Dialect
from coequal.populations.sql.writing import between, binary, call, case, cast, column, joined, number, text
from coequal.populations.terms import DAY, NUMBER, TRUTH, Term

_WANTED = {
    "boolean": "true or false",
    "number": "a number",
    "date": "a date",
    "choice": "one of its words",
    "area": "the code of an area",
}


@dataclass(frozen=True, slots=True)
class Given:
    """One column as a fact: what it is called inside the query, and how it is read."""

    fact: Fact
    term: Term
    name: str
    source: SqlColumn
    dialect: Dialect

    @property
    def is_date(self) -> bool:
        """Whether it is the date of a fact."""
        return self.term.sort == DAY

    @property
    def is_float(self) -> bool:
        """Whether it is read in three steps, as floating point numbers are."""
        return self.term.sort == NUMBER and self._holds == column_types.FLOAT

    @property
    def _holds(self) -> str:
        return self.source.holds(self.dialect.name)

    @property
    def _column(self) -> exp.Expr:
        return column(self.source.name)

    @property
    def _floor(self) -> str:
        return f"{self.name} floor"

    def first(self) -> list[tuple[str, exp.Expr]]:
        """What the innermost query says of it, by names."""
        if self.is_float:
            return [(self.name, case((self._plausible(), self._column)))]
        return [(self.name, self._read())]

    def second(self) -> list[tuple[str, exp.Expr]]:
        """What the query around that adds, of floating point numbers: the units of the last place that are full."""
        if not self.is_float:
            return [(self.name, column(self.name))]
        scaled = binary(exp.Mul, column(self.name), number(10**self.fact.decimals))
        if self.dialect.decimals:
            return [(self.name, column(self.name)), (self._floor, cast(exp.Floor(this=scaled), "BIGINT"))]
        whole = cast(scaled, "BIGINT")
        floor = binary(exp.Sub, whole, exp.LT(this=scaled.copy(), expression=whole.copy()))
        return [(self.name, column(self.name)), (self._floor, floor)]

    def third(self) -> list[tuple[str, exp.Expr]]:
        """What the query around that makes of them: rounded half even, by comparing with the middle of two decimals."""
        if not self.is_float:
            return [(self.name, column(self.name))]
        floor, unit = column(self._floor), 10**self.fact.decimals
        middle = binary(exp.Div, cast(binary(exp.Add, binary(exp.Mul, floor, number(2)), number(1)), "DOUBLE"), number(2 * unit))
        odd = binary(exp.NEQ, binary(exp.Mod, floor.copy(), number(2)), number(0))
        above = exp.GT(this=column(self.name), expression=middle)
        tie = joined(exp.And, [exp.EQ(this=column(self.name), expression=middle.copy()), odd])
        units = binary(exp.Add, floor.copy(), case((joined(exp.Or, [above, tie]), number(1)), otherwise=number(0)))
        if not self.dialect.decimals:
            return [(self.name, case((exp.Not(this=exp.Is(this=column(self.name), expression=exp.Null())), units)))]
        return [(self.name, cast(binary(exp.Div, cast(units, "DOUBLE"), number(unit)), self._kind))]

    @property
    def _kind(self) -> str:
        digits = max(self.term.scale, *(len(str(abs(end))) for end in (self.term.low, self.term.high)))
        return f"DECIMAL({digits}, {self.term.scale})"

    def _plausible(self) -> exp.Expr:
        """Whether a number, rounded, lies within what is plausible. A number in the middle of two goes to the even one."""
        half = Decimal(5).scaleb(-self.term.scale - 1)
        low, high = (Decimal(end).scaleb(-self.term.scale) for end in (self.term.low, self.term.high))
        least = (exp.GT if self.term.low % 2 else exp.GTE)(this=self._column, expression=self._exactly(low - half))
        most = (exp.LT if self.term.high % 2 else exp.LTE)(this=self._column, expression=self._exactly(high + half))
        return joined(exp.And, [least, most])

    def _exactly(self, end: Decimal) -> exp.Expr:
        written = number(format(end, "f"))
        return cast(written, "DOUBLE") if self.is_float else written

    def _read(self) -> exp.Expr:
        if self._holds == column_types.NOTHING:
            return self._nothing()
        if self.source.words:
            return self._meant()
        match self._checked():
            case "boolean":
                if self._holds == column_types.BOOLEAN and self.dialect.name != "sqlite":
                    return self._column
                right, wrong = (exp.EQ(this=self._column, expression=number(value)) for value in (1, 0))
                return self._truths((right, True), (wrong, False))
            case "number":
                return self._number()
            case "date":
                return self._day()
        return self._one_of_its_words()

    def _nothing(self) -> exp.Expr:
        kinds = {TRUTH: "BOOLEAN", NUMBER: self._kind, DAY: "DATE"}
        return cast(exp.Null(), kinds.get(self.term.sort, "TEXT")) if self.dialect.decimals else exp.Null()

    def _meant(self) -> exp.Expr:
        """Words that mean others, true and false, or nothing."""
        words = self.source.words.items()
        tests = [(self._whole(exp.EQ(this=self._text(), expression=self._word(word))), meaning) for word, meaning in words]
        if self.term.sort == TRUTH:
            return self._truths(*((test, meaning == "true") for test, meaning in tests if meaning is not None))
        meanings = [(test, exp.Null() if meaning is None else self._word(meaning)) for test, meaning in tests]
        return case(*meanings, otherwise=self._one_of_its_words())

    def _one_of_its_words(self) -> exp.Expr:
        """The words of a choice; of an area whatever stands there."""
        if self.fact.kind == "area":
            return case((self._no_blank, self._text())) if self._passes_over_blanks else self._text()
        among = exp.In(this=self._text(), expressions=[self._word(word) for word in self.fact.values])
        return case((self._whole(among), self._text()))

    @property
    def _passes_over_blanks(self) -> bool:
        """Whether "IUI" and "IUI " are one to `=`: in SQL Server, whose CHAR puts blanks there itself, so that they say nothing."""
        return self.dialect.name == "tsql" and not self.source.type.lower().startswith(("char", "nchar"))

    @property
    def _no_blank(self) -> exp.Expr:
        return exp.NEQ(this=call("RIGHT", self._column, number(1)), expression=self._word(" "))

    def _whole(self, test: exp.Expr) -> exp.Expr:
        """A test of words that a blank at the end fails, as it does everywhere else."""
        return joined(exp.And, [test, self._no_blank]) if self._passes_over_blanks else test

    def _truths(self, *tests: tuple[exp.Expr, bool]) -> exp.Expr:
        if self.dialect.booleans:
            return case(*((test, exp.Boolean(this=truth)) for test, truth in tests))
        return cast(case(*((test, number(int(truth))) for test, truth in tests)), "BOOLEAN")

    def _word(self, word: str) -> exp.Expr:
        return exp.National(this=word) if self.dialect.name == "tsql" else text(word)

    def _text(self) -> exp.Expr:
        """The column as text that is compared letter by letter."""
        if self.dialect.name == "tsql":
            return exp.Collate(this=self._column, expression=exp.var("Latin1_General_100_BIN2"))
        return cast(self._column, "TEXT")

    def _number(self) -> exp.Expr:
        """Whole numbers as they stand, decimals rounded half even where they keep more places than the fact."""
        places = 0 if self._holds == column_types.WHOLE else self.source.places
        if places is not None and places <= self.term.scale:
            low, high = (number(format(Decimal(end).scaleb(-self.term.scale), "f")) for end in (self.term.low, self.term.high))
            return case((between(self._column, low, high), cast(self._column, self._kind)))
        half, two = Decimal(5).scaleb(-self.term.scale - 1), Decimal(2).scaleb(-self.term.scale)
        rest = binary(exp.Mod, self._column, number(format(two, "f")))
        down, up = (exp.EQ(this=rest.copy(), expression=number(format(end, "f"))) for end in (half, -half))
        less, more = (kind(this=self._column, expression=number(format(half, "f"))) for kind in (exp.Sub, exp.Add))
        rounded = case((down, less), (up, more), otherwise=self._column)
        return case((self._plausible(), cast(rounded, self._kind)))

    def _day(self) -> exp.Expr:
        calendar = self.dialect.calendar
        low, high = (date.min, date.max) if self.fact.kind != "date" else self.fact.plausible
        right = between(self._column, *(calendar.day(str(end)) for end in (low, high)))
        if self.dialect.name == "sqlite":
            real = call("DATE", self._column, text("+0 days"))  # of 30 February 1 March or 2; without the move, nothing is checked
            right = joined(exp.And, [exp.EQ(this=real, expression=self._column), right])
        return case((right, self._column))

    def _checked(self) -> str:
        """The kind of the fact, if the column can hold it. Raises `CoequalError` with what to do where it cannot."""
        wanted = "date" if self.is_date else self.fact.kind
        if self._holds in _right(self.dialect)[wanted]:
            return wanted
        says = f"{self.fact.name} date" if self.is_date and self.fact.kind != "date" else self.fact.name
        if self._holds == column_types.NARROW and wanted == "number":
            advice = "in which 5.4 is more than 5.4. Give the column 64 bits, or make it decimal."
            raise CoequalError(f"{says} (column {self.source.name}) has numbers of 32 bits, {advice}")
        raise CoequalError(
            f"{says} has to be {_WANTED[wanted]}, but the column {self.source.name} is {self.source.type}. {_ADVICE[wanted]}"
        )


_ADVICE = {
    "boolean": "It may be true and false, or 1 and 0.",
    "number": "It may be whole numbers, decimals or floating point numbers of 64 bits.",
    "date": "Give the column the type of a date, without times of day.",
    "choice": "It has to be text.",
    "area": "It has to be text.",
}


def _right(dialect: Dialect) -> dict[str, tuple[str, ...]]:
    """What a column may hold for each kind of fact. SQLite has no type of its own for days and truths."""
    found = {
        "boolean": (column_types.BOOLEAN, column_types.WHOLE),
        "number": (column_types.WHOLE, column_types.DECIMAL, column_types.FLOAT),
        "date": (column_types.DATE,),
        "choice": (column_types.TEXT,),
        "area": (column_types.TEXT,),
    }
    if dialect.name == "sqlite":
        found |= {"boolean": (column_types.BOOLEAN, column_types.FLOAT), "date": (column_types.DATE, column_types.TEXT)}
    return found

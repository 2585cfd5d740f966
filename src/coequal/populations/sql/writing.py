"""Small pieces of SQL, as trees."""

from collections.abc import Sequence
from functools import lru_cache, reduce

from sqlglot import exp

from coequal.errors import CoequalError

_TIGHT = (exp.Column, exp.Literal, exp.Func, exp.Paren, exp.Boolean, exp.Null, exp.National, exp.Interval)


def named_table(name: str) -> exp.Table:
    """A table by its name, which may be `schema.table`. Raises `CoequalError` where it is no name."""
    parts = [exp.to_identifier(part, quoted=True) for part in name.split(".")]
    if not all(part.name for part in parts) or len(parts) > 3:
        raise CoequalError(f'"{name}" does not name a table. Write table, or schema.table.')
    return exp.Table(**dict(zip(("this", "db", "catalog"), reversed(parts), strict=False)))


def column(name: str) -> exp.Expr:
    """A column by its name, quoted."""
    return exp.column(name, quoted=True)


def number(value: int | str) -> exp.Expr:
    """A number written out."""
    text = str(value)
    return exp.Neg(this=exp.Literal.number(text[1:])) if text.startswith("-") else exp.Literal.number(text)


def text(value: str) -> exp.Expr:
    """A word written out."""
    return exp.Literal.string(value)


def bracketed(part: exp.Expr) -> exp.Expr:
    """A part in brackets, unless it holds together without."""
    return part if isinstance(part, _TIGHT) and not isinstance(part, exp.Connector) else exp.Paren(this=part)


def joined(kind: type[exp.Connector], parts: Sequence[exp.Expr]) -> exp.Expr:
    """Conditions joined by *and* or *or*."""
    inside = [exp.Paren(this=part) if isinstance(part, exp.Connector) else part for part in parts]
    return reduce(lambda left, right: kind(this=left, expression=right), inside)


def opposite(part: exp.Expr) -> exp.Expr:
    """`NOT …`."""
    return exp.Not(this=bracketed(part))


def is_there(part: exp.Expr) -> exp.Expr:
    """`… IS NOT NULL`."""
    return exp.Not(this=exp.Is(this=bracketed(part), expression=exp.Null()))


def binary(kind: type[exp.Binary], left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """Two parts with an operator between them."""
    return kind(this=bracketed(left), expression=bracketed(right))


def between(part: exp.Expr, low: exp.Expr, high: exp.Expr) -> exp.Expr:
    """`… BETWEEN … AND …`."""
    return exp.Between(this=bracketed(part), low=low, high=high)


def case(*branches: tuple[exp.Expr, exp.Expr], otherwise: exp.Expr | None = None) -> exp.Expr:
    """`CASE WHEN … THEN … END`; NULL where no condition is true and nothing stands for that."""
    if not branches:
        return otherwise or exp.Null()
    return exp.Case(ifs=[exp.If(this=when, true=then) for when, then in branches], default=otherwise)


def cast(part: exp.Expr, kind: str) -> exp.Expr:
    """`CAST(… AS …)`."""
    return exp.Cast(this=part, to=_type(kind))


@lru_cache(maxsize=1024)
def _type(kind: str) -> exp.DataType:
    return exp.DataType.build(kind)


def call(name: str, *arguments: exp.Expr) -> exp.Expr:
    """A function that only one database has."""
    return exp.Anonymous(this=name, expressions=list(arguments))

"""Which columns of the database are sealed or marked, and with which keys."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, models
from django.db.models.expressions import F, Func, Value

from coequal.referrals.personal.fields import SealedColumn
from coequal.referrals.personal.keys import MARKS, SEALS, Kind
from coequal.referrals.personal.marks import Mark
from coequal.referrals.personal.numbers import key_of_mark
from coequal.referrals.personal.rows import ROW
from coequal.referrals.personal.sealing import HEAD, head_of, key_of

_NAME = 8  # letters of the name of a key, with which a mark begins


class Kept(NamedTuple):
    """The columns of one table that need a key."""

    model: type[models.Model]
    sealed: tuple[SealedColumn[Any, Any], ...]
    marks: tuple[Mark, ...]

    @property
    def table(self) -> str:
        """Its name."""
        return self.model._meta.db_table  # noqa: SLF001  # Django documents it

    @property
    def rows(self) -> "models.QuerySet[models.Model]":
        """All rows, with how each column of `sealed` begins as `begins_…`: also of tables whose rows stay as they are."""
        begins = {
            f"begins_{one.name}": Func(F(one.name), Value(1), Value(HEAD), function="SUBSTR", output_field=models.BinaryField())
            for one in self.sealed
        }
        found: models.QuerySet[models.Model] = models.QuerySet(self.model).order_by("pk").annotate(**begins)
        return found

    @property
    def names(self) -> list[str]:
        """The names of the columns that are sealed, of those that marks are made of, and of that which names the row."""
        return list({ROW, *(one.name for one in self.sealed), *(one.of for one in self.marks)})

    def without_key(self, sealing: str, marking: str) -> models.Q:
        """The rows in which something needs a key that is neither of these, or is not sealed for its row."""
        stale = [
            models.Q((f"{one.name}__isnull", False)) & ~models.Q((f"begins_{one.name}", head_of(sealing))) for one in self.sealed
        ]
        old = [~models.Q((one.name, "")) & ~models.Q((f"{one.name}__startswith", marking)) for one in self.marks]
        return _any([*stale, *old])


def _any(asked: Any) -> models.Q:
    """Any of some conditions; where there is none, no row."""
    found = models.Q(pk__in=[])
    for one in asked:
        found |= one
    return found


def kept() -> Iterator[Kept]:
    """Every table that has such a column."""
    for model in apps.get_models():
        columns = model._meta.local_concrete_fields  # noqa: SLF001  # Django documents it
        sealed = tuple(one for one in columns if isinstance(one, SealedColumn))
        marks = tuple(one for one in columns if isinstance(one, Mark))
        if sealed or marks:
            yield Kept(model, sealed, marks)


def in_use() -> Counter[tuple[Kind, str]]:
    """How many values need each key, by its kind and name."""
    found: Counter[tuple[Kind, str]] = Counter()
    for one in kept():
        for sealed in one.sealed:
            begins = f"begins_{sealed.name}"
            asked = one.rows.filter(**{f"{sealed.name}__isnull": False}).order_by().values_list(begins)
            for head, count in asked.annotate(count=models.Count("*")):
                found[SEALS, key_of(bytes(head))] += count
        for mark in one.marks:
            begun = Func(F(mark.name), Value(1), Value(_NAME), function="SUBSTR", output_field=models.CharField())
            asked = one.rows.exclude(**{mark.name: ""}).order_by().annotate(begun=begun).values_list("begun")
            for name, count in asked.annotate(count=models.Count("*")):
                found[MARKS, key_of_mark(name)] += count
    return found


def anything_sealed() -> bool:
    """Whether anything sealed is in the database, which may lack tables and columns that are to be made yet."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        there = {
            one.table: {column.name for column in connection.introspection.get_table_description(cursor, one.table)}
            for one in kept()
            if one.table in tables
        }
    return any(
        models.QuerySet(one.model).filter(**{f"{column.name}__isnull": False}).exists()
        for one in kept()
        for column in one.sealed
        if column.column in there.get(one.table, ())
    )

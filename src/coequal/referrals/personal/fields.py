"""Columns of models that keep what is personal: sealed in the database, opened when somebody first looks at the value.

A value is sealed for its row, which `rows.Named` gives a name, so it is kept by saving the row: `update()` and `bulk_update()`
can only empty a column. A query cannot look into one: it can ask only whether there is anything (`isnull`). A row that is read
with `values()` has what is sealed as `Sealed`, which opens by `opened()` under the name of the row.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NoReturn, TypeVar
from uuid import UUID

from django.core import checks
from django.db import models
from django.db.models.expressions import Combinable, Expression
from django.db.models.lookups import IsNull, Lookup, Transform
from django.db.models.query_utils import DeferredAttribute

from coequal.errors import CoequalError
from coequal.referrals.personal.rows import ROW
from coequal.referrals.personal.sealing import CannotOpen, is_of_row, seal, unseal

_Set_contra = TypeVar("_Set_contra", contravariant=True)  # what a column takes and gives, which only the checker of types asks
_Get_co = TypeVar("_Get_co", covariant=True)

if TYPE_CHECKING:
    _Field = models.Field
else:

    class _Field(models.Field, Generic[_Set_contra, _Get_co]):
        """A column that says what it takes and gives."""


_ASKED: Final = "isnull"
_NO_INDEX: Final = ("primary_key", "unique", "db_index")
_NOTHING: Final[tuple[object, ...]] = ("", b"", {}, [])


def _says_nothing(value: object) -> bool:
    return any(type(value) is type(one) and value == one for one in _NOTHING)


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A value as the database holds it."""

    raw: bytes
    column: "SealedColumn[Any, Any]"

    def opened(self, row: UUID | None) -> Any:
        """What was sealed in the row of this name. Raises `CannotOpen` where it does not open."""
        return self.column.opened(self.raw, row)

    def __repr__(self) -> str:
        """That it is sealed, and nothing else."""
        return "(sealed)"

    __str__ = __repr__


class _OpenedWhenRead(DeferredAttribute):
    """A value that is opened when it is first looked at: a page opens nothing that it does not show."""

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        found = super().__get__(instance, owner)
        if isinstance(found, Sealed) and instance is not None:
            found = instance.__dict__[self.field.attname] = found.opened(getattr(instance, ROW, None))
        return found

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedColumn(_Field[_Set_contra, _Get_co]):
    """A column whose values are sealed for it and for their row: moved to another table, column or row, they do not open.

    In a migration from before rows had names, they are sealed for the column alone. Where a migration renames the table or
    the column, `about` goes on naming the old place, such as "referrals_identity.name".
    """

    descriptor_class = _OpenedWhenRead
    keeps: ClassVar[str]

    def __init__(self, *given: Any, about: str = "", **options: Any) -> None:
        if asked := [name for name in _NO_INDEX if options.get(name)]:
            raise CoequalError(f"A sealed column cannot be {asked[0]}, because every sealing of one value is different.")
        self._about = about
        super().__init__(*given, **options)

    def deconstruct(self) -> Any:
        """As a migration writes it."""
        name, path, given, options = super().deconstruct()
        return name, path, given, {**options, "about": self._about} if self._about else options

    def check(self, **given: Any) -> list[checks.CheckMessage]:
        """What is wrong with it: that its rows have no names."""
        found = super().check(**given)
        if not self._rows_have_names:
            found.append(
                checks.Error(f"{self.about} is sealed, and its rows have no names.", hint="Derive from `Named`.", obj=self)
            )
        return found

    @property
    def _rows_have_names(self) -> bool:
        return any(one.name == ROW for one in self.model._meta.local_fields)  # noqa: SLF001  # Django documents it

    def get_internal_type(self) -> str:
        """What the database keeps: bytes."""
        return "BinaryField"

    @property
    def about(self) -> str:
        """The place that values are sealed for."""
        return self._about or f"{self.model._meta.db_table}.{self.column}"  # noqa: SLF001  # Django documents it

    def as_bytes(self, value: Any) -> bytes:
        """A value as it is sealed. Raises `CoequalError` for one that this column does not keep."""
        raise NotImplementedError

    def as_value(self, plain: bytes) -> Any:
        """The value that was sealed as these bytes."""
        raise NotImplementedError

    def opened(self, raw: bytes, row: UUID | None) -> Any:
        """The value that the database holds as these bytes in a row. Raises `CannotOpen` where it does not open.

        What is sealed for the column alone opens in a row with a name only where it says nothing, as what was emptied does.
        """
        found = self.as_value(unseal(raw, self.about, row))
        if row and not is_of_row(raw) and not _says_nothing(found):
            raise CannotOpen(
                f"A value of {self.about} is not sealed for its row. If the site was just brought up to date, "
                "“coequal site personal_keys reseal” seals it; else put the database back as it was, from its copy."
            )
        return found

    def sealed(self, value: Any, row: UUID | None) -> Sealed:
        """A value as a row keeps it. Raises `CoequalError` for one that this column does not keep."""
        return Sealed(seal(self.as_bytes(value), self.about, row), self)

    def from_db_value(self, value: Any, _expression: Expression, _connection: Any) -> Sealed | None:
        """What a row holds, unopened."""
        return None if value is None else Sealed(bytes(value), self)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is to be kept in this row: as it is where nobody opened it.

        Raises `CoequalError` as `sealed` does, and for a new row that was given what is sealed for another.
        """
        kept = model_instance.__dict__
        value = kept[self.attname] if self.attname in kept else getattr(model_instance, self.attname)
        if add and isinstance(value, Sealed):
            raise CoequalError(f"A value of {self.about} is sealed for another row. Open it there before it is put into this one.")
        if value is None or isinstance(value, Sealed | Combinable):
            return value
        return self.sealed(value, getattr(model_instance, ROW, None))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002
        """A value as the database keeps it. Raises `CoequalError` for one that this column does not keep.

        It raises the same for a value that says something and is of no row, as of `update()`.
        """
        if value is None:
            return None
        if not isinstance(value, Sealed):
            value = self.sealed(value, None) if _says_nothing(value) or not self._rows_have_names else self._of_no_row(value)
        return connection.Database.Binary(value.raw)

    def _of_no_row(self, value: Any) -> NoReturn:
        self.as_bytes(value)  # which refuses what can be kept in no row at all
        raise CoequalError(f"{self.about} is sealed for one row at a time. Set it in each row, and save the row.")

    def get_lookup(self, lookup_name: str) -> type[Lookup[Any]] | None:
        """Whether there is anything. Raises `CoequalError` for every other question."""
        if lookup_name != _ASKED:
            raise self._refusal()
        return IsNull

    def get_transform(self, name: str) -> type[Transform] | None:  # noqa: ARG002  # Django's signature
        """Nothing. Raises `CoequalError`."""
        raise self._refusal()

    def _refusal(self) -> CoequalError:
        return CoequalError(
            f"{self.about} is sealed, so that no query can look into it. Ask only “{_ASKED}”, or find a person by their mark."
        )

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002  # Django's signature
        """Nothing. Raises `CoequalError`: what is personal is not written out with the rest of the database."""
        raise CoequalError(f"{self.about} is sealed, and is not written out. Copy the database and the file of keys instead.")

    def unkept(self, value: Any) -> CoequalError:
        """The error of a value that this column does not keep, which shows nothing of it."""
        return CoequalError(f"{self.about} keeps {self.keeps}, and was given {type(value).__name__}.")


class SealedText(SealedColumn[_Set_contra, _Get_co]):
    """A text. Half characters, which no encoding has, are left out."""

    _pyi_private_set_type: str | Combinable
    _pyi_private_get_type: str
    keeps = "a text"

    def as_bytes(self, value: Any) -> bytes:
        """Its UTF-8."""
        if not isinstance(value, str):
            raise self.unkept(value)
        return value.encode("utf-8", "ignore")

    def as_value(self, plain: bytes) -> str:
        """The text."""
        return plain.decode()


class SealedJson(SealedColumn[_Set_contra, _Get_co]):
    """What JSON can say: texts, numbers, yes and no, lists, and values by name; no dates, which are written as texts."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any
    keeps = "what JSON can say"
    empty_strings_allowed = False

    def as_bytes(self, value: Any) -> bytes:
        """Its one way of being written: names in order, no spaces."""
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
        except (TypeError, ValueError, RecursionError):
            raise self.unkept(value) from None
        return text.encode("utf-8", "ignore")

    def as_value(self, plain: bytes) -> Any:
        """What it says."""
        return json.loads(plain)


class SealedBytes(SealedColumn[_Set_contra, _Get_co]):
    """Bytes, such as those of a file."""

    _pyi_private_set_type: bytes | bytearray | memoryview | Combinable
    _pyi_private_get_type: bytes
    keeps = "bytes"
    empty_strings_allowed = False

    def as_bytes(self, value: Any) -> bytes:
        """As they are."""
        if not isinstance(value, bytes | bytearray | memoryview):
            raise self.unkept(value)
        return bytes(value)

    def as_value(self, plain: bytes) -> bytes:
        """As they were."""
        return plain

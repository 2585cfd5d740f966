"""Columns of models that keep what is personal: sealed in the database, opened when somebody first looks at the value.

A query cannot look into them: it can ask only whether there is anything (`isnull`). A row that is read with `values()` has what
is sealed as `Sealed`, which opens by `opened()`.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

from django.db import models
from django.db.models.expressions import Combinable, Expression
from django.db.models.lookups import IsNull, Lookup, Transform
from django.db.models.query_utils import DeferredAttribute

from coequal.errors import CoequalError
from coequal.referrals.personal.sealing import seal, unseal

_Set_contra = TypeVar("_Set_contra", contravariant=True)  # what a column takes and gives, which only the checker of types asks
_Get_co = TypeVar("_Get_co", covariant=True)

if TYPE_CHECKING:
    _Field = models.Field
else:

    class _Field(models.Field, Generic[_Set_contra, _Get_co]):
        """A column that says what it takes and gives."""


_ASKED: Final = "isnull"
_NO_INDEX: Final = ("primary_key", "unique", "db_index")


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A value as the database holds it."""

    raw: bytes
    column: "SealedColumn[Any, Any]"

    def opened(self) -> Any:
        """What was sealed. Raises `CannotOpen` where it does not open."""
        return self.column.opened(self.raw)

    def __repr__(self) -> str:
        """That it is sealed, and nothing else."""
        return "(sealed)"

    __str__ = __repr__


class _OpenedWhenRead(DeferredAttribute):
    """A value that is opened when it is first looked at: a page opens nothing that it does not show."""

    def __get__(self, instance: models.Model | None, owner: Any = None) -> Any:
        found = super().__get__(instance, owner)
        if isinstance(found, Sealed) and instance is not None:
            found = instance.__dict__[self.field.attname] = found.opened()
        return found

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedColumn(_Field[_Set_contra, _Get_co]):
    """A column whose values are sealed for it: moved to another table or column, they do not open.

    Where a migration renames the table or the column, `about` goes on naming the old place, such as "referrals_identity.name".
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

    def opened(self, raw: bytes) -> Any:
        """The value that the database holds as these bytes. Raises `CannotOpen` where it does not open."""
        return self.as_value(unseal(raw, self.about))

    def from_db_value(self, value: Any, _expression: Expression, _connection: Any) -> Sealed | None:
        """What a row holds, unopened."""
        return None if value is None else Sealed(bytes(value), self)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002  # Django's signature
        """What is to be kept: as it is where nobody opened it."""
        kept = model_instance.__dict__
        return kept[self.attname] if self.attname in kept else getattr(model_instance, self.attname)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: ARG002
        """A value as the database keeps it. Raises `CoequalError` for one that this column does not keep."""
        if value is None:
            return None
        if isinstance(value, Sealed):
            if value.column.about == self.about:
                return connection.Database.Binary(value.raw)
            value = value.opened()
        return connection.Database.Binary(seal(self.as_bytes(value), self.about))

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

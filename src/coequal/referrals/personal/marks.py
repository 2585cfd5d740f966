"""The column beside a sealed NHS number that keeps its mark, and follows the number by itself."""

from typing import TYPE_CHECKING, Any, Final

from django.db import models

from coequal.referrals.personal.fields import Sealed
from coequal.referrals.personal.numbers import mark_of

if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:
    _Text = models.CharField

ROOM: Final = 64  # letters; a mark has 53


class Mark(_Text):
    """The mark of the number in the column `of`; nothing where there is no number.

    The column is a `SealedText`, or a `SealedJson` that holds the number by the name `under`.

    It is made whenever a row is saved, but not by `update()`, nor in a migration, whose copies of the column name no other.
    """

    def __init__(self, *given: Any, of: str = "", under: str = "", **options: Any) -> None:
        self.of, self.under = of, under
        super().__init__(*given, **{"max_length": ROOM, "blank": True, "db_index": True, **options})

    def deconstruct(self) -> Any:
        """As a migration writes it: a text, for no migration has to know what it is made of."""
        name, _path, given, options = super().deconstruct()
        return name, "django.db.models.CharField", given, options

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002  # Django's signature
        """The mark of the number that is saved with it; as it is where nobody looked at the number."""
        kept = model_instance.__dict__
        if self.of in kept and not isinstance(kept[self.of], Sealed):
            setattr(model_instance, self.attname, self.made_of(kept[self.of]))
        return getattr(model_instance, self.attname)

    def made_of(self, held: Any) -> str:
        """The mark of the number in what the column `of` holds, opened."""
        number = (held or {}).get(self.under, "") if self.under else held
        return mark_of(number) if number else ""

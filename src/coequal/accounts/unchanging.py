"""Rows that are kept once and then stay as they are: entries of the trail, revisions of drafts."""

from typing import Any, ClassVar, NoReturn, TypeVar

from django.db import models

from coequal.errors import CoequalError

M_co = TypeVar("M_co", bound="Unchanging", covariant=True)


class UnchangingRows(models.QuerySet[M_co]):
    """Rows that can be read, and neither changed nor taken away."""

    def update(self, **_values: Any) -> NoReturn:
        """Refuse. Raises `CoequalError`."""
        raise CoequalError(self.model.instead)

    def bulk_update(self, *_given: Any, **_options: Any) -> NoReturn:
        """Refuse. Raises `CoequalError`."""
        raise CoequalError(self.model.instead)

    def delete(self) -> NoReturn:
        """Refuse. Raises `CoequalError`."""
        raise CoequalError(self.model.instead)


class Unchanging(models.Model):
    """A row that stays as it is. `instead` says why, and what to do in place of changing it."""

    instead: ClassVar[str]

    class Meta:
        """No table of its own."""

        abstract = True

    def save(self, *_given: Any, **_options: Any) -> None:
        """Keep a new row. Raises `CoequalError` for one that is there already."""
        if not self._state.adding:
            raise CoequalError(self.instead)
        super().save(force_insert=True)

    def delete(self, *_given: Any, **_options: Any) -> NoReturn:
        """Refuse. Raises `CoequalError`."""
        raise CoequalError(self.instead)

"""That nothing is made twice: whoever presses a button a second time, or sends a form again, makes no second one."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from coequal.errors import CoequalError

M = TypeVar("M", bound=Model)


def refuse_second(same: QuerySet[M], what: str) -> None:
    """Nothing, where no such row is there; asked under the lock under which one is made. Raises `CoequalError`."""
    if same.exists():
        raise CoequalError(f"{what} is there already, so it was not made a second time.")

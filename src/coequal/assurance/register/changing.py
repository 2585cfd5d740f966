"""How anything of a use of personal data is changed: under a lock, by whoever may as it stands now."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import Permission
from coequal.assurance.models import DataUse
from coequal.errors import CoequalError


@contextmanager
def locked(acting: Acting, use: DataUse, permission: Permission) -> Iterator[DataUse]:
    """The use as it stands now, which nobody else can change meanwhile. Raises `NotAllowed`."""
    with transaction.atomic():
        found = DataUse.objects.select_for_update().get(pk=use.pk)
        require(acting, permission, found)
        yield found


def check_mark(now: int, before: int) -> None:
    """Refuse a change of what somebody did not have before them. Raises `CoequalError`."""
    if now != before:
        raise CoequalError(
            "Somebody else changed this after you opened the page, so nothing was changed now. "
            "Go back and copy what you typed, open the page again, and put it in there."
        )


def said(text: str, otherwise: str) -> str:
    """A text without the spaces around it. Raises `CoequalError` with what to do where nothing is said."""
    if not text.strip():
        raise CoequalError(otherwise)
    return text.strip()

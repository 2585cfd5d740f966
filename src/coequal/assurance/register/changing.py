"""How anything of a use of personal data is changed: under a lock, by whoever may as it stands now."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import CLEAR_WITHOUT
from coequal.assurance.models import DataUse, ImpactDraft
from coequal.errors import CoequalError

ONLY_OTHERS: Final = (
    "An assessment was asked for. That it is not needed here is found by information governance, and by somebody else than "
    "whoever entered this or wrote in its assessment. Ask them, or go on with the assessment."
)


@contextmanager
def locked(acting: Acting, use: DataUse, permission: Permission) -> Iterator[DataUse]:
    """The use as it stands now, which nobody else can change meanwhile. Raises `NotAllowed`."""
    with transaction.atomic():
        found = DataUse.objects.select_for_update().get(pk=use.pk)
        require(acting, permission, found)
        yield found


def may_clear_without(acting: Acting, use: DataUse) -> bool:
    """Whether somebody may find that an assessment is not needed: where one was asked for, others than its writers find that."""
    if not use.was_asked_for:
        return True
    return acting.may(CLEAR_WITHOUT, use) and not ImpactDraft.objects.filter(use=use, writers=acting.person).exists()


def require_clear_without(acting: Acting, use: DataUse) -> None:
    """Nothing, where somebody may find that an assessment is not needed. Raises `CoequalError` with who may."""
    if not may_clear_without(acting, use):
        raise CoequalError(ONLY_OTHERS)


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

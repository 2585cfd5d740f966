"""How anything of an involvement is changed: under a lock, by whoever may as it stands now, and with an entry in the trail."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models, transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permission import Permission
from coequal.accounts.permissions import CHANGE_INVOLVEMENT
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.models import Involvement, Update
from coequal.involvement.models.involvements import PUBLIC
from coequal.pages.seen import mark


@contextmanager
def locked(acting: Acting, involvement: Involvement, permission: Permission) -> Iterator[Involvement]:
    """The involvement as it stands now, which nobody else can change meanwhile. Raises `NotAllowed`."""
    with transaction.atomic():
        found = Involvement.objects.select_for_update().get(pk=involvement.pk)
        require(acting, permission, found)
        yield found


def fingerprint(row: models.Model) -> str:
    """A digest of all that a row holds, by which it is seen whether somebody changed it meanwhile."""
    held = [(field.attname, str(getattr(row, field.attname))) for field in row._meta.concrete_fields]  # noqa: SLF001  # Django documents it
    return mark(held)


def check_unchanged(row: models.Model, before: str) -> None:
    """Refuse a change of what somebody did not have before them. Raises `CoequalError`."""
    if fingerprint(row) != before:
        raise CoequalError(
            "Somebody else changed this after you opened the page, so nothing was changed now. "
            "Go back and copy what you typed, open the page again, and put it in there."
        )


def set_all(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Set values of a row that is locked, and say which of them were others before."""
    moved = [name for name, value in values.items() if getattr(row, name) != value]
    for name in moved:
        setattr(row, name, values[name])
    row.save(update_fields=moved)
    return moved


def tell(acting: Acting, involvement: Involvement, says: str) -> None:
    """Tell everybody something about an involvement that they can read of. Raises `CoequalError` where nothing is said."""
    if not says.strip():
        raise CoequalError("Say in a sentence what changes and why: everybody can read of this involvement, and is told.")
    Update.objects.create(involvement=involvement, says=says.strip(), by=acting.person)


def change(acting: Acting, involvement: Involvement, before: str, values: Mapping[str, Any], note: str = "") -> None:
    """Change what an involvement is about. `before` is the fingerprint of what somebody had before them.

    `note` tells everybody what changed, where they can read of it already. Raises `CoequalError` where somebody was faster.
    """
    with locked(acting, involvement, CHANGE_INVOLVEMENT) as found:
        check_unchanged(found, before)
        moved = set_all(found, values)
        if moved and found.state in PUBLIC:
            tell(acting, found, note)
        if moved:
            record(acting, "changed what an involvement is about", found, detail={"changed": list(moved)})


def update(acting: Acting, involvement: Involvement, says: str) -> None:
    """Tell everybody something. Raises `CoequalError` while nobody can read of the involvement."""
    with locked(acting, involvement, CHANGE_INVOLVEMENT) as found:
        if found.state not in PUBLIC:
            raise CoequalError("Nobody can read of this involvement yet. Announce it first.")
        tell(acting, found, says)
        record(acting, "told everybody something about an involvement", found)

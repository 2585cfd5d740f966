"""Changing the keys of personal data: a new one in front, what is kept sealed again with it, and the old one taken away.

Sealing again can stop at any moment and be begun again: each row has either its old sealing or its new one, and both open.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import models, transaction

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import Thing, record
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.referrals.personal.columns import Kept, anything_sealed, in_use, kept
from coequal.referrals.personal.fields import Sealed
from coequal.referrals.personal.keys import Key, KeysMissing, Kind, keep_ring, make_ring, new_key, ring
from coequal.referrals.personal.rows import ROW
from coequal.referrals.personal.sealing import CannotOpen, seal, unseal

BATCH: Final = 25  # rows that are locked together; each may hold a file
SETTLES: Final = timedelta(hours=1)  # longer than anything that still works with the key before it can take
_THING: Final = "key of personal data"


class Done(NamedTuple):
    """What came of a row that is looked at: sealed again, or it did not open and stays as it is."""

    sealed: bool


class Used(NamedTuple):
    """A key of the file or of the database, and how many values need it. `key` is none where the file lacks it."""

    kind: Kind
    id: str
    key: Key | None
    needed_by: int


def first_keys() -> None:
    """Make the file of keys, unless it is there. Raises `CoequalError` where it is broken, or missing though it is needed."""
    try:
        ring()
    except KeysMissing:
        if anything_sealed():
            raise
        make_ring(settings.PERSONAL_KEYS)


def uses() -> list[Used]:
    """Every key, with how many values need it: those of the file in its order, then those that it lacks."""
    needed, held = in_use(), ring()
    found = [Used(key.kind, key.id, key, needed[key.kind, key.id]) for key in held.keys]
    return found + [Used(kind, name, None, count) for (kind, name), count in needed.items() if held.find(kind, name) is None]


def add_key(kind: Kind) -> Key:
    """A new key in front of the others of its kind. Raises `CoequalError` where there are none."""
    key = new_key(kind)
    with transaction.atomic():
        record(THE_SYSTEM, "made a key", Thing(_THING, key.id), detail={"kind": kind})  # first: one at a time changes the file
        keep_ring(settings.PERSONAL_KEYS, (key, *ring().keys))
    return key


def retire(name: str) -> None:
    """Take a key out of the file. Raises `CoequalError` where something needs it, or still may."""
    with transaction.atomic():
        record(THE_SYSTEM, "retired a key", Thing(_THING, name))  # first: one at a time changes the file
        held = ring()
        found = next((key for key in held.keys if key.id == name), None)
        if found is None:
            raise CoequalError(f"The file holds no key {name}. “coequal site personal_keys status” names those that it holds.")
        newest = held.of(found.kind)[0]
        if found == newest:
            raise CoequalError(f"{name} is the newest key that {found.kind}. Make another one first, and seal again.")
        if datetime.now(UTC) < newest.made + SETTLES:
            raise CoequalError(f"Something may still be written with {name}. Try again an hour after the newest key was made.")
        if count := in_use()[found.kind, name]:
            raise CoequalError(
                f"{plural(count, 'value needs', 'values need')} {name}. “coequal site personal_keys reseal” comes first."
            )
        keep_ring(settings.PERSONAL_KEYS, (key for key in held.keys if key != found))


def reseal() -> Iterator[Done]:
    """Seal and mark with the newest keys whatever has older ones, a row at a time. What was done is kept batch by batch."""
    sealing, marking = ring().sealing.id, ring().marking.id
    counts = Counter[bool]()
    for one in kept():
        stale, last = one.rows.filter(one.without_key(sealing, marking)), None
        while pks := list(_after(stale, last).values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                found = [
                    Done(_resealed(one, row))
                    for row in _after(stale, last).filter(pk__in=pks).select_for_update().values("pk", *one.names)
                ]
            counts.update(done.sealed for done in found)
            yield from found
            last = pks[-1]
    with transaction.atomic():
        record(THE_SYSTEM, "sealed anew", Thing(_THING, sealing), detail={"rows": counts[True], "unopened": counts[False]})


def _after(rows: "models.QuerySet[models.Model]", last: Any) -> "models.QuerySet[models.Model]":
    return rows if last is None else rows.filter(pk__gt=last)


def _resealed(one: Kept, row: dict[str, Any]) -> bool:
    """Whether a row could be opened, and is now kept with the newest keys and sealed for itself."""
    try:
        anew: dict[str, Any] = {
            column.name: Sealed(seal(unseal(row[column.name].raw, column.about, row[ROW]), column.about, row[ROW]), column)
            for column in one.sealed
            if row[column.name] is not None
        }
        for mark in one.marks:
            anew[mark.name] = mark.made_of(row[mark.of] and anew[mark.of].opened(row[ROW]))
    except CannotOpen:
        return False
    models.QuerySet(one.model).filter(pk=row["pk"]).update(**anew)
    return True

"""Changing the keys of personal data: a new one in front, what is kept sealed again with it, and the old one taken away.

The file of keys and the trail change together although one is no part of the other: the new file is put aside whole, the entry
is kept, and only then the file takes its place. Where that is broken off between the two, whoever changes keys next finds the
file aside, and the trail says whether it counts.

Sealing again can stop at any moment and be begun again: each row has either its old sealing or its new one, and both open.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import models, transaction

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.pages.words import plural
from coequal.referrals.personal.columns import Kept, anything_sealed, in_use, kept
from coequal.referrals.personal.fields import Sealed
from coequal.referrals.personal.keys import Key, KeysMissing, Kind, aside, leave_out, make_ring, new_key, put_aside, ring, take_in
from coequal.referrals.personal.rows import ROW
from coequal.referrals.personal.sealing import CannotOpen, seal, unseal

BATCH: Final = 25  # rows that are locked together; each may hold a file
SETTLES: Final = timedelta(hours=1)  # longer than anything that still works with the key before it can take
_THING: Final = "key of personal data"


_DID: Final = {"made": "made a key", "retired": "retired a key"}


class Done(NamedTuple):
    """What came of a row that is looked at: where it stands, and which of its columns did not open and stay as they are.

    All its other columns are sealed again.
    """

    where: str
    unopened: tuple[str, ...]

    @property
    def sealed(self) -> bool:
        """Whether the whole row is sealed again."""
        return not self.unopened


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
    with _changing("made", key.id, {"kind": kind}) as keep:
        keep((key, *ring().keys))
    return key


def retire(name: str) -> None:
    """Take a key out of the file. Raises `CoequalError` where something needs it, or still may."""
    with _changing("retired", name, {}) as keep:
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
        keep(key for key in held.keys if key != found)


@contextmanager
def _changing(how: str, name: str, detail: Mapping[str, str]) -> Iterator[Callable[[Iterable[Key]], None]]:
    """A change of the file and its entry in the trail: both come about, or neither; what keeps the new keys is handed out."""
    path, change = settings.PERSONAL_KEYS, f"{how}-{name}"
    with transaction.atomic():
        record(THE_SYSTEM, _DID[how], Thing(_THING, name), detail=dict(detail))  # first: one at a time changes the file
        _end_what_was_broken_off(path)
        yield lambda keys: put_aside(path, change, keys)
    take_in(path, change)


def _end_what_was_broken_off(path: Path) -> None:
    """Take in what lies aside and is in the trail, and leave out what is not. Belongs where nobody else can change keys."""
    for change in aside(path):
        how, _, name = change.partition("-")
        if Entry.objects.filter(kind=_THING, action=_DID.get(how, ""), reference=name).exists():
            take_in(path, change)
        else:
            leave_out(path, change)


def broken_off() -> list[str]:
    """The changes that were begun and are not in the file: the next one ends them."""
    return aside(settings.PERSONAL_KEYS)


def reseal() -> Iterator[Done]:
    """Seal and mark with the newest keys whatever has older ones, a row at a time. What was done is kept batch by batch."""
    sealing, marking = ring().sealing.id, ring().marking.id
    counts = Counter[bool]()
    for one in kept():
        stale, last = one.rows.filter(one.without_key(sealing, marking)), None
        while pks := list(_after(stale, last).values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                found = [
                    Done(f"row {row['pk']} of {one.table}", _resealed(one, row))
                    for row in _after(stale, last).filter(pk__in=pks).select_for_update().values("pk", *one.names)
                ]
            counts.update(done.sealed for done in found)
            yield from found
            last = pks[-1]
    with transaction.atomic():
        record(THE_SYSTEM, "sealed anew", Thing(_THING, sealing), detail={"rows": counts[True], "unopened": counts[False]})


def _after(rows: "models.QuerySet[models.Model]", last: Any) -> "models.QuerySet[models.Model]":
    return rows if last is None else rows.filter(pk__gt=last)


def _resealed(one: Kept, row: dict[str, Any]) -> tuple[str, ...]:
    """The columns of a row that do not open; all others, and the marks of what does, are kept with the newest keys, for the row."""
    anew: dict[str, Any] = {}
    unopened = []
    for column in one.sealed:
        if row[column.name] is None:
            continue
        try:
            plain = unseal(row[column.name].raw, column.about, row[ROW])
        except CannotOpen:
            unopened.append(column.name)
        else:
            anew[column.name] = Sealed(seal(plain, column.about, row[ROW]), column)
    for mark in one.marks:
        if mark.of in anew:
            anew[mark.name] = mark.made_of(anew[mark.of].opened(row[ROW]))
    if anew:
        models.QuerySet(one.model).filter(pk=row["pk"]).update(**anew)
    return tuple(unopened)

"""Adding to the trail, within the transaction of what is recorded: both are kept, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from django.db import models, transaction
from django.utils import timezone

from coequal.accounts.trail.model import Entry, Head
from coequal.accounts.trail.written import Written, compact, written_time
from coequal.documents.texts import clean
from coequal.errors import CoequalError

Detail = str | int | bool | None | list["Detail"] | dict[str, "Detail"]
MOST_DETAIL: Final = 4_000  # letters of JSON
_HEAD: Final = 1
_ROOM: Final = {field.name: field.max_length or MOST_DETAIL for field in Entry._meta.fields}  # noqa: SLF001  # Django documents it


@dataclass(frozen=True, slots=True)
class Thing:
    """What something was done to: its kind in a word or two, and the reference by which people name it."""

    kind: str
    reference: str = ""


class _Referred(Protocol):
    @property
    def reference(self) -> str: ...


class Actor(Protocol):
    """Whoever acts: by what name, in which role, and for which organisation."""

    @property
    def name(self) -> str:
        """An e-mail address, “key PREFIX”, or “the system”."""

    @property
    def role(self) -> str:
        """The role in which they act; nothing where none matters."""

    @property
    def organisation(self) -> str:
        """The code of the organisation for which they act; nothing where they act for none."""


def record(
    acting: Actor,
    action: str,
    thing: Thing | _Referred,
    *,
    detail: Mapping[str, Detail] | None = None,
    purpose: str = "",
) -> Entry:
    """The entry that says what was done, in the words of the past: “handed over a draft”.

    It belongs last in the transaction of the change, because it makes everybody else who records wait until that ends.
    Raises `CoequalError` outside a transaction, and for what an entry cannot hold.
    """
    if not transaction.get_connection().in_atomic_block:
        raise CoequalError("Record within the transaction of the change, so that neither is ever kept without the other.")
    named = thing if isinstance(thing, Thing) else _named(thing)
    owner = getattr(thing, "organisation", None)  # of what the system does, the organisation is that of the thing
    texts = {
        "who": acting.name,
        "role": acting.role,
        "organisation": acting.organisation or (owner.code if owner else ""),
        "purpose": purpose,
        "action": action,
        "kind": named.kind,
        "reference": named.reference,
    }
    kept = {name: _fitting(name, text) for name, text in texts.items()}
    head = _held()
    entry = Written(
        number=head.number + 1, at=written_time(timezone.now()), detail=_detail(detail or {}), previous=head.digest, **kept
    )
    made = Entry(**{**entry._asdict(), "digest": entry.computed()})
    made.save()
    Head.objects.filter(pk=_HEAD).update(number=made.number, digest=made.digest)
    return made


def _named(thing: _Referred) -> Thing:
    if isinstance(thing, models.Model):
        return Thing(str(thing._meta.verbose_name), thing.reference)  # noqa: SLF001  # Django documents it
    return Thing(type(thing).__name__.casefold(), thing.reference)


def _held() -> Head:
    """The head, which nobody else can move until this transaction ends."""
    found = Head.objects.select_for_update().filter(pk=_HEAD).first()
    if found is None:  # nothing has ever been recorded
        Head.objects.bulk_create([Head(pk=_HEAD)], ignore_conflicts=True)
        found = Head.objects.select_for_update().get(pk=_HEAD)
    return found


def _fitting(name: str, text: str) -> str:
    """A text as the trail keeps it. Raises `CoequalError` where it is too long."""
    kept, most = clean(text), _ROOM[name]
    if len(kept) > most:
        raise CoequalError(f"The trail keeps {most} letters of {name}, and this has {len(kept)}. Say it more shortly.")
    return kept


def _detail(told: Mapping[str, Detail]) -> str:
    """Detail as the trail keeps it. Raises `CoequalError` for a number with a fraction, and for too much."""
    _check_exact(told)
    text = compact(told)
    if len(text) > MOST_DETAIL:
        raise CoequalError(f"The trail keeps {MOST_DETAIL} letters of detail, and this has {len(text)}. Name the thing instead.")
    return text


def _check_exact(told: object) -> None:
    match told:
        case None | bool() | int() | str():
            return
        case Mapping():
            for name, value in told.items():
                _check_exact(name)
                _check_exact(value)
        case list() | tuple():
            for value in told:
                _check_exact(value)
        case _:
            raise CoequalError(f"The trail keeps texts, whole numbers, yes and no; write {type(told).__name__} as a text.")

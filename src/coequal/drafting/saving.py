"""Saving a draft's text so that nobody's work is ever lost, whoever else saved meanwhile, and however often it is sent."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db import models, transaction

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.trail import record
from coequal.drafting.checked import LARGEST
from coequal.drafting.merging import merge
from coequal.drafting.models import Draft, Revision
from coequal.errors import CoequalError
from coequal.policies.load import digest

SAVED: Final = "saved"  # it is the head
SAME: Final = "the same"  # as the head was already
MERGED: Final = "merged"  # with what others had saved meanwhile, and both are in the head
CLASH: Final = "clash"  # it is kept beside the head, because both changed the same lines
CLOSED: Final = "closed"  # it is kept beside the head, because the draft can no longer be changed

_TRIES: Final = 4  # times that texts are merged before the lock is taken, where others save meanwhile; then under it

Ready = dict[tuple[int, int], str | None]  # what was merged already, by the revision that it was written on, and the head


class _ToMerge(Exception):
    """Texts have to be merged first, which takes longer than the lock may be held."""

    def __init__(self, base: Revision, head: Revision, text: str) -> None:
        super().__init__()
        self.base, self.head, self.text = base, head, text


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a text: the revision that keeps it, and the head after that."""

    how: str
    revision: Revision
    head: Revision


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody sends: a text, on which revision it was written, and which revision it brings in beside, if any."""

    text: str
    on: int
    note: str = ""
    key: str | None = None
    bringing: int | None = None

    @property
    def clean(self) -> str:
        """The text with plain ends of lines; of a sign that no database can hold a mark stands in its place."""
        plain = self.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
        return plain.encode("utf-8", "replace").decode()


def one_line(words: str) -> str:
    """Words without line ends, and without any sign that is not seen."""
    seen = "".join(" " if sign.isspace() else sign for sign in words if sign.isspace() or unicodedata.category(sign)[0] != "C")
    return " ".join(seen.split())


def save(acting: Acting, draft: Draft, typed: Typed) -> Saved:
    """Keep a text, and bring it together with the newest. Raises `CoequalError` where it is too long, or is on no revision."""
    text = typed.clean
    if len(text.encode()) > LARGEST:
        raise CoequalError(f"This text is too long to be kept: a draft may have at most {LARGEST // 1024} kB.")
    return _locked(draft, lambda locked, ready: _save(acting, locked, typed, text, ready))


def _locked(draft: Draft, keep: Callable[[Draft, Ready], Saved]) -> Saved:
    """What becomes of a text under the lock on its draft. Texts are merged before the lock is taken."""
    ready: Ready = {}
    while True:
        try:
            with transaction.atomic():
                locked = Draft.objects.select_for_update().get(pk=draft.pk)
                done = keep(locked, ready)
        except _ToMerge as found:
            ready[found.base.pk, found.head.pk] = merge(found.base.text, found.head.text, found.text).text
        else:
            draft.head, draft.changed = locked.head, locked.changed
            return done


def _save(acting: Acting, draft: Draft, typed: Typed, text: str, ready: Ready) -> Saved:
    head = head_of(draft)
    kept = Revision.objects.filter(draft=draft, key=typed.key).first() if typed.key else None
    if kept and kept.text == text:
        return Saved(_how(kept, head), kept, head)
    if kept and (again := _sent_after(kept, acting, text)):
        return Saved(_how(again, head), again, head)
    base = kept or revision(draft, typed.on)
    beside = None if typed.bringing is None else revision(draft, typed.bringing)
    if text == head.text and beside is None:
        return Saved(SAME, head, head)
    both = _merged(base, head, text, ready) if draft.is_open and base != head else None
    made = _keep(draft, acting, text, typed.note, base=base, merged_with=beside, key=None if kept else typed.key)
    if not draft.is_open:
        _recorded(acting, "kept a text beside a draft that is closed", draft, made)
        return Saved(CLOSED, made, head)
    if base == head:
        _move(draft, made)
        _recorded(acting, "saved a draft", draft, made)
        return Saved(SAVED, made, made)
    return _bring_together(acting, draft, both, head, made)


def _sent_after(kept: Revision, acting: Acting, text: str) -> Revision | None:
    """What was sent already by the form that had sent a text before; None where it was not."""
    written = Revision.objects.filter(draft=kept.draft_id, written_on=kept, by=_person(acting), digest=digest(text))
    return written.order_by("number").first()


def _merged(base: Revision, head: Revision, text: str, ready: Ready) -> str | None:
    """A text brought together with the newest. Raises `_ToMerge` where that is to be done before the lock is taken."""
    if (base.pk, head.pk) not in ready:
        if len(ready) < _TRIES:
            raise _ToMerge(base, head, text)
        ready[base.pk, head.pk] = merge(base.text, head.text, text).text
    return ready[base.pk, head.pk]


def _bring_together(acting: Acting, draft: Draft, both: str | None, head: Revision, made: Revision) -> Saved:
    """A text that was written on an older revision, with the newest."""
    if both is None:
        _recorded(acting, "saved a text beside a draft: others had changed the same lines", draft, made)
        return Saved(CLASH, made, head)
    note = f"Revisions {head.number} and {made.number} brought together"
    merged = _keep(draft, acting, both, note, base=head, merged_with=made)
    _move(draft, merged)
    _recorded(acting, "saved a draft, and merged it with what others had saved", draft, merged)
    return Saved(MERGED, made, merged)


def first(acting: Acting, draft: Draft, text: str, note: str) -> Revision:
    """The first revision of a draft, which becomes its head; within the transaction that makes the draft."""
    made = _keep(draft, acting, Typed(text, 0).clean, note)
    _move(draft, made)
    return made


def restore(acting: Acting, draft: Draft, number: int, key: str | None = None) -> Saved:
    """The text of an older revision as a new one, whatever the head is. Raises `CoequalError` where there is no such revision."""
    older = revision(draft, number)

    def again(locked: Draft, ready: Ready) -> Saved:
        typed = Typed(older.text, head_of(locked).number, f"Revision {number} restored", key)
        return _save(acting, locked, typed, older.text, ready)

    return _locked(draft, again)


def revision(draft: Draft, number: int) -> Revision:
    """A revision by its number. Raises `CoequalError` where there is none."""
    found = Revision.objects.filter(draft=draft, number=number).select_related("by", "written_on", "merged_with").first()
    if found is None:
        raise CoequalError(f"Draft {draft.reference} has no revision {number}.")
    return found


def head_of(draft: Draft) -> Revision:
    """The newest revision of a draft."""
    assert draft.head is not None, draft.reference
    return draft.head


def led_to(head: Revision) -> set[int]:
    """The numbers of the revisions that led to one, with its own; all others of its draft are kept beside."""
    found = Revision.objects.filter(draft=head.draft_id).values_list("pk", "number", "written_on", "merged_with")
    known = {pk: (number, parents) for pk, number, *parents in found}
    led: set[int] = set()
    waiting = [head.pk]
    while waiting:
        number, parents = known[waiting.pop()]
        if number not in led:
            led.add(number)
            waiting.extend(parent for parent in parents if parent is not None)
    return led


def brought_in(merged: Revision) -> list[Revision]:
    """What others had saved meanwhile, which a merged revision holds beside the text that was sent."""
    head, sent = merged.parents
    since = sent.parents[0].number
    found: dict[int, Revision] = {}
    waiting = [head]
    while waiting:
        one = waiting.pop()
        if one.number > since and one.number not in found:
            found[one.number] = one
            waiting.extend(one.parents)
    return [found[number] for number in sorted(found) if len(found[number].parents) < 2 and found[number].by != sent.by]


def _how(kept: Revision, head: Revision) -> str:
    """What had become of a text that is sent again."""
    if kept == head:
        return SAVED
    return MERGED if Revision.objects.filter(draft=kept.draft_id, merged_with=kept).exists() else _if_older(kept, head)


def _if_older(kept: Revision, head: Revision) -> str:
    """Of a text that is not the head and was not merged: whether the head grew from it, or it stands beside."""
    at: Revision | None = head
    while at is not None and at.number > kept.number:
        at = at.written_on
    return SAVED if at == kept else CLASH


def _keep(
    draft: Draft,
    acting: Acting,
    text: str,
    note: str,
    *,
    base: Revision | None = None,
    merged_with: Revision | None = None,
    key: str | None = None,
) -> Revision:
    last = Revision.objects.filter(draft=draft).aggregate(last=models.Max("number"))["last"] or 0
    made = Revision(
        draft=draft,
        number=last + 1,
        text=text,
        digest=digest(text),
        by=_person(acting),
        note=one_line(note),
        written_on=base,
        merged_with=merged_with,
        key=key,
    )
    made.save()
    return made


def _person(acting: Acting) -> Person:
    assert acting.person is not None, acting.name
    return acting.person


def _move(draft: Draft, head: Revision) -> None:
    draft.head = head
    draft.save(update_fields=["head", "changed"])


def _recorded(acting: Acting, action: str, draft: Draft, made: Revision) -> None:
    record(acting, action, draft, detail={"revision": made.number, "digest": made.digest})

"""Screening: a person looks at what may be personal data in a text, and accepts, refuses or marks what is taken out of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.permissions import CODE
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.involvement.free_text.personal_data import KINDS, Found, without
from coequal.involvement.models import Extract, Involvement, Redaction
from coequal.involvement.models.extracts import ACCEPTED, OFFERED, REFUSED
from coequal.pages.seen import mark

_BY_A_PERSON: Final = "a person"


class ChangedMeanwhile(CoequalError):
    """The text is another one by now than whoever screened it has read."""


def mark_of(text: str) -> str:
    """What tells a text from every other: the page sends it back, so that nobody passes a text that they have not read."""
    return mark(text)


def screen(
    acting: Acting, extract: Extract, accepted: Mapping[int, bool], marked: Sequence[tuple[str, str]] = (), seen: str | None = None
) -> None:
    """What is to be taken out of an extract: of each offer whether it is accepted, and what somebody marked with its kind.

    `seen` is the mark of the text that was read; without it, of the extract as it was given.
    Raises `ChangedMeanwhile`, and `CoequalError` where an offer is left open, or what was marked does not stand in the text.
    """
    with transaction.atomic():
        locked = Extract.objects.select_for_update(of=("self",)).select_related("involvement").get(pk=extract.pk)
        require(acting, CODE, locked)
        if (mark_of(extract.text) if seen is None else seen) != mark_of(locked.text):
            raise ChangedMeanwhile("This text was changed while you looked at it. Here it is as it stands now: look at it again.")
        for offer in locked.redactions.all():
            if offer.pk not in accepted:
                raise CoequalError("Say of each stretch whether it is taken out or stays.")
            _answer(offer, ACCEPTED if accepted[offer.pk] else REFUSED, acting)
        for words, kind in marked:
            _mark(locked, words, kind, acting)
        _show(locked)
        taken = locked.redactions.filter(stands=ACCEPTED).count()
        record(acting, "screened what somebody wrote", locked, detail={"taken out": taken})


def _answer(offer: Redaction, stands: str, acting: Acting) -> None:
    offer.stands, offer.by, offer.at = stands, acting.person, timezone.now()
    offer.save()


def _mark(extract: Extract, words: str, kind: str, acting: Acting) -> None:
    """Take out some words wherever they stand in a text."""
    if kind not in KINDS:
        raise CoequalError(f"What is taken out is one of: {', '.join(KINDS)}.")
    start = extract.text.find(words)
    if not words or start < 0:
        raise CoequalError("The words that you marked do not stand in the text like that. Copy them out of it.")
    while start >= 0:
        made, _new = Redaction.objects.get_or_create(
            extract=extract, start=start, end=start + len(words), defaults={"kind": kind, "found_by": _BY_A_PERSON}
        )
        _answer(made, ACCEPTED, acting)
        start = extract.text.find(words, start + len(words))


def _show(extract: Extract) -> None:
    stretches = extract.redactions.filter(stands=ACCEPTED)
    extract.shown = without(extract.text, [Found(one.start, one.end, one.kind) for one in stretches])
    extract.screened = True
    extract.save(update_fields=["shown", "screened"])


def pass_read(acting: Acting, involvement: Involvement, seen: Mapping[int, str]) -> int:
    """Somebody read these extracts, in which software found nothing, and found nothing either; how many they are.

    `seen` has the mark of each text that was read. One that is another text by now waits to be read again.
    """
    with transaction.atomic():
        locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
        require(acting, CODE, locked)
        waiting = involvement.extracts.filter(pk__in=seen, screened=False).exclude(redactions__stands=OFFERED)
        read = [pk for pk, text in waiting.values_list("pk", "text") if mark_of(text) == seen[pk]]
        count = involvement.extracts.filter(pk__in=read).update(screened=True)
        record(acting, "screened what people wrote, and found nothing to take out", locked, detail={"extracts": count})
    return count

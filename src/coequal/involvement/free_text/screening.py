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

_BY_A_PERSON: Final = "a person"


def screen(acting: Acting, extract: Extract, accepted: Mapping[int, bool], marked: Sequence[tuple[str, str]] = ()) -> None:
    """What is to be taken out of an extract: of each offer whether it is accepted, and what somebody marked with its kind.

    Raises `CoequalError` where an offer is left open, or what was marked does not stand in the text.
    """
    with transaction.atomic():
        locked = Extract.objects.select_for_update(of=("self",)).select_related("involvement").get(pk=extract.pk)
        require(acting, CODE, locked)
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


def pass_read(acting: Acting, involvement: Involvement, extracts: Sequence[int]) -> int:
    """Somebody read these extracts, in which software found nothing, and found nothing either; how many they are."""
    with transaction.atomic():
        locked = Involvement.objects.select_for_update().get(pk=involvement.pk)
        require(acting, CODE, locked)
        read = involvement.extracts.filter(pk__in=extracts, screened=False).exclude(redactions__stands=OFFERED)
        count = read.update(screened=True)
        record(acting, "screened what people wrote, and found nothing to take out", locked, detail={"extracts": count})
    return count

"""Drafts that were never adopted: they are due once nobody has changed them for long enough."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.models import Organisation
from coequal.assurance.retention.keepers import Record, last_day
from coequal.assurance.retention.schedule import Line
from coequal.drafting.models import ACCEPTED, HANDED_OVER, Draft, Handover, Presence, Revision

_REFERRING: Final[list[Callable[[], Collection[str]]]] = []


def refers_to_drafts(named: Callable[[], Collection[str]]) -> None:
    """Have drafts stay for as long as something names them: whatever rests on drafts hands in how their references are found."""
    if named not in _REFERRING:
        _REFERRING.append(named)


class Drafts:
    """Keeps drafts. One that was accepted, waits for an answer, or is named by what rests on it is never due."""

    kind = "drafts"
    page = ""

    def due(self, organisation: Organisation, line: Line, on: date) -> Iterable[Record]:
        """Those that nobody changed within the period, no motion is about, and nothing else names."""
        last = last_day(line, on)
        if last is None:
            return
        answered = (
            Q(state__in=(ACCEPTED, HANDED_OVER))
            | Q(handovers__state__in=(ACCEPTED, HANDED_OVER))
            | Q(handovers__motions__isnull=False)
        )
        kept = Draft.objects.filter(organisation=organisation, changed__date__lte=last)
        adopted = Draft.objects.filter(answered).values("pk")
        named = {reference for names in _REFERRING for reference in names()}
        for draft in kept.exclude(pk__in=adopted).order_by("changed", "pk"):
            if draft.reference not in named:
                yield Record(draft.reference, timezone.localdate(draft.changed))

    def known(self, organisation: Organisation, references: Sequence[str]) -> Mapping[str, str]:
        """Drafts by their titles."""
        found = Draft.objects.filter(organisation=organisation, reference__in=[one.upper() for one in references])
        return {one.reference: f"{one.title}, {one.policy}" for one in found}

    def lock(self, organisation: Organisation, references: Sequence[str]) -> None:
        """Whoever changes, hands over or puts forward a draft waits."""
        list(Draft.objects.select_for_update(of=("self",)).filter(organisation=organisation, reference__in=references))

    def dispose(self, _acting: Acting, organisation: Organisation, references: Sequence[str]) -> Mapping[str, int]:
        """Delete them with every text that they ever had."""
        drafts = Draft.objects.filter(organisation=organisation, reference__in=references)
        of_them = {"draft__in": list(drafts)}
        drafts.update(head=None)
        _rows(Revision).filter(**of_them).update(written_on=None, merged_with=None)  # none of them holds another
        gone: list[tuple[str, QuerySet[Any]]] = [
            ("presence", Presence.objects.filter(**of_them)),
            ("handover", Handover.objects.filter(**of_them)),
            ("revision", _rows(Revision).filter(**of_them)),
            ("draft", Draft.objects.filter(pk__in=[one.pk for one in of_them["draft__in"]])),
        ]
        counts = {name: rows.delete()[0] for name, rows in gone}
        return {name: count for name, count in counts.items() if count}


def _rows(model: type[Any]) -> QuerySet[Any]:
    """The rows of a table as rows like any other, which those that stay as they are do not offer."""
    return QuerySet(model)

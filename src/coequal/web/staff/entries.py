"""The entries of the trail that somebody may see, and wants to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from coequal.accounts.models import Entry, Person
from coequal.accounts.trail.written import written_time
from coequal.documents.sheet import safe

HEAD = ("number", "at", "who", "role", "organisation", "purpose", "action", "kind", "reference", "detail")


def seen_by(codes: frozenset[str]) -> QuerySet[Entry]:
    """What was done for some organisations, and what their people did for none or for several, such as signing in."""
    return Entry.objects.filter(Q(organisation__in=codes) | _for_none(codes)).order_by("-number")


def _for_none(codes: frozenset[str]) -> Q:
    theirs = Person.objects.filter(memberships__organisation__code__in=codes, memberships__accepted__isnull=False)
    people = list(theirs.distinct().values_list("email", flat=True))
    return Q(organisation="") & (Q(who__in=people) | Q(kind="account", reference__in=people))


def newest(codes: frozenset[str], asked: Mapping[str, Any], before: int | None, most: int) -> list[Entry]:
    """The newest entries that somebody may see and wants, of those before a number.

    Each organisation is asked for by itself, because SQLite puts all that it finds for several into order, however few are shown.
    """
    found: list[Entry] = []
    for part in (*(Q(organisation=code) for code in sorted(codes)), _for_none(codes)):
        entries = wanted(Entry.objects.filter(part).order_by("-number"), asked)
        found += (entries if before is None else entries.filter(number__lt=before))[:most]
    return sorted(found, key=lambda entry: -entry.number)[:most]


def wanted(entries: QuerySet[Entry], asked: Mapping[str, Any]) -> QuerySet[Entry]:
    """Those that are asked for."""
    if asked.get("who"):
        entries = entries.filter(who__icontains=asked["who"])
    if asked.get("what"):
        entries = entries.filter(action__icontains=asked["what"])
    if asked.get("kind_of"):
        entries = entries.filter(kind__icontains=asked["kind_of"])
    if asked.get("purpose"):
        entries = entries.filter(purpose__icontains=asked["purpose"])
    if asked.get("thing"):
        entries = entries.filter(reference__icontains=asked["thing"])
    if asked.get("since"):
        entries = entries.filter(at__gte=_midnight(asked["since"]))
    if asked.get("until"):
        entries = entries.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
    return entries


@dataclass(frozen=True, slots=True)
class LastVerified:
    """The last verification of the trail: when, by whom as far as that may be told, and what it found; None: not known."""

    at: datetime
    who: str
    whole: bool | None
    faults: int


def last_verified(codes: frozenset[str]) -> LastVerified | None:
    """The last verification by anybody, for it is of the whole trail; None where there was none.

    Somebody of another organisation has no name here.
    """
    last = Entry.objects.filter(kind="trail", action="verified the trail").order_by("-number").first()
    if last is None:
        return None
    known = last.organisation in codes or not last.role
    who = last.who if known else "somebody of another organisation"
    return LastVerified(last.moment, who, last.told.get("whole"), last.told.get("faults", 0))


def _midnight(day: date) -> str:
    return written_time(timezone.make_aware(datetime.combine(day, time.min)))


def rows(entries: Iterable[Entry]) -> Iterator[list[str]]:
    """Entries as rows of a sheet, in which no cell is taken for a formula."""
    yield list(HEAD)
    for entry in entries:
        yield [safe(str(getattr(entry, name))) for name in HEAD]

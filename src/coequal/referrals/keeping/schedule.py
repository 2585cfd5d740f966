"""How long requests are kept: by kind and outcome, also drafts that nobody submits, each period with where it is laid down.

The periods that come with coequal are **not verified**. An organisation sets its own; then those hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import DISPOSE
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.recording import Detail
from coequal.errors import CoequalError
from coequal.facts.dates import add_months
from coequal.referrals.models import KeepingReview, KeepingRule, Request
from coequal.referrals.models.keeping import HOLD, KEEP_LONGER
from coequal.referrals.moves.states import WRITING

SHIPPED: Final = Path(__file__).with_name("periods.yaml")
MOST_YEARS, LONGEST_CITATION = 100, 300
NEVER_SENT: Final = (
    "never submitted"  # how a draft ends that nobody sends: its period counts from its last change, and it is the clinic's
)
_DRAFTS: Final = Q(submitted=None)  # which `moves.sides` gives to the clinic
_SINCE: Final = Coalesce("ended", "changed")
Ending = tuple[str, str]  # the kind of a request, and how it ended


@dataclass(frozen=True, slots=True)
class Period:
    """How many years requests of a kind that ended in one way are kept, where that is laid down, and whether that was seen."""

    kind: str
    outcome: str
    years: int
    citation: str
    own: bool  # the organisation's own; else it comes with coequal, and nobody has verified it

    def ends(self, ended: date) -> date:
        """The day on which the period of a request is over that ended, or as a draft was last changed, on a day."""
        return add_months(ended, 12 * self.years)

    def over(self, on: date) -> date:
        """The last day on which a request can have ended, or a draft have been changed, whose period is over on a day."""
        return add_months(on, -12 * self.years)


@lru_cache(maxsize=1)
def shipped() -> Mapping[Ending, Period]:
    """The periods that come with coequal."""
    told = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    found = {
        (kind, outcome): Period(kind, outcome, years, told["citation"].strip(), own=False)
        for kind, outcomes in told["years"].items()
        for outcome, years in outcomes.items()
    }
    return MappingProxyType(found)


def schedule(organisation: Organisation) -> dict[Ending, Period]:
    """The periods of an organisation, its own before those that come with coequal."""
    found = dict(shipped())
    for one in KeepingRule.objects.filter(organisation=organisation):  # the latest stands
        found[one.kind, one.outcome] = Period(one.kind, one.outcome, one.years, one.citation, own=True)
    return found


class _Own:
    """The periods of an organisation, which are always in one state."""

    state = ""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation


def set_period(acting: Acting, organisation: Organisation, ending: Ending, years: int, citation: str) -> KeepingRule:
    """A period of one's own; the same again makes nothing twice.

    Raises `NotAllowed`, and `CoequalError` for an ending that there is not, for years out of proportion and without a citation.
    """
    citation = citation.strip()
    if ending not in shipped():
        raise CoequalError(f"No {ending[0]} ends as {ending[1]}. Choose one of the lines of the table.")
    if not 1 <= years <= MOST_YEARS:
        raise CoequalError(f"A period is from 1 to {MOST_YEARS} years.")
    if not citation or len(citation) > LONGEST_CITATION:
        raise CoequalError(f"Say where this period is laid down, in at most {LONGEST_CITATION} letters.")
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        acts = acting.acting_as(require(acting, DISPOSE, _Own(organisation)))
        kind, outcome = ending
        latest = KeepingRule.objects.filter(organisation=organisation, kind=kind, outcome=outcome).last()
        if latest is not None and (latest.years, latest.citation) == (years, citation):
            return latest
        made = KeepingRule(organisation=organisation, kind=kind, outcome=outcome, years=years, citation=citation, by=acts.person)
        made.save()
        detail: dict[str, Detail] = {"kind": kind, "outcome": outcome, "years": years}
        record(acts, "set how long requests are kept", Thing("keeping", organisation.code), detail=detail)
    return made


def due_for_review(organisation: Organisation, on: date) -> QuerySet[Request]:
    """The requests that have been kept long enough on a day and were not found to stay, by the day from which that counts.

    One that is to be disposed of stays among them until it was.
    """
    over = Q(pk__in=())
    for period in schedule(organisation).values():
        before = _after(period.over(on))
        if period.outcome == NEVER_SENT:
            how = Q(Q(state=WRITING, changed__lt=before) | Q(ended__lt=before), _DRAFTS, provider=organisation)
        else:
            how = Q(~_DRAFTS, state=period.outcome, ended__lt=before, organisation=organisation)
        over |= Q(how, kind=period.kind)
    latest = KeepingReview.objects.filter(request=OuterRef("pk")).order_by("-pk")
    kept = Request.objects.filter(over, disposed=None).annotate(
        found=Subquery(latest.values("found")[:1]), again=Subquery(latest.values("again_on")[:1]), since=_SINCE
    )
    stays = Q(found=HOLD) | Q(found=KEEP_LONGER, again__gt=on)
    return kept.exclude(stays & Q(found__isnull=False)).order_by("since", "pk")


def held(organisation: Organisation) -> QuerySet[Request]:
    """The requests that are held, and so come up by themselves no more."""
    latest = KeepingReview.objects.filter(request=OuterRef("pk")).order_by("-pk").values("found")[:1]
    kept = _of(organisation).filter(Q(ended__isnull=False) | Q(state=WRITING), disposed=None)
    ever = kept.filter(keeping_reviews__found=HOLD).annotate(since=_SINCE)
    return ever.annotate(found=Subquery(latest)).filter(found=HOLD).distinct().order_by("pk")


def disposed_of(organisation: Organisation) -> QuerySet[Request]:
    """The requests that were disposed of, the latest first."""
    return _of(organisation).filter(disposed__isnull=False).order_by("-disposed", "-pk")


def _of(organisation: Organisation) -> QuerySet[Request]:
    """The requests for whose keeping an organisation answers: what it was sent, and its own drafts."""
    return Request.objects.filter(Q(~_DRAFTS, organisation=organisation) | Q(_DRAFTS, provider=organisation))


def _after(day: date) -> datetime:
    """The first moment after a day."""
    return timezone.make_aware(datetime.combine(date.fromordinal(day.toordinal() + 1), time.min))

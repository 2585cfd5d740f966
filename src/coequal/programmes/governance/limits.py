"""Delegated limits: who may decide in place of the board, and up to which cost a year."""

from datetime import date

from django.db import transaction

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import CALL_MEETING
from coequal.accounts.trail import Thing, record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.programmes.models import DelegatedLimit, Motion
from coequal.programmes.once import refuse_second


def set_limit(
    acting: Acting, organisation: Organisation, holder: str, pounds_a_year: int, *, since: date, source: str
) -> DelegatedLimit:
    """A new limit, which goes on until a last day is set. Raises `CoequalError` without a holder or a source, and a second time."""
    if not holder.strip() or not source.strip():
        raise CoequalError("Say who may decide up to this limit, and where that is laid down.")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        told = {"holder": holder.strip(), "pounds_a_year": pounds_a_year, "since": since, "source": source.strip()}
        refuse_second(DelegatedLimit.objects.filter(organisation=organisation, until=None, **told), "This limit")
        made = DelegatedLimit.objects.create(organisation=organisation, **told)
        acting = acting.acting_as(require(acting, CALL_MEETING, made))
        record(acting, "set a delegated limit", Thing("delegated limit", str(made)[:200]))
    return made


def end_limit(acting: Acting, limit: DelegatedLimit, until: date) -> None:
    """Its last day. Raises `CoequalError` for a day before its first, and where it ends already."""
    with transaction.atomic():
        found = DelegatedLimit.objects.select_for_update(of=("self",)).get(pk=limit.pk)
        acting = acting.acting_as(require(acting, CALL_MEETING, found))
        if found.until:
            raise CoequalError(f"It ends on {say_date(found.until)} already. Set a new limit for the time after that.")
        if until < found.since:
            raise CoequalError(f"It begins on {say_date(found.since)}, so it cannot end before that. Choose a later day.")
        found.until = until
        found.save(update_fields=["until"])
        record(acting, "ended a delegated limit", Thing("delegated limit", str(found)[:200]), detail={"until": str(until)})


def beyond(motion: Motion) -> str:
    """Why a motion is beyond what its meeting may decide; nothing where it is within, or where the board itself meets."""
    limit, pounds = motion.meeting.delegated, motion.pounds_a_year
    if limit is None:
        return ""
    if not limit.holds(motion.meeting.on):
        return f"The limit of {limit.holder} does not hold on {say_date(motion.meeting.on)}. Put the motion to the board."
    if pounds is None:
        return (
            f"What the motion costs is not known, and {limit.holder} may decide only up to £{limit.pounds_a_year:,} a year. "
            "Find out what it costs, or put the motion to the board."
        )
    if abs(pounds) > limit.pounds_a_year:
        what = "costs" if pounds > 0 else "saves"
        return (
            f"The motion {what} £{abs(pounds):,} a year, and {limit.holder} may decide only up to £{limit.pounds_a_year:,}. "
            "Put the motion to the board."
        )
    return ""

"""How a programme begins, becomes public, is put on hold, goes on, gets another name, and ends."""

from collections.abc import Iterator
from datetime import date

from django.db import transaction
from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.guard import require
from coequal.accounts.models import Organisation
from coequal.accounts.permissions import BEGIN_PROGRAMME, CHANGE_PROGRAMME, END_PROGRAMME, HOLD_PROGRAMME, PUBLISH_PROGRAMME
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.involvement.conduct.changing import check_unchanged
from coequal.programmes.conduct.changing import locked_programme
from coequal.programmes.models import FormerName, Hold, Programme
from coequal.programmes.models.programmes import ON_HOLD
from coequal.programmes.once import refuse_second
from coequal.programmes.telling.updates import announce


def begin(acting: Acting, organisation: Organisation, title: str, purpose: str = "", *, history_only: bool = False) -> Programme:
    """A new programme, which is being prepared; `history_only` where it is a record of the past with its sources.

    Raises `CoequalError` without a title, and for one that another programme of the organisation has which goes on.
    """
    if not title.strip():
        raise CoequalError("Give the programme a title.")
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        same = Programme.objects.filter(organisation=organisation, title__iexact=title.strip(), ended=None)
        refuse_second(same, f"A programme called “{title.strip()}”")
        made = Programme.objects.create(
            organisation=organisation, made_by=acting.person, title=title.strip(), purpose=purpose, history_only=history_only
        )
        record(acting.acting_as(require(acting, BEGIN_PROGRAMME, made)), "began a programme", made)
    return made


def obstacles(programme: Programme) -> Iterator[str]:
    """What is still in the way of letting everybody read of a programme."""
    if not programme.purpose.strip():
        yield "Say what is done, and why."
    if not programme.history_only and not programme.questions.strip():
        yield "Say whom people can ask."
    if not programme.commissioners.exists():
        yield "Say whose programme it is."
    if not programme.areas.exists():
        yield "Name at least one service area."


def publish(acting: Acting, programme: Programme) -> None:
    """Let everybody read of a programme. Raises `CoequalError` while something is in the way."""
    with locked_programme(acting, programme, PUBLISH_PROGRAMME) as found:
        if stands := list(obstacles(found)):
            raise CoequalError(f"It cannot be published yet. {' '.join(stands)}")
        found.published = timezone.now()
        found.save(update_fields=["published"])
        record(acting, "published a programme", found)


def rename(
    acting: Acting, programme: Programme, title: str, why: str, *, until: str = "", source: str = "", before: str | None = None
) -> FormerName:
    """Give a programme another name; the one that it had stays readable. `until` says in words when that was, where it is known.

    `before` is the fingerprint of what somebody had before them. Raises `CoequalError` without a name or a reason, and where
    somebody was faster.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        if before is not None:
            check_unchanged(found, before)
        if not title.strip() or title.strip() == found.title:
            raise CoequalError("Give the programme another name than it has.")
        if not why.strip():
            raise CoequalError("Say why it gets another name. Everybody can read the reason.")
        former = FormerName.objects.create(programme=found, title=found.title, until=until, why=why.strip(), source=source)
        found.title = title.strip()
        found.save(update_fields=["title"])
        announce(acting, found, f"This programme was called “{former.title}”. {former.why}")
        record(acting, "gave a programme another name", found, detail={"from": former.title, "to": found.title})
    return former


def hold(acting: Acting, programme: Programme, reason: str, *, on: date | None = None) -> Hold:
    """Put the whole programme on hold, today where no day is given.

    Raises `CoequalError` without a reason that everybody can read, for days out of order, and where it is on hold already.
    """
    with locked_programme(acting, programme, HOLD_PROGRAMME) as found:
        if not reason.strip():
            raise CoequalError("Say why it is put on hold. Everybody can read the reason.")
        if found.state == ON_HOLD:
            raise CoequalError("It is on hold already.")
        last = found.holds.last()
        made = Hold.objects.create(programme=found, since=_day(on, last.until if last else None), reason=reason.strip())
        announce(acting, found, f"The programme is on hold. {made.reason}", on=made.since)
        record(acting, "put a programme on hold", found)
    return made


def resume(acting: Acting, programme: Programme, why: str, *, on: date | None = None) -> None:
    """Go on with a programme, today where no day is given.

    Raises `CoequalError` without a reason that everybody can read, for days out of order, and where it is not on hold.
    """
    with locked_programme(acting, programme, HOLD_PROGRAMME) as found:
        if not why.strip():
            raise CoequalError("Say why it goes on. Everybody can read that.")
        pause = found.holds.filter(until=None).first()
        if pause is None:
            raise CoequalError("It is not on hold.")
        pause.until, pause.resumed = _day(on, pause.since), why.strip()
        pause.save(update_fields=["until", "resumed"])
        announce(acting, found, f"The programme goes on. {pause.resumed}", on=pause.until)
        record(acting, "went on with a programme that was on hold", found)


def _day(on: date | None, after: date | None) -> date:
    """The day of a step, today where none is given. Raises `CoequalError` for one in the future, or before another day."""
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise CoequalError("The day must not be in the future.")
    if after is not None and day < after:
        raise CoequalError(f"The day must not be before {say_date(after)}.")
    return day


def end(acting: Acting, programme: Programme, why: str) -> None:
    """End a programme; all that was recorded of it stays readable. Raises `CoequalError` without a reason."""
    with locked_programme(acting, programme, END_PROGRAMME) as found:
        if not why.strip():
            raise CoequalError("Say why it ends. Everybody can read the reason.")
        today = timezone.localdate()
        found.holds.filter(until=None).update(until=today, resumed=why.strip())
        found.ended, found.why_ended = today, why.strip()
        found.save(update_fields=["ended", "why_ended"])
        announce(acting, found, f"The programme has ended. {found.why_ended}")
        record(acting, "ended a programme", found)

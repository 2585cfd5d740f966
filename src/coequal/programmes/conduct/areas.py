"""The service areas of a programme: added, linked to what they rest on, renamed, split and merged."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_AREA, CHANGE_PROGRAMME, HOLD_AREA
from coequal.accounts.trail import record
from coequal.analyses.models import Analysis
from coequal.analyses.models.analysis import DONE
from coequal.drafting.models import ACCEPTED, Handover
from coequal.errors import CoequalError
from coequal.involvement.conduct.changing import check_unchanged
from coequal.involvement.models import Involvement
from coequal.involvement.models.involvements import PREPARING
from coequal.programmes.conduct.changing import check_area, locked_programme
from coequal.programmes.models import Descent, Move, Programme, ServiceArea
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.hearing import closed_by
from coequal.programmes.stages.moves import Stated, check_day, check_stated, locked_area
from coequal.programmes.stages.standing import standing_of
from coequal.programmes.telling.subscribing import follow
from coequal.programmes.telling.updates import announce

SPLIT: Final = "split"
MERGED: Final = "merged"
RENAMED: Final = "renamed"


def add(acting: Acting, programme: Programme, title: str, **about: Any) -> ServiceArea:
    """A service area of a programme. Raises `CoequalError` without a title, or with one that another has."""
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        _check_title(found, title)
        made = ServiceArea.objects.create(programme=found, title=title.strip(), **about)
        record(acting, "added a service area to a programme", made, detail={"programme": found.reference})
    return made


def link(acting: Acting, area: ServiceArea, thing: Involvement | Analysis) -> None:
    """An involvement of a service area, or an analysis on which its case for change rests.

    Raises `CoequalError` for another organisation's, and for an analysis that is not done.
    """
    with locked_area(acting, area, CHANGE_AREA) as found:
        if thing.organisation != found.organisation:
            raise CoequalError("This belongs to another organisation. Choose one of your own.")
        if isinstance(thing, Involvement):
            found.involvements.add(thing)
        elif thing.state == DONE:
            found.analyses.add(thing)
        else:
            raise CoequalError(f"This analysis is {thing.state}. Link it once it is done.")
        record(acting, "linked something to a service area", found, detail={"what": thing.reference})


def unlink(acting: Acting, area: ServiceArea, thing: Involvement | Analysis, why: str = "") -> None:
    """That an involvement or an analysis is not of a service area after all; the thing itself stays as it is.

    Where people know of an involvement already, everybody is told why. Raises `CoequalError` without that, and for one in which
    people are still heard, once the service area has left the listening behind: it would be decided without them.
    """
    with locked_area(acting, area, CHANGE_AREA) as found:
        linked: Any = found.involvements if isinstance(thing, Involvement) else found.analyses
        if not linked.filter(pk=thing.pk).exists():  # somebody else was faster
            return
        if isinstance(thing, Involvement) and is_known(thing):
            _check_heard(found, thing)
            _check_why(why)
            announce(acting, found.programme, f"“{thing.title}” is not of this service area any more. {why.strip()}", area=found)
        linked.remove(thing)
        record(acting, "took something out of a service area", found, detail={"what": thing.reference, "why": why.strip()[:1000]})


def is_known(involvement: Involvement) -> bool:
    """Whether people know of an involvement, so that it is taken out of a service area only for a stated reason."""
    return involvement.state != PREPARING


def _check_heard(area: ServiceArea, involvement: Involvement) -> None:
    """Refuse to leave out people who are still heard. Raises `CoequalError`."""
    standing = standing_of(area)
    if kinds.LISTENING in (*standing.done, *standing.passed_over) and not closed_by(involvement, timezone.localdate()).answer:
        raise CoequalError(
            f"“{involvement.title}” is {involvement.state}, and nothing may be decided before people were heard in it. "
            "Take it out once it is closed."
        )


def propose(acting: Acting, area: ServiceArea, handover: Handover, *, before: str | None = None) -> None:
    """The text that is proposed for decision. `before` is the fingerprint of the service area that somebody had before them.

    Raises `CoequalError` for a text that governance did not accept, and where somebody was faster.
    """
    with locked_area(acting, area, CHANGE_AREA) as found:
        if before is not None:
            check_unchanged(found, before)
        if handover.draft.organisation != found.organisation:
            raise CoequalError("This text belongs to another organisation. Choose one of your own.")
        chosen = Handover.objects.get(pk=handover.pk)
        if chosen.state != ACCEPTED:
            raise CoequalError(f"This text is {chosen.state}. Governance has to accept it for decision before it is proposed.")
        if found.state != states.UNDER_WAY:
            raise CoequalError(f"This service area is {found.state}, so nothing is proposed in it now.")
        found.proposal = chosen
        found.save(update_fields=["proposal"])
        record(acting, "chose the text that is proposed", found, detail={"handover": chosen.reference, "digest": chosen.digest})


def rename(
    acting: Acting, area: ServiceArea, title: str, why: str, *, on: date | None = None, before: str | None = None
) -> Descent:
    """Give a service area another name; it stays the same one. `before` is the fingerprint of what somebody had before them.

    Raises `CoequalError` without a name or a reason, and where somebody was faster.
    """
    with locked_area(acting, area, CHANGE_AREA) as found:
        if before is not None:
            check_unchanged(found, before)
        _check_why(why)
        _check_title(found.programme, title, found)
        if title.strip() == found.title:
            raise CoequalError("Give the service area another name than it has.")
        descended = _descended(acting, RENAMED, found, found, why, on=on, was_called=found.title)
        found.title = title.strip()
        found.save(update_fields=["title"])
        announce(acting, found.programme, f"This was called “{descended.was_called}”. {descended.why}", area=found)
        record(acting, "gave a service area another name", found, detail={"from": descended.was_called, "to": found.title})
    return descended


def split(
    acting: Acting, area: ServiceArea, titles: Sequence[str], why: str, *, on: date | None = None, stated: Stated | None = None
) -> list[ServiceArea]:
    """New service areas out of one, which ends; each begins anew, and what was done before stays with the one that ended.

    `stated` is how a source states it in a record of the past. Raises `CoequalError` for fewer than two, without a reason, and
    in a record of the past without a source.
    """
    with locked_area(acting, area, HOLD_AREA) as found:
        _check_why(why)
        check_stated(found, stated)
        if len(titles) < 2:
            raise CoequalError("Name at least two service areas into which it is split.")
        made = []
        for title in titles:
            _check_title(found.programme, title)
            made.append(ServiceArea.objects.create(programme=found.programme, title=title.strip(), service=found.service))
        for one in made:
            _descended(acting, SPLIT, found, one, why, on=on)
        _end(acting, found, f"It is split into {' and '.join(one.title for one in made)}. {why.strip()}", on, stated)
        follow(found, made)
        record(acting, "split a service area", found, detail={"into": [one.reference for one in made]})
    return made


def merge(
    acting: Acting, area: ServiceArea, into: ServiceArea, why: str, *, on: date | None = None, stated: Stated | None = None
) -> Descent:
    """A service area that becomes part of another one, and ends. `stated` is how a source states it in a record of the past.

    Raises `CoequalError` without a reason, and in a record of the past without a source.
    """
    with locked_area(acting, area, HOLD_AREA) as found:
        _check_why(why)
        check_stated(found, stated)
        check_area(found.programme, into)
        if into.pk == found.pk or into.state == states.ENDED:
            raise CoequalError("Choose another service area that has not ended.")
        descended = _descended(acting, MERGED, found, into, why, on=on)
        _end(acting, found, f"It becomes part of {into.title}. {why.strip()}", on, stated)
        follow(found, [into])
        record(acting, "merged a service area into another", found, detail={"into": into.reference})
    return descended


def _descended(
    acting: Acting, kind: str, before: ServiceArea, after: ServiceArea, why: str, *, on: date | None, was_called: str = ""
) -> Descent:
    made = Descent(
        kind=kind,
        before=before,
        after=after,
        why=why.strip(),
        on=on or timezone.localdate(),
        was_called=was_called,
        by=acting.person,
    )
    made.save()
    return made


def _end(acting: Acting, area: ServiceArea, says: str, on: date | None, stated: Stated | None) -> None:
    """The last step of a service area that became another. Raises `CoequalError` for days out of order."""
    day = on or timezone.localdate()
    check_day(standing_of(area), day)
    told = {"printed": stated.printed, "source": stated.source, "url": stated.url} if stated else {}
    Move(area=area, kind=kinds.END, on=day, why=says, by=acting.person, **told).save()
    announce(acting, area.programme, says, area=area, on=day)


def _check_title(programme: Programme, title: str, of: ServiceArea | None = None) -> None:
    if not title.strip():
        raise CoequalError("Give the service area a title.")
    others = programme.areas.exclude(pk=of.pk) if of else programme.areas
    if others.filter(title__iexact=title.strip()).exists():
        raise CoequalError(f"There is a service area called {title.strip()} already. Give this one another title.")


def _check_why(why: str) -> None:
    if not why.strip():
        raise CoequalError("Say why. Everybody can read the reason.")

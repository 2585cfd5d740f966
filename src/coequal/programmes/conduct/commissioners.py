"""Whose a programme is over the years: bodies of the register, and those that take their place."""

from datetime import date, timedelta

from coequal.accounts.acting import Acting
from coequal.accounts.permissions import CHANGE_PROGRAMME
from coequal.accounts.trail import record
from coequal.errors import CoequalError
from coequal.facts.dates import say_date
from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations
from coequal.programmes.conduct.changing import locked_programme
from coequal.programmes.models import Commissioner, Programme


def join(
    acting: Acting, programme: Programme, organisations: Organisations, *, code: str, since: date, until: date | None = None
) -> Commissioner:
    """A body whose programme it is from a day on, until a day where one is given.

    Raises `CoequalError` for a body that the register does not know, or that was not there on these days, and one that is there.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        _check_days(_body(organisations, code), since, until)
        for other in found.commissioners.filter(code=code):
            if (other.until is None or since <= other.until) and (until is None or other.since <= until):
                raise CoequalError(f"{organisations.bodies[code].name} is a commissioner of this programme on these days already.")
        made = Commissioner.objects.create(programme=found, code=code, since=since, until=until)
        record(acting, "added a commissioner to a programme", found, detail={"code": code, "since": str(since)})
    return made


def leave(acting: Acting, commissioner: Commissioner, until: date) -> None:
    """That it was a body's programme until a day, that day included. Raises `CoequalError` for a day before the first."""
    with locked_programme(acting, commissioner.programme, CHANGE_PROGRAMME) as found:
        kept = Commissioner.objects.get(pk=commissioner.pk)
        if kept.until is not None:
            raise CoequalError(f"It is recorded already that this ended on {say_date(kept.until)}.")
        if until < kept.since:
            raise CoequalError(f"The last day must not be before the first, {say_date(kept.since)}.")
        kept.until = until
        kept.save(update_fields=["until"])
        record(acting, "ended the part of a commissioner in a programme", found, detail={"code": kept.code, "until": str(until)})


def succeed(acting: Acting, programme: Programme, organisations: Organisations, on: date) -> list[Commissioner]:
    """The bodies that take the place of those that had ended by a day, as the register knows them; each once.

    A body that ended is a commissioner until its last day, and those that follow it are from the day after. Nothing happens where
    none had ended. Raises `CoequalError` where the register does not know who follows.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        made: list[Commissioner] = []
        for old in found.commissioners.filter(until=None):
            body = _body(organisations, old.code)
            if body.until is None or body.until >= on:
                continue
            heirs = organisations.in_charge(old.code, on)
            if not heirs:
                raise CoequalError(f"{body.name} ended on {say_date(body.until)}, and the register does not say who followed it.")
            old.until = body.until
            old.save(update_fields=["until"])
            made += _followed(found, body.until + timedelta(1), heirs)
        if made:
            record(acting, "put successors in the place of commissioners", found, detail={"codes": [one.code for one in made]})
    return made


def _followed(programme: Programme, since: date, heirs: tuple[Body, ...]) -> list[Commissioner]:
    """The rows of those who follow, of whom some may be there already: six bodies become one."""
    there = set(programme.commissioners.filter(until=None).values_list("code", flat=True))
    rows = [(heir.code, max(since, heir.since)) for heir in heirs if heir.code not in there]
    return [Commissioner.objects.create(programme=programme, code=code, since=first) for code, first in rows]


def _body(organisations: Organisations, code: str) -> Body:
    body = organisations.bodies.get(code)
    if body is None:
        raise CoequalError(f"The register of organisations has no body with the code {code}. Check the code.")
    return body


def _check_days(body: Body, since: date, until: date | None) -> None:
    """Refuse days on which a body was not there. Raises `CoequalError`."""
    if until is not None and until < since:
        raise CoequalError("The last day must not be before the first.")
    for day in (since, until or since):
        if not body.existed(day):
            raise CoequalError(f"There was no {body.name} on {say_date(day)}. Check the day, and which body it was.")

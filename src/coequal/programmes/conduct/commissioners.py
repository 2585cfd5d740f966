"""Whose a programme is over the years: bodies of the register, and those that take their place."""

from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Succession:
    """A commissioner whose body ended on a day, and those that were there the day after as the register knows them, if it does."""

    old: Commissioner
    body: Body
    ended: date
    heirs: tuple[Body, ...]


def body_of(organisations: Organisations, programme: Programme, code: str) -> Body:
    """A body by its code. An invented organisation that keeps a programme is a body of it, though no register knows it.

    Raises `CoequalError` for a code that is none.
    """
    body, own = organisations.bodies.get(code), programme.organisation
    if body is None and own.invented and own.code == code:
        return Body(code, "", own.name, date.min, None, (), "invented")
    if body is None:
        raise CoequalError(f"The register of organisations has no body with the code {code}. Check the code.")
    return body


def successions(programme: Programme, organisations: Organisations, on: date) -> Iterator[Succession]:
    """Every commissioner of a programme whose body had ended by a day although it is still recorded as one."""
    for old in programme.commissioners.filter(until=None):
        body = body_of(organisations, programme, old.code)
        if body.until is not None and body.until < on:
            yield Succession(old, body, body.until, organisations.in_charge(old.code, body.until + timedelta(1)))


def join(
    acting: Acting, programme: Programme, organisations: Organisations, *, code: str, since: date, until: date | None = None
) -> Commissioner:
    """A body whose programme it is from a day on, until a day where one is given.

    Raises `CoequalError` for a body that the register does not know, or that was not there on these days, and one that is there.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        body = body_of(organisations, found, code)
        _check_days(body, since, until)
        for other in found.commissioners.filter(code=code):
            if (other.until is None or since <= other.until) and (until is None or other.since <= until):
                raise CoequalError(f"{body.name} is a commissioner of this programme on these days already.")
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
    """The bodies that take the place of those that had ended by a day, as the register knows them; each once, and each in its time.

    A body that ended is a commissioner until its last day, and those that follow it are from the day after, until they end.
    Nothing happens where none had ended. Raises `CoequalError` where the register does not know who follows.
    """
    with locked_programme(acting, programme, CHANGE_PROGRAMME) as found:
        made: list[Commissioner] = []
        while pending := list(successions(found, organisations, on)):  # those that follow may have ended too
            for one in pending:
                made += _followed(found, one)
        if made:
            record(acting, "put successors in the place of commissioners", found, detail={"codes": [one.code for one in made]})
    return made


def _followed(programme: Programme, one: Succession) -> list[Commissioner]:
    """The rows of those who follow, of whom some may be there already: six bodies become one. Raises `CoequalError` for none."""
    if not one.heirs:
        raise CoequalError(f"{one.body.name} ended on {say_date(one.ended)}, and the register does not say who followed it.")
    one.old.until = one.ended
    one.old.save(update_fields=["until"])
    first = one.ended + timedelta(1)
    there = {row.code for row in programme.commissioners_on(first)}
    return [
        Commissioner.objects.create(programme=programme, code=heir.code, since=first)
        for heir in one.heirs
        if heir.code not in there
    ]


def _check_days(body: Body, since: date, until: date | None) -> None:
    """Refuse days on which a body was not there. Raises `CoequalError`."""
    if until is not None and until < since:
        raise CoequalError("The last day must not be before the first.")
    for day in (since, until or since):
        if not body.existed(day):
            raise CoequalError(f"There was no {body.name} on {say_date(day)}. Check the day, and which body it was.")

"""Involvements to look at: two real ones, of which sources are told, and three that are invented."""

from functools import partial
from typing import Final

from coequal.accounts.acting import Acting
from coequal.accounts.models import Person
from coequal.accounts.roles import Role
from coequal.web.demonstration.heard import staffordshire
from coequal.web.demonstration.heard.coded import work_through
from coequal.web.demonstration.heard.published import considered, report
from coequal.web.demonstration.heard.reported import answered, told
from coequal.web.demonstration.heard.running import being_prepared, open_now
from coequal.web.demonstration.heard.spoken import spoken, written
from coequal.web.demonstration.once import Example, in_place_of, make_once
from coequal.web.demonstration.staff import EXAMPLESHIRE, address, organisation

ALL: Final = 5


def involvements() -> str:
    """The involvements. Those that are there stay as they are."""
    made = sum((*_real(), *_invented()))
    return f"Involvements: {made} made, {ALL - made} kept."


def _real() -> list[bool]:
    owner = staffordshire.board()
    return [make_once(Example(name, owner), partial(staffordshire.told_of, owner, name)) for name in staffordshire.names()]


def _invented() -> list[bool]:
    owner = organisation(EXAMPLESHIRE)
    officer = _as(Role.INVOLVEMENT_OFFICER)
    return [
        make_once(Example("an involvement that is reported", owner), lambda: _reported(officer)),
        make_once(Example("an involvement that is open", owner), lambda: open_now(owner, officer)),
        make_once(Example("an involvement that is being prepared", owner), lambda: being_prepared(owner, officer)),
    ]


def _reported(officer: Acting) -> None:
    """The whole way: told, answered, talked about, written in letters, worked through, reported, considered."""
    heard = told(organisation(EXAMPLESHIRE), officer)
    answered(heard)
    spoken(heard)
    written(heard)
    frames = work_through(heard, _as(Role.ANALYST))
    report(heard, frames)
    considered(heard, frames, _as(Role.POLICY_MANAGER))


def _as(role: Role) -> Acting:
    return in_place_of(Person.objects.get(email=address(role, "exampleshire")), role, organisation(EXAMPLESHIRE))

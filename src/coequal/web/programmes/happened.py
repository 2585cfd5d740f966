"""All that happened to a service area, in the order of days: every step, what was passed over and why, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Final

from coequal.facts.dates import say_date
from coequal.programmes.conduct.areas import MERGED, RENAMED
from coequal.programmes.models import Descent, Move, Plan, ServiceArea
from coequal.programmes.stages import kinds
from coequal.programmes.stages.moves import BY_GATE
from coequal.programmes.stages.table import BY_KEY, STAGES

_OF_A_STAGE: Final = {
    kinds.OPEN: "begins",
    kinds.COMPLETE: "is complete",
    kinds.PASS_OVER: "is passed over",
    kinds.GO_BACK: "begins again",
}
_STAYS: Final = "It stays in force, and can be reviewed from now on"
_OF_ALL: Final = {kinds.HOLD: "It is put on hold", kinds.RESUME: "It goes on", kinds.END: "It ends"}


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that should have been there, and was not: what, what the record said of it, and why it went on all the same."""

    wanted: str
    missing: str
    why: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: its day in words, what it was, why, and where that stands."""

    on: date
    when: str
    says: str
    why: str
    source: str = ""
    url: str = ""
    passed: tuple[Passed, ...] = ()


def happened(area: ServiceArea) -> list[Happened]:
    """Every step of a service area, and how it came out of others, the earliest first."""
    past = area.programme.history_only
    steps = [_step(move, past=past) for move in area.moves.prefetch_related("overrides")]
    return sorted([*steps, *_descents(area)], key=attrgetter("on"))


def _step(move: Move, *, past: bool) -> Happened:
    passed = tuple(Passed(BY_GATE[one.gate].says, one.missing, one.why) for one in move.overrides.all())
    return Happened(move.on, move.printed or say_date(move.on), _says(move, past=past), move.why, move.source, move.url, passed)


def _says(move: Move, *, past: bool) -> str:
    if move.kind in _OF_ALL:
        return _OF_ALL[move.kind]
    if (move.kind, move.stage) == (kinds.COMPLETE, kinds.IN_FORCE):
        return _STAYS
    policy = f": {move.policy}" if move.policy else ""
    starts = _starts(move) if move.starts else ""
    here = " in this record" if past and move.kind == kinds.PASS_OVER else ""  # what was done itself, no source tells
    return f"{BY_KEY[move.stage].title} {_OF_A_STAGE[move.kind]}{here}{policy}{starts}"


def _starts(move: Move) -> str:
    day = move.takes_effect
    return f", in force from {say_date(day)}" if day else ", which waits while the decision is called in or looked at again"


def _descents(area: ServiceArea) -> Iterator[Happened]:
    for one in area.led_to.select_related("after"):
        yield _descent(one, _led_to(one))
    for one in area.came_from.exclude(kind=RENAMED).select_related("before"):
        became = "becomes part of this" if one.kind == MERGED else "is split, and this comes out of it"
        yield _descent(one, f"{one.before.title} {became}")


def _descent(one: Descent, says: str) -> Happened:
    """With the day and the source of the step by which it ended what came before; of a name it is the day alone."""
    ended = None if one.kind == RENAMED else one.before.moves.filter(kind=kinds.END).last()
    if ended is None:
        return Happened(one.on, say_date(one.on), says, one.why)
    return Happened(one.on, ended.printed or say_date(one.on), says, one.why, ended.source, ended.url)


def _led_to(one: Descent) -> str:
    if one.kind == RENAMED:
        return f"It gets its name; until then it was called {one.was_called}"
    return f"It becomes part of {one.after.title}" if one.kind == MERGED else f"It is split: {one.after.title} comes out of it"


@dataclass(frozen=True, slots=True)
class Slid:
    """A stage whose days were planned more than once, with every plan of it, the earliest first."""

    title: str
    plans: list[Plan]


def slid(area: ServiceArea) -> list[Slid]:
    """The stages whose planned days moved."""
    plans = list(area.plans.all())
    found = [Slid(stage.title, [one for one in plans if one.stage == stage.key]) for stage in STAGES]
    return [one for one in found if len(one.plans) > 1]

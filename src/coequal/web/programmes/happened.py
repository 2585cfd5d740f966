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
    steps = map(_step, area.moves.prefetch_related("overrides"))
    return sorted([*steps, *_descents(area)], key=attrgetter("on"))


def _step(move: Move) -> Happened:
    passed = tuple(Passed(BY_GATE[one.gate].says, one.missing, one.why) for one in move.overrides.all())
    return Happened(move.on, move.printed or say_date(move.on), _says(move), move.why, move.source, move.url, passed)


def _says(move: Move) -> str:
    if move.kind in _OF_ALL:
        return _OF_ALL[move.kind]
    policy = f": {move.policy}" if move.policy else ""
    starts = f", in force from {say_date(move.starts)}" if move.starts else ""
    return f"{BY_KEY[move.stage].title} {_OF_A_STAGE[move.kind]}{policy}{starts}"


def _descents(area: ServiceArea) -> Iterator[Happened]:
    for one in area.led_to.select_related("after"):
        yield Happened(one.on, say_date(one.on), _led_to(one), one.why)
    for one in area.came_from.exclude(kind=RENAMED).select_related("before"):
        became = "becomes part of this" if one.kind == MERGED else "is split, and this comes out of it"
        yield Happened(one.on, say_date(one.on), f"{one.before.title} {became}", one.why)


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

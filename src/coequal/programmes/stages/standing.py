"""Where a service area stands, which follows from its moves alone, and which steps it can take from there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils import timezone

from coequal.programmes.stages import kinds, states


class Step(Protocol):
    """What counts of a move."""

    @property
    def kind(self) -> str:
        """One of the kinds of steps."""

    @property
    def stage(self) -> str:
        """The key of a stage; nothing where the step is about none."""

    @property
    def on(self) -> date:
        """The day on which it was taken."""

    @property
    def takes_effect(self) -> date | None:
        """The day from which it counts, such as that from which a policy is in force; none while that is not to be."""


class Moved(Protocol):
    """A service area, of which the moves alone count here."""

    @property
    def moves(self) -> Any:
        """Its moves as they are kept."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a service area stands: its state, the stage that is open, since when, and what lies behind it.

    `stage` is empty where none is open. `in_force` says whether a policy of it is in force, also while it is on hold or reviewed.
    """

    state: str
    stage: str
    since: date | None
    done: tuple[str, ...]
    passed_over: tuple[str, ...]
    moves: tuple[Step, ...]
    in_force: bool

    @property
    def following(self) -> str:
        """The first stage that is neither done nor passed over; nothing where all are."""
        return next((key for key in kinds.KEYS if key not in {*self.done, *self.passed_over}), "")


def after(moves: Iterable[Step], on: date | None = None) -> Standing:
    """Where a service area stands after its moves, on a day; without a day, once each of them has taken effect."""
    taken = tuple(moves)
    stage, starts, since = "", None, None
    done: list[str] = []
    passed: list[str] = []
    for move in taken:
        since = move.takes_effect
        if move.kind == kinds.GO_BACK:
            again = kinds.KEYS[kinds.KEYS.index(move.stage) :]
            done, passed = ([key for key in keys if key not in again] for keys in (done, passed))
        if move.kind == kinds.COMPLETE:
            done.append(stage)
        if move.kind == kinds.PASS_OVER:
            passed.append(move.stage)
        if move.kind in {*kinds.OPENING, kinds.COMPLETE, kinds.END}:
            stage = move.stage if move.kind in kinds.OPENING else ""
        if stage == kinds.IN_FORCE:
            starts = starts or since
        elif kinds.IN_FORCE not in done:
            starts = None
    in_force = starts is not None and (on is None or starts <= on)
    return Standing(_state(taken, in_force), stage, since, tuple(done), tuple(passed), taken, in_force)


def _state(moves: tuple[Step, ...], in_force: bool) -> str:
    """The state in a word or two."""
    stops = [move.kind for move in moves if move.kind in {kinds.HOLD, kinds.RESUME, kinds.END}]
    if stops and stops[-1] != kinds.RESUME:
        return states.ON_HOLD if stops[-1] == kinds.HOLD else states.ENDED
    if in_force:
        return states.IN_FORCE
    return states.UNDER_WAY if len(moves) > len(stops) else states.NOT_BEGUN


def possible(standing: Standing) -> list[tuple[str, str]]:
    """Each kind of step that can be taken now, with the stage that it is about."""
    if standing.state == states.ENDED:
        return []
    if standing.state == states.ON_HOLD:
        return [(kinds.RESUME, ""), (kinds.END, "")]
    found = [(kinds.COMPLETE, standing.stage)] if standing.stage else _ahead(standing.following)
    behind = {*standing.done, *standing.passed_over} - {kinds.IN_FORCE}
    found += [(kinds.GO_BACK, key) for key in kinds.KEYS if key in behind]
    return [*found, (kinds.HOLD, ""), (kinds.END, "")]


def _ahead(following: str) -> list[tuple[str, str]]:
    """The steps to the stage that follows, where there is one."""
    steps = [(kinds.OPEN, following), (kinds.PASS_OVER, following)]
    return [(kind, key) for kind, key in steps if key and not (kind == kinds.PASS_OVER and key in kinds.NEVER_PASSED_OVER)]


def standing_of(area: Moved, on: date | None = None) -> Standing:
    """Where a service area stands today, or stood on a day by the moves up to then."""
    moves = list(area.moves.all())
    return after([move for move in moves if on is None or move.on <= on], on or timezone.localdate())

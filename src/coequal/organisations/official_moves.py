"""Areas that come to other boards: when theirs closes, or on a day that a person says. Each keeps its code and its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coequal.errors import CoequalError
from coequal.organisations.areas import Area, Commission
from coequal.organisations.bodies import Body
from coequal.organisations.register import Organisations


def day_after(day: date) -> date:
    """The next day; the last that there is has none, and is followed by itself."""
    return min(day, date.max - timedelta(1)) + timedelta(1)


@dataclass(frozen=True, slots=True)
class Move:
    """The bodies to which an area comes, and the day, or None for the day after its board closed, as a person says it."""

    bodies: tuple[str, ...]
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """An area as it is after a move, and the day of that."""

    area: Area
    on: date


@dataclass(frozen=True, slots=True)
class Moves:
    """What is known of boards: as they were, as they will be, which of them a file names for which area, and what a person said."""

    known: Organisations
    after: Mapping[str, Body]
    boards: Mapping[str, str]
    said: Mapping[str, Move]

    def of(self, areas: Sequence[Area]) -> Iterator[Moved]:
        """The areas that move, after the move.

        Raises `CoequalError` where it is not said to whom or when one moves, or what is said cannot be.
        """
        if strange := sorted(set(self.said) - {area.code for area in areas}):
            raise CoequalError(f"There is no area {strange[0]}, so it cannot move.")
        self._refuse_unsaid(areas)
        for area in areas:
            move = self.said.get(area.code)
            if move and move.on:
                yield Moved(self._made(area, self._open(area), move.bodies, move.on), move.on)
            elif self._closing(area):
                yield self._after_closing(area)

    def _refuse_unsaid(self, areas: Sequence[Area]) -> None:
        """Name all areas at once of which something must be said."""
        for area in areas:
            self._refuse_wrong(area)
        undated = [area.code for area in areas if self._moves(area) and not self._dated(area) and not self._closing(area)]
        if undated:
            board = self.boards.get(undated[0]) or self.said[undated[0]].bodies[0]
            raise CoequalError(
                f"The day on which another board took over is not in the file, for {', '.join(undated)}. "
                f"Say it, as in --moved {undated[0]}={board}@2027-04-01."
            )
        steps = [(area.code, board) for area in areas if not self._dated(area) for board, heirs in self._steps(area) if not heirs]
        if steps:
            named, board = ", ".join(dict.fromkeys(code for code, _ in steps)), steps[0][1]
            raise CoequalError(
                f"Which body took over from {board} is not in the file, for {named}. "
                f"Say it, as in --moved {steps[0][0]}={next(iter(self.after[board].successors), 'CODE')}."
            )

    def _refuse_wrong(self, area: Area) -> None:
        """Hold what is said of an area against the file, and against how long the bodies last."""
        move, board = self.said.get(area.code), self.boards.get(area.code)
        if move is None:
            return
        if board and board not in {*move.bodies, *_codes(area)}:
            raise CoequalError(f"{area.code} is under {board} in the file, and is said to come to {', '.join(move.bodies)}.")
        for code in move.bodies:
            body = self.after.get(code)
            if body is None or body.until is not None:
                raise CoequalError(f"{area.code} cannot come to {code}: no such body is known that goes on.")

    def _dated(self, area: Area) -> bool:
        return area.code in self.said and self.said[area.code].on is not None

    def _moves(self, area: Area) -> bool:
        return area.code in self.said or self.boards.get(area.code, _codes(area)[0]) not in _codes(area)

    def _open(self, area: Area) -> list[str]:
        return [one.body.code for one in area.commissions if one.until is None]

    def _closing(self, area: Area) -> list[str]:
        """The boards of an area that were to go on, and will close."""
        return [code for code in self._open(area) if self.after[code].until is not None]

    def _heirs(self, area: Area, board: str) -> tuple[str, ...]:
        """Who takes an area over from a board that closes; nobody where that is not told.

        An area that was merged whole into another goes where that goes.
        """
        if area.code in self.said:
            return self.said[area.code].bodies
        followers = self.after[board].successors
        listed = self.boards.get(area.code)
        if listed and listed != board and (listed in followers or listed not in _codes(area)):
            return (listed,)
        if len(followers) < 2:  # there is no choice
            return followers
        merged = self.known.present_areas(area.code, self.after[board].until or date.max)
        return self._heirs(merged[0], board) if len(merged) == 1 and merged[0].code != area.code else ()

    def _steps(self, area: Area) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each board of an area that closes, and those that take over from it, which may close in turn."""
        pending, met = self._closing(area), set[str]()
        while pending:
            board = pending.pop(0)
            met.add(board)
            heirs = self._heirs(area, board)
            yield board, heirs
            pending += [code for code in heirs if code not in met and code in self.after and self.after[code].until is not None]

    def _after_closing(self, area: Area) -> Moved:
        made, on = area, date.min
        for board, heirs in self._steps(area):
            on = day_after(self.after[board].until or date.max)
            made = self._made(made, [board], heirs, on)
        return Moved(made, on)

    def _made(self, area: Area, ended: Iterable[str], heirs: Sequence[str], on: date) -> Area:
        """An area that is with some bodies no more on a day, and with others from then on."""
        if strange := [code for code in heirs if code not in self.after or not self.after[code].existed(on) or on == date.min]:
            raise CoequalError(f"{area.code} cannot come to {strange[0]} on {on}: no such body is known on that day.")
        eve = on - timedelta(1)
        kept = [self._brought_up(one) for one in area.commissions]
        kept = [replace(one, until=min(one.until or eve, eve)) if one.body.code in ended else one for one in kept]
        there = {one.body.code for one in kept if one.runs(on)}
        kept += [Commission(self.after[code], on, self.after[code].until) for code in heirs if code not in there]
        return replace(area, commissions=tuple(sorted(kept, key=lambda one: one.since)))

    def _brought_up(self, one: Commission) -> Commission:
        """A commission with its body as that will be: where it had the whole life of it, it still has."""
        body = self.after[one.body.code]
        since = body.since if one.since == one.body.since else one.since
        return Commission(body, since, body.until if one.until == one.body.until else one.until)


def _codes(area: Area) -> list[str]:
    return [one.body.code for one in area.commissions]

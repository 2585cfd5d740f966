"""Where a service area stands, and what happens next, as a page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from coequal.facts.dates import say_date
from coequal.programmes.conduct.timeline import DONE, IS_OPEN, NOT_KNOWN, PASSED_OVER, TO_COME, Line, timeline
from coequal.programmes.models import Move, OutsideEvent, ServiceArea
from coequal.programmes.models.programmes import ENDED as PROGRAMME_ENDED
from coequal.programmes.models.programmes import ON_HOLD as PROGRAMME_HELD
from coequal.programmes.models.programmes import PUBLIC
from coequal.programmes.stages import kinds, states
from coequal.programmes.stages.standing import Standing, standing_of

COLOURS: Final = {
    states.NOT_BEGUN: "white",
    states.UNDER_WAY: "blue",
    states.ON_HOLD: "orange",
    states.IN_FORCE: "green",
    states.ENDED: "grey",
}
PAST: Final = "recorded from sources"  # of a programme that takes place elsewhere, and how it stands today is not known
OF_PROGRAMMES: Final = {PUBLIC: "blue", PROGRAMME_HELD: "orange", PROGRAMME_ENDED: "grey", PAST: "white"}
STAGE_COLOURS: Final = {DONE: "green", IS_OPEN: "blue", PASSED_OVER: "grey", TO_COME: "white", NOT_KNOWN: "white"}


@dataclass(frozen=True, slots=True)
class Where:
    """Where a service area stands on a day: its stages with the days planned and real, and what it waits for."""

    area: ServiceArea
    standing: Standing
    lines: list[Line]
    events: list[OutsideEvent]
    today: date

    @property
    def colour(self) -> str:
        """The colour of its state, which says nothing by itself."""
        return COLOURS[self.standing.state]

    @property
    def now(self) -> Line | None:
        """The stage that is open; none while it is between two, or has not begun."""
        return next((line for line in self.lines if line.stands == IS_OPEN), None)

    @property
    def held(self) -> Move | None:
        """The step by which it was put on hold, with its reason; none where it goes on."""
        holds = [one for one in self.area.moves.all() if one.kind == kinds.HOLD]
        return holds[-1] if holds and self.standing.state == states.ON_HOLD else None

    @property
    def next_steps(self) -> list[str]:
        """What happens next, in sentences; nothing once it has ended."""
        if self.standing.state == states.ENDED:
            return []
        goes_on = self._went_on() if self.area.programme.history_only else self._goes_on()
        return [*self._resumes(), *goes_on, *self._waits()]

    def _resumes(self) -> Iterator[str]:
        if self.area.programme.state == PROGRAMME_HELD:
            yield "The whole programme is on hold. Nothing below happens before it goes on; on which day that will be is not known."
        if self.held is not None:
            yield "It is on hold. Nothing below happens before it goes on, and on which day that will be is not known."

    def _goes_on(self) -> Iterator[str]:
        if self.now is not None:
            yield self._applies() if self.now.stage.key == kinds.IN_FORCE else self._under_way(self.now)
        coming = next((line for line in self.lines if line.stands == TO_COME), None)
        if coming is None:
            return
        if coming.stage.key == kinds.IN_FORCE:
            yield "A policy comes into force once a decision that adopts one is ratified, and in no other way."
        else:
            opens = coming.plan.opens if coming.plan else None
            yield f"After that comes: {coming.stage.title}. {_planned('It is meant to begin on', opens, self.today)}"

    def _under_way(self, line: Line) -> str:
        ends = line.plan.ends if line.plan else None
        return f"{line.stage.title} is under way. {_planned('It is meant to end by', ends, self.today)}"

    def _applies(self) -> str:
        since = self.standing.since
        if self.standing.in_force:
            return "The policy that was decided applies."
        if since is None:
            return "The policy that was decided does not apply while the decision is called in or looked at again."
        return f"The policy that was decided applies from {say_date(since)} on."

    def _went_on(self) -> Iterator[str]:
        """Of a record of the past: what was under way when it ends, and what came after that, of which it does not tell."""
        if self.now is not None and self.now.stage.key == kinds.IN_FORCE:
            yield "The policy was in force when this record ends."
        elif self.now is not None:
            yield f"{self.now.stage.title} was under way when this record ends."
        coming = next((line for line in self.lines if line.stands == NOT_KNOWN), None)
        if coming is not None:
            yield f"Whether and when “{coming.stage.title}” followed is not known here."

    def _waits(self) -> Iterator[str]:
        for event in self.events:
            if event.happened is None:
                said = event.expected.last()
                yield f"It waits for: {event.what} ({f'expected: {said.printed}' if said else 'when is not known'})."


def _planned(words: str, day: date | None, today: date) -> str:
    if day is None:
        return "No day is planned for that yet."
    return f"{words} {say_date(day)}{'; that day has passed' if day < today else ''}."


def where(area: ServiceArea, today: date) -> Where:
    """Where a service area stands on a day."""
    return Where(area, standing_of(area), timeline(area), list(area.outsideevents.prefetch_related("expected")), today)

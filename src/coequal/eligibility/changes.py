"""Whether a status can come to be otherwise: with time alone, by something that can change, or never."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product

from coequal.criteria.closures import Values
from coequal.criteria.vocabulary import work_out
from coequal.criteria.worlds import Setting, Worlds
from coequal.eligibility.moving import Moving
from coequal.eligibility.outcome import MET, NOT_KNOWN, NOT_MET
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.facts.dates import add_months

MOST_WORLDS = 20_000


@dataclass(frozen=True, slots=True, repr=False)
class Change:
    """`how` is "with time" (then `since` is the first day on which it will do), "possible" or "never"."""

    how: str
    since: date | None = None


class Changes:
    """How the statuses of one case can change."""

    def __init__(self, rules: Rules, case: Case) -> None:
        """Take the rules and the case."""
        self.rules, self.case = rules, case
        self.vocabulary = rules.policy.vocabulary
        self.facts = self.vocabulary.dictionary.facts
        self.given, self.values = rules.given(case), rules.values(case)
        self.moving = Moving(rules, case)

    def of(self, place: int, status: str) -> Change:
        """How the status of a criterion can change; of one that is not met, how it can come to be met."""
        basis = [name for name in self.facts if name in self.rules.grounds.facts[place]]
        movable = [name for name in basis if self.facts[name].changes != "never" or self._value(name) is None]
        if status == NOT_MET:
            since = self._waiting(place, basis)
            if since is not None:
                return Change("with time", since)
            movable = [name for name in movable if self.facts[name].changes == "possible" or self._value(name) is None]
            return Change("possible" if self._could_be_met(place, movable) else "never")
        return Change("possible" if movable or status == NOT_KNOWN else "never")

    def span(self, place: int, name: str) -> tuple[date, date] | None:
        """The first and the last day of a date not known on which a criterion is met, all else as it is."""
        if self._value(name) is not None or name not in self.rules.grounds.facts[place]:
            return None
        slot = self.vocabulary.slots.value[name]
        days = [setting[0][1] for setting in self._settings(place, [name])[name][1:]]
        met = [day for day in days if self._status(place, ((slot, day),)) == MET]
        bounded = met and self._status(place, ((slot, days[0]),)) != MET and self._status(place, ((slot, days[-1]),)) != MET
        return (min(met), max(met)) if bounded else None

    def _value(self, name: str) -> object:
        return self.values[self.vocabulary.slots.value[name]]

    def _settings(self, place: int, names: list[str]) -> dict[str, list[Setting]]:
        return Worlds(self.vocabulary, self.rules.grounds.comparisons[place], self.values, names).settings

    def _status(self, place: int, setting: Setting) -> str:
        values: Values = self.given.copy()
        for slot, value in setting:
            values[slot] = value
        return self.rules.status(place, work_out(values, self.rules.grounds.formulas[place]))

    def _waiting(self, place: int, basis: list[str]) -> date | None:
        """The first later day of referral or treatment on which waiting alone has made a criterion met."""
        moving = [name for name in basis if self.facts[name].changes == "with time" and isinstance(self._value(name), date)]
        for day, wait in sorted(self._later_days(place, moving)):
            if self._status(place, self._after(wait)) == MET:
                return day
        return None

    def _later_days(self, place: int, moving: list[str]) -> Iterator[tuple[date, timedelta]]:
        for name in moving:
            now = self._value(name)
            assert isinstance(now, date)
            turning = {setting[0][1] for setting in self._settings(place, [name])[name][1:]} | set(self._months_reached(now))
            yield from ((day, day - now) for day in turning if day > now)

    def _months_reached(self, now: date) -> Iterator[date]:
        """The days on which a count of months that was given, such as months trying, reaches each whole year."""
        for name, fact in self.facts.items():
            months = self._value(name)
            if fact.changes == "with time" and isinstance(months, Decimal):
                yield from (add_months(now, total - int(months)) for total in range(12, 121, 12) if total > months)

    def _after(self, wait: timedelta) -> Setting:
        """The case after waiting."""
        slots = self.vocabulary.slots.value
        return tuple((slots[name], value) for name, value in self.moving.values(wait).items())

    def _could_be_met(self, place: int, movable: list[str]) -> bool:
        """Whether some setting of the facts that can change makes a criterion met; taken to be so where there are too many."""
        worlds = product(*self._settings(place, movable).values())
        for joint in islice(worlds, MOST_WORLDS):
            if self._status(place, tuple(pair for setting in joint for pair in setting)) == MET:
                return True
        return next(worlds, None) is not None

"""When a case could be referred: the windows of days in which the criteria that hang on time hold.

A status is constant between the days on which some comparison turns, so only those days are looked at.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

from coequal.criteria.comparisons import Apart, apart, every, is_exact
from coequal.criteria.kleene import moved
from coequal.criteria.phrases import AreaName
from coequal.criteria.syntax import Fact, Node, children
from coequal.criteria.worlds import first_reaching
from coequal.eligibility.changes import Changes
from coequal.eligibility.explain import Explanations
from coequal.eligibility.moving import Moving
from coequal.eligibility.outcome import DECIDING, MET, NOT_APPLICABLE
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case
from coequal.facts.dates import Months, full_months, say_date

_DAY = timedelta(1)
HOLDS = frozenset((MET, NOT_APPLICABLE))


@dataclass(frozen=True, slots=True, repr=False)
class Window:
    """A run of days, both ends in; None where an end is open. `because` says what begins to hold and what ceases to."""

    since: date | None
    until: date | None
    because: tuple[str, ...] = ()


class Windows:
    """The days on which the criteria of one case hold, if it were referred on another day."""

    def __init__(self, rules: Rules, case: Case, area: AreaName = str) -> None:
        """Take the rules, and a case whose day of referral is known; `area` names an area by its code."""
        self.rules, self.moving, self.area = rules, Moving(rules, case), area
        vocabulary, grounds = rules.policy.vocabulary, rules.grounds
        self.facts = vocabulary.dictionary.facts
        self.values = rules.values(case)
        self.slots = vocabulary.slots
        self.places = [
            place
            for place, criterion in enumerate(rules.criteria)
            if criterion.kind in (*DECIDING, "readiness") and self.moving.names & (grounds.facts[place] | grounds.mentioned[place])
        ]
        self.low, self.high = cast("tuple[date, date]", self.facts[rules.policy.binds_by].plausible)
        self.days = sorted(day for day in {self.low, *self._turning()} if self.low <= day <= self.high)
        self.statuses: list[Sequence[str]] = [rules.statuses(rules.values(self.moving.on(day))) for day in self.days]

    def of(self, places: Iterable[int]) -> list[Window]:
        """The windows in which all of some criteria hold."""
        wanted = [place for place in places if place in self.places]
        return [
            Window(since, until, tuple(self._because(wanted, since, until)))
            for since, until in self._runs([all(statuses[place] in HOLDS for place in wanted) for statuses in self.statuses])
        ]

    def by_status(self, place: int) -> list[tuple[str, Window]]:
        """The windows in which one criterion has one status, with the status; in their order, and together all days."""
        statuses = [of_all[place] for of_all in self.statuses]
        found = [(one, Window(*run)) for one in dict.fromkeys(statuses) for run in self._runs([own == one for own in statuses])]
        return sorted(found, key=lambda one: one[1].since or self.low)

    def _runs(self, holds: Sequence[bool]) -> Iterator[tuple[date | None, date | None]]:
        """The stretches of days that hold, open where they reach an end of what is plausible."""
        ends: list[date | None] = [*(day - _DAY for day in self.days[1:]), None]
        turns = [n for n, (before, after) in enumerate(pairwise([False, *holds, False])) if before != after]
        for begins, over in zip(turns[::2], turns[1::2], strict=True):
            yield self.days[begins] if begins else None, ends[over - 1]

    def _because(self, places: Sequence[int], since: date | None, until: date | None) -> Iterator[str]:
        """What begins to hold on the first day, and what no longer holds after the last."""
        if since is not None:
            before, now = self._findings(places, since - _DAY), self._findings(places, since)
            begins = [place for place in places if before[place][0] not in HOLDS]
            yield from (f"From {say_date(since)}: {self._said(place, now)}" for place in begins)
        if until is not None:
            after = self._findings(places, until + _DAY)
            ends = [place for place in places if after[place][0] not in HOLDS]
            yield from (f"After {say_date(until)}: {self._said(place, after)}" for place in ends)

    def _said(self, place: int, findings: Mapping[int, tuple[str, str]]) -> str:
        status, reason = findings[place]
        verb = "does not apply" if status == NOT_APPLICABLE else f"is {status}"
        return f"{self.rules.criteria[place].cited} {verb}. {reason}"

    def _findings(self, places: Sequence[int], day: date) -> Mapping[int, tuple[str, str]]:
        """The status of some criteria on a day, and the reason for each."""
        rules, case = self.rules, self.moving.on(day)
        (statuses, _, _), traces = rules.run_traced(rules.values(case))
        explained = Explanations(rules, case, traces, Changes(rules, case), self.area)
        return {place: (statuses[place], explained.of(place, statuses[place])) for place in places}

    def _turning(self) -> Iterator[date]:
        """The days from which some comparison may come out otherwise."""
        made = dict.fromkeys(node for place in self.places for node in self.rules.grounds.comparisons[place])
        mentioned = frozenset().union(*(self.rules.grounds.mentioned[place] for place in self.places))
        if any(self._is_complicated(node) for node in made):
            yield from (self.low + n * _DAY for n in range((self.high - self.low).days + 1))
            return
        for pair in dict.fromkeys(pair for node in made for pair in apart(node)):
            yield from self._turns(pair)
        if mentioned.intersection(self.moving.counts):
            yield from self._months_counted()

    def _is_complicated(self, node: Node) -> bool:
        """Whether a comparison computes with a date that moves in a way that tells no days on which it turns.

        A comparison of conditions does not, since each of them is looked at by itself; nor does one of a dated result.
        """
        if is_exact(node) or any(child.type.kind == "boolean" for child in children(node)):
            return False
        return any(isinstance(leaf, Fact) and leaf.name in self.moving.dates for leaf in every(node))

    def _turns(self, pair: Apart) -> Iterator[date]:
        """The days of referral on which two dates trade places."""
        first, second = self._place_of(pair.first, pair.evidence), self._place_of(pair.second, evidence=False)
        if first is None or second is None:
            return
        start = cast("date", self.moving.start)
        (first_day, first_moves), (second_day, second_moves) = first, second
        turning: list[date | None] = []
        if first_moves and not second_moves:
            on = moved(second_day, pair.by, -1)
            turning = [on, moved(on, _DAY, 1)]
            yield from (day - (first_day - start) for day in turning if day)
        elif second_moves and not first_moves:
            turning = [first_reaching(first_day, pair.by), first_reaching(first_day + _DAY, pair.by)]
            yield from (day - (second_day - start) for day in turning if day)
        elif first_moves and isinstance(pair.by, Months) and pair.by.count:
            yield from self._month_ends(second_day - start)

    def _place_of(self, date_or_name: str | date, evidence: bool) -> tuple[date, bool] | None:
        """A date that is compared, and whether it moves; None where it is not known."""
        if isinstance(date_or_name, date):
            return date_or_name, False
        day = self.values[(self.slots.on if evidence else self.slots.value)[date_or_name]]
        return None if day is None else (day, not evidence and date_or_name in self.moving.dates)

    def _month_ends(self, ahead: timedelta) -> Iterator[date]:
        """The days on which a date that moves enters another month, or the part of it that short months lack."""
        day = self.low + ahead
        while day <= self.high + ahead:
            if day.day in (1, 29, 30, 31):
                yield day - ahead
            day += _DAY

    def _months_counted(self) -> Iterator[date]:
        """The days on which one more month is counted."""
        start = cast("date", self.moving.start)
        yield start
        day = start
        while day < self.high:
            day += _DAY
            if day.day in (1, start.day) and full_months(start, day) != full_months(start, day - _DAY):
                yield day

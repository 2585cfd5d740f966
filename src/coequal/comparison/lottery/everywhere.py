"""The policies of all areas of some days as one graph, and what has to be counted in it."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coequal.comparison.lottery.answers import Answers, answers
from coequal.comparison.lottery.areas import Area, Day
from coequal.comparison.lottery.beside import beside
from coequal.comparison.lottery.scopes import SCOPES, areas_of, told
from coequal.comparison.seen import as_seen, is_whole
from coequal.criteria.vocabulary import Vocabulary
from coequal.eligibility.outcome import ELIGIBLE
from coequal.populations.graph import Graph
from coequal.populations.measures import contradictory
from coequal.populations.terms import AND, OR

Slot = Hashable  # what bits are added up for: an outcome, or a number of an amount


@dataclass(frozen=True, slots=True)
class Scope:
    """The areas that are compared, and of each term in which slots its bits are added up, and how many times."""

    areas: tuple[Area, ...]
    added: Mapping[int, Sequence[tuple[Slot, int]]]


class Lottery:
    """The lottery of some days over people of whom there are some columns; what policies have in common is one term.

    `scopes` are those of the first day in the order of `SCOPES`, then those of the next; `counted` the terms of which
    people are counted. No term is true of people who are not in the lottery: those whose facts contradict one another, and
    those for whom another body surely decides, wherever they live.
    """

    def __init__(self, days: Sequence[Day], vocabulary: Vocabulary, columns: set[str]) -> None:
        """Put the policies of all days in one graph. Raises `CoequalError` where one is beyond exact numbers."""
        self.days, self.graph = tuple(days), Graph(vocabulary, columns)
        self.contradictory = contradictory(self.graph)
        exempt = [self.graph.sure(self.graph.add(when)) for when, _ in vocabulary.exempt]
        self.elsewhere = self.graph.joined(AND, [self.graph.negated(self.contradictory), self.graph.joined(OR, exempt)])
        self._fit = self.graph.negated(self.graph.joined(OR, [self.contradictory, self.elsewhere]))
        self._known: dict[tuple[str, str, tuple[str, ...], bool], Answers] = {}
        self.scopes = [self._scope(areas_of(day, scope), scope) for day in days for scope in SCOPES]
        self.counted = list(dict.fromkeys(term for day in days for term in self._terms(day)))

    def of(self, area: Area, *, seen: bool) -> Answers:
        """The answers in an area: as far as its policy was seen, or as it stands."""
        seen = seen or is_whole(area.policy)
        key = (area.policy.id, area.policy.version, area.home.codes, seen)
        if key not in self._known:
            policy = as_seen(area.policy) if seen else area.policy
            found = answers(area.home.moved_policy(policy), self.graph)
            self._known[key] = Answers(self._all_fit(found.outcomes), self._all_fit(found.funded))
        return self._known[key]

    def beside(self, day: Day, area: Area) -> dict[str, int] | None:
        """The terms of an area beside the yardstick of the day, both as far as seen; None where there is no yardstick."""
        if day.yardstick is None:
            return None
        here, there = self.of(area, seen=True), self.of(day.yardstick, seen=True)
        return self._all_fit(beside(here.outcomes, there.outcomes, self.graph))

    def _all_fit(self, found: Mapping[Any, int]) -> dict[Any, int]:
        """The same terms, true of nobody who is not in the lottery."""
        return {key: self.graph.joined(AND, [self._fit, term]) for key, term in found.items()}

    def _scope(self, areas: tuple[Area, ...], scope: str) -> Scope:
        added: defaultdict[int, Counter[Slot]] = defaultdict(Counter)
        for area in areas:
            own = self.of(area, seen=True)  # who is refused by what was seen is refused
            outcomes = told(area, scope)
            funded = own.funded.items() if ELIGIBLE in outcomes else ()
            for slot, term in [*((name, own.outcomes[name]) for name in outcomes), *funded]:
                added[term][slot] += 1
        return Scope(areas, {term: list(slots.items()) for term, slots in added.items()})

    def _terms(self, day: Day) -> list[int]:
        found: list[int] = []
        for area in (*day.areas, *([day.yardstick] if day.yardstick else [])):
            seen = self.of(area, seen=True)
            found += [*self.of(area, seen=False).outcomes.values(), *seen.outcomes.values(), *seen.funded.values()]
            found += (self.beside(day, area) or {}).values()
        return found

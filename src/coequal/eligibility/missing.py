"""Which facts could still change an outcome: exactly those by which two worlds that differ in nothing else differ.

An outcome is the gravest status, so a change of one fact shows if and only if it lifts some criterion to a gravity
that no criterion has without it. So each criterion's own facts are tried, few of them set at first, and the other
criteria need only stay below that gravity in some world. Where two values of a fact make a difference, one of them
makes a difference to leaving the fact as it is, so that is all that is compared.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product

from coequal.criteria.closures import Trace, Values
from coequal.criteria.syntax import names
from coequal.criteria.vocabulary import work_out
from coequal.eligibility.open_facts import Variable, open_facts, steady, variables
from coequal.eligibility.outcome import GRAVITY, NOT_KNOWN
from coequal.eligibility.rules import Governing, Rules
from coequal.facts.case import Case

MOST_STEPS = 200_000
FEW = 3  # others set at once, up to which the fewest are looked for
UNDECIDED = GRAVITY[NOT_KNOWN]

World = dict[int, int]  # of each variable that is settled, which of its settings; 0 leaves it as it is


class Search:
    """The worlds of one case under one policy."""

    def __init__(self, rules: Rules, case: Case, set_aside: frozenset[str] = frozenset()) -> None:
        """Find what each criterion leaves open, and what it could be; facts that are `set_aside` stay as they are."""
        self.rules = rules
        self.given = rules.given(case)
        values = rules.values(case)
        places = list(dict.fromkeys(place for governing in rules.governing for place in governing.places))
        facts = {place: names - set_aside for place, names in open_facts(rules, places, values).items()}
        self.variables: list[Variable] = variables(rules, facts, values)
        self.open = {
            place: tuple(n for n, variable in enumerate(self.variables) if names.intersection(variable.names))
            for place, names in facts.items()
        }
        self.steady = {place: steady(rules, place, names, values) for place, names in facts.items()}
        self.known_gravities: dict[tuple[int, tuple[int, ...]], int] = {}
        self.can_stay: dict[tuple[object, ...], bool] = {}
        self.steps = 0

    def missing(self, governing: Governing) -> list[str]:
        """The facts that could still change the outcome of a treatment, those that settle most by themselves first.

        Exact, unless the search takes more than `MOST_STEPS` for one fact; then the fact is named.
        """
        places = [place for place in governing.places if not self._is_settled(place)]
        settled = max((self.gravity(place, {}) for place in governing.places if place not in places), default=0)
        if settled == max(GRAVITY.values()):
            return []
        uses = [(self._use(n, places, settled), n) for n in range(len(self.variables))]
        found = sorted((use, n) for use, n in uses if use is not None)
        return [name for _, n in found for name in self.variables[n].names]

    def gravity(self, place: int, world: World) -> int:
        """The gravity of a criterion's status in a world."""
        key = (place, tuple([world.get(n, 0) for n in self.open[place]]))
        if key not in self.known_gravities:
            self.steps += 1
            status = self.rules.status(place, work_out(self._given(place, world), self.rules.grounds.formulas[place]))
            self.known_gravities[key] = GRAVITY[status]
        return self.known_gravities[key]

    def _given(self, place: int, world: World) -> Values:
        """What is given in a world, as far as a criterion rests on it."""
        values = self.given.copy()
        for n in self.open[place]:
            for slot, value in self.variables[n].settings[world.get(n, 0)]:
                values[slot] = value
        return values

    def open_names(self, place: int) -> list[str]:
        """The facts that a criterion leaves open, unless its status is settled."""
        return [] if self._is_settled(place) else [name for n in self.open[place] for name in self.variables[n].names]

    def spares(self, name: str) -> float:
        """How many facts, all criteria together, need not be known any more once one is: the mean over what it could be."""
        n = next(n for n, variable in enumerate(self.variables) if name in variable.names)
        worlds: list[World] = [{n: setting} for setting in range(1, len(self.variables[n].settings))]
        places = [place for place, open_here in self.open.items() if n in open_here]
        return sum(self._left(place, {}) - self._left(place, world) for world in worlds for place in places) / len(worlds)

    def _left(self, place: int, world: World) -> int:
        """How many facts stand in the parts of a criterion that are not known in a world."""
        values = work_out(self._given(place, world), self.rules.grounds.formulas[place])
        scope, holds = (self.rules.tracers[number](values) for number in (self.rules.scopes[place], self.rules.holds[place]))
        unknown: frozenset[str] = frozenset() if scope[0] is False else not_known(scope) | not_known(holds)
        return len(self.rules.policy.vocabulary.basis(unknown).intersection(self.open_names(place)))

    def _use(self, n: int, places: Sequence[int], settled: int) -> tuple[int, int, int] | None:
        """How a variable can change the outcome: how many others must be set too, minus the gravity, the place; or None.

        The fewest others are found as far as they are few; where many must be set, any that will do are taken.
        """
        self.steps = 0
        mine = [place for place in places if n in self.open[place]]
        sizes = range(min(FEW, max((len(self.open[place]) for place in mine), default=0)))
        for size, place in [*product(sizes, mine), *product([None], mine)]:
            others = [other for other in self.open[place] if other != n]
            for world in self._worlds(others, size, partial(self._same_for_all, n, place)):
                top = self._change(n, place, world, places, settled)
                if top is not None or self.steps > MOST_STEPS:
                    return sum(map(bool, world.values())), -(top or 0), place
        return None

    def _change(self, n: int, place: int, world: World, places: Sequence[int], settled: int) -> int | None:
        """The gravity to which a variable can lift the outcome in a world by lifting one criterion; None where it cannot."""
        as_it_is = {**world, n: 0}
        before = self.gravity(place, as_it_is)
        changed = [{**world, n: setting} for setting in range(1, len(self.variables[n].settings))]
        for after, other in sorted(((self.gravity(place, other), other) for other in changed), key=_gravest, reverse=True):
            lower, top = (as_it_is, after) if before < after else (other, before)
            if before != after and top > settled and self._attainable(places, lower, top):
                return top
        return None

    def _same_for_all(self, n: int, place: int, world: World) -> bool:
        """Whether a variable makes no difference to a criterion in a world, nor in any in which more is settled."""
        if not self.steady[place]:
            return False
        found = {self.gravity(place, {**world, n: setting}) for setting in range(len(self.variables[n].settings))}
        return len(found) == 1 and UNDECIDED not in found

    def _worlds(self, chosen_from: Sequence[int], size: int | None, is_idle: Callable[[World], bool]) -> Iterator[World]:
        """The worlds in which just `size` of some variables are not as they are, or any number where that is None.

        None of them settles only more than an idle one.
        """
        rest = dict.fromkeys(chosen_from, 0)

        def settle(world: World, first: int) -> Iterator[World]:
            if is_idle(world):
                return
            if size is None or len(world) == size:
                yield {**rest, **world}
            if size is not None and len(world) == size:
                return
            last = len(chosen_from) - (1 if size is None else size - len(world))
            for at in range(first, last + 1):
                for setting in range(1, len(self.variables[chosen_from[at]].settings)):
                    yield from settle({**world, chosen_from[at]: setting}, at + 1)

        return settle({}, 0)

    def _is_settled(self, place: int) -> bool:
        """Whether a criterion has the same gravity in every world."""
        return not self.open[place] or (self.steady[place] and self.gravity(place, {}) != UNDECIDED)

    def _attainable(self, places: Sequence[int], world: World, below: int) -> bool:
        """Whether some world that agrees with `world` keeps every criterion under a gravity."""
        undecided: list[tuple[int, int]] = []
        for place in places:
            gravity = self.gravity(place, world)
            if gravity >= below:
                if (self.steady[place] and gravity != UNDECIDED) or not self._can_stay(place, world, below):
                    return False
                undecided.append((sum(n not in world for n in self.open[place]), place))
        if not undecided:
            return True
        _, place = min(undecided)
        return any(self._attainable(places, wider, below) for wider in self._under(place, world, below))

    def _under(self, place: int, world: World, below: int) -> Iterator[World]:
        """The worlds that agree with `world`, settle all variables of one criterion, and keep it under a gravity."""
        free = [n for n in self.open[place] if n not in world]

        def is_lost(more: World) -> bool:
            return self.steady[place] and self.gravity(place, {**world, **more}) >= max(below, UNDECIDED + 1)

        for more in self._worlds(free, None, is_lost):
            if self.gravity(place, wider := {**world, **more}) < below:
                yield wider
            if self.steps > MOST_STEPS:
                return

    def _can_stay(self, place: int, world: World, below: int) -> bool:
        """Whether there is such a world at all; most searches end here, so answers are kept."""
        key = (place, below, *(world.get(n) for n in self.open[place]))
        if key not in self.can_stay:
            self.can_stay[key] = any(True for _ in self._under(place, world, below))
        return self.can_stay[key]


def not_known(trace: Trace) -> frozenset[str]:
    """The facts that stand in the parts of an expression that are not known."""
    value, node, under = trace
    if value is not None:
        return frozenset()
    return frozenset().union(*map(not_known, under)) if under else names(node)


def _gravest(found: tuple[int, World]) -> int:
    return found[0]

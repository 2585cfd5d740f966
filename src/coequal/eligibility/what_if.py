"""Which one fact would change the answer if it were otherwise, and what it would have to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from coequal.criteria.closures import Values
from coequal.criteria.comparisons import comparisons
from coequal.criteria.vocabulary import work_out
from coequal.criteria.worlds import Setting, Worlds
from coequal.eligibility.outcome import OUTCOMES
from coequal.eligibility.rules import Governing, Rules
from coequal.facts.case import Case
from coequal.facts.dictionary import Fact
from coequal.facts.values import Value, say_value


@dataclass(frozen=True, slots=True, repr=False)
class WhatIf:
    """A fact that can change, and the values from `low` to `high` that would lead to a better outcome.

    Both ends are in; None where an end is open. Of a fact whose values have no order `low` and `high` are the same.
    """

    fact: Fact
    now: Value
    low: Value | None
    high: Value | None
    outcome: str

    @property
    def says(self) -> str:
        """The values in words: `at most 30`, `19 to 30`, `no`."""
        low, high = self.low, self.high
        at_least, at_most = ("on or after", "on or before") if isinstance(self.now, date) else ("at least", "at most")
        if low is None:
            return "any other value" if high is None else f"{at_most} {self.in_words(high)}"
        if high is None:
            return f"{at_least} {self.in_words(low)}"
        return self.in_words(low) if low == high else f"{say_value(low)} to {self.in_words(high)}"

    def in_words(self, value: Value) -> str:
        """A value of the fact, with its unit where it could be mistaken for another, as reasons say it."""
        return say_value(value, self.fact.unit if self.fact.other_units else None)


def what_if(rules: Rules, case: Case, governing: Governing) -> list[WhatIf]:
    """The single changes that lead to a better outcome of a treatment, the best outcomes first.

    Only of facts that are known and that people can do something about: never of a place, and never of a concern
    for somebody's safety. What waiting brings is a matter of windows.
    """
    vocabulary = rules.policy.vocabulary
    given, values = rules.given(case), rules.values(case)
    now = governing.outcome(rules.statuses(values))
    names = [
        name
        for name, fact in vocabulary.dictionary.facts.items()
        if fact.changes == "possible"
        and fact.kind != "area"
        and fact.sensitivity != "safeguarding"
        and case.value(name) is not None
    ]
    mentioned = vocabulary.basis(frozenset().union(*(rules.grounds.mentioned[place] for place in governing.places)))
    names = [name for name in names if name in mentioned]
    made = [node for place in governing.places for node in rules.grounds.comparisons[place]]
    made += [node for never, _ in vocabulary.impossible for node in comparisons(never, vocabulary)]
    settings = Worlds(vocabulary, made, values, names).settings
    found: list[WhatIf] = []
    for name in names:
        outcomes = [_outcome(rules, governing, given, setting) for setting in settings[name][1:]]
        tried = [(setting[0][1], outcome) for setting, outcome in zip(settings[name][1:], outcomes, strict=True)]
        found += _better(vocabulary.dictionary.facts[name], values[vocabulary.slots.value[name]], tried, now)
    return sorted(found, key=lambda change: OUTCOMES.index(change.outcome))


def _outcome(rules: Rules, governing: Governing, given: Values, setting: Setting) -> str | None:
    """The outcome if one fact were otherwise; None where the facts could not be true together."""
    world = given.copy()
    for slot, value in setting:
        world[slot] = value
    if rules.consistency.contradicted(world) is not None:
        return None
    return governing.outcome(rules.statuses(work_out(world, rules.formulas)))


def _better(fact: Fact, present: Value, tried: Sequence[tuple[Value, str | None]], now: str) -> Iterator[WhatIf]:
    """The stretch of values nearest to the present one that leads to the best outcome, if that is better than now."""
    better = [outcome for _, outcome in tried if outcome is not None and OUTCOMES.index(outcome) < OUTCOMES.index(now)]
    if not better:
        return
    best = min(better, key=OUTCOMES.index)
    if fact.kind not in ("number", "date"):
        yield from (WhatIf(fact, present, value, value, outcome) for value, outcome in tried if outcome == best)
        return
    runs = [[value for value, _ in run] for outcome, run in groupby(tried, key=lambda pair: pair[1]) if outcome == best]
    run = min(runs, key=lambda run: _distance(present, run))
    first, last = tried[0][0], tried[-1][0]
    yield WhatIf(fact, present, None if run[0] == first else run[0], None if run[-1] == last else run[-1], best)


def _distance(present: Value, run: Sequence[Value]) -> Decimal:
    """How far the nearest of some values is."""

    def apart(value: Value) -> Decimal:
        if isinstance(value, date) and isinstance(present, date):
            return Decimal(abs((value - present).days))
        assert isinstance(value, Decimal)
        assert isinstance(present, Decimal)
        return abs(value - present)

    return min(map(apart, run))

"""A case as it would be on another day: what moves with time, moved together."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from coequal.criteria.closures import closure
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dates import full_months
from coequal.facts.values import Value


class Moving:
    """The facts of a case that change with time alone.

    Dates such as that of referral move, by as many days each. A count of months that was given grows from the day
    for which it was given; before that day it is not known. Results and dates of birth stay where they are.
    """

    def __init__(self, rules: Rules, case: Case) -> None:
        """Take the rules and a case."""
        self.case, vocabulary = case, rules.policy.vocabulary
        slots, given = vocabulary.slots, rules.given(case)
        anchor = case.value(rules.policy.binds_by)
        self.start = anchor if isinstance(anchor, date) else None
        self.dates: dict[str, date] = {}
        self.counts: dict[str, int] = {}
        self.worked_out: set[str] = set()  # counts that the dates of the case give anyway
        for name, fact in vocabulary.dictionary.facts.items():
            value = case.value(name)
            if fact.changes != "with time" or value is None:
                continue
            if isinstance(value, date):
                self.dates[name] = value
            elif name in vocabulary.derived and closure(vocabulary.derived[name], slots)(given) is not None:
                self.worked_out.add(name)
            elif isinstance(value, Decimal) and self.start is not None:
                self.counts[name] = int(value)

    @property
    def names(self) -> frozenset[str]:
        """The facts that are other on another day."""
        return frozenset((*self.dates, *self.counts, *self.worked_out))

    def values(self, wait: timedelta) -> Mapping[str, Value | None]:
        """What those facts are after a wait, which may be negative; None where it is not known."""
        moved: dict[str, Value | None] = dict.fromkeys(self.worked_out)
        for name, day in self.dates.items():
            moved[name] = day + wait
        for name, count in self.counts.items():
            assert self.start is not None
            moved[name] = None if wait < timedelta(0) else Decimal(count + full_months(self.start, self.start + wait))
        return moved

    def on(self, day: date) -> Case:
        """The case if the day by which the policy binds were another one."""
        assert self.start is not None
        return self.after(day - self.start)

    def after(self, wait: timedelta) -> Case:
        """The case after a wait, which may be negative."""
        moved = self.values(wait)
        return self.case.with_facts({name: NotKnown() if value is None else Known(value) for name, value in moved.items()})

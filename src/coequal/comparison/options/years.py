"""From couples to years: what a policy brings in each year if all who want to may start, and if a budget holds them back."""

from dataclasses import dataclass

import numpy as np

from coequal.comparison.options.parameters import (
    FRESH_PRICE,
    FROZEN_PRICE,
    GROWTH,
    LEAVING,
    LISTED,
    REFERRED,
    TAKE_UP,
    Numbers,
    Values,
)


@dataclass(frozen=True, slots=True)
class Starter:
    """The average couple who starts under a policy, by draw and number of the cycle; and the share of couples who are eligible."""

    eligible: Numbers
    fresh: Numbers
    frozen: Numbers
    births: Numbers

    def cost(self, values: Values) -> Numbers:
        """The price of each cycle with the transfers that belong to it, in £."""
        return self.fresh * values[FRESH_PRICE][:, None] + self.frozen * values[FROZEN_PRICE][:, None]


@dataclass(frozen=True, slots=True)
class Flow:
    """By draw and year: couples found eligible, couples who start, fresh cycles, frozen transfers, births, and £."""

    eligible: Numbers
    starting: Numbers
    fresh: Numbers
    frozen: Numbers
    births: Numbers
    cost: Numbers


@dataclass(frozen=True, slots=True)
class Queue:
    """By draw and year, under a budget: couples who joined, started and left, those who wait at the end, births and £.

    `months` is how long the last of those who wait would wait at this year's pace; infinite where nobody starts.
    """

    joined: Numbers
    started: Numbers
    left: Numbers
    waiting: Numbers
    months: Numbers
    births: Numbers
    cost: Numbers


def referred(values: Values, years: int) -> Numbers:
    """Couples referred, by draw and year."""
    grown: Numbers = values[REFERRED][:, None] * (1 + values[GROWTH][:, None]) ** np.arange(years)
    return grown


def over_years(starter: Starter, values: Values, years: int) -> Flow:
    """The flow if everyone who takes treatment up starts in the year of referral, with one cycle a year."""
    eligible = referred(values, years) * starter.eligible[:, None]
    starting = eligible * values[TAKE_UP][:, None]
    flows = (_spread(starting, each) for each in (starter.fresh, starter.frozen, starter.births, starter.cost(values)))
    return Flow(eligible, starting, *flows)


def _spread(starting: Numbers, each: Numbers) -> Numbers:
    """What those who started in each year come to in each year: cycle 1 in the same year, cycle 2 in the next, and so on."""
    found = np.zeros_like(starting)
    for cycle in range(min(each.shape[1], starting.shape[1])):
        found[:, cycle:] += starting[:, : starting.shape[1] - cycle] * each[:, cycle, None]
    return found


def under_budget(starter: Starter, values: Values, years: int, budget: float) -> Queue:
    """The flow if no more than so many £ a year are spent: first come, first served.

    Those who have begun go on before anybody new starts. Some who still wait at the end of a year leave.
    """
    joined = over_years(starter, values, years).starting
    each = starter.cost(values)
    started, left, waiting = np.zeros_like(joined), np.zeros_like(joined), np.zeros_like(joined)
    queue = values[LISTED].copy()
    for year in range(years):
        queue = queue + joined[:, year]
        free = np.maximum(0, budget - _spread(started[:, : year + 1], each)[:, year])
        with np.errstate(divide="ignore", invalid="ignore"):
            room = np.where(each[:, 0] > 0, free / each[:, 0], np.inf)
        started[:, year] = np.minimum(queue, room)
        queue = queue - started[:, year]
        left[:, year] = queue * values[LEAVING]
        queue = queue - left[:, year]
        waiting[:, year] = queue
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        months = np.where(waiting > 0, 12 * waiting / started, 0)
    return Queue(joined, started, left, waiting, months, _spread(started, starter.births), _spread(started, each))

"""Which assumption matters most: each at the ends of its range, and how far the draws follow it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from coequal.comparison.options.model import Brought
from coequal.comparison.options.parameters import Numbers, Parameter, Values

MEASURES = ("cost", "births", "cost per birth")


@dataclass(frozen=True, slots=True)
class Swing:
    """What a measure comes to with one parameter at its low and at its high end, all others at their values.

    `correlation` is the rank correlation of the parameter and the measure over the draws; None where one of them never changes.
    """

    parameter: str
    low: float | None
    high: float | None
    correlation: float | None

    @property
    def is_open(self) -> bool:
        """Whether the ends differ by more than a millionth, so that it matters at all."""
        if self.low is None or self.high is None:
            return self.low is not self.high
        return not isclose(self.low, self.high, rel_tol=1e-9, abs_tol=1e-6)

    @property
    def width(self) -> float:
        """How far apart the ends are."""
        return 0.0 if self.low is None or self.high is None else abs(self.high - self.low)


def measures(found: Brought) -> dict[str, Numbers]:
    """Of each draw the cost and the births of all years, and the £ for one birth (NaN without births)."""
    cost, births = found.flow.cost.sum(axis=1), found.flow.births.sum(axis=1)
    return {"cost": cost, "births": births, "cost per birth": ratio(cost, births)}


def difference(one: Brought, base: Brought) -> dict[str, Numbers]:
    """Of each draw how much more one candidate costs and brings than the baseline."""
    found, against = measures(one), measures(base)
    return {name: found[name] - against[name] for name in ("cost", "births")}


def ratio(cost: Numbers, births: Numbers) -> Numbers:
    """£ for one birth; NaN where there is none."""
    found: Numbers = np.divide(cost, births, out=np.full_like(cost, np.nan), where=births > 0)
    return found


def swings(
    parameters: Sequence[Parameter], at_ends: Mapping[str, Numbers], in_draws: Mapping[str, Numbers], values: Values
) -> dict[str, list[Swing]]:
    """For each measure the parameters that move it, the widest swing first. `at_ends` has two rows for each parameter."""
    found = {}
    for measure in at_ends:
        of = [
            Swing(
                one.kind.name,
                number(at_ends[measure][2 * place]),
                number(at_ends[measure][2 * place + 1]),
                rank_correlation(_single(values[one.kind.name]), in_draws[measure]),
            )
            for place, one in enumerate(parameters)
        ]
        found[measure] = sorted((swing for swing in of if swing.is_open), key=lambda swing: -swing.width)
    return found


def _single(value: Numbers) -> Numbers:
    """One number for each draw; bands of ages move together, so their sum is in their order."""
    single: Numbers = value.sum(axis=1) if value.ndim == 2 else value
    return single


def number(value: float) -> float | None:
    """A number as JSON has it: nothing where there is none."""
    return float(value) if np.isfinite(value) else None


def rank_correlation(one: Numbers, other: Numbers) -> float | None:
    """Spearman's, over the draws in which both are numbers, equal numbers having the mean of their ranks."""
    known = np.isfinite(one) & np.isfinite(other)
    a, b = ranks(one[known]), ranks(other[known])
    if len(a) < 2 or not a.std() or not b.std():
        return None
    return float(np.corrcoef(a, b)[0, 1])


def ranks(values: Numbers) -> Numbers:
    """The rank of each number, equal ones sharing the mean of theirs."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    means: Numbers = last - (counts - 1) / 2
    return means[places]

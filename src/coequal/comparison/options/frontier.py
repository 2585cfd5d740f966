"""The frontier of cost against births: which candidates no other candidate, and no mix of two, beats on both."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from coequal.comparison.options.parameters import Numbers

ON, DOMINATED, EXTENDED = "on the frontier", "dominated", "extendedly dominated"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a candidate stands: `by` are the places of the candidate, or of the two whose mix, that beat it.

    `extra` is the £ for one more birth against the one before it on the frontier; None of the first, and of those not on it.
    """

    standing: str
    by: tuple[int, ...] = ()
    extra: float | None = None


def on_frontier(cost: Numbers, births: Numbers) -> NDArray[np.bool_]:
    """By draw and candidate, whether it is on the frontier."""
    found = np.ones(cost.shape, np.bool_)
    for one in range(cost.shape[1]):
        for other in range(cost.shape[1]):
            found[:, one] &= ~_beats(cost, births, other, one)
        for low, high in permutations(range(cost.shape[1]), 2):
            found[:, one] &= ~_mix_beats(cost, births, low, high, one)
    return found


def _beats(cost: Numbers, births: Numbers, other: int, one: int) -> NDArray[np.bool_]:
    """Whether another candidate has no fewer births at no more cost, and is not the same in both; of equals the first stays."""
    least = (births[:, other] >= births[:, one]) & (cost[:, other] <= cost[:, one])
    same = (births[:, other] == births[:, one]) & (cost[:, other] == cost[:, one])
    found: NDArray[np.bool_] = least & ~(same & (other >= one))
    return found


def _mix_beats(cost: Numbers, births: Numbers, low: int, high: int, one: int) -> NDArray[np.bool_]:
    """Whether a mix of two candidates, one with fewer and one with more births, brings as many births at less cost."""
    between = (births[:, low] < births[:, one]) & (births[:, one] < births[:, high])
    with np.errstate(divide="ignore", invalid="ignore"):
        part = (births[:, one] - births[:, low]) / (births[:, high] - births[:, low])
        mixed = cost[:, low] + part * (cost[:, high] - cost[:, low])
    found: NDArray[np.bool_] = between & (mixed < cost[:, one])
    return found


def standings(cost: Sequence[float], births: Sequence[float]) -> list[Standing]:
    """Where each candidate stands by one cost and one number of births of each."""
    costs, born = np.array([cost], float), np.array([births], float)
    on = on_frontier(costs, born)[0]
    order = sorted(map(int, np.flatnonzero(on)), key=lambda place: births[place])
    before = dict(zip(order[1:], order, strict=False))
    return [
        Standing(ON, extra=_extra(cost, births, place, before.get(place))) if on[place] else _beaten(costs, born, place)
        for place in range(len(cost))
    ]


def _extra(cost: Sequence[float], births: Sequence[float], place: int, before: int | None) -> float | None:
    if before is None:
        return None
    return float((cost[place] - cost[before]) / (births[place] - births[before]))


def _beaten(cost: Numbers, births: Numbers, place: int) -> Standing:
    """By whom: the candidate with most births that beats it or, failing that, the mix that does so at the least cost."""
    others = [other for other in range(cost.shape[1]) if _beats(cost, births, other, place)[0]]
    if others:
        return Standing(DOMINATED, (max(others, key=lambda other: births[0, other]),))
    places = range(cost.shape[1])
    mixes = [(low, high) for low in places for high in places if _mix_beats(cost, births, low, high, place)[0]]

    def mixed(pair: tuple[int, int]) -> float:
        part = (births[0, place] - births[0, pair[0]]) / (births[0, pair[1]] - births[0, pair[0]])
        return float(cost[0, pair[0]] + part * (cost[0, pair[1]] - cost[0, pair[0]]))

    best = min(mixes, key=mixed)
    return Standing(EXTENDED, best)

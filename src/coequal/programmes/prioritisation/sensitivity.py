"""How much the order of topics hangs on the weights that were chosen, and on who sat in the group. Arrays in, arrays out."""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from coequal.programmes.prioritisation.weighing import PLACES, Numbers, Ranks, ranks, totals

DRAWS: Final = 10_000
SEED: Final = 2020
NEAR: Final = 0.5  # how much smaller or larger a weight is drawn at most, as a part of it
_LEAST: Final = 10.0**-PLACES


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the order when the weights were drawn anew.

    `places` says of each topic (rows) in which share of the draws it had each place (columns, from the first).
    """

    places: Numbers
    own_place: Numbers  # of each topic: the share of the draws in which it kept its place
    order: float  # the share of the draws in which every topic did
    draws: int
    seed: int


def near(weights: Numbers, draws: int = DRAWS, seed: int = SEED) -> Numbers:
    """Weights drawn near those that were chosen: each up to half as large again or half as small, a row for each draw."""
    drawn = np.random.Generator(np.random.PCG64(seed)).random((draws, len(weights)))
    found: Numbers = weights * (1 - NEAR + 2 * NEAR * drawn)
    return found


def anywhere(highest: Numbers, draws: int = DRAWS, seed: int = SEED) -> Numbers:
    """Weights drawn so that every way to share out the points is as likely as every other, a row for each draw."""
    drawn = np.random.Generator(np.random.PCG64(seed)).random((draws, len(highest)))
    parts: Numbers = -np.log1p(-drawn)
    found: Numbers = parts / parts.sum(axis=1, keepdims=True) / highest
    return found


def kept(scores: Numbers, weights: Numbers, drawn: Numbers, seed: int = SEED) -> Kept:
    """What becomes of the order of topics (rows of scores, a column for each domain) under weights that were drawn."""
    own = ranks(scores @ weights)
    found = ranks(drawn @ scores.T)
    same = found == own
    places = np.stack([(found == place).mean(axis=0) for place in range(1, len(own) + 1)], axis=1)
    return Kept(places, same.mean(axis=0), float(same.all(axis=1).mean()), len(drawn), seed)


@dataclass(frozen=True, slots=True)
class Turn:
    """The weight of a domain at which two topics come level, the other weights as they are: beyond it the order is another."""

    domain: int
    weight: float
    topics: tuple[int, int]

    def change(self, weights: Numbers) -> float:
        """How much of itself the weight has to change for it, as a part: -0.5 is half of it less."""
        return float(self.weight / weights[self.domain] - 1)


def turns(scores: Numbers, weights: Numbers) -> list[Turn]:
    """For each domain the nearest weight below its own, and the nearest above, at which the order turns, where there is one.

    Where topics that tie now come apart at any change, the weight is that of the domain itself.
    """
    found = []
    for domain, weight in enumerate(weights):
        meet = list(_meetings(scores, weights, domain))
        below = [one for one in meet if one.weight <= weight]
        above = [one for one in meet if one.weight >= weight]
        nearest = [min(side, key=lambda one: abs(one.weight - weight)) for side in (below, above) if side]
        found += list(dict.fromkeys(nearest))
    return found


def nearest_turn(scores: Numbers, weights: Numbers) -> Turn | None:
    """The smallest change of a single weight that turns the order; None where no change of one weight does."""
    return min(turns(scores, weights), key=lambda one: abs(one.change(weights)), default=None)


def _meetings(scores: Numbers, weights: Numbers, domain: int) -> list[Turn]:
    """Every weight of a domain, from nothing up, at which two topics come level."""
    others = scores @ weights - scores[:, domain] * weights[domain]
    found = []
    for one, other in combinations(range(len(scores)), 2):
        steeper = scores[one, domain] - scores[other, domain]
        if abs(steeper) < _LEAST:
            continue
        meets = (others[other] - others[one]) / steeper
        if abs(meets - weights[domain]) < _LEAST:
            meets = weights[domain]
        if meets > -_LEAST:
            found.append(Turn(domain, max(0.0, float(meets)), (one, other)))
    return found


def without_each(given: Numbers, weights: Numbers, highest: Numbers) -> Ranks:
    """The order that the means of the others make without each member in turn: a row for each member, a column for each topic.

    Members are the first axis of what was given, then topics and domains; there are at least two of them.
    """
    others = (given.sum(axis=0) - given) / (len(given) - 1)
    return ranks(totals(others, weights, highest))

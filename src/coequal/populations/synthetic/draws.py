"""Chance for one block of people: every draw has a name, and a stream of its own that seed, block and name give.

So the first people are the same however many are made, and a new draw changes no other.
"""

from dataclasses import dataclass, field
from math import comb
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coequal.populations.synthetic.parameters import Numbers

Flags = NDArray[np.bool_]
Wholes = NDArray[np.int64]
Places = Wholes  # in a list


@dataclass(slots=True)
class Draws:
    """The draws for the `count` people of one block. A name is used once, lest two things go together by mistake."""

    seed: int
    block: int
    count: int
    names: set[str] = field(default_factory=set)

    def _stream(self, name: str) -> np.random.Generator:
        assert name not in self.names, name
        self.names.add(name)
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(self.block, crc32(name.encode()))))

    def uniform(self, name: str) -> Numbers:
        """Numbers from 0 up to, but not including, 1."""
        return self._stream(name).random(self.count)

    def normal(self, name: str) -> Numbers:
        """Numbers of the standard normal distribution."""
        return self._stream(name).standard_normal(self.count)

    def alike(self, name: str, other: Numbers, correlation: float) -> Numbers:
        """Standard normal numbers that go with others of that kind."""
        both: Numbers = correlation * other + np.sqrt(1 - correlation**2) * self.normal(name)
        return both

    def exponential(self, name: str, mean: float) -> Numbers:
        """Times until something that is as likely on every day."""
        return self._stream(name).standard_exponential(self.count) * mean

    def around(self, name: str, median: float, spread: float) -> Numbers:
        """Log-normal numbers: half of them below `median`, their logarithms `spread` apart."""
        return median * np.exp(spread * self.normal(name))

    def flags(self, name: str, chance: Numbers | float) -> Flags:
        """True with a chance. Single precision is fine enough for chances, and takes half the time."""
        return self._stream(name).random(self.count, dtype=np.float32) < chance

    def pick(self, name: str, weights: Numbers) -> Places:
        """Places in a list, each as likely as its weight says."""
        return np.searchsorted(np.cumsum(weights)[:-1], self.uniform(name), side="right")

    def pick_by(self, name: str, rows: Places, weights: Numbers) -> Places:
        """Places in the row of a table that belongs to each person; each row of weights adds up to one."""
        bounds = np.cumsum(weights, axis=1)
        bounds[:, -1] = 1.0  # whatever rounding left over
        ladder = (bounds + np.arange(len(weights))[:, None]).ravel()
        found = np.searchsorted(ladder, rows + self.uniform(name), side="right")
        places: Places = np.minimum(found - rows * weights.shape[1], weights.shape[1] - 1)
        return places

    def binomial(self, name: str, trials: Wholes, chance: float, most: int) -> Wholes:
        """How often something with a chance happens in each person's trials, of which nobody has more than `most`."""
        return self.pick_by(name, trials, _binomial(chance, most))


def _binomial(chance: float, most: int) -> Numbers:
    """For each number of trials a row: how likely each number of successes is."""
    numbers = range(most + 1)
    return np.array([[comb(of, one) * chance**one * (1 - chance) ** max(of - one, 0) for one in numbers] for of in numbers])

"""A recipe: everything that people are made from. The same recipe makes the same people."""

import json
from dataclasses import dataclass, field
from functools import cached_property

from coequal.errors import CoequalError
from coequal.populations.synthetic.areas import Areas, shipped_areas
from coequal.populations.synthetic.assumptions import DEFAULTS, Assumed
from coequal.populations.synthetic.parameters import Parameters, shipped

GENERATOR = "1"  # goes up when the same recipe makes other people
BLOCK = 131_072  # people made at a time; also the size of a row group
MOST = 100_000_000
KEY = b"coequal"  # under which a file says what it holds
REFERENCE_AGES = (23, 39)  # of the women against whom seekers are counted


@dataclass(frozen=True)
class Recipe:
    """How many people, from which seed, under which assumptions and figures. `complete` leaves nothing unrecorded."""

    count: int
    seed: int
    assumed: Assumed = field(default_factory=lambda: DEFAULTS)
    year: int | None = None
    complete: bool = False
    numbers: Parameters = field(default_factory=shipped)
    areas: Areas = field(default_factory=shipped_areas)

    def __post_init__(self) -> None:
        """Refuse numbers from which nobody can be made."""
        if not 1 <= self.count <= MOST:
            raise CoequalError(f"People can be made from 1 to {MOST:,} at a time, not {self.count:,}.")
        if self.seed < 0:
            raise CoequalError(f"A seed is a whole number from 0 on, not {self.seed}.")
        if self.year is not None and not 1991 <= self.year <= 2098:
            raise CoequalError(f"The year of referral must be from 1991 to 2098, not {self.year}.")

    @cached_property
    def referred_in(self) -> int:
        """The year in which everybody is referred."""
        return self.year or self.numbers.whole("referral", "year")

    @cached_property
    def blocks(self) -> range:
        """The numbers of the blocks in which the people are made."""
        return range(-(-self.count // BLOCK))

    def size(self, block: int) -> int:
        """How many people a block holds: the last one may be short."""
        return min(BLOCK, self.count - block * BLOCK)

    def seekers(self, codes: tuple[str, ...] | None = None) -> float:
        """How many seek treatment in a year in some areas, or in England."""
        rate = self.numbers.number("seekers", "a year for 1,000 women of 23 to 39")
        return rate / 1000 * self.areas.count(*REFERENCE_AGES, codes)

    @cached_property
    def metadata(self) -> dict[bytes, bytes]:
        """What a file of these people says of itself."""
        said = {
            "synthetic": True,
            "generator version": GENERATOR,
            "seed": self.seed,
            "count": self.count,
            "year of referral": self.referred_in,
            "complete": self.complete,
            "assumptions": dict(self.assumed),
            "stands for": round(self.seekers()),
            "stands for means": "synthetic seekers of assisted conception in England in a year; each row weighs stands for / count",
        }
        if self.areas.described:
            said["areas"] = self.areas.described
        return {KEY: json.dumps(said).encode()}

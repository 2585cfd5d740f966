"""What an appraisal assumes: numbers with a range, a unit, a source and a date, and the values they take in many draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from coequal.errors import CoequalError
from coequal.facts.fields import Fields, entries, scalar
from coequal.facts.strict_yaml import Node, Scalar

Numbers = NDArray[np.float64]
Values = dict[str, Numbers]  # by parameter: a row for each draw and, of what goes by age, a column for each band of ages
ASSUMED: Final = "assumed"
SHAPES: Final = ("triangular", "uniform")
OLDEST: Final = 60


@dataclass(frozen=True, slots=True)
class Kind:
    """A number that every appraisal needs: its name, its unit, and between which ends it can lie at all."""

    name: str
    unit: str
    least: float = 0
    most: float = 1
    by_age: bool = False


REFERRED, GROWTH, JUDGED, TURN_OUT = "couples referred a year", "growth of referrals", "judged in favour", "not known but eligible"
TAKE_UP, GOING_ON, EMBRYO, LATER = "take-up", "going on to another cycle", "another embryo to transfer", "later cycle"
LEAVING, LISTED = "leaving the list", "list at the start"
FRESH_PRICE, FROZEN_PRICE = "price of a fresh cycle", "price of a frozen transfer"
FRESH_BIRTHS, FROZEN_BIRTHS = "births per fresh cycle started", "births per frozen embryo transfer"
KINDS: Final = (
    Kind(REFERRED, "couples a year", 0, 1e6),
    Kind(GROWTH, "share of the year before", -0.5, 1),
    Kind(JUDGED, "share of those for judgement"),
    Kind(TURN_OUT, "share of those not known"),
    Kind(TAKE_UP, "share of those eligible who would start treatment"),
    Kind(GOING_ON, "share of those without a birth who have another cycle funded"),
    Kind(EMBRYO, "share of transfers without a birth after which a frozen embryo is left"),
    Kind(LATER, "births of a later cycle, for one birth of the cycle before"),
    Kind(LEAVING, "share of those still waiting at the end of a year"),
    Kind(LISTED, "couples", 0, 1e6),
    Kind(FRESH_PRICE, "£ for a fresh cycle started", 0, 1e6),
    Kind(FROZEN_PRICE, "£ for a frozen embryo transfer", 0, 1e6),
    Kind(FRESH_BIRTHS, "couples with a live birth, for one fresh cycle started", by_age=True),
    Kind(FROZEN_BIRTHS, "couples with a live birth, for one frozen embryo transfer", by_age=True),
)


@dataclass(frozen=True, slots=True)
class Range:
    """A value between the ends of its range; all three are one number where nothing is uncertain."""

    value: float
    low: float
    high: float

    def at(self, quantiles: Numbers, shape: str) -> Numbers:
        """The numbers below which such shares of the shape lie: of a triangle whose peak is the value, or of a level range."""
        width = self.high - self.low
        if width == 0:
            return np.full_like(quantiles, self.value)
        if shape == "uniform":
            return self.low + quantiles * width
        peak = (self.value - self.low) / width
        rising = self.low + np.sqrt(quantiles * width * (self.value - self.low))
        falling = self.high - np.sqrt((1 - quantiles) * width * (self.high - self.value))
        return np.where(quantiles < peak, rising, falling)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number, or one for each band of ages, with where it comes from. The bands of one parameter move together."""

    kind: Kind
    ranges: tuple[Range, ...]
    ages: tuple[int, ...]  # where each band begins; none of a number that does not go by age
    shape: str
    source: str
    date: str | None

    @property
    def is_assumed(self) -> bool:
        """Whether no source was found."""
        return self.source.partition(":")[0].strip() == ASSUMED

    def at(self, quantiles: Numbers) -> Numbers:
        """Its numbers at such quantiles: one for each, or a row of bands for each."""
        found = [one.at(quantiles, self.shape) for one in self.ranges]
        return np.stack(found, axis=1) if self.kind.by_age else found[0]

    def fixed(self, which: str) -> Numbers:
        """Its number or row of bands where it stands at its `value`, its `low` or its `high` end."""
        found = np.array([[getattr(one, which) for one in self.ranges]])
        return found if self.kind.by_age else found[:, 0]


def read_parameters(node: Node) -> tuple[Parameter, ...]:
    """Every parameter, in the order of `KINDS`. Raises `CoequalError` with file, line and key of the first mistake."""
    fields = Fields(node, "The list of parameters", [kind.name for kind in KINDS])
    found = tuple(_parameter(kind, fields.node(kind.name)) for kind in KINDS)
    fresh, frozen = (one for one in found if one.kind.by_age)
    if fresh.ages != frozen.ages:
        raise CoequalError(f'"{FROZEN_BIRTHS}" must have the same ages as "{FRESH_BIRTHS}".', fields.node(FROZEN_BIRTHS).place)
    return found


def _parameter(kind: Kind, node: Node) -> Parameter:
    own = ("by age",) if kind.by_age else ("value", "low", "high")
    fields = Fields(node, f'"{kind.name}"', (*own, "shape", "source", "date"))
    ages: tuple[int, ...] = ()
    if kind.by_age:
        bands = entries(fields.node("by age"), '"by age"')
        ages = tuple(_age(text, fields.node("by age")) for text in bands)
        if not ages or list(ages) != sorted(set(ages)):
            raise CoequalError('"by age" needs ages that rise, such as 18, 35, 38.', fields.node("by age").place)
        ranges = tuple(
            _range(kind, Fields(band, f'The band from {age} of "{kind.name}"', ("value", "low", "high")))
            for age, band in bands.items()
        )
    else:
        ranges = (_range(kind, fields),)
    return Parameter(
        kind, ranges, ages, fields.choice("shape", SHAPES, SHAPES[0]), fields.text("source"), fields.text_or_none("date")
    )


def _range(kind: Kind, fields: Fields) -> Range:
    def end(key: str) -> float:
        return number(fields.node(key), f'"{key}" of {fields.what[0].lower()}{fields.what[1:]}', kind.least, kind.most)

    value = end("value")
    low, high = (end(key) if key in fields else value for key in ("low", "high"))
    if not low <= value <= high:
        raise CoequalError(f"{fields.what} needs low, value and high in this order of size.", fields.node("value").place)
    return Range(value, low, high)


def _age(text: str, node: Node) -> int:
    if not (text.isdecimal() and text.isascii() and int(text) <= OLDEST):
        raise CoequalError(f'"{text}" is no age at which a band begins. Write whole years, such as 35.', node.place)
    return int(text)


def number(node: Node, what: str, least: float, most: float) -> float:
    """A plain number between two ends. Raises `CoequalError` for anything else."""
    found: Scalar = scalar(node, what)
    try:
        value = Decimal(found.text.strip())
    except InvalidOperation:
        raise CoequalError(f'{what} must be a number such as 0.85, not "{found.text}".', found.place) from None
    if not (value.is_finite() and least <= value <= most):
        raise CoequalError(f"{what} must be from {least:,.15g} to {most:,.15g}, not {found.text}.", found.place)
    return float(value)


def drawn(parameters: Sequence[Parameter], draws: int, seed: int) -> Values:
    """The parameters in so many draws. Each has a stream of its own, so one that is changed leaves the others as they were."""
    return {one.kind.name: one.at(_stream(one.kind.name, seed).random(draws)) for one in parameters}


def _stream(name: str, seed: int) -> np.random.Generator:
    return np.random.default_rng([seed, crc32(name.encode())])


def at_their_values(parameters: Sequence[Parameter]) -> Values:
    """One row: every parameter at its value."""
    return {one.kind.name: one.fixed("value") for one in parameters}


def one_at_a_time(parameters: Sequence[Parameter]) -> Values:
    """Two rows for each parameter, in their order: this one at its low end, then at its high end, all others at their values."""
    rows = 2 * len(parameters)
    found = {name: np.repeat(value, rows, axis=0) for name, value in at_their_values(parameters).items()}
    for place, one in enumerate(parameters):
        found[one.kind.name][2 * place] = one.fixed("low")[0]
        found[one.kind.name][2 * place + 1] = one.fixed("high")[0]
    return found

"""How a number of a case may be written: as a number or a text, with its unit beside it where there is a choice of units.

A unit may stand in each of its usual spellings.
"""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from coequal.exchange.schemas.shapes import Schema, as_it_is, either, number
from coequal.facts.dictionary import Fact
from coequal.facts.units import spellings
from coequal.facts.values import EXACT, say_number

PLACES: Final = 9  # to which the ends of a range are said in another unit, where they may go on for ever
_DIGITS: Final = r"[-+]?[0-9]{1,12}(\.[0-9]{1,20})?"  # as many as are read of a text


def short(fact: Fact) -> Iterator[Schema]:
    """The forms of a number by itself: with its unit beside it where there is more than one."""
    if not fact.other_units:
        yield _numeral(fact, Decimal(1))
        yield _text(_own(fact), optional=True)
    else:
        yield from (_text(unit) for unit in _units(fact))


def full(fact: Fact, nothing: Schema) -> Iterator[tuple[Schema, Schema, bool]]:
    """The forms in full, each as a value, its unit, and whether the unit must be there."""
    for unit, factor in _units(fact).items():
        yield either(_numeral(fact, factor), _text(unit, optional=True)), {"enum": list(spellings(unit))}, True
    yield either(*short(fact)), nothing, False


def _own(fact: Fact) -> str:
    return fact.unit or ""


def _units(fact: Fact) -> dict[str, Decimal]:
    """Each unit, with what makes the fact's own of it."""
    return {fact.unit: Decimal(1), **fact.other_units} if fact.unit else {}


def _text(unit: str, *, optional: bool = False) -> Schema:
    """Digits, and the unit behind them, which may be left out where it is `optional`."""
    written = "|".join(map(as_it_is, spellings(unit)))
    behind = rf"(\s+({written})){'?' if optional else ''}" if unit else ""
    return {"type": "string", "pattern": rf"^\s*{_DIGITS}{behind}\s*$"}


def _numeral(fact: Fact, factor: Decimal) -> Schema:
    """The numbers that lie in the plausible range once they are converted and rounded, half to even."""
    low, high = fact.plausible
    assert isinstance(low, Decimal)
    assert isinstance(high, Decimal)
    step = Decimal(1).scaleb(-fact.decimals)
    first, last = (low / step).to_integral_value(ROUND_CEILING), (high / step).to_integral_value(ROUND_FLOOR)
    ends = first * step - step / 2, last * step + step / 2
    unit = f" {fact.unit}" if fact.unit else ""
    says = f"From {say_number(low)} to {say_number(high)}{unit}, kept to {fact.decimals} decimal places."
    if factor != 1:
        lowest, highest = (EXACT.divide(end, factor) for end in ends)
        place = Decimal(1).scaleb(-PLACES)
        least, most = lowest.quantize(place, ROUND_FLOOR), highest.quantize(place, ROUND_CEILING)
        return {"type": "number", "minimum": number(least), "maximum": number(most), "description": says}
    return {
        "type": "number",
        "exclusiveMinimum" if first % 2 else "minimum": number(ends[0]),
        "exclusiveMaximum" if last % 2 else "maximum": number(ends[1]),
        "description": says,
    }

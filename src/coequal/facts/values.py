"""The value of one fact: read from text or from Python, checked, rounded, and said in words."""

import re
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

from coequal.errors import CoequalError, did_you_mean
from coequal.facts.dates import say_date
from coequal.facts.units import spelled

if TYPE_CHECKING:
    from coequal.facts.dictionary import Fact

Value = bool | Decimal | str | date
EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN)  # the precision of FEEL's numbers

_NUMBER = re.compile(r"(?P<number>[-+]?[0-9]{1,12}(\.[0-9]{1,20})?)(\s+(?P<unit>\S.*))?")
_MOST = Decimal(10) ** 12
AREA = re.compile(r"[A-Z0-9]{3,6}")  # the code of an area
_WORDS = {"true": True, "yes": True, "false": False, "no": False}


def read_value(fact: "Fact", given: object, unit: str | None) -> Value:
    """The value of `fact` in its own unit and decimal places. Raises `CoequalError` with what would be right."""
    if unit is not None and fact.kind != "number":
        raise CoequalError(f'{fact.name} is not a number, so it has no unit. Take "{unit}" out.')
    match fact.kind:
        case "boolean":
            return _boolean(fact, given)
        case "number":
            return _number(fact, given, unit)
        case "date":
            return _plausible(fact, read_date(fact.name, given))
        case "choice":
            return _choice(fact, given)
        case _:
            return _area(fact, given)


def read_date(what: str, given: object) -> date:
    """A calendar day, from a `date` or from text such as `2023-05-02`."""
    if type(given) is date:
        return given
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            raise CoequalError(f"{what}: {given} is not a day in the calendar.") from None
    raise CoequalError(f"{what}: {_said(given)} is not a date. Write it as 2023-05-02 (year, month, day).")


def _boolean(fact: "Fact", given: object) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.lower() in _WORDS:
        return _WORDS[given.lower()]
    says = f"{fact.name}: {_said(given)} is neither true nor false. Where it is not known, say {{not known: not asked}}."
    raise CoequalError(says)


def _number(fact: "Fact", given: object, unit: str | None) -> Value:
    number, beside = _measured(given)
    if number is None:
        raise CoequalError(f"{fact.name}: {_said(given)} is not a number. Write it in figures, such as 12.")
    if unit and beside and unit != beside and spelled(unit, fact.units) != spelled(beside, fact.units):
        raise CoequalError(f'{fact.name} is given in two units, "{beside}" and "{unit}".')
    factor = _factor(fact, number, unit or beside)
    rounded = EXACT.multiply(number, factor).quantize(Decimal(1).scaleb(-fact.decimals), context=EXACT)
    return _plausible(fact, EXACT.plus(rounded))  # nought has no sign


def _measured(given: object) -> tuple[Decimal | None, str | None]:
    """A number, or None where there is none, and the unit beside it. A float of 31.2 is the number 31.2."""
    if isinstance(given, float):  # of any kind: others than Python's own have a repr of their own
        given = Decimal(repr(float(given)))
    if isinstance(given, Decimal):
        return (given if given.is_finite() and -_MOST < given < _MOST else None), None
    found = None if isinstance(given, bool) else _NUMBER.fullmatch(str(given).strip())
    return (Decimal(found["number"]), found["unit"]) if found else (None, None)


def _factor(fact: "Fact", number: Decimal, unit: str | None) -> Decimal:
    """What turns a unit into the fact's own. Raises `CoequalError` where the unit is not one of the fact's."""
    if unit is None and fact.other_units:
        units = " or ".join(fact.units)
        dated = f", or with its date {{value: {number}, unit: {fact.unit}, date: …}}" if fact.dated else ""
        raise CoequalError(f"{fact.name} needs its unit, {units}: {number} {fact.unit}{dated}.")
    if unit is None:
        return Decimal(1)
    if fact.unit is None:
        raise CoequalError(f'{fact.name} has no unit. Take "{unit}" out.')
    found = spelled(unit, fact.units)
    if found is None:
        raise CoequalError(f'{fact.name} is not measured in "{unit}". It may be in {" or ".join(fact.units)}.')
    return fact.other_units.get(found, Decimal(1))


def _choice(fact: "Fact", given: object) -> str:
    if isinstance(given, str) and given in fact.values:
        return given
    suggestion = did_you_mean(str(given), fact.values) or f" It may be: {', '.join(fact.values)}."
    raise CoequalError(f"{fact.name} cannot be {_said(given)}.{suggestion}")


def _area(fact: "Fact", given: object) -> str:
    if isinstance(given, str) and AREA.fullmatch(given):
        return given
    raise CoequalError(f"{fact.name}: {_said(given)} is not the code of an area, such as 26A.")


def _said(given: object) -> str:
    """What was given, as people write it and not as Python does."""
    match given:
        case bool():
            return f'"{str(given).lower()}"'
        case list():
            return "a list"
    return f'"{given}"'


def _plausible(fact: "Fact", value: Value) -> Value:
    """The value, where it is one that can occur. Python compares a number or a date with its own kind."""
    low, high = fact.plausible
    if low <= value <= high:  # type: ignore[operator]  # `low`, `high` and `value` are of the fact's own kind
        return value
    unit = f" {fact.unit}" if fact.unit else ""
    raise CoequalError(f"{fact.name} is {say_value(value)}; it must be from {say_value(low)} to {say_value(high)}{unit}.")


def say_number(number: Decimal) -> str:
    """A number without zeros that say nothing: `31.2`, `30`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def say_value(value: Value, unit: str | None = None) -> str:
    """A value in words: `24.1`, `12 pmol/L`, `2 May 2023`, `yes`."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{say_number(value)} {unit}" if unit else say_number(value)
        case date():
            return say_date(value)
        case _:
            return value

"""Units as FHIR has them: a UCUM code where UCUM has the unit, else only our own word for it."""

from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.terms import UCUM, Resource, member
from coequal.facts.dictionary import Fact

CODES: Final = {  # what is counted, such as children, is no unit of UCUM
    "dB": "dB",
    "IU/L": "[IU]/L",
    "kg/m²": "kg/m2",
    "months": "mo",
    "ng/mL": "ng/mL",
    "pmol/L": "pmol/L",
    "years": "a",
}


def coding(unit: str) -> Resource:
    """A unit as a code."""
    return {"system": UCUM, "code": CODES[unit], "display": unit} if unit in CODES else {"display": unit}


def quantity(value: object, unit: str) -> Resource:
    """A number with its unit."""
    return {"value": value, "unit": unit, **({"system": UCUM, "code": CODES[unit]} if unit in CODES else {})}


def unit_of(given: Resource, fact: Fact, path: str) -> str | None:
    """The fact's unit in which a quantity is; None where none is given. UCUM's code may stand as the word too.

    Raises `CoequalError` at `path` where the code is of another unit.
    """
    units = [fact.unit, *fact.other_units] if fact.unit else []
    code, word = _text(given, "code", path), _text(given, "unit", path)
    if code is None:
        return next((unit for unit in units if word == CODES.get(unit)), word)
    if given.get("system") != UCUM:
        raise CoequalError(f"The code of a unit is UCUM's, so its system is {UCUM}.", Place(f"{path}.system"))
    found = next((unit for unit in units if CODES.get(unit) == code), None)
    if found is None:
        known = " or ".join(f"{CODES[unit]} ({unit})" for unit in units if unit in CODES)
        should = f"Its code may be {known}." if known else "It has no unit that UCUM knows."
        raise CoequalError(f'{fact.name} is not measured in "{code}". {should}', Place(f"{path}.code"))
    return found


def _text(given: Resource, name: str, path: str) -> str | None:
    return None if name not in given else str(member(given[name], f"{path}.{name}", str, "a text"))

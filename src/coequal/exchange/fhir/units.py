"""Units as FHIR has them: a UCUM code where UCUM has the unit, else only our own word for it."""

import re
from typing import Final

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.terms import UCUM, Resource, member
from coequal.facts.dictionary import Fact
from coequal.facts.units import spelled, spellings

_CODES: Final = {  # of the units that policies are likely to count in; what is counted, such as children, is no unit of UCUM
    **{unit: unit for unit in ("%", "cm", "dB", "g", "g/L", "kg", "L", "m", "mg", "mg/L", "mL", "mm", "mmol/L", "mmol/mol")},
    **{unit: unit for unit in ("ng/mL", "nmol/L", "pmol/L")},
    "days": "d",
    "dioptres": "[diop]",
    "hours": "h",
    "IU/L": "[IU]/L",
    "kg/m²": "kg/m2",
    "minutes": "min",
    "mmHg": "mm[Hg]",
    "months": "mo",
    "weeks": "wk",
    "years": "a",
    "µg/L": "ug/L",
    "µmol/L": "umol/L",
}
CODES: Final = {written: code for unit, code in _CODES.items() for written in spellings(unit)}
_SAME: Final = {  # other codes and words of exactly the same size
    "IU/L": ("[iU]/L", "m[IU]/mL", "m[iU]/mL", "mIU/mL"),
    "ng/mL": ("ug/L",),
}
CONCENTRATION: Final = r"[a-zµμ]?(mol|g|IU|U)/[a-zµμ]?[lL]"  # if none of the names of a unit, it says another


def coding(unit: str) -> Resource:
    """A unit as a code."""
    return {"system": UCUM, "code": CODES[unit], "display": unit} if unit in CODES else {"display": unit}


def quantity(value: object, unit: str) -> Resource:
    """A number with its unit."""
    return {"value": value, "unit": unit, **({"system": UCUM, "code": CODES[unit]} if unit in CODES else {})}


def names(unit: str) -> list[str]:
    """What systems write for a unit, as its code or its word, in every spelling. UCUM too has the litre as l and as L."""
    same = next((others for own, others in _SAME.items() if spelled(unit, [own])), ())
    written = [unit, *([CODES[unit]] if unit in CODES else []), *same]
    return list(dict.fromkeys(name for one in written for name in spellings(one)))


def unit_of(given: Resource, fact: Fact, path: str) -> str | None:
    """The fact's unit in which a quantity is; None where none is given. UCUM's code may stand as the word too.

    Raises `CoequalError` at `path` where the code is of another unit, or the word says another one than the code.
    """
    units = {name: unit for unit in fact.units for name in names(unit)}
    code, word = _text(given, "code", path), _text(given, "unit", path)
    if code is None:
        return units.get(word or "", word)
    if given.get("system") != UCUM:
        raise CoequalError(f"The code of a unit is UCUM's, so its system is {UCUM}.", Place(f"{path}.system"))
    found = units.get(code)
    if found is None:
        known = " or ".join(f"{CODES[unit]} ({unit})" for unit in dict.fromkeys(units.values()) if unit in CODES)
        should = f"Its code may be {known}." if known else "It has no unit that UCUM knows."
        raise CoequalError(f'{fact.name} is not measured in "{code}". {should}', Place(f"{path}.code"))
    if word is not None and word not in names(found) and re.fullmatch(CONCENTRATION, word):
        says = f'{fact.name} is said in two units, "{word}" and "{code}". Give the one in which it was measured.'
        raise CoequalError(says, Place(f"{path}.unit"))
    return found


def _text(given: Resource, name: str, path: str) -> str | None:
    return None if name not in given else str(member(given[name], f"{path}.{name}", str, "a text"))

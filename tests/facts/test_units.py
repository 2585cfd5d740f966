"""The usual spellings of a unit: which there are, and that no two units share one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coequal.facts.units import spelled, spellings

PREFIXES = ("", "M", "k", "d", "c", "m", "µ", "u", "n", "p")
BASES = ("g", "G", "mol", "L", "l", "m", "m²", "m2", "m^3", "IU", "iu", "U", "B", "V", "eq", "min", "months", "mHg")
SAME = {"u": "µ", "l": "L", "m2": "m²", "m^3": "m³", "iu": "IU"}
part = st.tuples(st.sampled_from(PREFIXES), st.sampled_from(BASES))
made = st.lists(part, min_size=1, max_size=3)


def text(parts: list[tuple[str, str]]) -> str:
    """The unit of some parts."""
    return "/".join(prefix + base for prefix, base in parts)


def meant(parts: list[tuple[str, str]]) -> str:
    """The unit of some parts in one spelling."""
    return text([(SAME.get(prefix, prefix), SAME.get(base, base)) for prefix, base in parts])


@pytest.mark.parametrize(
    ("unit", "others"),
    [
        ("kg/m²", ["kg/m2", "kg/m^2"]),
        ("kg/m2", ["kg/m²", "kg/m^2"]),
        ("cm³", ["cm3", "cm^3"]),
        ("pmol/L", ["pmol/l"]),
        ("ng/ml", ["ng/mL"]),
        ("IU/L", ["IU/l", "iu/L", "iu/l"]),
        ("µg", ["μg", "ug"]),  # the micro sign, the Greek letter and the u
        ("µV", ["μV"]),
        ("uV", []),
        ("mL/min/1.73 m²", ["mL/min/1.73 m2", "mL/min/1.73 m^2", "ml/min/1.73 m²", "ml/min/1.73 m2", "ml/min/1.73 m^2"]),
        ("10^9/L", ["10^9/l"]),
        *((unit, []) for unit in ("", "%", "dB", "mg", "mmHg", "cmH2O", "[IU]", "hours", "minutes", "units", "litres", "children")),
        ("m2/m2/m2/m2/m2", []),  # of so many there would be hundreds
    ],
)
def test_a_unit_has_these_spellings_and_no_other(unit: str, others: list[str]) -> None:
    """Its own first, and each once."""
    assert spellings(unit)[0] == unit
    assert sorted(spellings(unit)[1:]) == sorted(others)


@pytest.mark.parametrize(
    ("text", "units", "found"),
    [
        ("pmol/l", ["ng/mL", "pmol/L"], "pmol/L"),
        ("pmol/L", ["pmol/L"], "pmol/L"),
        ("Pmol/L", ["pmol/L"], None),
        ("mmol/L", ["nmol/L", "pmol/L", "µmol/L"], None),
        ("mg", ["Mg", "µg"], None),
        ("ML", ["mL"], None),
        (" pmol/L", ["pmol/L"], None),
        ("", ["pmol/L"], None),
        ("pmol/L", [], None),
    ],
)
def test_capitals_and_prefixes_count(text: str, units: list[str], found: str | None) -> None:
    """A unit is found in its own spelling, and another is none."""
    assert spelled(text, units) == found


@given(made, made)
@example([("m", "L")], [("M", "L")])
@example([("u", "m")], [("", "m")])
def test_two_units_share_all_their_spellings_or_none(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    """And all only where they are one unit, so that each spelling says which is meant."""
    for unit in spellings(text(one)):
        assert sorted(spellings(unit)) == sorted(spellings(text(one)))
    shared = set(spellings(text(one))) & set(spellings(text(other)))
    assert not shared or meant(one) == meant(other)
    assert not shared or set(spellings(text(one))) == set(spellings(text(other)))

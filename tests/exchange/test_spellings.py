"""A unit in each of its spellings, by every road on which a case comes in: it is the same case."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from coequal.criteria.vocabulary import vocabulary
from coequal.documents.brought.sheets import Column, Row, Sheet
from coequal.exchange.fhir.units import unit_of
from coequal.exchange.schemas.case import case_schema
from coequal.exchange.tables.spreadsheets import table_of
from coequal.facts.case import askable, parse_case, read_case, written
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.units import spellings
from coequal.facts.values import say_number
from coequal.policies.library import Library
from coequal.populations.mapping import layouts, read_mapping
from tests.facts.building import FACTS, dictionary

MORE = """\
  TSH: {type: number, unit: µIU/mL, other units: {mIU/dL: 10}, decimals: 2, plausible: 0 .. 90, says: her TSH}
  clearance: {type: number, unit: mL/min/1.73 m2, plausible: 0 .. 200, says: her clearance}
  lump: {type: number, unit: cm³, decimals: 1, plausible: 0 .. 90, says: its size}
"""
LIBRARY = Library()
SERVICES = sorted(path.stem for path in (LIBRARY.folder / "services").glob("*.yaml"))
EVERY = [dictionary(FACTS, MORE), *(LIBRARY.vocabulary(service).dictionary for service in SERVICES)]
ASKED = [
    pytest.param(words, fact, unit, id=f"{words.service}: {fact.name}, {unit}")
    for words in EVERY
    for fact in map(words.facts.get, askable(words))
    if fact is not None
    for unit in fact.units
]


def number(fact: Fact, unit: str) -> str:
    """A number in the middle of what can occur."""
    low, high = fact.plausible
    return say_number(round((low + high) / 2 / fact.other_units.get(unit, 1), 2))  # type: ignore[operator,arg-type]


@pytest.mark.parametrize(("words", "fact", "unit"), ASKED)
def test_a_case_is_the_same_in_every_spelling_of_a_unit(words: Dictionary, fact: Fact, unit: str) -> None:
    """In YAML and JSON, beside its number or behind it; the schema takes each, and the case is written in the dictionary's own."""
    value = number(fact, unit)
    expected = read_case({fact.name: {"value": value, "unit": unit}}, words)
    schema = Draft202012Validator(case_schema(words))
    for one in spellings(unit):
        assert parse_case(f"{fact.name}: {value} {one}\n".encode(), "case.yaml", words) == expected
        assert parse_case(f'{fact.name}: {{value: {value}, unit: "{one}"}}\n'.encode(), "case.yaml", words) == expected
        for given in (
            {"value": value, "unit": one},
            {"value": float(value), "unit": one},
            {"value": f"{value} {unit}", "unit": one},
        ):
            assert parse_case(json.dumps({fact.name: given}).encode(), "case.json", words) == expected
            assert schema.is_valid({fact.name: given})
        assert schema.is_valid({fact.name: f"{value} {one}"})
    assert parse_case(written(expected, words).encode(), "case.yaml", words) == expected
    assert not fact.other_units or json.dumps(str(fact.unit), ensure_ascii=False) in written(expected, words)


@pytest.mark.parametrize(("words", "fact", "unit"), ASKED)
def test_a_table_and_a_record_may_have_every_spelling_of_a_unit(words: Dictionary, fact: Fact, unit: str, tmp_path: Path) -> None:
    """In the mapping file of a table of people, as the word of a quantity, and in the head of a column of rules."""
    path = tmp_path / "columns.yaml"
    for one in spellings(unit):
        path.write_text(f'{fact.name}: {{column: found, unit: "{one}"}}\n', encoding="utf-8")
        assert layouts(words, ["found"], read_mapping(path, words))[fact.name, False].unit == unit
        assert unit_of({"value": 1, "unit": one}, fact, "valueQuantity") == unit
        if unit == fact.unit:
            spaced = one.replace("/", " / ")
            heads = (Column(f"{fact.name} ({spaced})"), Column("eligible"))
            sheet = Sheet(heads, (Row(2, (">= 1", "yes")),), ())
            assert table_of(sheet, "rules.csv", vocabulary(words))[0].inputs == (fact.name,)

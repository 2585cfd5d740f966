"""The schema of a case, against the reader of cases: what the one takes the other takes."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from coequal.errors import CoequalError
from coequal.exchange.schemas.case import RULES, case_schema, some_case
from coequal.facts.case import FULL, REASONS, askable, case_data, parse_case
from coequal.facts.dictionary import Dictionary
from coequal.policies.library import Library
from tests.exchange.schemas.instances import instances
from tests.facts.building import WORDS

LIBRARY = Library()
SERVICES = sorted(path.stem for path in (LIBRARY.folder / "services").glob("*.yaml"))
EVERY = [WORDS, *(LIBRARY.vocabulary(service).dictionary for service in SERVICES)]
NAMES = ["test", *SERVICES]


def check(dictionary: Dictionary, instance: Any) -> bool:
    """Whether the schema takes a case, formats included."""
    return Draft202012Validator(case_schema(dictionary), format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(instance)


def refused(dictionary: Dictionary, instance: Any) -> str:
    """Why the reader refuses a case; nothing where it takes it."""
    try:
        parse_case(json.dumps(instance).encode(), "case.json", dictionary)
    except CoequalError as error:
        return error.message
    return ""


CASES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"patient BMI": 24.1}, True),
    ({"patient BMI": "24.1"}, True),
    ({"patient BMI": " 24.1 kg/m² "}, True),
    ({"patient BMI": "24.1 stone"}, False),
    ({"patient BMI": 9.995}, True),  # half to even: 10.00
    ({"patient BMI": 9.994}, False),
    ({"patient BMI": 80.005}, True),
    ({"patient BMI": 80.006}, False),
    ({"temperature": -5.05}, True),
    ({"temperature": -5.06}, False),
    ({"temperature": 45.05}, True),
    ({"temperature": 45.15}, False),
    ({"patient BMI": {"value": 24.1, "unit": "kg/m²", "date": "2023-01-02"}}, True),
    ({"patient BMI": {"value": "24.1 kg/m²", "unit": "kg/m²"}}, True),
    ({"patient BMI": {"value": 24.1, "date": None, "unit": ""}}, True),
    ({"patient BMI": {"value": 24.1, "date": "2 May 2023"}}, False),
    ({"patient BMI": {"value": None}}, False),
    ({"patient BMI": {"unit": "kg/m²"}}, False),
    ({"patient BMI": {"value": 24.1, "on": "2023-01-02"}}, False),
    ({"patient BMI": {"not known": "pending"}}, True),
    ({"patient BMI": {"not known": "lost"}}, False),
    ({"patient BMI": {"not known": "pending", "value": 24}}, False),
    ({"patient BMI": None}, True),
    ({"patient BMI": "~"}, True),
    ({"patient BMI": True}, False),
    ({"patient BMI": [24.1]}, False),
    ({"AMH": 12}, False),
    ({"AMH": "12 pmol/L"}, True),
    ({"AMH": {"value": 12, "unit": "pmol/L", "date": "2023-02-01"}}, True),
    ({"AMH": {"value": 12, "unit": "ng/mL"}}, True),
    ({"AMH": {"value": 43, "unit": "ng/mL"}}, False),
    ({"AMH": {"value": "12 ng/mL"}}, True),
    ({"AMH": {"value": "12 ng/mL", "unit": "pmol/L"}}, False),
    ({"AMH": {"value": 12}}, False),
    ({"cycles": 2}, True),
    ({"cycles": 30.5}, True),
    ({"cycles": 30.6}, False),
    ({"cycles": {"value": 2, "date": "2023-01-01"}}, False),
    ({"cycles": {"value": 2, "date": None}}, True),
    ({"cycles": "2 of them"}, False),
    ({"patient smokes": True}, True),
    ({"patient smokes": "No"}, True),
    ({"patient smokes": "perhaps"}, False),
    ({"patient smokes": "YEſ"}, False),
    ({"patient smokes": "falſe"}, False),
    ({"patient smokes": 1}, False),
    ({"patient smokes": {"value": "yes", "unit": "years"}}, False),
    ({"partner": "man"}, True),
    ({"partner": "Man"}, False),
    ({"patient area": "26A"}, True),
    ({"patient area": "Norfolk"}, False),
    ({"referral date": "2023-05-02"}, True),
    ({"referral date": "2023-02-30"}, False),
    ({"referral date": "02/05/2023"}, False),
    ({"more than one cycle": True}, False),
    ({"patient BMJ": 24.1}, False),
]


@pytest.mark.parametrize(("instance", "right"), CASES)
def test_schema_and_reader_agree(instance: dict[str, Any], right: bool) -> None:
    """Of every form of every kind of fact, and of what is none."""
    assert check(WORDS, instance) == (refused(WORDS, instance) == "") == right


@pytest.mark.parametrize(("given", "right"), [(-4.95, False), (-4.94, True), (45.14, True), (45.15, False)])
def test_half_a_step_beyond_an_odd_end_is_beyond_it(given: float, right: bool) -> None:
    """It is rounded to the even number, which is outside; beyond an even end it is rounded to the end."""
    odd = replace(WORDS.facts["temperature"], plausible=(Decimal("-4.9"), Decimal("45.1")))
    words = replace(WORDS, facts={**WORDS.facts, "temperature": odd})
    assert check(words, {"temperature": given}) == (refused(words, {"temperature": given}) == "") == right


@pytest.mark.parametrize(
    ("rule", "instance"),
    [
        (0, {"referral date": "1989-12-31"}),
        (1, {"patient BMI": "9"}),
        (2, {"patient smokes": None, "patient area": "26A", "patient BMI": "24\x1c"}),
        (3, {"AMH": {"value": 42.017507003, "unit": "ng/mL"}}),
    ],
)
def test_what_a_schema_cannot_say_is_said_in_words(rule: int, instance: dict[str, Any]) -> None:
    """Each of the rules is in the description; what breaks it passes the schema and not the reader."""
    assert RULES[rule] in case_schema(WORDS)["description"]
    assert check(WORDS, instance)
    assert refused(WORDS, instance)


@pytest.mark.parametrize("dictionary", EVERY, ids=NAMES)
def test_it_is_a_schema_of_every_fact_that_may_be_given(dictionary: Dictionary) -> None:
    """And of no other."""
    schema = case_schema(dictionary)

    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(askable(dictionary))


@pytest.mark.parametrize("dictionary", EVERY, ids=NAMES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.no_cover
def test_what_the_schema_takes_the_reader_takes(dictionary: Dictionary, data: st.DataObject) -> None:
    """But for what its rules say in words."""
    schema = case_schema(dictionary)
    name = data.draw(st.sampled_from(list(schema["properties"])))
    for value in data.draw(st.lists(instances(schema["properties"][name], schema), min_size=1, max_size=6)):
        message = refused(dictionary, {name: value})
        excused = "must be from" in message or "hidden character" in message
        assert not message or excused, (name, value, message)


@pytest.mark.parametrize("dictionary", EVERY, ids=NAMES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.no_cover
def test_what_the_reader_takes_the_schema_takes(dictionary: Dictionary, data: st.DataObject) -> None:
    """Values near those that are right, in every form, and written again by our own software."""
    fact = data.draw(st.sampled_from([dictionary.facts[name] for name in askable(dictionary)]))
    units = [fact.unit, *fact.other_units, "miles", None, ""]
    numbers = st.decimals(-1000, 1000, places=2).map(float) | st.integers(-5, 400)
    values = st.one_of(
        numbers,
        numbers.map(str),
        st.tuples(numbers, st.sampled_from(units)).map(lambda pair: f"{pair[0]} {pair[1]}"),
        st.sampled_from(
            [*fact.values, True, False, "Yes", "NO", "yeſ", None, "null", "26A", "26", "2023-05-02", "1985-02-29", "", "5"]
        ),
        st.dates().map(str),
    )
    parts = {"value": values, "unit": st.sampled_from(units), "date": values, "not known": st.sampled_from([*REASONS, "lost"])}
    full = st.fixed_dictionaries({}, optional={key: parts[key] for key in FULL})
    for value in data.draw(st.lists(values | full, min_size=1, max_size=8)):
        case = {fact.name: value}
        if not refused(dictionary, case):
            assert check(dictionary, case), case
            again = case_data(parse_case(json.dumps(case).encode(), "", dictionary), dictionary)
            assert check(dictionary, again), again


def test_a_case_of_any_service_has_the_parts_that_are_read() -> None:
    """The schema that knows no dictionary takes what every other takes of shape."""
    schema = some_case()
    _, full = schema["additionalProperties"]["anyOf"]

    Draft202012Validator.check_schema(schema)
    assert tuple(full["properties"]) == FULL

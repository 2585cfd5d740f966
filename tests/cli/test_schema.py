"""`coequal schema`: JSON Schema from the command line."""

import json

import pytest
from jsonschema import Draft202012Validator

from coequal import CoequalError, schema
from coequal.policies.library import Library
from tests.cli.conftest import Call

SERVICE = ("--service", "assisted-conception")


@pytest.mark.parametrize("arguments", [("case", *SERVICE), ("assessment",), ("policy",), ("policy", *SERVICE)])
def test_it_prints_a_schema(coequal: Call, arguments: tuple[str, ...]) -> None:
    """Of the 2020-12 dialect, whole."""
    answer = coequal("schema", *arguments)
    assert (answer.status, answer.err) == (0, "")
    Draft202012Validator.check_schema(json.loads(answer.out))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("case",), "A case is in the words of a service. Name one, such as assisted-conception."),
        (("assessment", *SERVICE), "An assessment has one shape for every service. Leave the service out."),
        (("case", "--service", "assisted-conceptoin"), 'Did you mean "assisted-conception"?'),
        (("couple",), "“coequal schema --help” shows an example."),
    ],
)
def test_what_it_cannot_describe_it_says(coequal: Call, arguments: tuple[str, ...], message: str) -> None:
    """In one sentence, with what to do."""
    answer = coequal("schema", *arguments)
    assert answer.status == 2
    assert message in answer.err


def test_python_has_the_same_schemas(coequal: Call) -> None:
    """By one name, and a kind that there is not is refused."""
    assert json.loads(coequal("schema", "policy", *SERVICE).out) == schema("policy", "assisted-conception")
    with pytest.raises(CoequalError, match='There is no schema of "cases", only'):
        schema("cases")


def test_another_library_has_its_own_words(coequal: Call) -> None:
    """The schema names the facts of the dictionary that is there."""
    schema = json.loads(coequal("schema", "case", *SERVICE, "--library", Library().folder).out)
    assert "patient BMI" in schema["properties"]

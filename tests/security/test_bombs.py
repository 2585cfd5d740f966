"""What is small to send and huge to work out is refused, or done, within a second."""

from time import process_time

import pytest

from coequal.criteria.check import check
from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.tokens import LanguageError
from coequal.criteria.types import Type
from coequal.errors import CoequalError
from coequal.facts.strict_json import parse_json
from coequal.facts.strict_yaml import read
from tests.security.patterns import LETTERS, patterns, slowest

FACTS = {"age": Type("number"), "smokes": Type("boolean"), "day": Type("date")}
SECOND = 1.0

REFUSED = {
    "brackets": "(" * 5_000 + "age" + ")" * 5_000,
    "negations": "not(" * 5_000 + "smokes" + ")" * 5_000,
    "minus signs": "-" * 5_000 + "age > 1",
    "conditions in conditions": "if smokes then " * 2_000 + "age",
    "lists in lists": "age in " + "[" * 5_000,
    "a number of many digits": f"age > {'9' * 50_000}",
    "a number of many places": f"age > 0.{'1' * 50_000}",
    "a duration without end": "day + duration(\"P99999999999Y\") > day",
    "many days": "day + 99999999999999 days > day",
    "a text without end": 'age = "' + "a" * 50_000,
    "a word without end": "a" * 50_000,
    "words without end": "age of " * 7_000,
    "signs without end": "<" * 50_000,
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_an_expression_out_of_all_proportion_is_refused(text: str) -> None:
    """With a message that is no longer than a page, and soon."""
    begun = process_time()
    with pytest.raises(LanguageError) as refused:
        check(parse(text, FACTS), FACTS, {})
    assert process_time() - begun < SECOND
    assert len(str(refused.value)) < 1_200


@pytest.mark.parametrize(
    "text", [" and ".join(["age > 1"] * 3_000), f"age in ({', '.join(map(str, range(10_000)))})", " + ".join(["age"] * 2_000) + " > 1"],
    ids=["many conditions", "many numbers", "a long sum"],
)
def test_an_expression_that_is_only_long_is_read_or_refused_soon(text: str) -> None:
    """Nobody waits for it, and nothing runs out."""
    begun = process_time()
    try:
        render(check(parse(text, FACTS), FACTS, {}))
    except CoequalError:
        pass
    assert process_time() - begun < SECOND


@pytest.mark.parametrize(
    "text",
    ["a: " + "[" * 20_000, "- " * 20_000, "{" * 20_000, "a: &a [x]\nb: [*a, *a]", "? " * 20_000, "a: !!python/object/apply:os.system [id]"],
    ids=["brackets", "lists", "braces", "a value used again", "keys", "an object"],
)
def test_yaml_that_grows_or_runs_is_refused(text: str) -> None:
    """Nothing is worked out of it: no value is used twice, and nothing is made that is no text."""
    begun = process_time()
    with pytest.raises(CoequalError):
        read(text, "file")
    assert process_time() - begun < SECOND


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 50_000, "9" * 100_000, "1e999999999", "-1e-999999999"], ids=["lists", "tables", "digits", "huge", "tiny"]
)
def test_json_out_of_all_proportion_is_refused(text: str) -> None:
    """Numbers and depths have their limits."""
    begun = process_time()
    with pytest.raises(CoequalError):
        parse_json(text, "file")
    assert process_time() - begun < SECOND

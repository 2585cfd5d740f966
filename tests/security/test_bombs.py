"""What is small to send and huge to work out is refused or done with little work, which is counted and not timed."""

import contextlib

import pytest

from coequal.criteria.check import check
from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.tokens import LanguageError
from coequal.criteria.types import Type
from coequal.errors import CoequalError
from coequal.exchange.prose import prose_blocks
from coequal.facts.case import parse_case
from coequal.facts.strict_json import parse_json
from coequal.facts.strict_yaml import MOST_BYTES, decode, read
from coequal.pages.prose import prose
from tests.security.counting import few_calls
from tests.security.texts import SERVICE, library

FACTS = {"age": Type("number"), "smokes": Type("boolean"), "day": Type("date")}
MOST = 5_000_000  # calls of functions for one input, which take about a second

REFUSED = {
    "brackets": "(" * 10_000 + "age" + ")" * 10_000,
    "negations": "not(" * 10_000 + "smokes" + ")" * 10_000,
    "minus signs": "-" * 5_000 + "age > 1",
    "conditions in conditions": "if smokes then " * 2_000 + "age",
    "lists in lists": "age in " + "[" * 5_000,
    "a number of many digits": f"age > {'9' * 50_000}",
    "a number of many places": f"age > 0.{'1' * 50_000}",
    "a duration without end": 'day + duration("P99999999999Y") > day',
    "a duration of years": 'day + duration("P999999999Y") > day',
    "a power that is none": "age > 10**100000",
    "a huge exponent": "age > 1e999999",
    "many days": "day + 99999999999999 days > day",
    "a text without end": 'age = "' + "a" * 50_000,
    "a word without end": "a" * 50_000,
    "words without end": "age of " * 7_000,
    "signs without end": "<" * 50_000,
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_an_expression_out_of_all_proportion_is_refused(text: str) -> None:
    """With a message that is no longer than a page, and soon."""
    with few_calls(MOST), pytest.raises(LanguageError) as refused:
        check(parse(text, FACTS), FACTS, {})
    assert len(str(refused.value)) < 1_200


@pytest.mark.parametrize(
    "text",
    [" and ".join(["age > 1"] * 3_000), f"age in ({', '.join(map(str, range(10_000)))})", " + ".join(["age"] * 2_000) + " > 1"],
    ids=["many conditions", "many numbers", "a long sum"],
)
def test_an_expression_that_is_only_long_is_read_or_refused_soon(text: str) -> None:
    """Nobody waits for it, and nothing runs out."""
    with few_calls(MOST), contextlib.suppress(CoequalError):
        render(check(parse(text, FACTS), FACTS, {}))


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 20_000,
        "- " * 20_000,
        "{" * 20_000,
        "a: &a [x]\nb: [*a, *a]",
        "? " * 20_000,
        "a: !!python/object/apply:os.system [id]",
        "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)),
        '"' + "\\u0000" * 100_000 + '"',
    ],
    ids=["brackets", "lists", "braces", "a value used again", "keys", "an object", "values used again and again", "escapes"],
)
def test_yaml_that_grows_or_runs_is_refused(text: str) -> None:
    """Nothing is worked out of it: no value is used twice, and nothing is made that is no text."""
    with few_calls(MOST), pytest.raises(CoequalError):
        read(text, "file")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 50_000, "9" * 100_000, "1e999999999", "-1e-999999999"],
    ids=["lists", "tables", "digits", "huge", "tiny"],
)
def test_json_out_of_all_proportion_is_refused(text: str) -> None:
    """Numbers and depths have their limits."""
    with few_calls(MOST), pytest.raises(CoequalError):
        parse_json(text, "file")


def test_a_huge_text_in_yaml_is_read_as_it_is_or_refused_by_its_size() -> None:
    """One that just fits is a text; the next byte is too much."""
    text = "a: |\n  " + "b" * (MOST_BYTES - 7)
    with few_calls(MOST):
        assert read(decode(text.encode(), "file"), "file").entries["a"].text == text[7:]
    with pytest.raises(CoequalError, match="too large"):
        decode(f"{text}b".encode(), "file")


@pytest.mark.parametrize("number", ["10**100000", "1e999999", "-1e999999", "9" * 5_000, "1" + "0" * 399 + ".5"])
def test_a_number_out_of_all_proportion_is_no_fact(number: str) -> None:
    """In YAML and in JSON."""
    words = library().vocabulary(SERVICE)
    with few_calls(MOST):
        for case in (f"patient BMI: {number}", f'{{"patient BMI": {number}}}'):
            with pytest.raises(CoequalError):
                parse_case(case.encode(), "case", words.dictionary)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 20_000,
        "*a " * 7_000,
        "[" * 20_000,
        "![a](" * 4_000,
        "> " * 10_000,
        "`" * 19_999 + "a",
        "<" * 20_000,
        "- " * 10_000,
        "- a\n" * 5_000,
        "*\n| a\n" * 2_500,
        "1. a\n\n" * 2_500 + "\n" * 5_000,
        "".join(" " * n + "- a\n\n" for n in range(0, 200, 2)),
        "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|",
        "https://" + "a." * 10_000,
        "&" * 20_000,
    ],
    ids=range(15),
)
def test_long_words_and_marks_without_end_are_written_as_a_page(text: str) -> None:
    """With little work, and with all that was written."""
    with few_calls(MOST):
        assert prose(text)
        assert list(prose_blocks(text))

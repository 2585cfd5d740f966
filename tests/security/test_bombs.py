"""What is small to send and huge to work out is refused, or done, within a second."""

import contextlib
import re
from time import process_time

import pytest

from coequal.criteria.check import check
from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.tokens import LanguageError
from coequal.criteria.types import Type
from coequal.documents import sheet
from coequal.drafting import skeleton
from coequal.errors import CoequalError
from coequal.facts import strict_yaml
from coequal.facts.strict_json import parse_json
from coequal.facts.strict_yaml import read
from coequal.involvement.surveys import lint as survey_lint
from coequal.involvement.surveys import paper

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
    "a duration without end": 'day + duration("P99999999999Y") > day',
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
    "text",
    [" and ".join(["age > 1"] * 3_000), f"age in ({', '.join(map(str, range(10_000)))})", " + ".join(["age"] * 2_000) + " > 1"],
    ids=["many conditions", "many numbers", "a long sum"],
)
def test_an_expression_that_is_only_long_is_read_or_refused_soon(text: str) -> None:
    """Nobody waits for it, and nothing runs out."""
    begun = process_time()
    with contextlib.suppress(CoequalError):
        render(check(parse(text, FACTS), FACTS, {}))
    assert process_time() - begun < SECOND


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 20_000,
        "- " * 20_000,
        "{" * 20_000,
        "a: &a [x]\nb: [*a, *a]",
        "? " * 20_000,
        "a: !!python/object/apply:os.system [id]",
    ],
    ids=["brackets", "lists", "braces", "a value used again", "keys", "an object"],
)
def test_yaml_that_grows_or_runs_is_refused(text: str) -> None:
    """Nothing is worked out of it: no value is used twice, and nothing is made that is no text."""
    begun = process_time()
    with pytest.raises(CoequalError):
        read(text, "file")
    assert process_time() - begun < SECOND


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a":' * 50_000, "9" * 100_000, "1e999999999", "-1e-999999999"],
    ids=["lists", "tables", "digits", "huge", "tiny"],
)
def test_json_out_of_all_proportion_is_refused(text: str) -> None:
    """Numbers and depths have their limits."""
    begun = process_time()
    with pytest.raises(CoequalError):
        parse_json(text, "file")
    assert process_time() - begun < SECOND


BUSY = {
    "a cell of digits": (sheet._NUMBER, "-" + "0" * 20_000 + "x"),
    "a line of spaces that is no clause": (skeleton._NUMBERED, " " * 20_000),
    "a line of spaces that is no YAML": (strict_yaml._NEEDS_QUOTES, " " * 20_000),
    "brackets that are no link": (paper._LINK, "[" * 20_000),
    "digits that are no span": (survey_lint._SPAN, "0" * 20_000),
    "digits that are no age": (survey_lint._ABOVE, "0" * 20_000),
}

SEARCHED = (paper._LINK, survey_lint._SPAN, survey_lint._ABOVE)


@pytest.mark.parametrize(("pattern", "text"), BUSY.values(), ids=BUSY)
def test_a_row_of_one_sign_keeps_no_regular_expression_busy(pattern: re.Pattern[str], text: str) -> None:
    """Each of these took a second or more, or grew with the square of the text."""
    begun = process_time()
    assert pattern.fullmatch(text) is None
    assert pattern.match(text) is None or pattern is sheet._NUMBER
    if pattern in SEARCHED:
        assert pattern.search(text) is None
    assert process_time() - begun < SECOND

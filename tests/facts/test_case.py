"""A case: what is known, with its dates and why not, from Python, from YAML and from JSON."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coequal.errors import CoequalError
from coequal.facts.case import NOT_ASKED, REASONS, Case, Known, NotKnown, askable, parse_case, plain, read_case, written
from coequal.facts.strict_yaml import read, read_file
from tests.facts.building import WORDS, refusal

SAME = {
    "referral date": Known(date(2023, 5, 2)),
    "AMH": Known(Decimal("12.00"), date(2023, 2, 1)),
    "patient BMI": Known(Decimal("24.10")),
    "cycles": NotKnown("not recorded"),
    "temperature": NotKnown("pending"),
    "patient smokes": Known(value=False),
    "partner": Known("man"),
    "patient area": Known("26A"),
}
YAML = """\
referral date: 2023-05-02      # as in the letter
AMH: {value: 12.0, unit: pmol/L, date: 2023-02-01}
patient BMI: 24.1
cycles:
temperature: {not known: pending}
patient smokes: false
partner: man
patient area: 26A
"""
JSON = """ {
  "referral date": "2023-05-02", "AMH": {"value": 1.2e1, "unit": "pmol/L", "date": "2023-02-01"}, "patient BMI": 24.1,
  "cycles": null, "temperature": {"not known": "pending"}, "patient smokes": false, "partner": "man", "patient area": "26A"
}"""
PYTHON = {
    "referral date": date(2023, 5, 2),
    "AMH": {"value": 12.0, "unit": "pmol/L", "date": date(2023, 2, 1)},
    "patient BMI": 24.1,
    "cycles": None,
    "temperature": {"not known": "pending"},
    "patient smokes": False,
    "partner": "man",
    "patient area": "26A",
}


def from_text(text: str) -> Case:
    """The case in a text."""
    return parse_case(text.encode(), "c.yaml", WORDS)


def case_or_message(data: bytes) -> Case | str:
    """What becomes of the bytes of a file."""
    try:
        return parse_case(data, "c.yaml", WORDS)
    except CoequalError as error:
        return str(error)


def test_yaml_json_and_python_give_the_same_case() -> None:
    """It does not matter in which form a case is given."""
    assert from_text(YAML) == Case(SAME)
    assert from_text(JSON) == Case(SAME)
    assert read_case(PYTHON, WORDS) == Case(SAME)


def test_a_yaml_case_may_stand_in_braces() -> None:
    """Braces begin JSON only where a quotation mark follows them."""
    assert from_text("{patient BMI: 24.1}").facts == from_text('{"patient BMI": 24.1}').facts


def test_a_case_is_loaded_from_a_file(tmp_path: Path) -> None:
    """A file of either form is read; one that is missing is a clear error."""
    for name, text in (("c.yaml", YAML), ("c.json", JSON)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert parse_case(read_file(tmp_path / name), name, WORDS) == Case(SAME)
    assert refusal(lambda: read_file(tmp_path / "none.yaml")).startswith(f"{tmp_path / 'none.yaml'}: This cannot be read")


def test_a_case_knows_what_it_was_given() -> None:
    """A fact that was not given was not asked; a fact that is not known has no value."""
    case = Case(SAME)
    assert case.get("AMH") == Known(Decimal(12), date(2023, 2, 1))
    assert case.value("AMH") == Decimal(12)
    assert case.get("temperature") == NotKnown("pending")
    assert case.value("temperature") is None
    assert case.get("never heard of") == NOT_ASKED == NotKnown("not asked")
    assert case.value("never heard of") is None


def test_facts_are_replaced_in_a_new_case() -> None:
    """The case with other facts is another one; the first stays as it was."""
    case = Case({"partner": Known("man"), "cycles": Known(Decimal(1))})
    changed = case.with_facts({"partner": Known("none"), "temperature": NOT_ASKED})
    assert changed == Case({"partner": Known("none"), "cycles": Known(Decimal(1)), "temperature": NOT_ASKED})
    assert case.value("partner") == "man"


def test_what_is_worked_out_may_not_be_given() -> None:
    """The facts that may be given are those without a formula."""
    assert "more than one cycle" not in set(askable(WORDS))
    assert set(askable(WORDS)) == set(SAME)


@pytest.mark.parametrize("reason", ["not asked", "not recorded", "pending", "out of date", "declined"])
def test_a_reason_why_a_fact_is_not_known_is_kept(reason: str) -> None:
    """Each of the five reasons is read from every form."""
    assert reason in REASONS
    assert from_text(f"AMH: {{not known: {reason}}}").get("AMH") == NotKnown(reason)
    assert from_text(json.dumps({"AMH": {"not known": reason}})).get("AMH") == NotKnown(reason)
    assert read_case({"AMH": {"not known": reason}}, WORDS).get("AMH") == NotKnown(reason)


@pytest.mark.parametrize("text", ["AMH:", "AMH: null", "AMH: ~", "AMH: ''", '{"AMH": null}', '{"AMH": ""}'])
def test_an_empty_place_is_not_recorded(text: str) -> None:
    """A place that was left empty is neither a value nor an answer."""
    assert from_text(text).get("AMH") == NotKnown("not recorded")


@pytest.mark.parametrize("text", ["AMH: {value: 12, unit: pmol/L, date: }", 'AMH: {value: 12 pmol/L, unit: null, date: "~"}'])
def test_an_empty_part_counts_as_left_out(text: str) -> None:
    """A result without a date or without a unit beside it may say so."""
    assert from_text(text).get("AMH") == Known(Decimal(12), None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "patient BIM: 24",
            'c.yaml, line 1, column 1: There is no fact called "patient BIM". Did you mean "patient BMI"?',
            id="typo",
        ),
        pytest.param(
            "cycles: 1\nshoe size: 5", 'c.yaml, line 2, column 1: There is no fact called "shoe size".', id="an unknown fact"
        ),
        pytest.param(
            "more than one cycle: true",
            'c.yaml, line 1, column 1: "more than one cycle" is worked out from other facts (cycles > 1). Give those instead.',
            id="a derived fact",
        ),
        pytest.param("cycles: 1\ncycles: 2", 'c.yaml, line 2, column 1: "cycles" stands here twice', id="a fact twice"),
        pytest.param(
            "cycles: 1\npatient BMI: -24",
            "c.yaml, line 2, column 1: patient BMI is -24; it must be from 10 to 80",
            id="a bad value",
        ),
        pytest.param("patient BMI: [24, 25]", "patient BMI: a list is not a number.", id="a list for a number"),
        pytest.param("partner: [man]", "partner cannot be a list", id="a list for a choice"),
        pytest.param("patient smokes: [yes]", "is neither true nor false", id="a list for a truth value"),
        pytest.param("referral date: [2023-05-02]", "is not a date", id="a list for a date"),
        pytest.param("patient BMI: {}", "patient BMI needs a value, or {not known: not asked}.", id="a table without anything"),
        pytest.param("AMH: {unit: pmol/L}", "AMH needs a value", id="a unit without a value"),
        pytest.param("AMH: {value: , unit: pmol/L}", "AMH needs a value", id="an empty value"),
        pytest.param("AMH: {value: 12, date: 2023-02-01}", "AMH needs its unit, pmol/L or ng/mL", id="no unit"),
        pytest.param("AMH: 12", "AMH needs its unit", id="no unit and no date"),
        pytest.param("AMH: {value: 12, unit: [pmol/L]}", "AMH is not measured in", id="a list for a unit"),
        pytest.param("AMH: {value: {a: b}, unit: pmol/L}", "is not a number", id="a table for a value"),
        pytest.param(
            "AMH: {value: 12, units: pmol/L}",
            'AMH has no part called "units". The parts are: value, unit, date, not known.',
            id="an unknown part",
        ),
        pytest.param(
            "AMH: {value: 12 pmol/L, date: 2023-02-31}", "AMH date: 2023-02-31 is not a day in the calendar.", id="31 February"
        ),
        pytest.param("AMH: {value: 12 pmol/L, date: [a]}", "is not a date", id="a list for a date of evidence"),
        pytest.param(
            "cycles: {value: 2, date: 2023-02-01}", "cycles carries no date of evidence. Take the date out.", id="undated"
        ),
        pytest.param(
            "AMH: {not known: lost}",
            'AMH: not known because "lost"? The reasons are: not asked, not recorded, pending, out of date, declined.',
            id="an unknown reason",
        ),
        pytest.param("AMH: {not known: }", 'not known because ""?', id="no reason"),
        pytest.param("AMH: {not known: [pending]}", "The reasons are", id="a list of reasons"),
        pytest.param("AMH: {not known: pending, value: 12}", "AMH cannot be not known and have a value too.", id="known and not"),
        pytest.param("- cycles: 1", "c.yaml, line 1, column 1: A case is a list of facts, each on a line", id="a list"),
        pytest.param("[1, 2]", "A case is a list of facts", id="a list in JSON"),
        pytest.param("hello", "A case is a list of facts", id="a word"),
        pytest.param("", "c.yaml, line 1: There is nothing here.", id="nothing"),
        pytest.param("cycles: 1: 2", "c.yaml, line 1, column 10: This is not plain YAML", id="no YAML"),
        pytest.param("cycles: 1\u202e", "There is a hidden character here (U+202E)", id="a hidden character"),
        pytest.param(
            '{"patient BIM": 24}', 'c.yaml: There is no fact called "patient BIM". Did you mean "patient BMI"?', id="typo in JSON"
        ),
        pytest.param(
            '{"cycles": 1, "cycles": 2}', 'c.yaml: "cycles" stands here twice; once is enough.', id="a fact twice in JSON"
        ),
        pytest.param('{"AMH": {"value": 1, "value": 2}}', '"value" stands here twice', id="a part twice in JSON"),
        pytest.param('{"patient BMI": NaN}', "c.yaml: NaN is not a number.", id="NaN in JSON"),
        pytest.param('{"patient BMI": Infinity}', "c.yaml: Infinity is not a number.", id="infinity in JSON"),
        pytest.param('{"patient BMI": -Infinity}', "c.yaml: -Infinity is not a number.", id="infinity below nought in JSON"),
        pytest.param('{"patient BMI": 1e999999999}', "is not a number.", id="a number beyond measure in JSON"),
        pytest.param('{"patient BMI": ' + "9" * 5000 + "}", "is not a number.", id="a number of many digits in JSON"),
        pytest.param('{"patient BMI": true}', 'patient BMI: "true" is not a number.', id="true for a number in JSON"),
        pytest.param('{"patient smokes": 1}', "is neither true nor false", id="1 for true in JSON"),
        pytest.param('{"cycles": 1,}', "c.yaml, line 1, column 14: This is not JSON (", id="a comma too many in JSON"),
        pytest.param('{\n"cycles": 1\n', "This is not JSON", id="JSON without an end"),
        pytest.param('{"cycles": 1} 2', "c.yaml, line 1, column 15: This is not JSON (Extra data).", id="more after JSON"),
        pytest.param('{"cycles":' * 90_000, "c.yaml: This is nested too deeply.", id="deep JSON"),
        pytest.param('{"cycles": ' + "[" * 90_000, "c.yaml: This is nested too deeply.", id="deep lists in JSON"),
        pytest.param(
            '{"a\\u202e": 1}', "c.yaml: There is a hidden character here (U+202E)", id="a hidden character in a name in JSON"
        ),
        pytest.param('{"partner": "\\u001b[2J"}', "There is a hidden character here (U+001B)", id="a hidden character in JSON"),
        pytest.param('{"partner": "\\ud800"}', "There is a hidden character here (U+D800)", id="half a character in JSON"),
        pytest.param('{"partner": ["man"]}', "partner cannot be", id="a list in JSON"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_place(text: str, words: str) -> None:
    """The message names the file, and the line of the fact where the file has lines."""
    message = refusal(lambda: from_text(text))
    assert message.startswith("c.yaml")
    assert words in message


@pytest.mark.parametrize(
    ("given_facts", "words"),
    [
        pytest.param({"patient BIM": 24}, 'There is no fact called "patient BIM". Did you mean "patient BMI"?', id="a typo"),
        pytest.param({1: 24}, 'There is no fact called "1".', id="a name that is no text"),
        pytest.param({"AMH": {1: 2}}, 'AMH has no part called "1".', id="a part that is no text"),
        pytest.param(
            {"AMH": {"value": 12, "unit": "pmol/L", "date": 2023}}, 'AMH date: "2023" is not a date.', id="a year for a date"
        ),
        pytest.param({"cycles": True}, 'cycles: "true" is not a number.', id="true for a number"),
        pytest.param({"cycles": ["1"]}, "is not a number", id="a list"),
        pytest.param({"cycles": object}, "is not a number", id="something else altogether"),
        pytest.param({"AMH": {"not known": None}}, 'AMH: not known because "None"?', id="no reason"),
    ],
)
def test_what_python_gives_wrongly_is_refused(given_facts: Mapping[str, object], words: str) -> None:
    """A mistake in Python gets the same clear message, without a file."""
    assert words in refusal(lambda: read_case(given_facts, WORDS))


def test_many_facts_in_json_are_read_once_each() -> None:
    """A file full of names is refused for the first, however many there are."""
    text = "{" + ",".join(f'"a{n}":1' for n in range(80_000)) + "}"
    assert refusal(lambda: from_text(text)) == 'c.yaml: There is no fact called "a0".'


def test_a_tree_becomes_plain_python() -> None:
    """Texts, lists and tables lose their places and nothing else."""
    assert plain(read("a: [b, {c: d}]\ne: f", "f.yaml")) == {"a": ["b", {"c": "d"}], "e": "f"}


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["man", "2023-05-02", "24.1 kg/m²"])
)
GIVEN = st.dictionaries(
    st.sampled_from([*WORDS.facts, "else"]),
    VALUES | st.lists(VALUES, max_size=2) | st.dictionaries(st.sampled_from(["value", "unit", "date", "not known", "x"]), VALUES),
    max_size=4,
)


@given(GIVEN)
def test_any_mapping_gives_a_case_or_one_clear_error(given_facts: dict[str, object]) -> None:
    """Whatever Python gives becomes a case of the dictionary's facts, or an error in one line."""
    try:
        outcome: Case | str = read_case(given_facts, WORDS)
    except CoequalError as error:
        outcome = str(error)
    assert "\n" not in outcome if isinstance(outcome, str) else set(outcome.facts) == set(given_facts)


@given(
    GIVEN.map(lambda facts: json.dumps(facts).encode())
    | st.binary(max_size=40)
    | st.text('{}[]":,1eE+-. \\u\n', max_size=30).map(str.encode)
)
@example(b'{"cycles": 1e999999999}')
@example(b'{"cycles": 1}\x00')
def test_any_bytes_give_a_case_or_one_clear_error(data: bytes) -> None:
    """No file makes anything but a case or an error of coequal, in one line that names the file."""
    outcome = case_or_message(data)
    if isinstance(outcome, str):
        assert outcome.startswith("c.yaml")
        assert "\n" not in outcome
    else:
        assert set(outcome.facts) <= set(WORDS.facts)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "patient BMI": st.decimals(10, 80, places=2).map(str),
            "patient smokes": st.booleans(),
            "partner": st.sampled_from(["none", "man", "woman"]),
            "referral date": st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(str),
            "AMH": st.fixed_dictionaries(
                {"value": st.decimals(0, 42, places=3).map(str), "unit": st.sampled_from(["ng/mL", "pmol/L"])}
            ),
            "cycles": st.sampled_from([{"not known": reason} for reason in REASONS]),
        },
    ).filter(bool)
)
def test_json_is_read_as_yaml_would_be(facts: dict[str, object]) -> None:
    """The same facts in YAML lines and in JSON are the same case."""
    lines = "\n".join(f"{name}: {json.dumps(value)}" for name, value in facts.items())
    assert from_text(lines) == from_text(json.dumps(facts)) == read_case(facts, WORDS)


def test_a_case_is_written_as_people_write_it() -> None:
    """One fact a line, with its unit and date where they matter, and why not where it is not known."""
    assert written(Case(SAME), WORDS) == (
        "referral date: 2023-05-02\n"
        "AMH: {value: 12, unit: pmol/L, date: 2023-02-01}\n"
        "patient BMI: 24.1\n"
        "cycles: {not known: not recorded}\n"
        "temperature: {not known: pending}\n"
        "patient smokes: false\n"
        "partner: man\n"
        "patient area: 26A\n"
    ).replace("pmol/L", '"pmol/L"')


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "referral date": st.dates(date(1990, 1, 1), date(2100, 1, 1)).map(Known),
            "AMH": st.builds(Known, st.decimals(0, 300, places=2), st.none() | st.dates()),
            "patient BMI": st.builds(Known, st.decimals(10, 80, places=2), st.none() | st.dates()),
            "temperature": st.decimals(-5, 45, places=1).map(Known) | st.sampled_from(REASONS).map(NotKnown),
            "patient smokes": st.booleans().map(Known),
            "partner": st.sampled_from(["none", "man", "woman"]).map(Known),
            "patient area": st.from_regex(r"[A-Z0-9]{3,6}", fullmatch=True).map(Known),
        },
    )
)
def test_a_case_that_was_written_is_read_as_the_same(facts: dict[str, Known | NotKnown]) -> None:
    """Whatever it holds."""
    assert from_text(written(Case(facts), WORDS) or "{}") == Case(facts)

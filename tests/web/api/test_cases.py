"""Cases by the API: assessed, and what is missing in them."""

import json
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from coequal.eligibility.report import report
from coequal.exchange.loaded import load
from coequal.web.api import examples
from coequal.web.bodies import LARGEST
from tests.cli.conftest import Call
from tests.web.api.asking import POLICY, data, made_key, post, problem

pytestmark = pytest.mark.django_db
NAME = "norfolk-and-waveney/assisted-conception"


@pytest.fixture
def key() -> str:
    return made_key("assess")


def test_an_assessment_is_what_the_command_line_prints(coequal: Call, tmp_path: Any, key: str) -> None:
    """The same shape and the same content, and a notice that it is no decision."""
    file = tmp_path / "couple.json"
    file.write_text(json.dumps(examples.COUPLE), encoding="utf-8")
    printed = json.loads(coequal("check", NAME, str(file), "--json").out)
    found = data(post(f"{POLICY}/assess", examples.COUPLE, key))
    assert found.pop("notice").startswith("Software assesses, people decide")
    assert found == printed


def test_a_unit_may_stand_in_any_of_its_spellings(key: str) -> None:
    """The answer has the dictionary's own."""
    otherwise = {"patient BMI": "24.1 kg/m2", "AMH": {**examples.COUPLE["AMH"], "unit": "pmol/l"}}
    found = post(f"{POLICY}/assess", {**examples.COUPLE, **otherwise}, key)
    assert data(found) == data(post(f"{POLICY}/assess", examples.COUPLE, key))
    assert b"pmol/l" not in found.content


def test_the_version_is_that_of_the_cases_day_or_of_today(key: str) -> None:
    """What was taken for granted is said."""
    found = data(post(f"{POLICY}/assess", {"patient BMI": 24}, key))
    assert found["assumptions"][0].startswith("The referral date is not known, so this is the version that binds today")
    refused = post(f"{POLICY}/assess", {"referral date": "2001-01-01"}, key)
    assert problem(refused)[2].startswith(f"No version of {NAME} was in force on 1 January 2001.")


def test_a_version_that_is_named_is_used_with_a_warning_where_it_does_not_bind(key: str) -> None:
    """As the command line does."""
    found = data(post(f"{POLICY}/2022-07/assess", {"referral date": "2001-01-01"}, key))
    assert found["assumptions"][0].startswith("Version 2022-07 was named, but it does not bind on 1 January 2001")


def test_what_is_missing_comes_with_its_questions(key: str) -> None:
    """The most useful first; a fact is asked for in the words of the dictionary, with its units and choices."""
    case = {**examples.COUPLE, "treatment sought": "IVF"}
    found = data(post(f"{POLICY}/missing", case, key))
    expected = load(NAME).assess({**case, "patient BMI": "24.1", "AMH": {"value": "12.0", "unit": "pmol/L", "date": "2023-02-01"}})
    assert found["missing"] == report(expected)["missing"]
    assert [one["fact"] for one in found["questions"]] == found["missing"]
    assert found["treatments"]["ivf"]["missing"] == found["missing"]
    whole = data(post(f"{POLICY}/2022-07/missing", {}, key))
    about = {one["fact"]: one for one in whole["questions"]}
    assert about["AMH"]["units"] == ["pmol/L", "ng/mL"]
    assert about["partner"]["values"] == ["none", "man", "woman"]


def test_nothing_about_a_case_is_kept_on_the_way(key: str) -> None:
    """Nor is a tag made of it."""
    answer = post(f"{POLICY}/assess", examples.COUPLE, key)
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


@pytest.mark.parametrize(
    ("case", "fact", "detail"),
    [
        ({"patient BMJ": 1}, "patient BMJ", 'There is no fact called "patient BMJ". Did you mean "patient BMI"?'),
        ({"patient BMI": 500}, "patient BMI", "patient BMI is 500; it must be from 10 to 80 kg/m²."),
        ({"patient BMI": 24, "AMH": 12}, "AMH", "AMH needs its unit, pmol/L or ng/mL"),
        ({"patient smokes": {"not known": "lost"}}, "patient smokes", 'patient smokes: not known because "lost"?'),
        ({"patient smokes": [1]}, "patient smokes", "patient smokes: a list is neither true nor false"),
    ],
)
def test_a_fact_that_cannot_be_used_is_named(key: str, case: dict[str, Any], fact: str, detail: str) -> None:
    """With the reason, and the nearest name there is."""
    answer = post(f"{POLICY}/assess", case, key)
    assert problem(answer)[:2] == (422, "not-usable")
    assert data(answer)["fact"] == fact
    assert data(answer)["detail"].startswith(detail)


def test_facts_that_cannot_be_true_together_are_refused(key: str) -> None:
    """Nobody was referred before being born."""
    case = {"referral date": "2023-01-01", "patient date of birth": "2024-01-01"}
    assert problem(post(f"{POLICY}/assess", case, key))[2].startswith("These facts cannot both be true")


@pytest.mark.parametrize(
    ("body", "status", "kind", "detail"),
    [
        (b" ", 400, "not-json", "This is not JSON (Expecting value)."),
        (b"[1", 400, "not-json", "This is not JSON"),
        (b'{"patient BMI": NaN}', 400, "not-json", "NaN is not a number."),
        (b'{"patient BMI": Infinity}', 400, "not-json", "Infinity is not a number."),
        (b'{"patient BMI": 24, "patient BMI": 25}', 400, "not-json", '"patient BMI" stands here twice; once is enough.'),
        (b'{"patient BMI": 1e999999999}', 400, "not-json", "1e999999999 is not a number."),
        (b'{"patient BMI": ' + b"9" * 5000 + b"}", 400, "not-json", "99999999999999999999… is not a number."),
        (b'{"a": ' + b"[" * 100_000, 400, "not-json", "This is nested too deeply."),
        (b'{"partner": "\\ud800"}', 400, "not-json", "There is a hidden character here (U+D800)."),
        ('{"partner": "é"}'.encode("latin-1"), 400, "not-json", "This is not UTF-8 text."),
        ('{"partner": "man"}'.encode("utf-16"), 400, "not-json", "This is not UTF-8 text."),
        (b"[]", 422, "not-usable", "A case is an object: the name of each fact with its value."),
        (b'"x"', 422, "not-usable", "A case is an object"),
        (json.dumps({f"fact {n}": n for n in range(10_000)}).encode(), 422, "not-usable", 'There is no fact called "fact 0".'),
        (b" " * 1_000_000, 413, "too-large", "That is too much at once"),
        (b'{"' + b"x" * 200_000 + b'": 1}', 422, "not-usable", "There is no fact called"),
    ],
)
def test_bad_input_is_one_problem(key: str, body: bytes, status: int, kind: str, detail: str) -> None:
    """It says what is wrong, and repeats no more of it than somebody would read."""
    found = problem(post(f"{POLICY}/assess", body, key))
    assert found[:2] == (status, kind)
    assert found[2].startswith(detail)
    assert len(found[2]) < 1_100


def test_the_place_of_a_slip_is_told(key: str) -> None:
    """By line and column."""
    assert data(post(f"{POLICY}/assess", b'{\n "a" 1}', key))["place"] == "the body, line 2, column 6"


@pytest.mark.parametrize("kind", ["text/plain", "application/json; charset=latin-1", "multipart/form-data; boundary=x", ""])
def test_a_body_of_another_type_is_refused(key: str, kind: str) -> None:
    """Only JSON in UTF-8 is read."""
    answer = Client().generic("POST", f"{POLICY}/assess", b"{}", content_type=kind, headers={"Authorization": f"Bearer {key}"})
    assert problem(answer) == (415, "not-json-type", "The body must be application/json, in UTF-8.")


def test_a_body_in_pieces_is_refused(key: str) -> None:
    """Its length would not be known before it is read."""
    assert problem(post(f"{POLICY}/assess", {}, key, Transfer_Encoding="chunked"))[:2] == (411, "length-needed")


def test_a_body_that_is_longer_than_it_says_is_refused(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing before has measured it."""
    monkeypatch.setattr("coequal.web.bodies.LARGEST", 10 * LARGEST)
    assert problem(post(f"{POLICY}/assess", b" " * (LARGEST + 1), key)) == (
        413,
        "too-large",
        f"A body may have {LARGEST // 1024} KB.",
    )


def test_a_trail_that_cannot_be_written_keeps_the_answer_back(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is told of a case that is not recorded."""

    def fail(*_given: object, **_more: object) -> None:
        raise DatabaseError

    monkeypatch.setattr("coequal.web.api.keys.record", fail)
    answer = post(f"{POLICY}/assess", examples.COUPLE, key)
    assert problem(answer) == (503, "not-now", "What is needed for this cannot be reached just now.")


def test_a_fault_of_ours_is_a_problem_too(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says nothing of what went wrong inside."""

    def fail(*_given: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("coequal.web.api.cases.assessed", fail)
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {key}"})
    answer = client.post(f"{POLICY}/assess", b"{}", content_type="application/json")
    assert problem(answer) == (500, "failed", "Something went wrong here. It is a fault of this site, not yours. Try again later.")

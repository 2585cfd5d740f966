"""Why a condition is true, false or not known, in words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coequal.criteria.closures import tracer
from coequal.criteria.phrases import joined, sentence
from coequal.criteria.reasons import Reasons
from coequal.criteria.syntax import Current
from coequal.criteria.vocabulary import vocabulary
from coequal.facts.case import read_case
from coequal.facts.dates import Months
from coequal.facts.dictionary import load_dictionary
from tests.criteria.speaking import why

REFERRED = {"referral date": "2023-05-02"}
UNASKED: dict[str, object] = {}


@pytest.mark.parametrize(
    ("text", "facts", "clauses"),
    [
        # numbers
        ("patient BMI <= 30", {"patient BMI": 31.2}, ["her body mass index, 31.2, is above 30"]),
        ("patient BMI <= 30", {"patient BMI": 30}, ["her body mass index, 30, is at most 30"]),
        ("patient BMI < 30", {"patient BMI": 30}, ["her body mass index, 30, is not below 30"]),
        ("patient BMI > 30", {"patient BMI": 30}, ["her body mass index, 30, is not above 30"]),
        ("patient BMI >= 30", {"patient BMI": 29.9}, ["her body mass index, 29.9, is below 30"]),
        ("30 >= patient BMI", {"patient BMI": 31.2}, ["her body mass index, 31.2, is above 30"]),
        ("AMH > 5.4", {"AMH": {"value": 5.4, "unit": "pmol/L"}}, ["her AMH, 5.4 pmol/L, is not above 5.4"]),
        ("NHS cycles = 2", {"NHS cycles": 2}, ["the number of NHS cycles is 2"]),
        ("NHS cycles = 2", {"NHS cycles": 1}, ["the number of NHS cycles, 1, is not 2"]),
        ("NHS cycles != 2", {"NHS cycles": 2}, ["the number of NHS cycles is 2"]),
        ("NHS cycles != 2", {"NHS cycles": 1}, ["the number of NHS cycles, 1, is not 2"]),
        ("2 = NHS cycles", {"NHS cycles": 1}, ["the number of NHS cycles, 1, is not 2"]),
        ("NHS cycles in (1, 2)", {"NHS cycles": 3}, ["the number of NHS cycles, 3, is not 1 or 2"]),
        ("NHS cycles in (1, 2)", {"NHS cycles": 1}, ["the number of NHS cycles, 1, is 1 or 2"]),
        (
            "NHS cycles < private cycles",
            {"NHS cycles": 3, "private cycles": 2},
            ["the number of NHS cycles, 3, is not below the number of private cycles"],
        ),
        (
            "NHS cycles + private cycles < 2",
            {"NHS cycles": 1, "private cycles": 1},
            ["the number of NHS cycles plus the number of private cycles (2) is not below 2"],
        ),
        # ranges
        ("patient BMI in [19 .. 30]", {"patient BMI": 31.2}, ["her body mass index, 31.2, is above 30"]),
        ("patient BMI in [19 .. 30]", {"patient BMI": 18.9}, ["her body mass index, 18.9, is below 19"]),
        ("patient BMI in [19 .. 30]", {"patient BMI": 25}, ["her body mass index, 25, is at least 19 and at most 30"]),
        ("patient BMI in (19 .. 30)", {"patient BMI": 25}, ["her body mass index, 25, is above 19 and below 30"]),
        ("patient BMI in [19 .. 30)", {"patient BMI": 30}, ["her body mass index, 30, is not below 30"]),
        ("patient BMI in (19 .. 30]", {"patient BMI": 19}, ["her body mass index, 19, is not above 19"]),
        ("patient BMI in (19 .. 30]", {"patient BMI": 31}, ["her body mass index, 31, is above 30"]),
        ("patient BMI in [30 .. 30)", {"patient BMI": 30}, ["her body mass index, 30, is not below 30"]),
        ("patient BMI in [lowest BMI .. 30]", {"patient BMI": 31}, ["her body mass index, 31, is above 30"]),
        ("NHS cycles * 2 in [1 .. 3]", {"NHS cycles": 2}, ["the number of NHS cycles times 2 (4) is above 3"]),
        # true and false
        ("patient smokes", {"patient smokes": True}, ["she smokes"]),
        ("not(patient smokes)", {"patient smokes": True}, ["she smokes"]),
        ("not(patient smokes)", {"patient smokes": False}, ["she does not smoke"]),
        ("patient smokes = false", {"patient smokes": True}, ["she smokes"]),
        ("patient smokes in (true)", {"patient smokes": False}, ["she does not smoke"]),
        (
            "patient smokes = partner smokes",
            {"patient smokes": True, "partner smokes": False},
            ["she smokes and he does not smoke"],
        ),
        (
            "(patient BMI > 30) = patient smokes",
            {"patient BMI": 31, "patient smokes": False},
            ["“(patient BMI > 30) = patient smokes” is false"],
        ),
        ("true", UNASKED, ["this is always so"]),
        ("false", UNASKED, ["this is never so"]),
        # choices and areas
        ('partner = "none"', {"partner": "man"}, ["he is a man"]),
        ('partner != "none"', {"partner": "none"}, ["she has no partner"]),
        ('"none" = partner', {"partner": "woman"}, ["she is a woman"]),
        ('partner in ("none", "woman")', {"partner": "man"}, ["he is a man"]),
        ("partner = earlier partner", {"partner": "man", "earlier partner": "none"}, ["he is a man and she had no partner"]),
        ('partner in ("man", earlier partner)', {"partner": "man"}, ["he is a man"]),
        ('area = "26A"', {"area": "26A"}, ["the area where she lives is Norfolk and Waveney"]),
        ('area = "26A"', {"area": "06F"}, ["the area where she lives, Bedfordshire, is not Norfolk and Waveney"]),
        ('area in ("26A", "06F")', {"area": "QMM"}, ["the area where she lives, QMM, is not Norfolk and Waveney or Bedfordshire"]),
        # dates
        (
            "together since <= referral date - 2 years",
            REFERRED | {"together since": "2022-01-01"},
            ["the date since which they have been together, 1 January 2022, is less than 2 years before referral (2 May 2023)"],
        ),
        (
            "together since <= referral date - 2 years",
            REFERRED | {"together since": "2021-05-02"},
            ["the date since which they have been together, 2 May 2021, is 2 years or more before referral (2 May 2023)"],
        ),
        (
            "together since < referral date - 28 days",
            REFERRED | {"together since": "2023-04-04"},
            ["the date since which they have been together, 4 April 2023, is not more than 28 days before referral (2 May 2023)"],
        ),
        (
            "together since != referral date - 2 years",
            REFERRED | {"together since": "2021-05-02"},
            ["the date since which they have been together is 2 years before referral"],
        ),
        (
            "together since in [referral date - 2 years .. referral date]",
            REFERRED | {"together since": "2022-01-01"},
            ["the date since which they have been together, 1 January 2022, is within the 2 years before referral (2 May 2023)"],
        ),
        (
            "together since in [referral date - 2 years .. referral date]",
            REFERRED | {"together since": "2020-01-01"},
            ["the date since which they have been together, 1 January 2020, is more than 2 years before referral (2 May 2023)"],
        ),
        (
            "together since in [referral date - 2 years .. referral date]",
            REFERRED | {"together since": "2023-06-01"},
            ["the date since which they have been together, 1 June 2023, is after the date of referral (2 May 2023)"],
        ),
        ('born > date("1990-01-01")', {"born": "1985-03-04"}, ["her date of birth, 4 March 1985, is not after 1 January 1990"]),
        (
            "referral date >= born + 18 years",
            REFERRED | {"born": "2006-01-01"},
            ["the date of referral, 2 May 2023, is before 18 years after her date of birth"],
        ),
        (
            "referral date - 2 years >= together since",
            REFERRED | {"together since": "2022-01-01"},
            ["2 years before referral (2 May 2021) is before the date since which they have been together (1 January 2022)"],
        ),
        (
            "referral date - together since >= 28 days",
            REFERRED | {"together since": "2023-05-01"},
            ["referral date - together since (1 day) is below 28 days"],
        ),
        # is known
        ("AMH is known", UNASKED, ["her AMH is not known"]),
        ("AMH is known", {"AMH": "3 pmol/L"}, ["her AMH is known"]),
        ("AMH is not known", {"AMH": "3 pmol/L"}, ["her AMH is known"]),
        # what settles several conditions
        (
            "not(patient smokes) and patient BMI <= 30",
            {"patient smokes": True, "patient BMI": 31},
            ["she smokes", "her body mass index, 31, is above 30"],
        ),
        ("not(patient smokes) and patient BMI <= 30", {"patient BMI": 31}, ["her body mass index, 31, is above 30"]),
        ("patient smokes or partner smokes", {"patient smokes": True, "partner smokes": True}, ["she smokes"]),
        ("patient smokes or partner smokes", {"partner smokes": True}, ["he smokes"]),
        (
            "patient smokes or partner smokes",
            {"patient smokes": False, "partner smokes": False},
            ["she does not smoke", "he does not smoke"],
        ),
        ("patient smokes and true", {"patient smokes": True}, ["she smokes"]),
        ("patient smokes and (patient smokes or partner smokes)", {"patient smokes": True}, ["she smokes"]),
        # if
        (
            "if patient smokes then patient BMI < 25 else true",
            {"patient smokes": True, "patient BMI": 27},
            ["she smokes", "her body mass index, 27, is not below 25"],
        ),
        ("if patient smokes then patient BMI < 25 else true", {"patient smokes": False}, ["she does not smoke"]),
        (
            "if patient smokes then patient BMI < 25 else true",
            {"patient smokes": True},
            ["she smokes", "her body mass index is not known"],
        ),
        ("if patient smokes then patient BMI < 25 else true", {"patient BMI": 27}, ["whether she smokes is not known"]),
        (
            "if patient smokes then patient BMI < 25 else NHS cycles < 2",
            {"patient BMI": 20, "NHS cycles": 0},
            ["“if patient smokes then patient BMI < 25 else NHS cycles < 2” is true"],
        ),
        # not known
        ("patient smokes", UNASKED, ["whether she smokes is not known"]),
        ("patient smokes", {"patient smokes": {"not known": "declined"}}, ["whether she smokes (declined) is not known"]),
        ("patient smokes", {"patient smokes": {"not known": "not asked"}}, ["whether she smokes is not known"]),
        (
            "patient smokes or patient BMI > 30",
            {"patient smokes": False, "patient BMI": {"not known": "pending"}},
            ["her body mass index (pending) is not known"],
        ),
        (
            "patient smokes or patient BMI > 30",
            {"patient BMI": {"not known": "pending"}},
            ["not known: whether she smokes, her body mass index (pending)"],
        ),
        ("NHS cycles + private cycles < 2", {"NHS cycles": 1}, ["the number of private cycles is not known"]),
        ("all cycles < 2", {"NHS cycles": 1}, ["the number of private cycles is not known"]),
        ("age at referral >= 18", UNASKED, ["not known: the date of referral, her date of birth"]),
        ("adult at referral", REFERRED, ["her date of birth is not known"]),
        ("adult at referral", REFERRED | {"born": "1990-01-01"}, ["she was an adult"]),
        ("months trying >= 24", REFERRED, ["the months of trying is not known"]),
        ("age at referral in [23 .. 40)", REFERRED | {"born": "1983-05-02"}, ["her age at referral, 40, is not below 40"]),
        # outside the calendar
        (
            "referral date - 9000 years < born",
            REFERRED | {"born": "1990-01-01"},
            ["“referral date - 9000 years” is outside the calendar"],
        ),
        ("long ago < born", REFERRED | {"born": "1990-01-01"}, ["the day long ago is not known"]),
    ],
)
def test_a_condition_says_what_settles_it(text: str, facts: Mapping[str, object], clauses: list[str]) -> None:
    """The reason names the facts that make the condition what it is, with their values, and no others."""
    assert why(text, facts) == clauses


@pytest.mark.parametrize(
    ("facts", "clauses"),
    [
        ({"AMH": {"value": 6, "unit": "pmol/L", "date": "2022-05-02"}}, ["her AMH, 6 pmol/L, is above 5.4"]),
        (
            {"AMH": {"value": 6, "unit": "pmol/L", "date": "2022-05-01"}},
            ["the AMH result of 1 May 2022 is older than 12 months at referral"],
        ),
        ({"AMH": {"value": 6, "unit": "pmol/L", "date": "2023-05-03"}}, ["the AMH result of 3 May 2023 is dated after referral"]),
        ({"AMH": "6 pmol/L"}, ["the AMH result has no date, so it cannot be placed within the 12 months before referral"]),
        ({}, ["her AMH is not known"]),
        ({"AMH": {"not known": "out of date"}}, ["her AMH (out of date) is not known"]),
    ],
)
def test_a_result_that_does_not_count_says_why(facts: Mapping[str, object], clauses: list[str]) -> None:
    """A result too old, too new or without a date is explained, not failed."""
    assert why("AMH > 5.4", REFERRED | facts, {"AMH": 12}) == clauses


def test_a_result_cannot_be_placed_without_the_date_it_is_counted_from() -> None:
    """Then it is that date that is not known."""
    found = why("AMH > 5.4", {"AMH": {"value": 6, "unit": "pmol/L", "date": "2023-01-01"}}, {"AMH": 12})
    assert found == ["the date of referral is not known"]


@pytest.mark.parametrize(("screened", "clause"), [(True, "she was screened"), (False, "she was not screened")])
def test_a_dated_answer_of_yes_or_no_is_said_as_its_clause(screened: bool, clause: str) -> None:
    """Evidence that is current speaks as the fact itself does."""
    assert why("screened", REFERRED | {"screened": {"value": screened, "date": "2023-05-01"}}, {"screened": 3}) == [clause]


def test_the_out_of_date_result_of_the_shipped_dictionary() -> None:
    """The promised sentence, from the words of the dictionary that is shipped."""
    words = vocabulary(load_dictionary(Path(__file__).parents[2] / "library" / "services" / "assisted-conception.yaml"))
    facts = {"referral date": "2023-05-02", "AMH": {"value": "12.0", "unit": "pmol/L", "date": "2022-03-20"}}
    case = read_case(facts, words.dictionary)
    values = words.values(case)
    node = Current("AMH", Months(12), "referral date", type=words.types["AMH"])
    clauses = Reasons(words, case, values, str).why(tracer(node, words.slots)(values))
    assert sentence(joined(clauses, "and")) == "The AMH result of 20 March 2022 is older than 12 months at referral."

"""A case that contradicts itself is refused, with the reason."""

from collections.abc import Mapping

import pytest

from coequal.criteria.consistency import check_case
from coequal.criteria.vocabulary import vocabulary
from coequal.errors import CoequalError
from coequal.facts.case import read_case
from coequal.facts.dictionary import read_dictionary

VOCABULARY = vocabulary(
    read_dictionary(
        """
service: consistency
title: Facts that may contradict one another
leap birthday: {is: 1 March, because: it is the setting declared here, source: {title: Consistency}}
facts:
  born: {type: date, says: her date of birth, plausible: 1930-01-01 .. 2100-01-01}
  referral date: {type: date, says: the date of referral, plausible: 1990-01-01 .. 2100-01-01}
  trying since: {type: date, says: the date since which she has been trying, plausible: 1960-01-01 .. 2100-01-01}
  months trying:
    {type: number, unit: months, says: the months of trying, plausible: 0 .. 600, follows from: "full months(trying since, referral date)"}
  age at referral: {type: number, unit: years, says: her age, is: "age(born, referral date)"}
  cycles: {type: number, says: the number of cycles, plausible: 0 .. 30}
  abandoned: {type: number, says: the number of abandoned cycles, plausible: 0 .. 30}
contradictions:
  - {never: born > referral date, because: she was born after the date of referral}
  - {never: age at referral < 12 and cycles > 0, because: a child is said to have been treated}
  - {never: abandoned > cycles, because: more cycles were abandoned than begun}
""",
        "consistency.yaml",
    )
)


def check(facts: Mapping[str, object]) -> None:
    """Check a case of these facts."""
    check_case(read_case(facts, VOCABULARY.dictionary), VOCABULARY)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"born": "1990-03-04", "referral date": "2023-05-02"},
        {"born": "2023-05-02", "referral date": "2023-05-02"},
        {"born": "1990-03-04"},
        {"cycles": 2, "abandoned": 2},
        {"abandoned": 2},
        {"trying since": "2020-05-02", "referral date": "2023-05-02", "months trying": 36},
        {"trying since": "2020-05-02", "referral date": "2023-05-02"},
        {"trying since": "2020-05-02", "months trying": 5},
        {"months trying": 5},
    ],
)
def test_facts_that_can_be_true_together_are_accepted(facts: Mapping[str, object]) -> None:
    """Nothing is contradicted by what is not known."""
    check(facts)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"born": "2023-05-03", "referral date": "2023-05-02"},
            "These facts cannot both be true: she was born after the date of referral (born > referral date).",
        ),
        (
            {"born": "2013-05-03", "referral date": "2023-05-02", "cycles": 1},
            "These facts cannot both be true: a child is said to have been treated (age at referral < 12 and cycles > 0).",
        ),
        (
            {"cycles": 1, "abandoned": 2},
            "These facts cannot both be true: more cycles were abandoned than begun (abandoned > cycles).",
        ),
        (
            {"trying since": "2020-05-03", "referral date": "2023-05-02", "months trying": 36},
            "months trying is given as 36, but full months(trying since, referral date) makes 35. Give one or the other.",
        ),
    ],
)
def test_facts_that_cannot_be_true_together_are_refused(facts: Mapping[str, object], message: str) -> None:
    """The message says which facts clash, and why."""
    with pytest.raises(CoequalError) as caught:
        check(facts)
    assert str(caught.value) == message


def test_a_contradiction_that_cannot_be_read_is_pointed_at() -> None:
    """A mistake in the dictionary is found at its line when it is loaded, before anybody is assessed."""
    text = "service: s\ntitle: t\nleap birthday: {is: 1 March, because: so, source: {title: t}}\nfacts:\n"
    text += "  n: {type: number, says: n, plausible: 0 .. 9}\ncontradictions:\n  - {never: m > 1, because: so}\n"
    with pytest.raises(CoequalError, match=r'words\.yaml, line 7, column 13: There is no fact called "m"'):
        vocabulary(read_dictionary(text, "words.yaml"))

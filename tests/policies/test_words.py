"""The parts of a policy in plain English."""

from datetime import date

import pytest

from coequal.criteria.phrases import Phrases
from coequal.policies.model import PrintedDate
from coequal.policies.words import say_evidence, say_printed
from tests.policies.building import WORDS, changed, policy


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (PrintedDate("1/4/24", date(2024, 4, 1)), "printed as 1/4/24; read as 1 April 2024"),
        (PrintedDate("spring"), "printed as spring"),
        (PrintedDate("none"), "nothing is printed"),
        (
            PrintedDate("none", date(2024, 4, 1), "the body began then"),
            "nothing is printed; read as 1 April 2024, because the body began then",
        ),
        (
            PrintedDate("none", None, "it names a law of that day", date(2024, 4, 1), date(2025, 4, 1)),
            "nothing is printed; not before 1 April 2024; not after 1 April 2025, because it names a law of that day",
        ),
    ],
)
def test_a_date_is_said_as_printed_and_as_read(day: PrintedDate, said: str) -> None:
    """What is not known of it is left out."""
    assert say_printed(day) == said


def test_results_that_count_in_any_reading_are_said() -> None:
    """Each once, also those that only another reading names."""
    text = changed("met when: hearing loss > 25\nevidence", "met when: works\nevidence")
    loss, waiting, *_ = policy(text).criteria
    phrases = Phrases(WORDS.dictionary.facts, str)
    assert say_evidence(loss, phrases) == "her hearing loss from the 12 months before referral"
    assert say_evidence(waiting, phrases) == ""

"""A case as plain data: what is kept of one is the same case again."""

import json
from datetime import date
from decimal import Decimal

from coequal.facts.case import Case, Known, NotKnown, case_data, read_case
from coequal.policies.library import Library

DICTIONARY = Library(None).vocabulary("assisted-conception").dictionary
CASE = Case(
    {
        "AMH": Known(Decimal("12.00"), date(2026, 9, 1)),
        "patient BMI": Known(Decimal("24.1")),
        "patient smokes": Known(False),
        "partner": Known("man"),
        "patient area": Known("26A"),
        "patient date of birth": Known(date(1991, 3, 4)),
        "months trying": NotKnown("pending"),
    }
)


def test_what_is_kept_is_the_same_case_again() -> None:
    """With units, dates of evidence, and the reasons why something is not known."""
    kept = json.loads(json.dumps(case_data(CASE, DICTIONARY)))
    assert read_case(kept, DICTIONARY) == CASE


def test_it_holds_texts_alone() -> None:
    """So that nothing of a number is lost where it is kept as JSON."""
    found = case_data(CASE, DICTIONARY)
    assert found["AMH"] == {"value": "12", "unit": "pmol/L", "date": "2026-09-01"}
    assert (found["patient smokes"], found["months trying"]) == ("false", {"not known": "pending"})

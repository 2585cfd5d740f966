"""`coequal.load` on the shipped library, as INTERFACE promises it to Python."""

from datetime import date
from pathlib import Path

import pytest

import coequal
from coequal.eligibility.assessor import for_case
from coequal.errors import CoequalError
from coequal.facts.case import read_case
from coequal.policies.library import Library, shipped

NORFOLK = "norfolk-and-waveney/assisted-conception"


def test_a_policy_is_loaded_by_its_id_and_a_date() -> None:
    """The promised example of the Python interface."""
    policy = coequal.load(NORFOLK, on=date(2023, 5, 2))
    assessment = policy.assess({"patient BMI": 31.2})

    assert assessment.outcome == "not eligible"
    assert assessment.criteria["body-mass-index"].status == "not met"
    assert assessment.criteria["body-mass-index"].reason == "Her body mass index, 31.2, is above 30."
    assert assessment.missing == ()


def test_nothing_known_about_a_couple_is_never_eligible() -> None:
    """Every treatment is not known or for judgement, and what is missing is named."""
    assessment = coequal.load(NORFOLK, on=date(2023, 5, 2)).assess({})

    assert {name: found.outcome for name, found in assessment.treatments.items()} == {"ivf": "not known", "iui": "for judgement"}
    assert "patient BMI" in assessment.missing


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_under_no_policy_of_the_library_is_anybody_eligible_of_whom_nothing_is_known() -> None:
    """For every treatment of every version."""
    library = Library()
    for path in library.paths():
        assessment = coequal.load(path).assess({})

        assert "eligible" not in {found.outcome for found in assessment.treatments.values()}


def test_a_case_chooses_the_version_by_its_own_date() -> None:
    """After the commissioner has gone, its successor is named; without a date, today stands in and is said to."""
    library = Library()
    facts = library.vocabulary("assisted-conception").dictionary
    late = for_case(library, NORFOLK, read_case({"referral date": "2026-05-02"}, facts))
    undated = for_case(library, NORFOLK, read_case({}, facts))

    assert "NHS Norfolk and Suffolk ICB (T6Y0W)" in late.assumptions[0]
    assert "The referral date is not known" in undated.assumptions[0]


def test_the_code_of_an_area_that_is_not_known_is_pointed_out() -> None:
    """It may be mistyped; a code that the library knows is passed over."""
    policy = coequal.load(NORFOLK, on=date(2023, 5, 2))

    assert (
        "patient area: the library knows no area with the code 26Z. Check the code."
        in policy.assess({"patient area": "26Z"}).assumptions
    )
    assert not any("code" in said for said in policy.assess({"patient area": "26A", "partner area": None}).assumptions)


def test_an_assessment_prints_short() -> None:
    """In a terminal it shows the policy and the outcome."""
    assert (
        repr(coequal.load(NORFOLK, on=date(2023, 5, 2)).assess({"patient BMI": 31.2}))
        == f"<Assessment under {NORFOLK}@2022-07: not eligible>"
    )


def test_a_policy_is_loaded_from_a_file() -> None:
    """A path is taken as it is, with a warning where the version does not bind on the day."""
    path = shipped() / "policies" / NORFOLK / "2022-07.md"

    assert coequal.load(path, on=date(2023, 5, 2)).assumptions == ()
    assert "does not bind on 1 January 2020" in coequal.load(str(path), on=date(2020, 1, 1)).assumptions[0]


def test_a_case_that_was_read_before_is_taken_as_it_is() -> None:
    """A Case and a mapping give the same answer."""
    policy = coequal.load(NORFOLK, on=date(2023, 5, 2))
    case = read_case({"patient BMI": 31.2}, policy.policy.vocabulary.dictionary)

    assert policy.assess(case).outcome == policy.assess({"patient BMI": "31.2"}).outcome


def test_what_cannot_be_loaded_is_one_error(tmp_path: Path) -> None:
    """No such policy, no such library, no such fact."""
    with pytest.raises(CoequalError, match="neither a file nor the id"):
        coequal.load("x" * 300)
    with pytest.raises(CoequalError, match="Did you mean"):
        coequal.load("norfolk-and-waveny/assisted-conception")
    with pytest.raises(CoequalError, match="is no library"):
        coequal.load(NORFOLK, library=tmp_path)
    with pytest.raises(CoequalError, match='Did you mean "patient BMI"'):
        coequal.load(NORFOLK, on=date(2023, 5, 2)).assess({"pateint BMI": 31.2})


def test_people_for_whom_another_body_pays_are_told_once() -> None:
    """By a sentence where the policy does not speak of them, and by the policy's own clause where it does."""
    policy = coequal.load(NORFOLK, on=date(2023, 5, 2))
    serving, testing = policy.assess({"armed forces": True}), policy.assess({"embryo testing needed": True})
    assert [said for said in serving.assumptions if "So NHS England (X24) decides" in said] != []
    assert serving.elsewhere is None
    assert [said for said in testing.assumptions if "NHS England" in said] == []
    assert testing.elsewhere is not None
    assert not any("NHS England" in said for said in policy.assess({"armed forces": False}).assumptions)

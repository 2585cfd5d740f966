"""The screening: what the answers decide, and what they never decide."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.assurance.models import Screening
from coequal.assurance.screening.rule import NO, YES, clauses, contradict, missing, questions, weigh
from coequal.errors import CoequalError

ON = date(2026, 11, 27)
NONE = dict.fromkeys(questions(), NO) | {"personal data": YES}
NINE = (
    *("scores people", "decisions by software", "watches people", "special category data", "large scale"),
    *("matches data", "vulnerable people", "new technology", "keeps from a right"),
)


def outcome(**answers: str | None) -> str:
    found = NONE | {name.replace("_", " "): said for name, said in answers.items()}
    return weigh({name: said for name, said in found.items() if said}, ON).outcome


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, Screening.NONE_NEEDED),
        ({"decisions_by_software": YES}, Screening.NEEDED),
        ({"special_category_data": YES, "large_scale": YES}, Screening.NEEDED),
        ({"special_category_data": YES}, Screening.NONE_NEEDED),
        ({"monitors_public_places": YES, "large_scale": YES}, Screening.NEEDED),
        ({"monitors_public_places": YES}, Screening.NONE_NEEDED),
        ({"decides_on_access": YES}, Screening.NEEDED),
        ({"profiles": YES, "large_scale": YES}, Screening.NEEDED),
        ({"matches_data": YES}, Screening.NEEDED),
        ({"targets_the_vulnerable": YES}, Screening.NEEDED),
        ({"physical_harm": YES}, Screening.NEEDED),
        ({"other_high_risk": YES}, Screening.NEEDED),
        ({"new_technology": YES}, Screening.NONE_NEEDED),
        *(
            ({name: YES, "vulnerable_people": YES}, Screening.NEEDED)
            for name in ("new_technology", "biometric_data", "genetic_data")
        ),
        *(({name: YES, "keeps_from_a_right": YES}, Screening.NEEDED) for name in ("unseen_by_people", "tracks_people")),
        *(({name: YES}, Screening.NONE_NEEDED) for name in ("biometric_data", "genetic_data", "unseen_by_people", "tracks_people")),
        ({"special_category_data": YES, "large_scale": None}, Screening.NOT_KNOWN),
        ({"physical_harm": None}, Screening.NOT_KNOWN),
        ({"physical_harm": None, "decides_on_access": YES}, Screening.NEEDED),
        ({"personal_data": NO, "large_scale": None}, Screening.NONE_NEEDED),
        ({"personal_data": None}, Screening.NONE_NEEDED),  # whatever the answer is
        ({"personal_data": None, "decides_on_access": YES}, Screening.NOT_KNOWN),
    ],
)
def test_the_answers_decide_as_the_law_and_the_regulators_list_say(answers: dict[str, str | None], expected: str) -> None:
    """The three cases of article 35(3), the list, two signs of nine; and no personal data ask for nothing."""
    assert outcome(**answers) == expected


@pytest.mark.parametrize("first", NINE)
@pytest.mark.parametrize("second", NINE)
def test_any_two_of_the_nine_signs_make_an_assessment_necessary(first: str, second: str) -> None:
    """In whichever order they stand in the rule."""
    if first != second:
        assert weigh(NONE | {first: YES, second: YES}, ON).outcome == Screening.NEEDED


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(list(questions())), st.sampled_from([YES, NO])))
def test_what_is_not_known_never_gives_none_needed_that_an_answer_could_undo(answers: dict[str, str]) -> None:
    """Where none is needed, answering all that is open with yes changes nothing, or no personal data are used."""
    if not contradict(answers) and answers.get("personal data") != NO and weigh(answers, ON).outcome == Screening.NONE_NEEDED:
        worst = dict.fromkeys(questions(), YES) | answers
        assert weigh(worst, ON).outcome == Screening.NONE_NEEDED


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(list(questions())), st.sampled_from([YES, NO])))
def test_without_information_about_people_no_other_answer_is_yes(answers: dict[str, str]) -> None:
    """Such answers are refused; those without a yes ask for nothing."""
    told = answers | {"personal data": NO}
    if YES in told.values():
        with pytest.raises(CoequalError, match="No information about people is used, you say"):
            weigh(told, ON)
    else:
        assert weigh(told, ON).outcome == Screening.NONE_NEEDED


def test_what_is_missing_is_what_could_still_change_the_outcome() -> None:
    """And nothing is missing once it cannot change."""
    assert [
        fact.name for fact in missing({name: NO for name in questions() if name != "large scale"} | {"personal data": YES}, ON)
    ] == []
    open_still = {name: said for name, said in NONE.items() if name != "large scale"} | {"special category data": YES}
    assert [fact.name for fact in missing(open_still, ON)] == ["large scale"]


@pytest.mark.parametrize("answers", [{"shoe size": YES}, {"large scale": "perhaps"}])
def test_an_answer_that_no_form_of_ours_sends_is_refused(answers: dict[str, str]) -> None:
    """The questions may have changed meanwhile."""
    with pytest.raises(CoequalError, match="Open it again"):
        weigh(answers, ON)


def test_every_clause_says_its_condition_and_where_it_comes_from() -> None:
    """So that everybody can read how the screening decides."""
    found = list(clauses())
    assert all(title and condition and source for title, condition, source, _reading in found)
    assert found[0][1] == "not(decisions by software)"

"""Which way a case goes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coequal.policies.exemptions import from_policy
from coequal.referrals.pack.welfare import WelfareStop, stop_of
from coequal.referrals.routing.way import (
    APPROVAL,
    BY_OFFICER,
    COMPLETE_FIRST,
    DEVELOPMENT,
    ELSEWHERE,
    FUNDING_REQUEST,
    WAYS,
    way_of,
)
from coequal.referrals.rules.reading import shipped
from tests.referrals.pack.people_of_the_library import (
    CONCERN,
    ELIGIBLE,
    HEARING,
    MODEL,
    NORFOLK,
    NOT_ASKED,
    library,
    people_of,
    person,
)

RULES = replace(next(one for one in shipped().values() if one.invented), most_similar=2)
NOT_FOUND = replace(RULES, most_similar=None)
NOT_MET = "BMI just over 30"
OTHERWISE = next(
    one.name
    for one in people_of(NORFOLK)
    if one.assessment.outcome == "not eligible" and one.assessment.readings and not stop_of(one.assessment)
)
SUPPORT = "A clinician who looks after the patient has to support it explicitly."


@pytest.mark.parametrize(
    ("name", "kind", "because"),
    [
        (ELIGIBLE, APPROVAL, "Every rule of the policy is met."),
        (
            "BMI exactly 30",
            BY_OFFICER,
            "It depends on how the policy is read: Body mass index (clause 4), read as “below 30”: not eligible.",
        ),
        ("another medical ground against treatment", BY_OFFICER, "A person has to judge first: Other medical grounds (clause 12)."),
        ("AMH not known", COMPLETE_FIRST, "Her AMH: Look it up in the record, or ask."),
        (NOT_MET, FUNDING_REQUEST, "The policy is not met: Body mass index (clause 4)."),
        (NOT_ASKED, COMPLETE_FIRST, "Whether a concern for the welfare of a child was disclosed: Ask, and answer yes or no."),
    ],
)
def test_one_patient(name: str, kind: str, because: str) -> None:
    """Met, disputed, to be judged, not known, not met: each has its own way, and the first reason says why."""
    way = way_of(person(name).assessment, patients_like_this=1, rules=RULES)
    assert way.kind == kind
    assert way.reasons[0].startswith(because)


@pytest.mark.parametrize(
    ("similar", "rules", "kind", "found"),
    [
        (1, RULES, FUNDING_REQUEST, "It is about one patient."),
        (2, RULES, FUNDING_REQUEST, "2 similar patients are known, this one among them: too few to be looked at together."),
        (3, RULES, DEVELOPMENT, "3 similar patients are known, this one among them. Look at them together; people decide."),
        (1, NOT_FOUND, FUNDING_REQUEST, "It is about one patient."),
        (
            9,
            NOT_FOUND,
            FUNDING_REQUEST,
            "9 similar patients are known, and from how many on they are looked at together was not found.",
        ),
    ],
)
def test_several_similar_patients(similar: int, rules: object, kind: str, found: str) -> None:
    """From the number on that the commissioner set they are shown together; where none was found, that is said."""
    assert isinstance(rules, type(RULES))
    for assessment, because in ((None, "No policy covers this."), (person(NOT_MET).assessment, "The policy is not met")):
        way = way_of(assessment, patients_like_this=similar, rules=rules)
        assert (way.kind, way.reasons[1]) == (kind, found)
        assert way.reasons[0].startswith(because)


@pytest.mark.parametrize(("supported", "needs"), [(None, (SUPPORT,)), (False, (SUPPORT,)), (True, ())])
def test_a_request_needs_a_clinicians_support(supported: bool | None, needs: tuple[str, ...]) -> None:
    """Where that is not known, it has still to come."""
    assert way_of(None, patients_like_this=1, rules=RULES, supported=supported).needs == needs


def test_a_request_needs_the_answer_about_safety_too() -> None:
    """Where the policy is not met and nobody was asked, the answer has to come with it."""
    way = way_of(
        person("nobody asked about a concern and she smokes").assessment, patients_like_this=1, rules=RULES, supported=True
    )
    assert way.kind == FUNDING_REQUEST
    assert len(way.needs) == 1
    assert "never taken for no" in way.needs[0]


def test_sent_to_the_body_that_decides() -> None:
    """Whether the policy says so or the dictionary; however many are similar."""
    testing = person(ELIGIBLE, embryo_testing_needed="true").assessment
    assert way_of(testing, patients_like_this=9, rules=RULES).kind == ELSEWHERE
    assert way_of(testing, patients_like_this=9, rules=RULES).who == "NHS England"
    forces = person(ELIGIBLE, armed_forces="true")
    exempt = list(from_policy(forces.rules.policy, forces.assessment.case, library().organisations))
    way = way_of(forces.assessment, patients_like_this=1, rules=RULES, exempt=exempt)
    assert (way.kind, way.who) == (ELSEWHERE, "X24")


def test_what_might_be_met_by_another_reading_is_no_plain_no() -> None:
    """An officer looks at it before anybody is sent on the longer way."""
    way = way_of(person(OTHERWISE).assessment, patients_like_this=1, rules=RULES)
    assert way.kind == BY_OFFICER
    assert way.reasons[0].startswith("The policy is not met")


def test_what_nobody_can_complete_goes_to_an_officer() -> None:
    """Where only the unseen part of a policy is open, there is nothing to ask the person for."""
    ways = [way_of(one.assessment, patients_like_this=1, rules=RULES) for one in people_of(HEARING) if not one.assessment.missing]
    assert BY_OFFICER in {way.kind for way in ways}
    assert APPROVAL not in {way.kind for way in ways}


@pytest.mark.parametrize(
    ("name", "policy", "changes", "because"),
    [
        (
            ELIGIBLE,
            NORFOLK,
            {"treatment_sought": {"not known": "not asked"}},
            "This was assumed: The treatment sought is not known",
        ),
        ("a couple who meets every rule", MODEL, {}, "Every rule is met, but something is not known that could change that."),
    ],
)
def test_an_assumption_or_an_open_fact_needs_an_officer(name: str, policy: str, changes: dict[str, object], because: str) -> None:
    """Nothing that was taken for granted is approved at once."""
    way = way_of(person(name, policy, **changes).assessment, patients_like_this=1, rules=RULES)
    assert way.kind == BY_OFFICER
    assert way.reasons[0].startswith(because)


def test_a_case_that_is_not_ready_is_completed_first() -> None:
    """Every rule is met, and a test is not done."""
    way = way_of(person(ELIGIBLE, rubella_antibodies_tested="false").assessment, patients_like_this=1, rules=RULES)
    assert (way.kind, way.reasons) == (COMPLETE_FIRST, ("Rubella antibodies (clause 15): Arrange the blood test.",))


def test_there_is_no_way_before_people_have_talked() -> None:
    """A concern stops this too."""
    with pytest.raises(WelfareStop):
        way_of(person(CONCERN).assessment, patients_like_this=1, rules=RULES)


EVERYBODY = [one for policy in (NORFOLK, MODEL, HEARING) for one in people_of(policy) if stop_of(one.assessment) is None]


@given(st.sampled_from(EVERYBODY), st.integers(1, 50), st.sampled_from([RULES, NOT_FOUND]))
def test_only_what_is_plainly_met_goes_without_an_officer(one: object, similar: int, rules: object) -> None:
    """Everybody has one way with a reason; nothing but every rule met, undisputed and ready, may be approved at once."""
    assert isinstance(one, type(EVERYBODY[0]))
    assert isinstance(rules, type(RULES))
    found = one.assessment
    way = way_of(found, patients_like_this=similar, rules=rules)
    assert way.kind in WAYS
    assert way.reasons
    assert all(way.reasons)
    plain = one.ready and not (found.readings or found.assumptions or found.missing)
    assert (way.kind == APPROVAL) == plain

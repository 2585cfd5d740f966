"""What a pack lacks, who can supply it, and why there is none."""

from dataclasses import replace
from datetime import date

import pytest

from coequal.errors import CoequalError
from coequal.policies.exemptions import from_policy
from coequal.referrals.pack.lacking import WHO_SAYS, Lacking, by_who, lacking, why_not
from coequal.referrals.pack.making import NotComplete, pack_of
from coequal.referrals.pack.welfare import WelfareStop, stop_of
from tests.referrals.pack.people_of_the_library import (
    DAY,
    ELIGIBLE,
    HEARING,
    MODEL,
    NORFOLK,
    REFERRED,
    REFERRER,
    Person,
    library,
    packed,
    people_of,
    person,
)

SHIPPED = [NORFOLK, MODEL, HEARING]


@pytest.mark.parametrize("policy", SHIPPED)
def test_everybody_has_a_pack_or_hears_why_not(policy: str) -> None:
    """Of all example people those who are eligible and ready have a complete pack; all others a stop, a reason, or what is missing."""
    for one in people_of(policy):
        if one.ready:
            packed(one, None, None)
            continue
        with pytest.raises(WelfareStop if stop_of(one.assessment) else NotComplete) as raised:
            packed(one, None, None)
        if isinstance(raised.value, NotComplete):
            assert raised.value.because or raised.value.missing, one.name


@pytest.mark.parametrize("policy", [NORFOLK, MODEL])
def test_some_of_them_have_one(policy: str) -> None:
    """The test above is about something."""
    assert any(one.ready for one in people_of(policy))
    assert not all(one.ready for one in people_of(policy))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (ELIGIBLE, None),
        ("AMH not known", None),
        ("BMI just over 30", "The policy is not met: Body mass index (clause 4)."),
        ("another medical ground against treatment", "A person has to judge first: Other medical grounds (clause 12)."),
    ],
)
def test_the_reason_why_there_is_none(name: str, says: str | None) -> None:
    """Only the rules are named, and nothing that is known about the person."""
    assert why_not(person(name).assessment) == says


def test_another_body_comes_first() -> None:
    """Where a criterion says so, or where the dictionary does for some people."""
    found = why_not(person(ELIGIBLE, embryo_testing_needed="true").assessment)
    assert found is not None
    assert found.startswith("NHS England decides on this, not the owner of this policy.")


def test_people_for_whom_another_body_commissions() -> None:
    """A serving member of the armed forces is told who decides."""
    forces = person(ELIGIBLE, armed_forces="true")
    exempt = list(from_policy(forces.rules.policy, forces.assessment.case, library().organisations))
    assert any(one.holds for one in exempt)
    assert why_not(forces.assessment, exempt) == next(one.says for one in exempt if one.holds)
    with pytest.raises(NotComplete, match="decides"):
        pack_of(forces.rules, forces.assessment, DAY, exempt=exempt)


def one_of(who: Person, fact: str) -> Lacking:
    """What is lacking of a fact."""
    return next(one for one in lacking(who.assessment) if one.fact == fact)


@pytest.mark.parametrize(
    ("name", "fact", "who", "why", "do"),
    [
        ("AMH not known", "AMH", "anyone", "It is not known: not recorded.", "Look it up in the record, or ask."),
        ("AMH result still to come", "AMH", "anyone", "It is not known: pending.", "Wait for the result."),
        ("AMH without a date", "AMH", "anyone", "The result has no date, and without one it does not count.", "Give its date"),
        ("AMH tested a day before the 12 months", "AMH", "anyone", "The result lies outside the time", "Repeat the test."),
        ("AMH marked as out of date", "AMH", "anyone", "It is not known: out of date.", "Repeat the test."),
        ("start of treatment not known", "treatment start date", "nobody", "It is not known: not asked.", "Plan it"),
        ("referral date not known", "referral date", "anyone", "It is not known, and it decides which version", "Write it down."),
        ("her children not known", "patient living children", "anyone", "It is not known: declined.", "Talk about"),
    ],
)
def test_a_fact_that_is_missing(name: str, fact: str, who: str, why: str, do: str) -> None:
    """It is said why it counts as missing, who can supply it and what to do."""
    found = one_of(person(name), fact)
    assert found.who == who
    assert found.why.startswith(why)
    assert found.do.startswith(do)


def test_each_thing_is_missing_once() -> None:
    """Also where nothing but the day of referral is known."""
    for policy in SHIPPED:
        for one in people_of(policy):
            if stop_of(one.assessment):
                continue
            facts = [found.fact for found in lacking(one.assessment) if found.fact]
            assert len(facts) == len(set(facts)), one.name


def test_what_is_missing_stands_under_who_can_supply_it() -> None:
    """In the dictionary's order, everything once."""
    found = lacking(person("a couple of whom only the date of referral is known").assessment)
    groups = by_who(found)
    assert [says for says, _ in groups] == ["The patient or a clinician", "A clinician", "Still to be planned"]
    assert sorted(one.what for _, group in groups for one in group) == sorted(one.what for one in found)
    assert {one.who for one in found} <= set(WHO_SAYS)


def test_a_test_that_was_not_done_is_missing() -> None:
    """An eligible couple without one is not ready, and hears what the policy says about it."""
    who = person(ELIGIBLE, rubella_antibodies_tested="false")
    (found,) = lacking(who.assessment)
    assert (found.what, found.who, found.do) == ("Rubella antibodies (clause 15)", "clinician", "Arrange the blood test.")
    with pytest.raises(NotComplete, match="One thing is missing"):
        packed(who)


def test_tests_that_are_too_old_are_missing() -> None:
    """Two years before referral they no longer count; several tests of one rule are one thing to do."""
    old = {f"patient_{name}_test": "2021-05-01" for name in ("hepatitis_B", "hepatitis_C", "HIV")}
    (found,) = lacking(person(ELIGIBLE, **old).assessment)
    assert found.what == "Her tests for hepatitis B, hepatitis C and HIV (clause 15)"
    assert found.fact is None
    assert found.do == "Arrange the tests that are missing or older than two years."


def test_a_part_that_was_not_seen_is_for_the_commissioner() -> None:
    """Nobody else can supply it."""
    found = [one for who in people_of(HEARING) for one in lacking(who.assessment) if one.who == "commissioner"]
    assert found
    assert {one.do for one in found} == {"Ask the commissioner for its own document."}


def test_what_is_empty_in_the_details_is_missing() -> None:
    """Somebody who is named needs what a provider needs; nobody who is left out does."""
    who = person(ELIGIBLE).assessment
    assert lacking(who) == lacking(who, REFERRER, REFERRED) == ()
    found = lacking(who, replace(REFERRER, role=" ", telephone="", email=""), replace(REFERRED, nhs_number="", born=None))
    assert [(one.what, one.who) for one in found] == [
        ("role of who refers", "clinician"),
        ("telephone number or e-mail address of who refers", "clinician"),
        ("NHS number of who is referred", "anyone"),
        ("date of birth of who is referred", "anyone"),
    ]


def test_the_form_and_the_assessment_are_about_one_person() -> None:
    """Another day of birth than the one assessed is something to check."""
    (found,) = lacking(person(ELIGIBLE).assessment, None, replace(REFERRED, born=date(1990, 3, 5)))
    assert found.do == "Check that both are about the same person."


def test_no_error_tells_about_the_person() -> None:
    """Of all example people nothing but the titles of rules and the words of the policy stands in an error."""
    for one in (one for one in people_of(NORFOLK) if not one.ready):
        with pytest.raises(CoequalError) as raised:
            packed(one)
        assert "Wilhelmina" not in str(raised.value)
        assert "1990" not in str(raised.value)

"""The headline: what an assessment comes to, for the public and for clinicians."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.assessor import Assessor, find
from coequal.eligibility.examples import examples
from coequal.eligibility.headline import Asked, Headline, headline
from coequal.eligibility.interview import EVERYBODY, Interview, interviewed
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, read_case
from coequal.policies.exemptions import exemptions
from coequal.policies.library import Library
from tests.eligibility.building import boolean, case, criterion, day, rules, words
from tests.policies.building import FAMILY, WORDS, family_folder, library_folder

PUBLIC = ("anyone",)
TODAY = date(2026, 11, 26)
NORFOLK = "norfolk-and-waveney/assisted-conception"
ELIGIBLE = "an eligible couple"
ONE = words(boolean("one") + day("referral"))


@cache
def assessor(name: str) -> Assessor:
    """A policy of the shipped library."""
    library = Library()
    return Assessor(find(library, name, lambda _policy: None), library)


def of(name: str, known: Case, asks: tuple[str, ...] = PUBLIC, **asked: Any) -> Headline:
    """The headline for somebody who is asked until nothing matters, and knows only this."""
    own = assessor(name)
    answered = interviewed(Interview(own.rules, TODAY, asks), known)
    exempt = list(exemptions(own.policy.vocabulary, answered.case, own.library.organisations))
    return headline(own.rules, own.assess(answered.case), Asked(asks, **asked), exempt)


def at_once(name: str, known: Case) -> Headline:
    """The headline for somebody who says all that the public can say of them, whether or not it still matters."""
    own = assessor(name)
    facts = own.policy.vocabulary.dictionary.facts
    said = Case({name: found for name, found in known.facts.items() if facts[name].answered_by in PUBLIC})
    return headline(own.rules, own.assess(Interview(own.rules, TODAY, PUBLIC, said).case), Asked(PUBLIC))


@cache
def people(name: str) -> Mapping[str, Case]:
    """The example people of a policy."""
    return {person.name: person.case for person in examples(assessor(name).policy)}


def couple(**facts: object) -> Case:
    """The couple of Norfolk and Waveney who meet every rule, with other facts."""
    other = {name.replace("_", " "): value for name, value in facts.items()}
    dictionary = assessor(NORFOLK).policy.vocabulary.dictionary
    return people(NORFOLK)[ELIGIBLE].with_facts(read_case(other, dictionary).facts)


@pytest.mark.parametrize(
    ("facts", "kind", "title"),
    [
        ({}, "confirm", "You meet everything that you could answer; a clinician must confirm the rest"),
        ({"patient_BMI": 18.9}, "not yet", "Not yet: this could change"),
        ({"patient_BMI": 30}, "reading", "It depends on how the policy is read"),
        ({"patient_BMI": 30.1}, "not yet", "Not yet: this could change"),
        ({"patient_BMI": None}, "could not tell", "You meet everything that you could answer; one answer is still missing"),
        ({"months_trying": 35}, "not yet", "Not yet: this could change"),
        ({"patient_sterilised": True}, "not under this policy", "Not under this policy"),
        ({"patient_living_children": 1}, "not under this policy", "Not under this policy"),
        ({"patient_smokes": True}, "not yet", "Not yet: this could change"),
        ({"welfare_concern": True}, "confirm", "You meet everything that you could answer; a clinician must confirm the rest"),
        (
            {"patient_smokes": True, "patient_stop_smoking_programme": True},
            "confirm",
            "Nothing that you answered rules it out; a clinician must confirm the rest",
        ),
    ],
)
def test_the_public_reads_a_headline_by_what_it_could_answer(facts: dict[str, object], kind: str, title: str) -> None:
    """A yes waits for a clinician, a no says whether it could change, and what is not known is neither."""
    found = of(NORFOLK, couple(**facts))
    assert (found.kind, found.title) == (kind, title)


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, "all met"),
        ({"other_medical_grounds": True}, "judge"),
        ({"patient_rubella_immune": None}, "could not tell"),
        ({"embryo_testing_needed": True}, "elsewhere"),
        ({"welfare_concern": True}, "stop"),
        ({"welfare_concern": True, "patient_sterilised": True}, "stop"),
        ({"patient_BMI": 30, "other_medical_grounds": True}, "reading"),
        ({"patient_BMI": 31}, "not yet"),
    ],
)
def test_a_clinician_reads_of_a_concern_before_anything_else(facts: dict[str, object], kind: str) -> None:
    """And otherwise what all the facts come to."""
    own, known = assessor(NORFOLK), couple(**facts)
    assert headline(own.rules, own.assess(known), Asked(EVERYBODY)).kind == kind


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_every_example_person_of_norfolk_and_waveney_gets_one_headline() -> None:
    """With a title, something to say and something to do, for what the public can say of each."""
    found = [at_once(NORFOLK, known) for known in people(NORFOLK).values()]
    print(Counter(one.kind for one in found))  # noqa: T201  # the distribution, for whoever looks
    assert len(found) == len(people(NORFOLK)) > 200
    assert all(one.title and (one.sentences or one.things) and one.steps for one in found)
    assert {one.kind for one in found} == {"confirm", "could not tell", "not yet", "reading", "not under this policy"}


_NOT_FOUND = "Some rules of this policy were not found, so nobody can be found eligible under it here."
_IN_PART = "We have seen only a part of this policy, so nobody can be found eligible under it here."


@pytest.mark.no_cover  # it goes through what is covered elsewhere, many times
def test_nobody_is_found_eligible_under_a_policy_that_was_seen_in_part() -> None:
    """Whatever the headline, it says how much was seen."""
    name = "south-staffordshire/assisted-conception@2013-04"
    found = [of(name, known) for known in people(name).values()]
    assert {one.kind for one in found} == {"in part", "could not tell", "not yet", "reading", "not under this policy"}
    assert {one.in_part for one in found} == {_IN_PART}
    assert of(NORFOLK, couple()).in_part is None


def test_what_was_looked_for_and_not_found_is_in_doubt_too(tmp_path: Path) -> None:
    """A rule whose value was not found leaves nobody eligible, and the headline says that it is the policy that is wanting."""
    (policy,) = Library(family_folder(library_folder(tmp_path), FAMILY)).versions("east/hearing")
    east = Rules(policy)
    known = read_case({"hearing loss": 90, "works": False}, WORDS.dictionary)
    found = headline(east, assess(east, known), Asked(PUBLIC))
    assert (found.kind, found.title) == ("in part", "We have seen this policy only in part")
    assert found.in_part == {"whole": _NOT_FOUND, "partial": _IN_PART}[policy.completeness]


def test_a_yes_lists_what_a_clinician_must_confirm_and_the_real_path() -> None:
    """First the GP, then the hospital, whose referral is the one that counts; other steps once that has been made."""
    found = of(NORFOLK, couple())
    assert found.lead == "A clinician must confirm or judge:"
    assert "Rubella (clause 17)" in found.things
    assert [step.split(".")[0] for step in found.steps] == [
        "See your GP first",
        "Your GP can refer you to a hospital clinic, which does the tests and gives advice",
        "The hospital clinic can refer you to a fertility clinic",
    ]
    assert of(NORFOLK, couple(), referred=date(2023, 5, 2)).steps[0].startswith("You say that the hospital has referred you")
    to_come = of(NORFOLK, couple(), referred=date(2027, 5, 2), to_come=True).steps
    assert to_come[0] == "You gave 2 May 2027 as the day of the referral. That day is still to come."
    assert to_come[1:] == found.steps


def test_another_reading_never_stands_beside_a_plain_yes_or_no() -> None:
    """What each reading comes to is said, and whom to ask."""
    found = of(NORFOLK, couple(patient_BMI=30))
    assert found.sentences == ("As we read it, nothing is known to stand in the way, but not everything is known.",)
    assert found.things == ("Body mass index (clause 4), read as “below 30”: a rule is not met.",)
    assert found.steps[0] == "Ask the clinician who looks after you, or the commissioner, how this rule is read."


def test_waiting_has_its_day() -> None:
    """One month is lacking of three years, and nothing else."""
    found = of(NORFOLK, couple(months_trying=35))
    assert found.sentences == ("Waiting alone is enough for this: it is met from 2 June 2023.",)
    assert found.things[0].endswith("Waiting alone makes it met from 2 June 2023.")
    assert found.steps == ("Your GP can tell you what could help, and what else there is.",)


def test_waiting_that_costs_something_else_is_no_way() -> None:
    """By the time that a year has passed, the rule that ends in May no longer covers it."""
    young = rules(
        words(
            day("referral", "changes: with time, moment: referral, plausible: 2000-01-01 .. 2100-01-01")
            + day("since", "changes: never, plausible: 2000-01-01 .. 2100-01-01")
        ),
        criterion("long-enough", "met when: since <= referral - 12 months"),
        criterion("not-too-long", 'met when: referral < date("2024-06-01")'),
    )
    facts = {"referral": "2024-03-01", "since": "2023-06-01"}
    found = headline(young, assess(young, case(young, facts)), Asked(PUBLIC))
    assert (found.kind, found.sentences) == (
        "not under this policy",
        ("Waiting alone is not enough: by 1 June 2024 this would no longer be met: not-too-long (clause not-too-long).",),
    )


def test_another_body_decides_for_the_armed_forces() -> None:
    """The policy has no criterion that says so; the dictionary does."""
    own, known = assessor(NORFOLK), couple(armed_forces=True)
    exempt = list(exemptions(own.policy.vocabulary, known, own.library.organisations))
    found = headline(own.rules, own.assess(known), Asked(PUBLIC), exempt)
    assert (found.kind, found.title) == ("elsewhere", "Another body decides")
    assert "NHS England" in found.sentences[0]
    assert found.steps == (
        "Tell your GP, or the clinic that looks after you, who decides. Other rules count than those of this policy.",
    )
    for_clinician = headline(own.rules, own.assess(couple(embryo_testing_needed=True)), Asked(EVERYBODY))
    assert for_clinician.policy_says == ("Refer through the genetics service. NHS England decides on the funding. (clause 16)",)


def test_half_way_nothing_is_settled_but_a_no() -> None:
    """What is left to ask could still change the answer."""
    own = assessor(NORFOLK)
    begun = Case({"referral date": couple().facts["referral date"]})
    assert headline(own.rules, own.assess(begun), Asked(PUBLIC, finished=False)).kind == "so far"
    refused = begun.with_facts({"patient sterilised": couple(patient_sterilised=True).facts["patient sterilised"]})
    assert headline(own.rules, own.assess(refused), Asked(PUBLIC, finished=False)).kind == "not under this policy"


def test_where_only_a_person_can_judge_the_title_says_so() -> None:
    """And where nothing at all is left, a clinician still confirms."""
    one = rules(ONE, criterion("one", "met when: one"), criterion("wise", "kind: judgement"))
    found = headline(one, assess(one, case(one, {"one": True})), Asked(PUBLIC))
    assert found.title == "You meet everything that you could answer; a person must judge the rest"
    assert (found.lead, found.things) == ("A person must judge:", ("wise (clause wise)",))
    assert found.steps[0] == "See your GP. Take the one-page summary with you."
    plain = rules(ONE, criterion("one", "met when: one"))
    found = headline(plain, assess(plain, case(plain, {"one": True})), Asked(PUBLIC))
    assert (found.title, found.things) == ("You meet everything that you could answer; a clinician must confirm it", ())


def test_clinicians_are_told_of_facts_and_patients_are_asked() -> None:
    """The most useful first, and only a few."""
    own, nothing = assessor(NORFOLK), Case({"referral date": couple().facts["referral date"]})
    for_clinician = headline(own.rules, own.assess(nothing), Asked(EVERYBODY))
    assert for_clinician.things[0] == "her date of birth"
    assert (len(for_clinician.things), for_clinician.steps) == (5, ())
    assert of(NORFOLK, nothing).things[0] == "What is your date of birth?"


def test_a_result_that_is_out_of_date_is_said_to_be() -> None:
    """And one without a date too, to patients and to clinicians."""
    own = assessor(NORFOLK)
    old = couple(AMH={"value": 12, "unit": "pmol/L", "date": "2019-02-01"})
    assert of(NORFOLK, old).things == (
        "What was your AMH result, and when was the blood taken? The result that you gave is out of date. A new one is needed.",
    )
    undated = couple(AMH={"value": 12, "unit": "pmol/L"})
    found = headline(own.rules, own.assess(undated), Asked(EVERYBODY))
    assert found.title == "We cannot tell yet"
    assert found.things == ("her AMH: the result has no date, and without one it does not count.",)


def test_where_no_rule_was_seen_nobody_is_said_to_be_limited() -> None:
    """Nor found eligible."""
    found = of("staffordshire-and-stoke-on-trent/hearing-aids-adults", Case({}))
    assert found.sentences == ("As far as we have seen, no rule here limits who may have it. Ask your GP.",)
    assert found.in_part == _IN_PART


def test_a_wait_that_is_over_is_not_called_one() -> None:
    """Somebody who was a day too young at a referral of long ago is told that a referral made now would do."""
    young = people(NORFOLK)["the day before her 23rd birthday"]
    said = " ".join(of(NORFOLK, young, today=TODAY).sentences)
    assert "With a referral made now this would not stand in the way" in said
    assert "Waiting alone is enough" in " ".join(of(NORFOLK, young).sentences)

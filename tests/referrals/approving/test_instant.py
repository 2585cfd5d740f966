"""What is approved at once is a plain yes in every respect, whatever the case and the policy; and nothing is ever declined by itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from coequal.accounts.roles import Role
from coequal.criteria.consistency import check_case
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import REASONS, Case, Known, NotKnown, read_case
from coequal.referrals.approving import submitting
from coequal.referrals.approving.bound import Bound
from coequal.referrals.approving.instant import repeated_first, why_not_at_once
from coequal.referrals.approving.renewing import known_all_the_same
from coequal.referrals.models import Request, StandingAuthorisation
from coequal.referrals.moves import states as at
from coequal.referrals.pack.lacking import lacking
from coequal.referrals.pack.people import Referred
from coequal.referrals.pack.welfare import stop_of
from tests.referrals.approving import building
from tests.referrals.making import acting

AREAS = ("norfolk-and-waveney", "exampleshire", "sampleton", "testbury")


@cache
def people(area: str) -> list[Case]:
    """The example people of an area, for whom no other body commissions."""
    policy = building.rules(area).policy
    known = read_case({"armed forces": False, "embryo testing needed": False}, policy.vocabulary.dictionary).facts
    return [Case({**known, **one.case.facts}) for one in examples(policy)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Bound, Case]:
    """A policy that was seen whole, and an example person of it with a few facts taken from others, or not known."""
    area = draw(st.sampled_from(AREAS))
    bound, some = building.bound(area, owners=("EXA1",)), people(area)
    base = some[0] if draw(st.booleans()) else draw(st.sampled_from(some))
    names = sorted({name for one in some for name in one.facts})
    changes: dict[str, Known | NotKnown] = {}
    for name in draw(st.lists(st.sampled_from(names), max_size=2, unique=True)):
        others = [one.facts[name] for one in some if name in one.facts]
        changes[name] = draw(st.sampled_from(others) | st.sampled_from(REASONS).map(NotKnown))
    case = base.with_facts(changes)
    try:
        check_case(case, bound.policy.vocabulary)
    except CoequalError:
        case = base
    return bound, case


def standing(rules: Rules, **changes: object) -> StandingAuthorisation:
    """A standing authorisation for a text of a policy, kept nowhere."""
    policy = rules.policy
    values = {
        "policy": policy.id,
        "version": policy.version,
        "digest": policy.digest,
        "treatments": [one.id for one in policy.treatments],
        "since": date(2020, 1, 1),
        "until": date(2040, 1, 1),
        "lasts": 12,
        "name": "A",
        "post": "B",
    }
    return StandingAuthorisation(**{**values, **changes})


@given(cases(), st.sampled_from(["right", "other text", "other treatment", "over", "none"]), st.booleans(), st.booleans())
@settings(max_examples=300)
def test_what_is_approved_at_once_is_a_plain_yes(found: tuple[Bound, Case], how: str, before: bool, old: bool) -> None:
    """Each condition is asked for anew here, from the assessment itself."""
    bound, case = found
    changes = {
        "right": {},
        "other text": {"digest": "sha256:other"},
        "other treatment": {"treatments": ["another"]},
        "over": {"until": date(2021, 1, 1)},
    }
    given_by = None if how == "none" else standing(bound.rules, **changes[how])
    assessment, exempt = bound.assess(case), bound.exempt(case)
    referred = case.value(bound.policy.binds_by)
    day = referred if isinstance(referred, date) else date(2026, 11, 2)
    long_ago = ("Today another text is in force.",) if old else ()
    if why_not_at_once(assessment, given_by, day, exempt=exempt, before=before, long_ago=long_ago):
        return
    sought = assessment.sought.treatment.id
    governing = [one for one in assessment.criteria.values() if sought in one.criterion.treatments]
    assert how == "right"
    assert not before
    assert not old
    assert bound.policy.completeness == "whole"
    assert assessment.outcome == "eligible"
    assert not [one for one in governing if one.status in ("for judgement", "not met", "not known")]
    assert not assessment.readings
    assert not assessment.assumptions
    assert assessment.elsewhere is None
    assert not exempt
    assert stop_of(assessment) is None
    assert lacking(assessment) == ()
    assert assessment.readiness is None or assessment.readiness.ready
    assert any(isinstance(one, (int,)) or one for one in assessment.sought.amounts.values())


def test_one_of_the_example_people_is_approved_at_once() -> None:
    """So the law above is about somebody."""
    bound = building.bound("norfolk-and-waveney")
    case = people("norfolk-and-waveney")[0]
    referred = case.value("referral date")
    assert isinstance(referred, date)
    assessment = bound.assess(case)
    assert why_not_at_once(assessment, standing(bound.rules), referred, exempt=bound.exempt(case)) == ()
    assert [one for one in repeated_first(assessment) if "HIV test" in one]  # it counts for the referral, and not for the treatment


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"welfare concern": True}, "People have to talk first"),
        ({"patient BMI": 30}, "It depends on how Body mass index"),
        ({"other medical grounds": True}, "A person has to judge"),
        ({"treatment sought": "IUI"}, "A person has to judge"),
        ({"rubella antibodies tested": False}, "Not everything that is needed before referral is done"),
        ({"day 2 FSH tested": {"not known": "out of date"}}, "Out of date"),
        ({"patient BMI": {"not known": "pending"}}, "Missing: her body mass index"),
        ({"NHS embryo transfers": {"not known": "not recorded"}}, "How much the policy funds for this person is not known"),
        (
            {"referral date": date(2023, 5, 20), "AMH": {"value": 9, "unit": "pmol/L", "date": date(2023, 2, 1)}},
            "The day of referral, 20 May 2023, is still",
        ),
    ],
)
def test_every_reason_is_said(changes: dict[str, object], says: str) -> None:
    """Each of these sends it to an officer by itself."""
    bound = building.bound("norfolk-and-waveney")
    base = people("norfolk-and-waveney")[0]
    case = base.with_facts(read_case(changes, bound.policy.vocabulary.dictionary).facts)
    day = base.value("referral date")
    assert isinstance(day, date)
    found = why_not_at_once(bound.assess(case), standing(bound.rules), day, exempt=bound.exempt(case))
    assert [one for one in found if one.startswith(says)], found


def test_a_version_that_may_not_bind_is_not_approved_under_at_once() -> None:
    """What was taken for granted in choosing it counts as an assumption."""
    bound = building.bound("norfolk-and-waveney", taken=("It is not known whether this version binds.",))
    case = people("norfolk-and-waveney")[0]
    referred = case.value("referral date")
    assert isinstance(referred, date)
    found = why_not_at_once(bound.assess(case), standing(bound.rules), referred, exempt=bound.exempt(case))
    assert found == ("Something was taken for granted: It is not known whether this version binds.",)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"digest": "sha256:other"}, "The commissioner has not said"),
        ({"version": "2021-01"}, "The commissioner has not said"),
        ({"until": date(2021, 1, 1)}, "The standing authorisation does not hold on"),
        ({"treatments": ["iui"]}, "The standing authorisation does not name IVF"),
        ({"withdrawn": datetime(2023, 5, 1, 12, tzinfo=UTC)}, "The standing authorisation was withdrawn on 1 May 2023."),
    ],
)
def test_an_authorisation_is_for_one_text_some_treatments_and_its_days(changes: dict[str, object], says: str) -> None:
    """Each by itself sends a plain yes to an officer."""
    bound = building.bound("norfolk-and-waveney")
    case, day = people("norfolk-and-waveney")[0], date(2023, 5, 2)
    (why,) = why_not_at_once(bound.assess(case), standing(bound.rules, **changes), day, exempt=bound.exempt(case))
    assert why.startswith(says)


def test_what_nobody_can_say_how_much_of_is_said_by_a_person() -> None:
    """Where the policy names no amount, where nothing is left, where another body decides, and under a policy seen in part."""
    bound = building.bound("norfolk-and-waveney")
    case, day = people("norfolk-and-waveney")[0], date(2023, 5, 2)
    plain = bound.assess(case)
    for amounts, says in (
        ({}, "does not say how much"),
        ({"cycles": Decimal(0)}, "Nothing is left"),
        ({"cycles": Decimal("1.5")}, "no whole number"),
    ):
        found = why_not_at_once(replace(plain, sought=replace(plain.sought, amounts=amounts)), standing(bound.rules), day)
        assert [one for one in found if says in one], found
    away = bound.assess(case.with_facts({"embryo testing needed": Known(True)}))
    assert [one for one in why_not_at_once(away, standing(bound.rules), day) if "decides on this" in one]
    partial = next(one for one in building.library().of_service("assisted-conception") if one.completeness == "partial")
    seen_in_part = Bound(Rules(partial), frozenset({"EXA1"}), (), building.library().organisations, str, current=True)
    found = why_not_at_once(seen_in_part.assess(Case({})), None, day)
    assert found[0].startswith("Not all of this policy was seen")


@pytest.mark.parametrize(
    ("changes", "is_known"),
    [
        ({"AMH": {"value": 9, "unit": "pmol/L", "date": date(2024, 1, 1)}}, True),
        ({"patient HIV test": date(2024, 1, 1)}, True),
        ({"AMH": {"not known": "pending"}}, False),
        ({"patient HIV test": {"not known": "pending"}}, False),
        ({"patient smokes": {"not known": "not asked"}}, False),
    ],
)
def test_a_result_after_the_day_of_referral_is_missing_though_it_is_known(changes: dict[str, object], is_known: bool) -> None:
    """In a renewal it stops nothing; what nobody knows does."""
    bound = building.bound("norfolk-and-waveney")
    base = people("norfolk-and-waveney")[0]
    assessment = bound.assess(base.with_facts(read_case(changes, bound.policy.vocabulary.dictionary).facts))
    (missing,) = lacking(assessment)
    assert known_all_the_same(assessment, missing) == is_known


def test_what_is_missing_of_a_person_is_not_known() -> None:
    """It is no fact, and no test either."""
    bound = building.bound("norfolk-and-waveney")
    assessment = bound.assess(people("norfolk-and-waveney")[0])
    missing = lacking(assessment, None, Referred(""))
    assert missing
    assert not [one for one in missing if known_all_the_same(assessment, one)]


@pytest.mark.django_db
@given(st.data())
@settings(max_examples=25)
def test_nothing_that_is_sent_is_ever_declined_by_itself(data: st.DataObject) -> None:
    """It is approved at once, or waits for an officer, or was not sent at all."""
    names = ["patient BMI", "patient smokes", "partner living children", "NHS fresh cycles", "months trying", "welfare concern"]
    values = {"patient BMI": 41, "patient smokes": True, "partner living children": 2, "NHS fresh cycles": 2, "months trying": 3}
    chosen = data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    changes = {name: data.draw(st.sampled_from([values.get(name, True), {"not known": "declined"}])) for name in chosen}
    with transaction.atomic():
        building.authorised(until=timezone.localdate() + timedelta(30))
        made = building.begun(changes)
        try:
            submitting.submit(acting(Role.CLINICIAN), made, building.bound())
            assert Request.objects.get(pk=made.pk).state in (at.APPROVED, at.WITH_OFFICER)
        except CoequalError:
            assert Request.objects.get(pk=made.pk).state == at.WRITING
        transaction.set_rollback(True)

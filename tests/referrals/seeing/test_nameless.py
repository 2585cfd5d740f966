"""What of an assessment is read by people who must not know whom it is about gives no birthday away."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from coequal.eligibility.assess import assess
from coequal.eligibility.assessment import Assessment
from coequal.eligibility.examples import examples
from coequal.eligibility.rules import Rules
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dates import MONTH_NAMES, add_months, say_date
from coequal.policies.library import Library
from coequal.referrals.approving.instant import why_not_at_once
from coequal.referrals.pack.lacking import lacking
from coequal.referrals.pack.welfare import SAFEGUARDING, stop_of
from coequal.referrals.seeing.nameless import BORN, nameless
from tests.referrals.approving import building

ON = date(2026, 11, 2)
BIRTH = date(1987, 5, 17)
NEAR = [BIRTH + timedelta(days) for days in (-1, 0, 1)]


def gives_away(born: date) -> re.Pattern[str]:
    """The birthday, the day before it or after it, in any year."""
    days = {(born + timedelta(days)).strftime("%d %m") for days in (-1, 0, 1)}
    said = [f"{int(one[:2])} {MONTH_NAMES[int(one[3:]) - 1]}" for one in sorted(days)]
    return re.compile(rf"\b(?:{'|'.join(said)})\b|\d-{born:%m-%d}\b")


def read(assessment: Assessment) -> Iterator[str]:
    """Every text of an assessment that an officer, a panel or a step of the record may show, and how each is printed."""
    view = nameless(assessment)
    yield from (one.reason for one in view.assessment.criteria.values())
    yield from (" ".join((fact.says, *said)) for fact, *said in view.rows())
    yield from view.assessment.assumptions
    yield str([(one.change.since, one.facts) for one in view.assessment.criteria.values()])
    yield str(view.assessment.case)
    yield view.assessment.elsewhere.why if view.assessment.elsewhere else ""
    yield str(view.assessment.what_if)
    if stop_of(assessment) is None:
        yield from why_not_at_once(view.assessment, None, ON)
        yield from (f"{one.what} {one.why} {one.do}" for one in lacking(view.assessment))


@pytest.mark.parametrize("area", ["exampleshire", "norfolk-and-waveney"])
@pytest.mark.parametrize("born", NEAR, ids=["a day earlier", "that day", "a day later"])
def test_no_reason_gives_a_birthday_away(area: str, born: date) -> None:
    """Of no example person of a policy, whether the start of treatment is known or is what the answer hangs on."""
    rules, said, hidden = rules_of(area), 0, 0
    births = {one: Known(born) for one in ("patient date of birth", "partner date of birth", "patient smoke free since")}
    for example in examples(rules.policy):
        for starts in (Known(date(2026, 12, 1)), NotKnown()):
            days = {rules.policy.binds_by: Known(ON), "treatment start date": starts}
            case = example.case.with_facts({**births, **days})
            assessment = assess(rules, Case({name: one for name, one in case.facts.items() if not is_late(one)}))
            found = gives_away(born)
            hidden += sum(bool(found.search(one.reason)) for one in assessment.criteria.values())
            for text in read(assessment):
                said += 1
                assert not found.search(text), text
    assert said > 100
    assert hidden > 0  # so that this looks for something


def rules_of(area: str) -> Rules:
    """The latest version of an area's policy on assisted conception."""
    found = [one for one in library.of_service("assisted-conception") if one.id.startswith(f"{area}/")]
    return Rules(max(found, key=lambda one: one.version))


library = Library(None)


def is_late(one: Known | NotKnown) -> bool:
    """Whether something was known only after the day of referral here, or lies on a birthday by itself."""
    days = [day for day in (one.value, one.on) if isinstance(day, date)] if isinstance(one, Known) else []
    born = gives_away(BIRTH)
    return any(born.search(say_date(day)) for day in days if day not in NEAR)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (None, "It is met if the date on which treatment is to start is from a day in 2010 to a day in 2027."),
        (date(2026, 12, 1), "at least 23 and below 40"),
    ],
)
def test_of_a_derived_day_only_the_year_is_said(start: date | None, says: str) -> None:
    """And the age in place of the day of birth."""
    case = building.case({"treatment start date": start and start.isoformat(), "patient date of birth": "1987-05-17"})
    whole = building.bound().assess(case)
    view = nameless(whole)
    age = next(one for one in view.assessment.criteria.values() if "age" in one.criterion.id)
    assert says in age.reason
    assert {fact.name: said for fact, said, _on in view.rows()}["patient date of birth"] == "39 years old on the day of referral"


def test_the_day_of_referral_on_a_birthday_is_not_told_by_the_rule_on_age() -> None:
    """Other rules name that day, so that the rule on age must not, on whichever day it falls."""
    for months in (40 * 12, 23 * 12):
        born = add_months(building.REFERRED, -months)
        case = building.case({"treatment start date": None, "patient date of birth": born.isoformat()})
        for one in nameless(building.bound().assess(case)).assessment.criteria.values():
            if "age" in one.criterion.id:
                assert not re.search(r"\d (November|October) 20", one.reason), one.reason


def test_days_that_say_nothing_of_a_birth_stay() -> None:
    """The day of a test, and the days that the criterion itself names."""
    case = building.case({"patient smokes": "false"})
    view = nameless(building.bound().assess(case))
    assert view.said(f"Referred on {say_date(building.REFERRED)}, born on 4 March 1991.") == (
        f"Referred on {say_date(building.REFERRED)}, born on a day in 1991."
    )


@pytest.mark.parametrize(
    ("ended", "said"), [("31 March 2026", "31 March 2026"), ("17 May 1987", "a day in 1987")], ids=["a day of a body", "a birthday"]
)
def test_a_day_that_is_about_a_body_may_be_read(ended: str, said: str) -> None:
    """It is no day of anybody's life; a birthday is said to the day nowhere."""
    bound = building.bound(taken=(f"Exampleshire ended on {ended}.",))
    view = nameless(bound.assess(building.case({"patient date of birth": "1987-05-17"})), public=bound.taken)
    assert view.assessment.assumptions[0] == f"Exampleshire ended on {said}."
    assert view.said(f"Something was taken for granted: It ended on {ended}.").endswith(f"ended on {said}.")


def test_what_has_been_so_since_birth_is_said_as_that() -> None:
    """And nothing is said of anybody's safety; what is not known says why."""
    changes = {"patient date of birth": "1987-05-17", "patient smoke free since": "1987-05-17", "patient BMI": None}
    given = building.case(changes).with_facts({"patient BMI": NotKnown("pending")})
    view = nameless(building.bound().assess(given))
    rows = {fact.name: (said, on) for fact, said, on in view.rows(str)}
    assert rows["patient smoke free since"] == ("since birth", "")
    assert rows["patient BMI"] == ("not known: pending", "")
    facts = view.assessment.policy.vocabulary.dictionary.facts
    assert not [name for name in rows if facts[name].sensitivity == SAFEGUARDING]
    assert not [name for name in view.assessment.case.facts if name.endswith(BORN)]
    assert "1987" not in re.sub(r" at 0x[0-9a-f]+", "", repr(view))  # where it lies in memory may have any digits

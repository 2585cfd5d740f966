"""What is taken for granted of a day that is not known is said, and so is for how long it makes no difference."""

from datetime import date, timedelta

import pytest

from coequal.eligibility.assumed import assumed, same_answer
from coequal.eligibility.rules import Rules
from coequal.facts.case import Known
from coequal.facts.dates import say_date
from tests.eligibility.building import boolean, case, criterion, rules, words

TODAY = date(2024, 5, 2)
ANY_DAY = "plausible: 1900-01-01 .. 2100-01-01"
WORDS = words(
    f"  referral: {{type: date, says: the date of referral, moment: referral, answered by: anyone, {ANY_DAY}}}\n"
    f"  start: {{type: date, says: the start of treatment, answered by: nobody, {ANY_DAY}}}\n"
    f"  transfer: {{type: date, says: the day of the transfer, answered by: nobody, {ANY_DAY}}}\n"
    f"  other day: {{type: date, says: another day, answered by: nobody, {ANY_DAY}}}\n"
    f"  tested: {{type: date, says: the day of the test, answered by: clinician, {ANY_DAY}}}\n"
    f"  born: {{type: date, says: her date of birth, answered by: anyone, {ANY_DAY}}}\n"
    + boolean("p")
    + "  her age: {type: number, unit: years, says: her age, is: 'age(born, start)'}\n"
)
BOTH = rules(WORDS, criterion("a", "met when: her age >= 23 and transfer > start and tested < referral and p"))
FOR_REFERRAL = "The date of referral is not known, so today, 2 May 2024, stands for it."
FOR_START = "The start of treatment is not known, so the date of referral stands for it."
FOR_TRANSFER = "The day of the transfer is not known, so the date of referral stands for it."


@pytest.mark.parametrize(
    ("facts", "referral", "start", "transfer", "said"),
    [
        ({}, "2024-05-02", "2024-05-02", "2024-05-02", (FOR_REFERRAL, FOR_START, FOR_TRANSFER)),
        ({"referral": {"not known": "declined"}}, "2024-05-02", "2024-05-02", "2024-05-02", (FOR_REFERRAL, FOR_START, FOR_TRANSFER)),
        ({"referral": "2023-01-01"}, "2023-01-01", "2023-01-01", "2023-01-01", (FOR_START, FOR_TRANSFER)),
        ({"referral": "2023-01-01", "transfer": "2023-03-01"}, "2023-01-01", "2023-01-01", "2023-03-01", (FOR_START,)),
        ({"start": "2024-06-01"}, "2024-05-02", "2024-06-01", "2024-05-02", (FOR_REFERRAL, FOR_TRANSFER)),
        ({"referral": "2023-01-01", "start": "2023-02-01", "transfer": "2023-03-01"}, "2023-01-01", "2023-02-01", "2023-03-01", ()),
    ],
)  # fmt: skip
def test_today_stands_for_the_referral_and_the_referral_for_what_is_planned(
    facts: dict[str, object], referral: str, start: str, transfer: str, said: tuple[str, ...]
) -> None:
    """Where it is not known and only there, with a sentence for each, in the dictionary's order."""
    found, sentences = assumed(BOTH, case(BOTH, facts), TODAY)

    assert [str(found.value(name)) for name in ("referral", "start", "transfer")] == [referral, start, transfer]
    assert sentences == said


def test_nothing_else_is_taken_for_granted() -> None:
    """Neither what somebody could be asked for, nor a day that the policy does not speak of."""
    found, _ = assumed(BOTH, case(BOTH, {}), TODAY)
    only_p = rules(WORDS, criterion("a", "met when: p"))

    assert set(found.facts) == {"referral", "start", "transfer"}
    assert set(assumed(only_p, case(only_p, {}), TODAY)[0].facts) == {"referral"}


def said(of: Rules, **facts: object) -> tuple[str, ...]:
    """For how long the planned days make no difference."""
    return same_answer(of, case(of, {"referral": "2022-03-01", "start": "2023-05-02", **facts}), of.governing[0])


def by_day(of: Rules, **facts: object) -> tuple[str, ...]:
    """The same, found by a look at every day from referral on, for five years."""
    here, referral = date(2023, 5, 2), date(2022, 3, 1)
    read = case(of, {"referral": referral, **facts})

    def outcome(day: date) -> str:
        return of.governing[0].outcome(of.statuses(of.values(read.with_facts({"start": Known(day)}))))

    far = range(1, 5 * 365)
    since_referral = range(1, (here - referral).days + 1)
    before = next((here - timedelta(n - 1) for n in since_referral if outcome(here - timedelta(n)) != outcome(here)), None)
    after = next((here + timedelta(n - 1) for n in far if outcome(here + timedelta(n)) != outcome(here)), None)
    ends = [f"not before {say_date(before)}"] if before else []
    ends += [f"not after {say_date(after)}"] if after else []
    return (f"The outcome stays as it is if the start of treatment is {' and '.join(ends)}.",) if ends else ()


@pytest.mark.parametrize(
    ("born", "condition", "ends"),
    [
        ("2000-03-04", "her age in [23 .. 25)", "not before 4 March 2023 and not after 3 March 2025"),
        ("2000-05-02", "her age in [23 .. 25)", "not before 2 May 2023 and not after 1 May 2025"),
        ("2000-05-03", "her age in [23 .. 25)", "not after 2 May 2023"),
        ("2000-03-04", "her age >= 23", "not before 4 March 2023"),
        ("1990-03-04", "her age < 35", "not after 3 March 2025"),
        ("1998-03-04", "her age in [24 .. 26) or her age >= 28", "not before 4 March 2022 and not after 3 March 2024"),
        ("1990-03-04", "start <= referral + 17 months", "not after 1 August 2023"),
        ("2000-02-03", "her age >= 22", None),
        ("1990-03-04", "p", None),
        ("1990-03-04", "her age >= 23 and p", None),
        ("1990-03-04", "referral > born", None),
    ],
)
def test_the_outcome_changes_just_outside_the_span_that_is_named(born: str, condition: str, ends: str | None) -> None:
    """A day earlier or later it would be another one, and on no day within; where no day matters nothing is said."""
    of = rules(WORDS, criterion("a", f"met when: {condition}"), criterion("b", "met when: start is known"))
    expected = () if ends is None else (f"The outcome stays as it is if the start of treatment is {ends}.",)

    assert said(of, born=born, p=False) == expected
    assert by_day(of, born=born, p=False) == expected


def test_of_several_criteria_the_nearest_change_counts() -> None:
    """Of those that change the outcome: what has failed already has no say."""
    two = rules(WORDS, criterion("a", "met when: her age < 40"), criterion("b", "met when: start < referral + 2 years"))
    failed = rules(WORDS, criterion("a", "met when: her age < 40"), criterion("b", "met when: start > referral + 20 years and p"))

    assert said(two, born="1990-03-04") == ("The outcome stays as it is if the start of treatment is not after 29 February 2024.",)
    assert said(two, born="1990-03-04") == by_day(two, born="1990-03-04")
    assert said(failed, born="1990-03-04", p=False) == ()


def test_a_person_whose_birth_is_not_known_has_no_span() -> None:
    """Whatever the day, the outcome is not known."""
    assert said(rules(WORDS, criterion("a", "met when: her age >= 23"))) == ()


def test_an_outcome_that_is_not_settled_is_not_said_to_stay() -> None:
    """Although another day would refuse her."""
    two = rules(WORDS, criterion("a", "met when: her age < 40"), criterion("b", "met when: p"))
    assert said(two, born="1990-03-04") == ()
    assert said(two, born="1990-03-04", p=True) != ()

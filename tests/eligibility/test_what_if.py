"""Single changes that would better an outcome: each keeps its promise, and none that there is goes unsaid."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from coequal.criteria.consistency import check_case
from coequal.criteria.kleene import FRESH
from coequal.eligibility.assess import assess
from coequal.eligibility.outcome import OUTCOMES
from coequal.eligibility.rules import Rules
from coequal.eligibility.what_if import WhatIf, what_if
from coequal.errors import CoequalError
from coequal.facts.case import Case, Known
from tests.eligibility import test_missing
from tests.eligibility.building import boolean, case, criterion, number, rules, words

DAYS = "plausible: 2000-01-01 .. 2100-01-01"
WORDS = words(
    f"  referral: {{type: date, says: the date of referral, moment: referral, changes: with time, {DAYS}}}\n"
    f"  tested: {{type: date, says: the date of her test, changes: possible, {DAYS}}}\n"
    + boolean("p")
    + boolean("q")
    + boolean("settled", "never")
    + boolean("older", "with time")
    + "  concern: {type: boolean, says: whether there is a concern, if true: a concern, if false: none, sensitivity: safeguarding}\n"
    + "  place: {type: area, says: the area}\n"
    + "  choice: {type: choice, says: her choice, values: {x: she chose x, y: she chose y, z: she chose z}}\n"
    + number("n", "plausible: 0 .. 99")
    + number("m", "plausible: 0 .. 99")
    + number("height", "unit: cm, other units: {m: 100}, decimals: 1, plausible: 100 .. 250")
    + number("level", "dated: true, decimals: 1, plausible: 0 .. 99")
    + number("tally", "plausible: 0 .. 99, follows from: n + 1")
    + number("both", "is: n + m"),
    "contradictions:\n  - {never: p and q, because: it is one or the other}\n  - {never: both > 50, because: nobody has so many}\n",
)
REFERRAL = {"referral": "2023-05-02"}


def changes(facts: dict[str, object], *criteria: tuple[str, ...]) -> list[WhatIf]:
    """The single changes that better the outcome of a case under some criteria."""
    of = rules(WORDS, *(criterion(name, *lines) for name, lines in zip("abc", criteria, strict=False)))
    return what_if(of, case(of, facts), of.governing[0])


def said(facts: dict[str, object], *criteria: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The same in words: the fact, its values, the outcome."""
    return [(change.fact.name, change.says, change.outcome) for change in changes(facts, *criteria)]


@pytest.mark.parametrize(
    ("facts", "condition", "expected"),
    [
        ({"n": 18}, "n >= 19", ("n", "at least 19")),
        ({"n": 18}, "n > 19", ("n", "at least 20")),
        ({"n": 31}, "n <= 30", ("n", "at most 30")),
        ({"n": 18}, "n in [19 .. 30]", ("n", "19 to 30")),
        ({"n": 31}, "n in [19 .. 30]", ("n", "19 to 30")),
        ({"n": 30}, "n in [19 .. 30)", ("n", "19 to 29")),
        ({"n": 18}, "n = 19", ("n", "19")),
        ({"height": "149 cm"}, "height in [150 .. 160)", ("height", "150 to 159.9 cm")),
        ({"height": "149 cm"}, "height >= 150", ("height", "at least 150 cm")),
        ({"height": "149 cm"}, "height = 150", ("height", "150 cm")),
        ({"n": 50}, "n <= 30 or n >= 60", ("n", "at least 60")),
        ({"n": 40}, "n <= 30 or n >= 60", ("n", "at most 30")),
        ({"n": 41}, "n in [10 .. 20] or n in [60 .. 70]", ("n", "60 to 70")),
        ({"n": 39}, "n in [10 .. 20] or n in [60 .. 70]", ("n", "10 to 20")),
        ({"n": 3}, "n > 3 and n <= 99", ("n", "at least 4")),
        ({"p": True}, "not(p)", ("p", "no")),
        ({"p": False}, "p", ("p", "yes")),
        ({"choice": "x"}, 'choice = "y"', ("choice", "y")),
        ({"tested": "2021-05-01"}, 'tested >= date("2021-05-02")', ("tested", "on or after 2 May 2021")),
        ({"tested": "2021-05-03"}, 'tested < date("2021-05-03")', ("tested", "on or before 2 May 2021")),
        (
            {**REFERRAL, "tested": "2021-05-01"},
            "tested in [referral - 2 years .. referral]",
            ("tested", "2 May 2021 to 2 May 2023"),
        ),
        ({"n": 2, "m": 3}, "both >= 6 and m <= 3", ("n", "3 to 47")),
    ],
)
def test_one_change_of_a_fact_brings_it_to_where_the_criterion_is_met(
    facts: dict[str, object], condition: str, expected: tuple[str, str]
) -> None:
    """From below and from above, in one stretch or, of two, in the nearer one, both ends in."""
    assert said(facts, (f"met when: '{condition}'",)) == [(*expected, "eligible")]


def test_a_choice_names_each_value_that_would_do() -> None:
    """Its values have no order, so each stands alone."""
    assert said({"choice": "x"}, ('met when: choice != "x"',)) == [("choice", "y", "eligible"), ("choice", "z", "eligible")]


def test_several_facts_may_each_do_it() -> None:
    """One of them is enough."""
    assert said({"p": False, "n": 3}, ("met when: p or n > 5",)) == [("p", "yes", "eligible"), ("n", "at least 6", "eligible")]


def test_where_two_things_stand_in_the_way_no_single_change_does() -> None:
    """Nor where nothing could be otherwise."""
    assert changes({"p": False, "n": 3}, ("met when: p",), ("met when: n > 5",)) == []
    assert changes({"n": 3}, ("met when: n > 5 and n < 2",)) == []


def test_the_best_outcome_comes_first() -> None:
    """Eligible, then not known, then for judgement; of one fact only the stretch that leads to its best."""
    judged = ("kind: judgement", "judged when: n > 5")
    found = said({"p": False, "n": 3, "choice": "x"}, ('met when: p or n > 5 or (choice = "y" and q)',), judged)

    assert found == [
        ("p", "yes", "eligible"),
        ("choice", "y", "not known"),
        ("n", "at least 6", "for judgement"),
    ]
    stepwise = ("kind: judgement", "judged when: n < 20")
    assert said({"n": 3}, ("met when: n > 5",), stepwise) == [("n", "at least 20", "eligible")]


def test_a_new_result_counts_as_current() -> None:
    """One that is out of date, too; where any value would do, that is said."""
    window = "evidence: {level: within 12 months before referral}"
    old = {"value": 7, "date": "2021-01-01"}

    low = {**REFERRAL, "level": {"value": 4, "date": "2023-02-01"}}
    assert said(low, ("met when: level > 5.4", window)) == [("level", "at least 5.5", "eligible")]
    assert said({**REFERRAL, "level": old}, ("met when: level > 5.4", window)) == [("level", "at least 5.5", "eligible")]
    assert said({**REFERRAL, "level": old}, ("met when: level is known", window)) == [("level", "any other value", "eligible")]


@pytest.mark.parametrize(
    ("facts", "lines"),
    [
        ({"place": "26A"}, ('met when: place != "26A"',)),
        ({"concern": True}, ("kind: judgement", "judged when: concern")),
        ({"settled": False}, ("met when: settled",)),
        ({"older": False}, ("met when: older",)),
        (REFERRAL, ("met when: 'referral > date(\"2024-01-01\")'",)),
        ({}, ("met when: p",)),
        ({"p": {"not known": "pending"}}, ("met when: p",)),
    ],
    ids=["a place", "a concern for safety", "what never changes", "what waiting brings", "a day", "nothing given", "not known"],
)
def test_some_facts_are_never_said_to_be_otherwise(facts: dict[str, object], lines: tuple[str, ...]) -> None:
    """Nobody moves house or hides a concern to be treated; what is not known is not to be changed but to be found out."""
    assert changes(facts, lines) == []


def test_a_fact_that_no_criterion_of_the_treatment_looks_at_is_left_out() -> None:
    """Such as one that stands in the criterion of another treatment, or in one that touches no outcome."""
    of = rules(
        WORDS,
        criterion("a", "for: [ivf]", "met when: p"),
        criterion("b", "for: [iui]", "met when: n > 5"),
        criterion("c", "kind: readiness", "met when: m > 5"),
        treatments="ivf: {name: IVF}\niui: {name: IUI}",
    )
    facts = case(of, {"p": False, "n": 3, "m": 3})
    ivf, iui = (what_if(of, facts, governing) for governing in of.governing)

    assert ([change.fact.name for change in ivf], [change.fact.name for change in iui]) == (["p"], ["n"])


def test_a_change_that_would_contradict_another_fact_is_left_out() -> None:
    """Whether with what was given, with what is worked out from it, or with what follows from it."""
    assert changes({"p": False, "q": True}, ("met when: p",)) == []
    assert said({"p": False, "q": False}, ("met when: p",)) == [("p", "yes", "eligible")]
    assert changes({"n": 20, "m": 20}, ("met when: n > 30",)) == []
    assert said({"n": 20, "m": 20}, ("met when: n in [25 .. 35]",)) == [("n", "25 to 30", "eligible")]
    assert changes({"n": 3, "tally": 4}, ("met when: n > 5",)) == []
    assert said({"n": 3}, ("met when: tally > 6",)) == [("n", "at least 6", "eligible")]
    assert said({"tally": 4}, ("met when: tally > 6",)) == [("tally", "at least 7", "eligible")]


def test_an_assessment_says_it_only_of_somebody_who_is_not_eligible() -> None:
    """Nobody who is eligible, for judgement or not known is told what to change."""
    of = rules(WORDS, criterion("a", "met when: n <= 30"), criterion("b", "kind: judgement", "judged when: p"))

    assert assess(of, case(of, {"n": 30, "p": False})).what_if == ()
    assert assess(of, case(of, {"n": 30, "p": True})).what_if == ()
    assert assess(of, case(of, {"p": False})).what_if == ()
    (found,) = assess(of, case(of, {"n": 31, "p": False})).what_if
    assert found == WhatIf(WORDS.dictionary.facts["n"], Decimal(31), None, Decimal(30), "eligible")


# By brute force over every plausible value.


def better(of: Rules, read: Case, name: str) -> dict[Any, str]:
    """The outcomes, better than now, to which each other value of a fact leads that contradicts nothing."""
    governing = of.governing[0]
    now = governing.outcome(of.statuses(of.values(read)))
    found = {}
    for value in test_missing.VALUES[name]:
        other = read.with_facts({name: Known(value, FRESH if name == "level" else None)})
        try:
            check_case(other, of.policy.vocabulary)
        except CoequalError:
            continue
        outcome = governing.outcome(of.statuses(of.values(other)))
        if OUTCOMES.index(outcome) < OUTCOMES.index(now):
            found[value] = outcome
    return found


def stretch(change: WhatIf) -> Iterator[Any]:
    """The plausible values in a stretch."""
    for value in test_missing.VALUES[change.fact.name]:
        if (change.low is None or value >= change.low) and (change.high is None or value <= change.high):
            yield value


def assert_kept_and_none_missed(of: Rules, facts: dict[str, object]) -> None:
    """Every value in a stretch leads where it should, the nearest one that does is in it, and no fact is left out."""
    read = case(of, facts)
    found = what_if(of, read, of.governing[0])
    by_fact = {name: better(of, read, name) for name in test_missing.VALUES if read.value(name) is not None}

    assert {change.fact.name for change in found} == {name for name, outcomes in by_fact.items() if outcomes}
    for change in found:
        outcomes = by_fact[change.fact.name]
        best = min(outcomes.values(), key=OUTCOMES.index)
        assert change.outcome == best
        if change.fact.kind in ("number", "date"):
            assert {outcomes.get(value) for value in stretch(change)} == {best}
            nearest = min(abs(value - change.now) for value, outcome in outcomes.items() if outcome == best)
            assert nearest == min(abs(value - change.now) for value in stretch(change))
        else:
            assert outcomes[change.low] == best
    choices = [(change.fact.name, change.low) for change in found if change.fact.kind in ("boolean", "choice")]
    assert len(choices) == len(set(choices))


@given(test_missing.policies(), test_missing.cases())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_single_change_keeps_its_promise_and_none_is_missed(of: Rules, facts: dict[str, object]) -> None:
    """By a look at every plausible value of every fact, one at a time."""
    assert_kept_and_none_missed(of, facts)


@pytest.mark.hunt
@given(test_missing.policies(), test_missing.cases())
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_long_search_finds_no_broken_promise(of: Rules, facts: dict[str, object]) -> None:
    """The same, over many more policies and cases."""
    assert_kept_and_none_missed(of, facts)

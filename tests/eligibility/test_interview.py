"""The interview: every question matters, and when it is over nothing that can be asked does."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

import coequal
from coequal.criteria.kleene import FRESH
from coequal.criteria.vocabulary import vocabulary, work_out
from coequal.eligibility.assess import assess
from coequal.eligibility.assumed import assumed
from coequal.eligibility.examples import Example, examples
from coequal.eligibility.interview import EVERYBODY, Interview, interviewed
from coequal.eligibility.rules import Rules
from coequal.errors import CoequalError
from coequal.facts.case import NotKnown
from tests.eligibility import test_missing
from tests.eligibility.building import case, criterion, rules, words

TODAY = date(2024, 1, 3)
ASKED = "question: What?, answered by: "
YES_OR_NO = "type: boolean, says: whether {0}, if true: {0} is so, if false: {0} is not so"
ANY_DAY = "plausible: 1900-01-01 .. 2100-01-01"


def yes_or_no(name: str, more: str = f"{ASKED}anyone") -> str:
    """A fact that is true or false, in YAML."""
    return f"  {name}: {{{YES_OR_NO.format(name)}, {more}}}\n"


SEEN = (
    f"  referral: {{type: date, says: the date of referral, moment: referral, changes: with time, {ASKED}anyone, {ANY_DAY}}}\n"
    f"  start: {{type: date, says: the start of treatment, changes: with time, {ASKED}nobody, {ANY_DAY}}}\n"
    f"  treatment sought: {{type: choice, says: the treatment, values: {{IVF: she seeks IVF, IUI: she seeks IUI}}, {ASKED}anyone}}\n"
    f"  born: {{type: date, says: her date of birth, {ASKED}anyone, {ANY_DAY}}}\n"
    f"  n: {{type: number, says: her n, {ASKED}anyone, plausible: 0 .. 9}}\n"
    f"  level: {{type: number, says: her level, dated: true, {ASKED}anyone, plausible: 0 .. 9}}\n"
    "  her age: {type: number, unit: years, says: her age, is: 'age(born, start)'}\n"
    + yes_or_no("p")
    + yes_or_no("q")
    + yes_or_no("found", f"{ASKED}clinician")
    + yes_or_no("hidden", f"{ASKED}nobody")
    + yes_or_no("silent", "answered by: anyone")
)
WORDS = words(SEEN, "contradictions:\n  - {never: born > referral, because: she was born after the referral}\n")
TWO = "ivf: {name: IVF}\niui: {name: IUI}"


def asked_in_turn(interview: Interview, *given_answers: object) -> list[str]:
    """The facts that are asked for while answers are given; the last one waits for an answer."""
    found = []
    for answer in given_answers:
        question = interview.question()
        assert question is not None
        found.append(question.fact.name)
        interview = interview.answer(question.fact, answer)
    question = interview.question()
    return [*found, question.fact.name] if question else found


def answered(of: Rules, asks: Collection[str] = EVERYBODY, **given_answers: object) -> Interview:
    """An interview in which some facts have been answered, in this order."""
    interview = Interview(of, TODAY, asks)
    facts = of.policy.vocabulary.dictionary.facts
    for name, answer in given_answers.items():
        interview = interview.answer(facts[name], answer)
    return interview


def test_the_treatment_comes_first_and_then_the_day_by_which_the_policy_binds() -> None:
    """Where the policy funds several treatments; the outcome asked for is that of the one sought."""
    of = rules(WORDS, criterion("a", "for: [ivf]", "met when: p"), criterion("b", "for: [iui]", "met when: q"), treatments=TWO)

    assert asked_in_turn(Interview(of, TODAY), "IUI", "2024-01-02", True) == ["treatment sought", "referral", "q"]
    assert asked_in_turn(Interview(of, TODAY), "IVF", "2024-01-02") == ["treatment sought", "referral", "p"]
    assert asked_in_turn(Interview(of, TODAY), None, "2024-01-02") == ["treatment sought", "referral", "p"]


def test_a_policy_with_one_treatment_does_not_ask_which() -> None:
    """It begins with the day by which it binds."""
    assert asked_in_turn(Interview(rules(WORDS, criterion("a", "met when: p")), TODAY), "2024-01-02", True) == ["referral", "p"]


def test_what_is_known_from_the_beginning_is_not_asked() -> None:
    """Neither the day nor another fact; it counts in the outcome."""
    of = rules(WORDS, criterion("a", "met when: p and q"))
    interview = Interview(of, TODAY, begins_with=case(of, {"referral": "2024-01-01", "p": True}))

    assert asked_in_turn(interview, True) == ["q"]
    assert interview.case.value("p") is True


def test_i_do_not_know_is_always_an_answer() -> None:
    """It is not asked again, and the fact stays not known."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "met when: q"))
    interview = Interview(of, TODAY)

    assert asked_in_turn(interview, None, None, None) == ["referral", "p", "q"]
    declined = answered(of, referral=None, p=None)
    assert declined.case.get("p") == NotKnown("not recorded")


def test_a_question_is_spared_once_another_answer_has_settled_it() -> None:
    """A criterion that failed makes all else superfluous; one way of meeting it makes the other so."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "met when: q or n > 3"))

    assert asked_in_turn(Interview(of, TODAY), "2024-01-02", False) == ["referral", "p"]
    both_ways = Interview(of, TODAY, begins_with=case(of, {"referral": "2024-01-02", "p": True, "q": True}))
    assert both_ways.question() is None


def test_back_takes_the_last_answer_away() -> None:
    """And asks it again; at the beginning there is none to take away."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "met when: q"))
    interview = answered(of, referral="2024-01-02", p=True)

    assert interview.back() == answered(of, referral="2024-01-02")
    assert asked_in_turn(interview.back()) == ["p"]
    assert interview.back().back() == Interview(of, TODAY)
    assert Interview(of, TODAY).back() == Interview(of, TODAY)


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("n", "many", "is not a number"),
        ("n", 99, "must be from 0 to 9"),
        ("p", "perhaps", "neither true nor false"),
        ("born", "soon", "is not a date"),
        ("born", "2024-01-03", "she was born after the referral"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_and_changes_nothing(name: str, answer: object, message: str) -> None:
    """Nor can one that contradicts an earlier answer."""
    of = rules(WORDS, criterion("a", "met when: p and n > 3 and her age > 30"))
    interview = answered(of, referral="2024-01-02")

    with pytest.raises(CoequalError, match=message):
        interview.answer(of.policy.vocabulary.dictionary.facts[name], answer)
    assert interview == answered(of, referral="2024-01-02")


def test_a_day_that_is_taken_for_granted_is_contradicted_too() -> None:
    """Who does not know the date of referral, for which today stands, was not born tomorrow."""
    of = rules(WORDS, criterion("a", "met when: her age > 30"))

    with pytest.raises(CoequalError, match="she was born after the referral"):
        answered(of, referral=None, born="2024-01-04")


def test_only_those_who_can_answer_are_asked() -> None:
    """The public is not asked what a clinician finds; nobody is asked what has no question or no one to answer it."""
    of = rules(WORDS, criterion("a", "met when: p and found and hidden and silent and her age > 22"))
    knows = case(of, {"p": True, "found": True, "hidden": True, "silent": True, "born": "2000-01-01"})
    everybody, public = interviewed(Interview(of, TODAY), knows), interviewed(Interview(of, TODAY, ("anyone",)), knows)

    assert set(everybody.answered.facts) == {"referral", "p", "found", "born"}
    assert set(public.answered.facts) == {"referral", "p", "born"}


def test_the_start_of_treatment_is_never_asked() -> None:
    """The day of referral stands for it, and where that is not known either, today; both are said."""
    of = rules(WORDS, criterion("a", 'met when: start >= date("2024-01-01") and her age >= 23'))
    declined = answered(of, referral=None)

    assert asked_in_turn(Interview(of, TODAY), "2024-01-02", "2001-01-02") == ["referral", "born"]
    assert (declined.case.value("referral"), declined.case.value("start")) == (TODAY, TODAY)
    assert declined.assumptions == (
        "The date of referral is not known, so today, 3 January 2024, stands for it.",
        "The start of treatment is not known, so the date of referral stands for it.",
    )
    assert answered(of, referral="2024-01-02").assumptions == declined.assumptions[1:]
    assert answered(of, referral="2024-01-02", born="2001-01-02").case.value("start") == date(2024, 1, 2)


def test_a_question_names_the_criteria_that_look_at_the_fact() -> None:
    """As people cite them, and only those of the treatment sought; none look at the treatment itself."""
    of = rules(
        WORDS,
        criterion("one", "for: [ivf]", "met when: p and q"),
        criterion("two", "for: [ivf]", "met when: p"),
        criterion("three", "for: [iui]", "met when: p"),
        treatments=TWO,
    )
    first = Interview(of, TODAY).question()
    third = answered(of, **{"treatment sought": "IVF", "referral": None}).question()

    assert first is not None
    assert third is not None
    assert (first.fact.name, first.because) == ("treatment sought", ())
    assert (third.fact.name, third.because) == ("p", ("one (clause one)", "two (clause two)"))


def test_a_question_says_whether_the_date_of_the_result_matters() -> None:
    """It does where a criterion takes results of a certain time only."""
    window = criterion("a", "met when: level > 5", "evidence: {level: within 12 months before referral}")
    with_window = answered(rules(WORDS, window), referral=None).question()
    without = answered(rules(WORDS, criterion("a", "met when: level > 5")), referral=None).question()

    assert with_window is not None
    assert without is not None
    assert (with_window.fact.name, with_window.dated, without.dated) == ("level", True, False)


def test_of_one_criterion_the_fact_that_spares_most_is_asked_first() -> None:
    """Whichever way p is, the other way of meeting the criterion need not be asked about any more."""
    of = rules(WORDS, criterion("a", "met when: (p and q and n > 3) or (not(p) and level > 3)"))

    assert asked_in_turn(answered(of, referral=None)) == ["p"]


# What any interview keeps to, over generated policies and answers.

WHO = {"c": "clinician", "m": "nobody", "start": "nobody"}
GENERATED = vocabulary(
    replace(
        test_missing.WORDS.dictionary,
        facts={
            name: replace(fact, question=None if fact.formula else f"What of {name}?", answered_by=WHO.get(name, "anyone"))
            for name, fact in test_missing.WORDS.dictionary.facts.items()
        },
    )
)
POLICIES = test_missing.policies().map(lambda of: Rules(replace(of.policy, vocabulary=GENERATED)))


def outcomes_by_world(interview: Interview, names: list[str]) -> dict[tuple[int, ...], str]:
    """The outcome in every world of some facts, each left as it is or with one of its plausible values."""
    of, slots = interview.rules, GENERATED.slots
    base = of.given(interview.case)
    options = [[None, *test_missing.VALUES[name]] for name in names]
    outcomes = {}
    for world in product(*(range(len(option)) for option in options)):
        changed = base.copy()
        for name, option, n in zip(names, options, world, strict=True):
            if n:
                changed[slots.value[name]] = option[n]
                if name in slots.on:
                    changed[slots.on[name]] = FRESH
        outcomes[world] = interview.governing.outcome(of.statuses(work_out(changed, of.formulas)))
    return outcomes


def can_be_asked(interview: Interview) -> list[str]:
    """The facts on which the policy rests that have not been asked, that somebody can answer and that do not follow yet."""
    of = interview.rules
    values = of.values(interview.case)
    mentioned = frozenset().union(*(of.grounds.mentioned[place] for place in interview.governing.places))
    rests_on = GENERATED.basis(mentioned, lambda name: values[GENERATED.slots.value[name]] is not None)
    return sorted(
        name
        for name in rests_on
        if WHO.get(name, "anyone") in interview.asks
        and name not in interview.answered.facts
        and name != "referral"
        and values[GENERATED.slots.value[name]] is None
    )


def could_change_the_outcome(outcomes: dict[tuple[int, ...], str], place: int) -> bool:
    """Whether two worlds that differ in one fact alone have different outcomes."""
    groups = defaultdict(set)
    for world, outcome in outcomes.items():
        groups[world[:place] + world[place + 1 :]].add(outcome)
    return any(len(group) > 1 for group in groups.values())


def any_answer(name: str) -> st.SearchStrategy[object]:
    """*I do not know*, a plausible value or, of a result, one with its date or without."""
    value: st.SearchStrategy[Any] = st.sampled_from(test_missing.VALUES[name])
    if name == "level":
        value = value | st.builds(
            lambda level, on: {"value": level, "date": on}, value, st.sampled_from(test_missing.VALUES["start"])
        )
    return st.none() | value


def assert_every_question_matters(of: Rules, asks: tuple[str, ...], data: st.DataObject) -> None:
    """By a look at every world that agrees with what was answered, what was declined and what cannot be asked."""
    interview = Interview(of, TODAY, asks)
    while (question := interview.question()) is not None:
        name = question.fact.name
        note(name)
        assert name not in interview.answered.facts
        if name != "referral":
            names = can_be_asked(interview)
            assert could_change_the_outcome(outcomes_by_world(interview, names), names.index(name))
        try:
            interview = interview.answer(question.fact, data.draw(any_answer(name)))
        except CoequalError:  # a tally that does not fit her n
            interview = interview.answer(question.fact, None)
    assert len(set(outcomes_by_world(interview, can_be_asked(interview)).values())) == 1


WHO_CAN_ANSWER = st.sampled_from([EVERYBODY, ("anyone",)])


@given(POLICIES, WHO_CAN_ANSWER, st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_question_could_change_the_outcome_and_at_the_end_nothing_that_can_be_asked_could(
    of: Rules, asks: tuple[str, ...], data: st.DataObject
) -> None:
    """Two worlds that differ in the fact alone have different outcomes; at the end, all worlds have the same."""
    assert_every_question_matters(of, asks, data)


@pytest.mark.hunt
@given(POLICIES, WHO_CAN_ANSWER, st.data())
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_long_search_finds_no_idle_question_and_no_early_end(of: Rules, asks: tuple[str, ...], data: st.DataObject) -> None:
    """The same, over many more policies and answers."""
    assert_every_question_matters(of, asks, data)


# Norfolk and Waveney

NORFOLK = coequal.load("norfolk-and-waveney/assisted-conception", on=date(2023, 5, 2)).rules
BEGINNING = Interview(NORFOLK, date(2023, 5, 2))


@pytest.fixture(scope="module")
def interviews() -> list[tuple[Example, Interview]]:
    """Every twelfth of the example people, and the interview with each of them."""
    return [(person, interviewed(BEGINNING, person.case)) for person in examples(NORFOLK.policy)[::12]]


def test_an_interview_ends_with_the_outcome_of_the_whole_case(interviews: list[tuple[Example, Interview]]) -> None:
    """That of somebody of whom all is known, with the same planned days, however little was asked."""
    assert len(interviews) > 20
    for person, interview in interviews:
        unplanned = person.case.with_facts(dict.fromkeys(NORFOLK.planned, NotKnown()))
        whole, _ = assumed(NORFOLK, unplanned, interview.today)
        assert assess(NORFOLK, interview.case).outcome == assess(NORFOLK, whole).outcome, person.name


def test_an_interview_asks_at_most_half_of_what_the_policy_looks_at(interviews: list[tuple[Example, Interview]]) -> None:
    """On average; never more than all of it, and nothing twice."""
    looked_at = NORFOLK.policy.vocabulary.basis(NORFOLK.mentioned)
    asked = [[name for answer in interview.answers for name in answer.facts] for _, interview in interviews]

    assert sum(map(len, asked)) / len(asked) <= len(looked_at) / 2
    for names in asked:
        assert len(names) == len(set(names))
        assert set(names) <= looked_at | {"treatment sought"}


def test_somebody_who_knows_nothing_is_asked_for_what_could_matter_and_stays_not_known() -> None:
    """Everything is declined once."""
    interview = interviewed(BEGINNING, case(NORFOLK, {}))

    assert assess(NORFOLK, interview.case).outcome == "not known"
    assert {type(found) for answer in interview.answers for found in answer.facts.values()} == {NotKnown}


def test_the_public_is_not_asked_what_only_a_clinician_can_say() -> None:
    """Such as whether there is a concern for the welfare of a child."""
    everybody = interviewed(BEGINNING, examples(NORFOLK.policy)[0].case)
    public = interviewed(replace(BEGINNING, asks=("anyone",)), examples(NORFOLK.policy)[0].case)

    assert "welfare concern" in everybody.answered.facts
    assert "welfare concern" not in public.answered.facts
    assert assess(NORFOLK, everybody.case).outcome == "eligible"
    assert assess(NORFOLK, public.case).outcome == "not known"

"""`missing` is exact: by brute force over every plausible value, not over the candidates that the search uses."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from coequal.criteria.kleene import FRESH
from coequal.criteria.vocabulary import work_out
from coequal.eligibility import missing
from coequal.eligibility.missing import Search
from coequal.eligibility.open_facts import open_facts
from coequal.eligibility.rules import Rules
from tests.eligibility.building import boolean, case, criterion, day, number, rules, words

FACTS = (
    day("referral", "moment: referral, plausible: 2024-01-01 .. 2024-01-06")
    + boolean("p")
    + boolean("q")
    + "  c: {type: choice, says: her choice, values: {x: she chose x, y: she chose y, z: she chose z}}\n"
    + number("n")
    + number("m")
    + day("start")
    + "  level: {type: number, says: her level, dated: true, plausible: 0 .. 2}\n"
    + "  both: {type: number, says: n and m together, is: n + m}\n"
    + "  much: {type: boolean, says: whether there is much, if true: much, if false: little, is: both > 3}\n"
    + "  gap: {type: boolean, says: whether she waited, if true: she waited, if false: no wait, is: referral - start >= 2 days}\n"
    + "  tally: {type: number, says: her tally, plausible: 0 .. 3, follows from: n + 1}\n"
)
WORDS = words(FACTS)
FIRST = date(2024, 1, 1)
VALUES: dict[str, list[Any]] = {
    "p": [True, False],
    "q": [True, False],
    "c": ["x", "y", "z"],
    "n": [Decimal(n) for n in range(4)],
    "m": [Decimal(n) for n in range(4)],
    "tally": [Decimal(n) for n in range(4)],
    "level": [Decimal(n) for n in range(3)],
    "referral": [FIRST + timedelta(n) for n in range(6)],
    "start": [FIRST + timedelta(n) for n in range(6)],
}
ATOMS = st.sampled_from(
    ["p", "q", "not(p)", 'c = "x"', 'c != "y"', 'c in ("x", "z")', "n > 1", "n = 2", "m in [1 .. 2]", "both < 3", "both = 4", "much"]
    + ["not(much)", "start <= referral - 2 days", "start < referral", "start in [referral - 3 days .. referral)", "gap", "level > 0"]
    + ["level >= 2", "n is known", "p is not known", "n * m > 3", "if p then n > 1 else q", "tally >= 2", "max(n, m) >= 2"]
    + ['min(start, referral) > date("2024-01-02")', 'start = date("2024-01-04")', "n - m >= 1", "true", "false"]
)  # fmt: skip


def expressions(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Conditions made of up to three atoms."""
    return st.recursive(
        atoms,
        lambda inner: (
            st.builds(lambda a, word, b: f"({a}) {word} ({b})", inner, st.sampled_from(["and", "or"]), inner)
            | st.builds(lambda a: f"not({a})", inner)
        ),
        max_leaves=3,
    )


ANY = expressions(ATOMS)
ASKING = expressions(ATOMS.filter(lambda atom: atom not in ("true", "false") and "known" not in atom))


@st.composite
def policies(draw: st.DrawFn, conditions: st.SearchStrategy[str] = ANY) -> Rules:
    """A policy of one to three criteria of the kinds that decide, perhaps with evidence, perhaps one overriding another."""
    blocks = []
    for place in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["requirement"] * 4 + ["judgement", "elsewhere"]))
        lines = [f"kind: {kind}"]
        if kind == "elsewhere" or draw(st.integers(0, 2)) == 0:
            lines.append(f"applies when: '{draw(conditions)}'")
        if kind == "requirement":
            lines.append(f"met when: '{draw(conditions)}'")
            if place and "applies when" in lines[1] and draw(st.booleans()):
                lines.append("overrides: [k0]")
        if kind == "judgement" and draw(st.booleans()):
            lines.append(f"judged when: '{draw(conditions)}'")
        if kind == "elsewhere":
            lines.append("commissioner: Another body")
        if "level" in " ".join(lines) and draw(st.booleans()):
            lines.append("evidence: {level: within 2 days before referral}")
        blocks.append(criterion(f"k{place}", *lines))
    note("\n".join(blocks))
    return rules(WORDS, *blocks)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, object]:
    """A case in which at most three facts are left open."""
    left_open = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3))
    found: dict[str, object] = {}
    for name, values in VALUES.items():
        if name == "level":
            on = draw(st.sampled_from([None, *VALUES["referral"]]))
            if name not in left_open:
                found[name] = {"value": draw(st.sampled_from(values)), "date": on}
        elif name not in left_open and name != "tally":
            found[name] = draw(st.sampled_from(values))
    if "tally" not in left_open and "n" in left_open:
        found["tally"] = draw(st.sampled_from(VALUES["tally"]))
    return found


def missing_by_brute_force(of: Rules, given_case: dict[str, object]) -> set[str]:
    """The facts by which two worlds differ, over every plausible value of every open fact."""
    read = case(of, given_case)
    values, base = of.values(read), of.given(read)
    governing = of.governing[0]
    names = sorted(set().union(*open_facts(of, governing.places, values).values()))
    slots = WORDS.slots
    outcomes: dict[tuple[int, ...], str] = {}
    options = [[None, *VALUES[name]] for name in names]
    for world in product(*(range(len(option)) for option in options)):
        changed = base.copy()
        for name, option, n in zip(names, options, world, strict=True):
            if n:
                changed[slots.value[name]] = option[n]
                if name in slots.on:
                    changed[slots.on[name]] = FRESH
        outcomes[world] = governing.outcome(of.statuses(work_out(changed, of.formulas)))
    found = set()
    for place, name in enumerate(names):
        groups = defaultdict(set)
        for world, outcome in outcomes.items():
            groups[world[:place] + world[place + 1 :]].add(outcome)
        if any(len(group) > 1 for group in groups.values()):
            found.add(name)
    return found


def assert_exact(of: Rules, given_case: dict[str, object]) -> None:
    """The search finds what brute force finds, each fact once."""
    found = Search(of, case(of, given_case)).missing(of.governing[0])

    assert set(found) == missing_by_brute_force(of, given_case)
    assert len(found) == len(set(found))


@given(policies(), cases())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_missing_is_exactly_what_brute_force_finds(of: Rules, given_case: dict[str, object]) -> None:
    """A fact is missing if and only if two worlds that differ in it alone have different outcomes."""
    assert_exact(of, given_case)


@pytest.mark.hunt
@given(policies(), cases())
@settings(max_examples=30_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_long_search_finds_no_difference_either(of: Rules, given_case: dict[str, object]) -> None:
    """Missing is exact over many more policies and cases."""
    assert_exact(of, given_case)


@given(policies(ASKING))
@settings(max_examples=100, deadline=None)
def test_nothing_known_is_never_eligible(of: Rules) -> None:
    """A policy that asks about a case never finds one eligible of which nothing is known, unless it has no criterion that decides."""
    outcome = of.governing[0].outcome(of.statuses(of.values(case(of, {}))))

    assert outcome != "eligible"


def test_nothing_is_missing_where_one_criterion_has_failed() -> None:
    """What is not known cannot change an outcome that is settled."""
    of = rules(WORDS, criterion("a", "met when: p"), criterion("b", "met when: q"))

    assert Search(of, case(of, {"p": False})).missing(of.governing[0]) == []


def test_facts_that_settle_the_outcome_by_themselves_come_first() -> None:
    """A fact that alone can make somebody not eligible comes before one that needs another fact too."""
    of = rules(WORDS, criterion("a", "met when: p or n > 1"), criterion("b", "met when: q"))

    assert Search(of, case(of, {})).missing(of.governing[0]) == ["q", "p", "n"]


def test_facts_that_act_through_one_derived_fact_are_missing_together() -> None:
    """Both counts matter where their sum does, even one that cannot make it smaller: it can still settle it."""
    of = rules(WORDS, criterion("a", "met when: both < 3"))

    assert set(Search(of, case(of, {})).missing(of.governing[0])) == {"n", "m"}
    assert Search(of, case(of, {"n": 3})).missing(of.governing[0]) == ["m"]


def test_a_search_that_would_take_too_long_names_the_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the search gives up, the fact is named rather than kept back."""
    monkeypatch.setattr(missing, "MOST_STEPS", 0)
    of = rules(WORDS, criterion("a", "met when: p or q"), criterion("b", "met when: n > 1 and m = 2"))

    assert set(Search(of, case(of, {})).missing(of.governing[0])) == {"p", "q", "n", "m"}


def test_a_fact_whose_every_value_leaves_the_calendar_changes_nothing() -> None:
    """A derived date that cannot be worked out is not known, whatever the date that it is counted from."""
    far = words(FACTS + "  far: {type: date, says: a far day, is: start + 99999 months}\n")
    of = rules(far, criterion("a", "met when: far > referral"))

    assert Search(of, case(of, {"referral": "2024-01-01"})).missing(of.governing[0]) == []

"""A policy as expressions says what its rules say: every status, outcome, amount and reading."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from coequal.criteria.closures import closure
from coequal.criteria.kleene import NOT_STATED
from coequal.criteria.syntax import Literal, Node, children
from coequal.criteria.types import BOOLEAN
from coequal.criteria.vocabulary import work_out
from coequal.eligibility.expressions import FALSE, TRUE, Expressions, both, either, negated, outcomes, sure
from coequal.eligibility.outcome import MET, NOT_APPLICABLE, NOT_KNOWN
from coequal.eligibility.rules import Rules
from coequal.policies.library import Library
from tests.eligibility.building import boolean, criterion, day, number, rules, words

NAMES = "pqrs"
WORDS = words(
    day("referral", "moment: referral, plausible: 2024-01-01 .. 2024-12-31")
    + "".join(map(boolean, NAMES))
    + number("n")
    + "  treatment sought: {type: choice, says: what she seeks, values: {IVF: IVF, IUI: IUI, neither: neither}}\n"
)
STATUSES = ("met", "not met", "not known", "for judgement", "not applicable")
CONDITIONS = st.sampled_from(
    [*NAMES, *(f"not({name})" for name in NAMES), "p and q", "r or s", "p is known", "true", "false", "if p then q else r"]
)
AMOUNTS = st.sampled_from(["n", "2", "not stated", "if p then n else not stated", "if q then 1 else (if r then not stated else n)"])
KINDS = st.sampled_from(["requirement"] * 4 + ["judgement", "elsewhere", "readiness", "duty", "information"])


@st.composite
def policies(draw: st.DrawFn) -> Rules:
    """A policy of one to four criteria of every kind, some overriding several others, for two treatments with amounts."""
    blocks: list[str] = []
    free: list[int] = []
    for place in range(draw(st.integers(1, 4))):
        kind = draw(KINDS)
        lines = [f"kind: {kind}"]
        applies = kind not in ("duty", "information") and (kind == "elsewhere" or draw(st.booleans()))
        if applies:
            lines.append(f"applies when: '{draw(CONDITIONS)}'")
        if kind in ("requirement", "readiness"):
            lines.append(f"met when: '{draw(CONDITIONS)}'")
            if draw(st.booleans()):
                other = f", applies when: '{draw(CONDITIONS)}'" if draw(st.booleans()) else ""
                lines.append(f"or read as: [{{label: x, met when: '{draw(CONDITIONS)}'{other}}}]")
        if kind == "judgement" and draw(st.booleans()):
            lines.append(f"judged when: '{draw(CONDITIONS)}'")
        if kind == "elsewhere":
            lines.append("commissioner: Another body")
        over = draw(st.sets(st.sampled_from(free), max_size=2)) if free and applies and kind == "requirement" else set()
        if over:
            lines.append(f"overrides: [{', '.join(f'k{n}' for n in sorted(over))}]")
        else:
            free.append(place)
            if draw(st.integers(0, 3)) == 0:
                lines.append("for: [ivf]")
        blocks.append(criterion(f"k{place}", *lines))
    note("\n".join(blocks))
    return rules(
        WORDS, *blocks, treatments=f"ivf: {{name: IVF, cycles: {draw(AMOUNTS)}}}\niui: {{name: IUI, cycles: {draw(AMOUNTS)}}}"
    )


def value(of: Rules, node: Node, values: list[Any]) -> Any:
    """What an expression comes to for a case."""
    return closure(node, of.slots)(values)


def status_by_expressions(of: Rules, stated: Any, values: list[Any]) -> list[str]:
    """The statuses of which an expression says that they are so."""
    return [status for status in STATUSES if value(of, stated.is_(status), values) is True]


def check(of: Rules, values: list[Any]) -> None:
    """The expressions of a policy come to what its rules come to."""
    made = Expressions(of)
    statuses, found, amounts = of.run(values)
    assert [status_by_expressions(of, stated, values) for stated in made.criteria] == [[status] for status in statuses]
    for place, stated in enumerate(made.criteria):
        passes = {MET: True, NOT_APPLICABLE: True, NOT_KNOWN: None}.get(statuses[place], False)
        assert value(of, stated.passes, values) is passes
    for funded, outcome, amount in zip(made.treatments, found, amounts, strict=True):
        assert {name for name, node in funded.outcomes.items() if value(of, node, values)} == {outcome}
        assert all(value(of, node, values) is not None for node in funded.outcomes.values())
        for name, expected in amount.items():
            unstated = value(of, funded.amounts[name].unstated, values)
            assert (NOT_STATED if unstated else value(of, funded.amounts[name].value, values)) == expected
    for place, own in enumerate(of.criteria):
        for reading in range(len(own.readings)):
            other = of.statuses_read_otherwise(place, reading, values)
            again = made.read_otherwise(place, reading)
            assert [status_by_expressions(of, stated, values) for stated in again] == [[status] for status in other]
            for governing in of.governing:
                said = outcomes([again[n] for n in governing.places])
                assert [name for name, node in said.items() if value(of, node, values)] == [governing.outcome(other)]


UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.no_cover
@settings(UNTIMED, max_examples=15)
@given(policies(), st.sampled_from([None, Decimal(0), Decimal(2)]))
def test_expressions_say_what_the_rules_say(of: Rules, many: Decimal | None) -> None:
    """For every way in which four conditions can be true, false or not known."""
    check_every_world(of, many)


@pytest.mark.hunt
@settings(UNTIMED, max_examples=3_000, database=None)
@given(policies(), st.sampled_from([None, Decimal(0), Decimal(2)]))
def test_a_long_search_finds_no_difference(of: Rules, many: Decimal | None) -> None:
    """The same, for as long as it takes."""
    check_every_world(of, many)


def check_every_world(of: Rules, many: Decimal | None) -> None:
    """Expressions and rules agree, whatever is true, false or not known."""
    slots = WORDS.slots.value
    for truths in product([True, False, None], repeat=len(NAMES)):
        values: list[Any] = [None] * (len(slots) + len(of.slots.worked))
        values[slots["n"]] = many
        for name, truth in zip(NAMES, truths, strict=True):
            values[slots[name]] = truth
        check(of, work_out(values, of.formulas))


def overridden(times: int) -> Rules:
    """A policy of one criterion, and so many that override it."""
    scopes, holds = ("p", "q", "r is known and s", "p and s", "not(r)"), ("q", "s", "not(p)")
    others = (
        criterion(f"k{n}", f"applies when: '{scopes[n % 5]}'", f"met when: '{holds[n % 3]}'", "overrides: [k]")
        for n in range(times)
    )
    return rules(WORDS, criterion("k", "applies when: 'not(s)'", "met when: r"), *others)


@pytest.mark.parametrize("times", [1, 2, 3, 5, 8])
def test_several_that_override_one_are_said_as_the_rules_have_them(times: int) -> None:
    """Each is left out once, where it is asked what the criterion would come to without it."""
    of = overridden(times)
    said = [[(status, closure(own.is_(status), of.slots)) for status in STATUSES] for own in Expressions(of).criteria]
    values: list[Any] = [None] * (len(WORDS.slots.value) + len(of.slots.worked))
    for truths in product([True, False, None], repeat=len(NAMES)):
        for name, truth in zip(NAMES, truths, strict=True):
            values[WORDS.slots.value[name]] = truth
        found = [[status for status, holds in own if holds(values)] for own in said]
        assert found == [[status] for status in of.statuses(values)]


def test_conditions_stand_no_deeper_for_many_that_override_one() -> None:
    """Ten times as many add a few levels, not ten times as many."""

    def deepest(node: Node) -> int:
        return 1 + max(map(deepest, children(node)), default=0)

    few, many = (max(deepest(own.passes) for own in Expressions(overridden(times)).criteria) for times in (4, 40))
    assert many < few + 10


@pytest.mark.parametrize(("sought", "counts"), [("IVF", 0), ("IUI", 1), ("neither", 0), (None, 0)])
def test_the_treatment_that_counts_is_the_one_sought_or_else_the_first(sought: str | None, counts: int) -> None:
    """As in an assessment."""
    of = rules(WORDS, criterion("k0", "met when: p"), treatments="ivf: {name: IVF}\niui: {name: IUI}")
    values: list[Any] = [None] * len(WORDS.slots.value)
    values[WORDS.slots.value["treatment sought"]] = sought
    found = [value(of, node, values) for node in Expressions(of).sought()]
    assert found == [place == counts for place in range(2)]


def test_of_one_treatment_it_always_counts() -> None:
    """Whatever is sought; so too where a service has no such fact."""
    assert Expressions(rules(WORDS, criterion("k0", "met when: p"))).sought() == [TRUE]
    plain = words(day("referral", "moment: referral, plausible: 2024-01-01 .. 2024-12-31") + boolean("p"))
    of = rules(plain, criterion("k0", "met when: p"), treatments="ivf: {name: IVF}\niui: {name: IUI}")
    assert Expressions(of).sought() == [TRUE, FALSE]


def test_every_policy_of_the_library_can_be_said_as_expressions() -> None:
    """With nothing known, they say what the rules say."""
    for policy in Library().policies():
        of = Rules(policy)
        values: list[Any] = [None] * (len(of.slots.value) + len(of.slots.on) + len(of.slots.worked))
        check(of, work_out(values, of.formulas))


def test_what_settles_a_condition_leaves_nothing_else_of_it() -> None:
    """Conditions are joined without what changes nothing."""
    p = Literal(None, type=BOOLEAN)
    assert both(TRUE, p) is p
    assert both(p, FALSE) == FALSE
    assert either(FALSE, p) is p
    assert either(p, TRUE) == TRUE
    assert negated(negated(p)) is p
    assert sure(TRUE) == TRUE

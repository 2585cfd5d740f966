"""What holds of every expression and every case: Hypothesis looks for one of which it does not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coequal.criteria.check import check
from coequal.criteria.closures import Trace, Values, closure, tracer
from coequal.criteria.feel import evaluate as dmn
from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.syntax import Arithmetic, Fact, Literal, Node, names, rebuild
from coequal.criteria.tokens import FUNCTIONS, LanguageError
from coequal.criteria.vocabulary import formulas, work_out
from coequal.errors import NotSupported
from coequal.facts.dates import add_months, age, full_months
from coequal.facts.dictionary import RESERVED
from tests.criteria.strategies import (
    VOCABULARY,
    any_of,
    cases,
    checked,
    conditions,
    dates,
    durations,
    every,
    numbers,
    plain_days,
    with_evidence,
)

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SLOTS, TYPES = VOCABULARY.slots, VOCABULARY.types
anything = any_of(
    conditions(2, True),
    conditions(1, True),
    conditions(1, True),
    conditions(2, True),
    numbers(2),
    numbers(1, "years"),
    dates(2),
    durations("days"),
    durations("months"),
)


def traces(trace: Trace) -> list[Trace]:
    """A trace and all that stand under it."""
    return [trace, *(part for under in trace[2] for part in traces(under))]


def same(a: object, b: object) -> bool:
    """Whether two values are equal and of one kind."""
    return type(a) is type(b) and a == b


@UNTIMED
@given(anything, cases())
def test_every_node_of_a_trace_has_the_value_that_it_has_by_itself(tree: Node, values: Values) -> None:
    """The traced meaning is the plain one, at the root and everywhere under it."""
    node = with_evidence(checked(tree))
    trace = tracer(node, SLOTS)(values)
    assert trace[1] is node
    for value, part, _ in traces(trace):
        assert same(value, closure(part, SLOTS)(values))


@UNTIMED
@given(anything, cases())
def test_what_is_worked_out_beforehand_means_the_same(tree: Node, values: Values) -> None:
    """Sums and moved dates may have slots of their own, filled once for all who need them."""
    node = with_evidence(checked(tree))
    sums = {part: len(values) + place for place, part in enumerate(dict.fromkeys(sums_in(node)))}
    slots, filled = replace(SLOTS, worked=sums), values + [closure(part, SLOTS)(values) for part in sums]
    assert same(closure(node, slots)(filled), closure(node, SLOTS)(values))
    assert [value for value, _, _ in traces(tracer(node, slots)(filled))] == [
        value for value, _, _ in traces(tracer(node, SLOTS)(values))
    ]


def test_a_sum_by_itself_is_taken_from_its_own_slot() -> None:
    """It is not added up again: what stands in the slot is its value."""
    total = checked(Arithmetic("+", Literal(Decimal(1)), Literal(Decimal(2))))
    assert closure(total, replace(SLOTS, worked={total: 0}))([Decimal(3)]) == 3


def sums_in(node: Node) -> list[Node]:
    """The sums, differences and moved dates of a tree."""
    return [part for part in every(node) if isinstance(part, Arithmetic)]


@UNTIMED
@given(anything)
def test_an_expression_written_out_reads_back_as_the_same_tree(tree: Node) -> None:
    """Rendering loses nothing."""
    assert parse(render(tree), TYPES) == tree


@UNTIMED
@given(anything, cases())
def test_an_expression_written_out_means_the_same(tree: Node, values: Values) -> None:
    """Rendering, reading and checking again changes no value."""
    again = check(parse(render(tree), TYPES), TYPES, {})
    assert same(closure(again, SLOTS)(values), closure(checked(tree), SLOTS)(values))


@UNTIMED
@given(conditions() | numbers() | dates(), cases(known=True), st.data())
def test_learning_a_fact_never_changes_an_answer_that_was_known(tree: Node, known: Values, data: st.DataObject) -> None:
    """Without `is known`, what is known stays so whatever is learnt: the meaning is monotone."""
    node = with_evidence(checked(tree))
    hidden = data.draw(st.lists(st.integers(0, len(known) - 1), min_size=1, unique=True))
    partial = [None if slot in hidden else value for slot, value in enumerate(known)]
    before = closure(node, SLOTS)(partial)
    if before is not None:
        assert same(closure(node, SLOTS)(known), before)


@UNTIMED
@given(anything, cases())
def test_where_a_policy_gives_an_answer_dmn_gives_the_same(tree: Node, values: Values) -> None:
    """With the values written out and null for not known, DMN either agrees, or answers where a policy does not."""
    node = checked(tree)
    found = closure(node, SLOTS)(values)
    try:
        answer = dmn.evaluate(render(written_out(node, values)))
    except NotSupported:
        return
    if found is not None:
        assert same(answer, found)


def written_out(node: Node, values: Values) -> Node:
    """The tree with each fact replaced by its value."""
    if isinstance(node, Fact):
        return Literal(values[SLOTS.value[node.name]])
    return rebuild(node, lambda child: written_out(child, values))


@UNTIMED
@given(anything)
def test_equal_parts_become_one_node_and_keep_their_meaning(tree: Node) -> None:
    """Checked twice into one table of nodes, a tree is the same node, and so are its equal parts."""
    shared: dict[Node, Node] = {}
    first, second = check(tree, TYPES, shared), check(tree, TYPES, shared)
    assert first is second
    assert first == tree
    parts = every(first)
    assert len({id(part) for part in parts}) == len(set(parts))


@UNTIMED
@given(anything, cases(), cases())
def test_a_fact_that_is_not_mentioned_does_not_matter(tree: Node, values: Values, others: Values) -> None:
    """`names` leaves none out: whatever the other facts are, the value is the same."""
    node = with_evidence(checked(tree))
    looked_at = {slot for name in names(node) for slot in (SLOTS.value[name], SLOTS.on.get(name))}
    changed = [value if slot in looked_at else others[slot] for slot, value in enumerate(values)]
    assert same(closure(node, SLOTS)(changed), closure(node, SLOTS)(values))


@UNTIMED
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Reading raises `LanguageError` and nothing else; so does checking what was read."""
    read_or_refuse(text)


WORDS = sorted(
    {*RESERVED, *FUNCTIONS, *TYPES, *"( ) [ ] .. , + - * = != < <= > >= @ # \" ' \\ 5 .5 1.5 12 months year days".split()}
)
WORDS += [
    "is known",
    "is not known",
    "not stated",
    '"IVF"',
    '"2024-02-29"',
    "date(",
    'duration("P1D")',
    'date("2024-02-29")',
    "null",
    "null",
]


@UNTIMED
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_words_of_the_language_are_read_or_refused(text: str) -> None:
    """However its words are strewn, a text is read or refused."""
    read_or_refuse(text)


def read_or_refuse(text: str) -> None:
    """Read and check a text; a refusal stands within it."""
    try:
        check(parse(text, TYPES), TYPES, {})
    except LanguageError as error:
        assert 0 <= error.at <= len(text)  # noqa: PT017 - some texts are right


@UNTIMED
@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | anything.map(render))
def test_any_text_is_answered_or_not_supported(text: str) -> None:
    """`evaluate` raises `NotSupported` and nothing else, and answers with a value of Python's own or a duration."""
    try:
        dmn.evaluate(text)
    except NotSupported as error:
        assert error.message  # noqa: PT017 - some texts are answered


@UNTIMED
@given(plain_days, plain_days, st.integers(-50, 100))
def test_an_age_is_reached_by_taking_years_from_the_later_date(born: date, on: date, count: int) -> None:
    """`age(born, on) >= n` means `born <= on - n years`, 29 February included; so do full months with months."""
    assert (age(born, on) >= count) == (born <= add_months(on, -12 * count))
    assert (full_months(born, on) >= count) == (born <= add_months(on, -count))


@UNTIMED
@given(cases())
def test_derived_facts_are_worked_out_once_and_for_all(values: Values) -> None:
    """Working out again changes nothing, and what was given stays."""
    again = work_out(list(values), formulas(VOCABULARY, VOCABULARY.derived))
    assert again == values


@pytest.mark.hunt
@settings(UNTIMED, max_examples=20_000)
@given(anything, cases())
def test_hunt_for_a_difference_between_plain_and_traced_meaning(tree: Node, values: Values) -> None:
    """A long search for an expression whose trace says something else."""
    node = with_evidence(checked(tree))
    assert same(tracer(node, SLOTS)(values)[0], closure(node, SLOTS)(values))

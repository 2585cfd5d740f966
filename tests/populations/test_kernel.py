"""The kernel comes to what the reference comes to, for every expression, whatever the rows and however they are laid out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from coequal.criteria.closures import Values, closure
from coequal.criteria.parse import parse
from coequal.criteria.render import render
from coequal.criteria.syntax import Fact, If, Node
from coequal.criteria.vocabulary import formulas, work_out
from coequal.errors import CoequalError
from coequal.populations.bitmaps import Truth
from coequal.populations.graph import Graph
from coequal.populations.kernel import Kernel, Words
from coequal.populations.terms import AND, NUMBER
from tests.criteria.strategies import (
    VOCABULARY,
    any_of,
    cases,
    checked,
    conditions,
    dates,
    durations,
    numbers,
    with_evidence,
)
from tests.populations.building import answers, arrays, batch_of, case_of, kernel_of, plausible, worked_out

SIZES = (0, 1, 7, 8, 9, 63, 64, 65, 200)
UNITS = ("years", "months", "pmol/L", "kg/m²")
WORDS = st.sampled_from([Fact("partner"), Fact("sought"), Fact("area")])
TREES = any_of(
    conditions(2, with_is_known=True),
    conditions(2, with_is_known=True),
    conditions(1, with_is_known=True),
    numbers(2),
    *(numbers(1, unit) for unit in UNITS),
    dates(2),
    durations("days"),
    durations("months"),
    WORDS,
    st.builds(lambda condition, fact: If(condition, fact, fact), conditions(0), WORDS),
)
NUMBERS = {
    "BMI": st.sampled_from([pa.float64(), pa.decimal128(4, 1), pa.decimal128(20, 6)]),
    "AMH": st.sampled_from([pa.float64(), pa.decimal128(9, 2), pa.decimal128(38, 10)]),
    "cycles": st.sampled_from([pa.int8(), pa.int64(), pa.uint8(), pa.uint64(), pa.float64(), pa.decimal128(5, 0)]),
    "months trying": st.sampled_from([pa.int16(), pa.uint16(), pa.int32(), pa.float64()]),
}


@dataclass(frozen=True)
class Rows:
    """Cases, and the record batch that holds them."""

    cases: list[Values]
    batch: pa.RecordBatch


@st.composite
def rows(draw: st.DrawFn) -> Rows:
    """A batch of one of the awkward sizes; perhaps a slice, perhaps with columns of which nothing or all is known."""
    some = draw(st.lists(cases() | cases(known=True), min_size=1, max_size=5))
    step, size, offset = draw(st.integers(1, 7)), draw(st.sampled_from(SIZES)), draw(st.sampled_from([0, 0, 1, 3, 8, 13, 64]))
    kept = [plausible(VOCABULARY, case) for case in some]
    unknown = draw(st.sets(st.sampled_from(range(len(kept[0]))), max_size=3))
    kept = [[None if place in unknown else value for place, value in enumerate(case)] for case in kept]
    laid = [kept[place * step % len(kept)] for place in range(offset + size + offset)]
    kinds = {name: draw(strategy) for name, strategy in NUMBERS.items()}
    columns = arrays(VOCABULARY, laid, kinds)
    if draw(st.booleans()):  # as Parquet gives words
        columns |= {name: array.dictionary_encode() for name, array in columns.items() if pa.types.is_string(array.type)}
    batch = pa.record_batch(columns).slice(offset, size)
    return Rows(laid[offset : offset + size], batch)


def by_the_reference(tree: Node, found: Sequence[Values]) -> list[Any]:
    """What an expression comes to for each case, worked out one by one."""
    works, derived = closure(tree, VOCABULARY.slots), formulas(VOCABULARY, VOCABULARY.derived)
    return [works(work_out(list(case), derived)) for case in found]


def check(trees: Sequence[Node], found: Rows) -> None:
    """The kernel says of every expression and row what the reference says."""
    for tree, said in zip(trees, worked_out(VOCABULARY, trees, found.batch), strict=True):
        note(render(tree))
        assert said == by_the_reference(tree, found.cases)


def ready(trees: Sequence[Node]) -> list[Node]:
    """Trees with their types and their windows of evidence."""
    return [with_evidence(checked(tree)) for tree in trees]


LONG = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@settings(max_examples=150, **LONG)
@given(st.lists(TREES, min_size=1, max_size=4), rows())
def test_it_comes_to_what_the_reference_comes_to(trees: list[Node], found: Rows) -> None:
    """Conditions, numbers, days and durations, of every size of batch, type of column and place in memory."""
    check(ready(trees), found)


@pytest.mark.hunt
@settings(max_examples=20_000, database=None, **LONG)
@given(st.lists(TREES, min_size=1, max_size=4), rows())
def test_a_long_search_finds_no_difference(trees: list[Node], found: Rows) -> None:
    """The same, for as long as it takes."""
    check(ready(trees), found)


def said(text: str) -> Node:
    """An expression of the language."""
    return with_evidence(checked(parse(text, set(VOCABULARY.types))))


def graph_of(*texts: str) -> tuple[Graph, list[int]]:
    """A graph of some expressions, and their terms."""
    graph = Graph(VOCABULARY)
    return graph, [graph.add(said(text)) for text in texts]


def test_equal_conditions_are_one_term() -> None:
    """Two policies with an equal condition share its term, and the second adds none."""
    graph, (first,) = graph_of("cycles <= 2 and not(smokes)")
    size = len(graph.terms)
    assert graph.add(said("cycles <= 2 and not(smokes)")) == first
    assert len(graph.terms) == size


def test_what_is_shared_is_worked_out_once() -> None:
    """However many ask for it, each of whom gets it."""
    graph, (one, other) = graph_of("cycles <= 2 and smokes", "cycles <= 2 and partner smokes")
    kernel = Kernel(graph, [one, other, one])
    assert sum(step is not None for step, _ in kernel._steps) == len({*graph.terms[one].operands, *graph.terms[other].operands}) + 3
    batch = pa.record_batch(
        {"cycles": pa.array([1, 3]), "smokes": pa.array([True, True]), "partner_smokes": pa.array([True, None])}
    )
    assert answers(kernel, batch_of(kernel, VOCABULARY, batch)) == [[True, False], [True, False], [True, False]]


def test_only_columns_that_matter_are_looked_at() -> None:
    """A fact that no wanted term rests on, and one whose value is settled, need no column."""
    graph, (wanted, _) = graph_of("smokes or true and cycles > 1", "partner = partner")
    assert set(Kernel(graph, [wanted]).columns) == {("smokes", False), ("cycles", False)}
    dated = Kernel(graph, [graph.add(said("BMI < 30"))])
    assert set(dated.columns) == {("BMI", False), ("BMI", True), ("referral date", False)}


def test_the_same_constant_of_another_kind_is_another_term() -> None:
    """To Python `True` is 1; to a policy it is not."""
    graph, (truth, number) = graph_of("true", "1")
    assert truth != number
    assert [graph.terms[term].sort for term in (truth, number)] == ["truth", "number"]


def test_a_column_in_chunks_is_one_column() -> None:
    """Chunks of any length, cut elsewhere in each column, come to what one piece comes to."""
    found = [case_of(VOCABULARY, {"cycles": Decimal(n % 7), "smokes": (True, False, None)[n % 3]}) for n in range(30)]
    whole = arrays(VOCABULARY, found)
    chunked = pa.table(
        {
            "cycles": pa.chunked_array([whole["cycles"].slice(0, 11), whole["cycles"].slice(11)]),
            "smokes": pa.chunked_array([whole["smokes"].slice(0, 3), whole["smokes"].slice(3, 14), whole["smokes"].slice(17)]),
        }
    )
    tree = said("cycles > 3 or smokes")
    parts = [worked_out(VOCABULARY, [tree], batch)[0] for batch in chunked.to_batches()]
    assert len(parts) == 4
    assert [truth for part in parts for truth in part] == by_the_reference(tree, found)


def test_a_column_of_nothing_is_not_known() -> None:
    """A column without a type, as a table has it where nobody gave anything."""
    nothing = pa.record_batch({fact: pa.nulls(3) for fact in ("smokes", "cycles", "partner", "born", "area", "referral_date")})
    texts = ("smokes", "cycles > 1", "cycles + 1", 'partner = "man"', "born", 'area = "26A"', "age(born, referral date) < 40")
    assert worked_out(VOCABULARY, [said(text) for text in texts], nothing) == [[None] * 3] * len(texts)


def test_facts_without_a_column_are_not_known_of_anybody() -> None:
    """A graph over few columns says so of every expression that rests on others, and is sure where they do not matter."""
    graph = Graph(VOCABULARY, {"smokes"})
    texts = {
        "partner smokes": None,
        "smokes or partner smokes": True,
        "cycles > 1": None,
        "cycles < months trying": None,
        "(cycles + 1) * 2": None,
        "if partner smokes then cycles else 3": None,
        "if smokes then 3 else cycles": Decimal(3),
        "born + 12 months < referral date": None,
        'partner = "man"': None,
        "partner is known": False,
        "partner smokes is not known": True,
        "BMI > 1": None,
        "screened": None,
    }
    kernel = Kernel(graph, [graph.add(said(text)) for text in texts])
    found = answers(kernel, batch_of(kernel, VOCABULARY, pa.record_batch({"smokes": pa.array([True])})))
    assert dict(zip(texts, found, strict=True)) == {text: [value] for text, value in texts.items()}


def test_what_is_always_not_known_ends_what_rests_on_it() -> None:
    """A result without any date of evidence is current for nobody; a fact that is never known is no operand."""
    graph = Graph(VOCABULARY, {"BMI", "referral_date"})
    found = graph.terms[graph.add(said("BMI"))]
    assert (found.operation, found.operands[1]) == ("only", graph.given("BMI"))
    unknown = graph.only(graph.truth(None), graph.given("BMI"))
    assert graph.compared("<", graph.integer(1, NUMBER), unknown) == graph.truth(None)
    assert graph.compared("<", unknown, graph.given("BMI")) == graph.truth(None)
    assert [graph.terms[term].detail for term in graph.one_scale(unknown, graph.integer(1, NUMBER, 5))] == [None, 1]
    assert graph.chosen(graph.truth(True), unknown, graph.given("BMI")) == unknown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 < 3", True),
        ("2 <= 2.0", True),
        ("2 > 3", False),
        ("2 >= 3", False),
        ("2 = 2.00", True),
        ("2 != 2.00", False),
        ("smokes = true", True),
        ("not(not(smokes))", True),
        ("smokes is known", True),
        ("not(smokes) is known", True),
        ("3 is known", True),
        ("(smokes is known) is known", True),
        ("count([1, 2, 3])", Decimal(3)),
        ("1.5 + 2", Decimal("3.5")),
        ("if true then 1 else 2.5", Decimal("1.0")),
        ("if false then 1 else 2.5", Decimal("2.5")),
        ("if smokes then 1 else 2.5", Decimal("1.0")),
        ("min([3, 1.5, 2])", Decimal("1.5")),
        ("max(cycles, 1.25)", Decimal(4)),
        ("0 * cycles * 0 = AMH * 0.01", None),
        ("0 * cycles * 0 < 1.00001", True),
        ("5 > cycles", True),
        ("4 <= cycles", True),
        ("4.5 = cycles", False),
        ('"man" = partner', True),
        ('"woman" = partner', False),
        ("area = area and partner = partner", True),
        ('if smokes then area = "26A" else false', True),
    ],
)
def test_expressions_that_settle_early(text: str, value: object) -> None:
    """What is written out is worked out beforehand, and comes to the same."""
    case = case_of(VOCABULARY, {"smokes": True, "cycles": Decimal(4), "partner": "man", "area": "26A"})
    assert worked_out(VOCABULARY, [said(text)], pa.record_batch(arrays(VOCABULARY, [case]))) == [[value]]
    assert by_the_reference(said(text), [case]) == [value]


def test_words_of_different_columns_are_numbered_alike() -> None:
    """So two columns can be compared, and one of two can be chosen, with any number of words."""
    codes = [f"{first}{second}{third}" for first in "ABCDEF" for second in "ABCDEFG" for third in "ABCDEFG"]
    found = [case_of(VOCABULARY, {"area": code, "smokes": n % 2 == 0}) for n, code in enumerate(codes)]
    trees = [said(text) for text in ("(if smokes then area else area) = area", '(if smokes then "AAA" else "FGG") = area')]
    same, ends = worked_out(VOCABULARY, trees, pa.record_batch(arrays(VOCABULARY, found)))
    assert same == [True] * len(codes)
    assert [code for code, is_it in zip(codes, ends, strict=True) if is_it] == ["AAA", "FGG"]


def test_a_word_keeps_its_number() -> None:
    """Over all columns, batches and threads."""
    words = Words()
    first = words.number("man")
    assert [words.number("woman"), words.number("man")] == [first + 1, first]


def test_numbers_of_too_many_digits_are_refused() -> None:
    """Where the reference would have to round, the kernel does not answer."""
    with pytest.raises(CoequalError, match="more than 34 digits"):
        graph_of("cycles * 12345678901234567 * 123456789012345678")


def test_results_are_let_go_when_nobody_needs_them() -> None:
    """A result is handed on in the order in which it is ready, and each is handed on once for each time it is wanted."""
    kernel = kernel_of(VOCABULARY, [said("smokes and partner smokes"), said("smokes"), said("smokes")])
    seen: list[int] = []
    batch = pa.record_batch({"smokes": pa.array([True]), "partner_smokes": pa.array([False])})

    def sink(place: int, truth: Truth) -> None:
        seen.append(place)
        assert truth.true.any() == (place != 0)

    kernel.run(batch_of(kernel, VOCABULARY, batch), sink)
    assert seen == [1, 2, 0]


def test_a_chain_of_any_length_is_compiled() -> None:
    """As the people left after each of many criteria are, who are those left before it and not stopped by it."""
    graph, (last,) = graph_of("smokes")
    for n in range(3_000):
        last = graph.joined(AND, [last, graph.negated(graph.add(said(f"cycles > {n + 2}")))])
    kernel = Kernel(graph, [last])
    batch = pa.record_batch({"cycles": pa.array([1, 3]), "smokes": pa.array([True, True])})
    assert answers(kernel, batch_of(kernel, VOCABULARY, batch)) == [[True, False]]

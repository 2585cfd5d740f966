"""Batches are worked on by several threads, in order, few at a time; whatever stops the work, stops it."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from time import sleep
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from coequal.errors import CoequalError
from coequal.populations import tally as module
from coequal.populations.assess import Population, assess
from coequal.populations.groups import Groups
from coequal.populations.sources import Table
from coequal.populations.tally import Tally, in_order, processors
from tests.eligibility.building import boolean, criterion, day, number, rules, words
from tests.populations.building import case_of, layouts_of, question, table

FACTS = words(
    day("referral", "moment: referral, plausible: 2024-01-01 .. 2024-12-31")
    + boolean("p")
    + number("weight", "decimals: 1, plausible: 20 .. 300")
)
POLICY = rules(FACTS, criterion("k", "met when: p and weight < 100"))


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_results_come_in_order(workers: int) -> None:
    """Also where later items are done sooner."""

    def work(item: int) -> int:
        sleep(0.002 * (item % 3 == 0))
        return item * item

    assert list(in_order(work, iter(range(30)), workers)) == [n * n for n in range(30)]
    assert list(in_order(work, iter([]), workers)) == []


@pytest.mark.parametrize("workers", [2, 3])
def test_few_items_are_at_hand_at_once(workers: int) -> None:
    """At most twice as many as there are threads have been taken and not been handed on, however long the source is."""
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(100):
            taken += 1
            yield item

    for handed_on, _ in enumerate(in_order(lambda item: item, items(), workers), 1):
        assert taken - handed_on < 2 * workers


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_worker_cannot_do_is_said(workers: int) -> None:
    """Its error comes through, after what came before it."""

    def work(item: int) -> int:
        if item == 5:
            raise CoequalError("The sixth is wrong.")
        return item

    done: list[int] = []
    with pytest.raises(CoequalError, match="The sixth is wrong"):
        done.extend(in_order(work, iter(range(30)), workers))
    assert done in ([], [0, 1, 2, 3, 4])


def test_an_interruption_ends_the_work() -> None:
    """What has not begun is not begun any more."""
    begun: list[int] = []
    gate = threading.Event()

    def work(item: int) -> int:
        begun.append(item)
        gate.wait(1)
        return item

    def items() -> Iterator[int]:
        yield from range(3)
        gate.set()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(in_order(work, items(), 2))
    assert set(begun) <= {0, 1, 2}


def population(cases: list[Any], **more: Any) -> Population:
    """Some cases as a source."""
    found = table(FACTS, cases)
    return Population(Table(found), layouts_of(FACTS, found.column_names), **more)


def people(count: int) -> list[Any]:
    """Cases of every kind, some with a weight that cannot be."""
    weights = [Decimal(60), None, Decimal(120), Decimal(1)]
    return [case_of(FACTS, {"p": (True, False, None)[n % 3], "weight": weights[n % 4]}) for n in range(count)]


@pytest.mark.parametrize("workers", [1, 2, None])
def test_counts_do_not_depend_on_batches_or_threads(monkeypatch: pytest.MonkeyPatch, workers: int | None) -> None:
    """Small batches on several threads add up to what one batch counts."""
    asked = question(FACTS, POLICY)
    whole = assess(asked, population(people(120)), workers=1)
    monkeypatch.setattr("coequal.populations.sources.ROWS", 7)
    cut = assess(asked, population(people(120)), workers=workers)
    assert (cut.people, cut.sizes, cut.implausible) == (whole.people, whole.sizes, whole.implausible)
    assert cut.counts[None].tolist() == whole.counts[None].tolist()


def test_values_that_cannot_be_right_are_counted_by_column(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over all batches. A weight of 1 is written as it stands in the table, below what the dictionary holds possible."""
    found = pa.table({"p": [True] * 9, "weight": [1.0, 60.0, 0.0] * 3})
    monkeypatch.setattr("coequal.populations.sources.ROWS", 4)
    counted = assess(question(FACTS, POLICY), Population(Table(found), layouts_of(FACTS, found.column_names)))
    assert counted.implausible == {("weight", False): 6}


def test_a_group_that_turns_up_late_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch knows only the groups of its own rows."""
    found = pa.table({"p": [True] * 4, "weight": [60.0] * 4, "kind": ["a", "a", "a", "b"]})
    monkeypatch.setattr("coequal.populations.sources.ROWS", 2)
    asked = question(FACTS, POLICY)
    counted = assess(asked, Population(Table(found), layouts_of(FACTS, found.column_names), Groups("kind")))
    assert counted.sizes == {None: 4, "a": 3, "b": 1}
    report = asked.report(counted, sorted, "kind")
    assert {label: own["policies"]["here/test 0"]["outcomes"]["eligible"] for label, own in report["by"]["groups"].items()} == {
        "a": 3,
        "b": 1,
    }


def test_a_column_of_the_wrong_type_is_refused_before_anybody_is_counted() -> None:
    """By the schema alone."""
    found = pa.table({"p": ["yes"], "weight": [60.0]})

    def never(_batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        pytest.fail("the source was read")

    with pytest.raises(CoequalError, match="p has to be true or false"):
        assess(question(FACTS, POLICY), Population(Table(found), layouts_of(FACTS, found.column_names)), never)


def test_tallies_add_up() -> None:
    """By group and by column."""
    one = Tally(3, 1, {None: np.array([1, 2])}, {None: 2}, {("weight", False): 1})
    one.add(
        Tally(4, 0, {None: np.array([3, 0]), "a": np.array([1, 0])}, {None: 4, "a": 1}, {("weight", False): 2, ("p", False): 1})
    )
    assert (one.people, one.contradictory) == (7, 1)
    assert {group: counts.tolist() for group, counts in one.counts.items()} == {None: [4, 2], "a": [1, 0]}
    assert one.sizes == {None: 6, "a": 1}
    assert one.implausible == {("weight", False): 3, ("p", False): 1}


def test_at_least_one_thread_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody can tell how many processors there are, one."""
    assert processors() >= 1
    monkeypatch.setattr(module, "cpu_count", lambda: None)
    assert processors() == 1

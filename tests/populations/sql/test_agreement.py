"""The kernel and every database give what the reference gives, for generated policies and for the shipped one."""

from functools import cache

import pytest

from coequal import load
from coequal.populations.graph import Graph
from coequal.populations.kernel import Kernel
from tests.criteria.strategies import VOCABULARY
from tests.populations.building import answers, batch_of
from tests.populations.generated import Cases, case_told, cases, policies, told
from tests.populations.sql.agreement import Chunk, assert_agrees, chunks, wanted
from tests.populations.sql.conftest import Homes
from tests.populations.sql.places import Home

POLICIES, CASES = 2_000, 150
DATABASES = ("duckdb", "sqlite", "postgresql")
ON_SPARK = 40  # policies: its planner takes some 50 ms for each
NORFOLK = "norfolk-and-waveney/assisted-conception@2022-07"


@cache
def some_cases() -> Cases:
    """The cases that all engines are given."""
    return cases(CASES)


@cache
def expected() -> list[Chunk]:
    """Generated policies, with what the reference makes of the cases under each."""
    return list(chunks(policies(POLICIES), some_cases()))


def assert_all_agree(home: Home, wanted_of: list[Chunk]) -> None:
    """One table, and every chunk of policies."""
    table = home.put(some_cases().table)
    for chunk in wanted_of:
        assert_agrees(home.engine, table, chunk, some_cases())


def assert_kernel_agrees(chunk: Chunk, of: Cases) -> None:
    """Every status, outcome and amount of some policies is the reference's; where one is not, the policy and a case are shown."""
    kernel = Kernel(chunk.graph, [one.term for one in chunk.wanted])
    (batch,) = of.table.combine_chunks().to_batches()
    found = answers(kernel, batch_of(kernel, VOCABULARY, batch))
    for one, values in zip(chunk.wanted, found, strict=True):
        differing = [place for place, pair in enumerate(zip(values, one.values, strict=True)) if pair[0] != pair[1]]
        for place in differing[:1]:
            case = case_told(of.given[place], VOCABULARY)
            pytest.fail(f"{one.says} is {values[place]}, not {one.values[place]}, in\n{told(one.rules)}\nof {case}")


@pytest.mark.no_cover  # the same lines, hundreds of thousands of times
def test_the_kernel_means_what_the_reference_means() -> None:
    """Every status, outcome and amount of 2,000 generated policies is the same, for every case."""
    for chunk in expected():
        assert_kernel_agrees(chunk, some_cases())


@pytest.mark.no_cover
@pytest.mark.parametrize("name", DATABASES)
def test_a_database_means_what_the_reference_means(name: str, homes: Homes, request: pytest.FixtureRequest) -> None:
    """Every status, outcome and amount of its third of the 2,000 generated policies is the same, for every case."""
    assert_all_agree(homes.of(name, request), expected()[DATABASES.index(name) :: len(DATABASES)])


@pytest.mark.no_cover
def test_spark_means_what_the_reference_means(homes: Homes, request: pytest.FixtureRequest) -> None:
    """On a cluster of two workers too, of 40 generated policies."""
    assert_all_agree(homes.of("spark", request), list(chunks(policies(ON_SPARK), some_cases())))


@pytest.mark.hunt
@pytest.mark.parametrize("seed", range(1, 101))
def test_a_long_search_finds_no_difference_either(seed: int, homes: Homes, request: pytest.FixtureRequest) -> None:
    """200,000 policies, 2,000 at a time, each with cases of its own; on Spark 2,000 of them."""
    found = cases(300, seed)
    tables = {name: homes.of(name, request).put(found.table) for name in DATABASES}
    for place, chunk in enumerate(chunks(policies(2_000, seed), found)):
        if seed == 1 and place == 0:
            tables["spark"] = homes.of("spark", request).put(found.table)
        for name, table in tables.items():
            assert_agrees(homes.of(name, request).engine, table, chunk, found)


@pytest.mark.hunt
@pytest.mark.parametrize("seed", range(1, 101))
def test_a_long_search_finds_no_difference_in_the_kernel(seed: int) -> None:
    """200,000 policies, 2,000 at a time, each with cases of its own."""
    found = cases(100, seed)
    for chunk in chunks(policies(2_000, seed), found):
        assert_kernel_agrees(chunk, found)


def test_the_shipped_policy_means_the_same_everywhere(home: Home) -> None:
    """Norfolk and Waveney's policy gives every case the statuses, outcomes and amounts that the reference gives."""
    rules = load(NORFOLK).rules
    found = cases(200, 7, rules.policy.vocabulary)
    graph = Graph(rules.policy.vocabulary)
    chunk = Chunk(graph, list(wanted(graph, rules, found.run(rules))))
    assert_agrees(home.engine, home.put(found.table), chunk, found)
    assert len({values for one in chunk.wanted for values in one.values}) == 3  # true, false and not known all occur

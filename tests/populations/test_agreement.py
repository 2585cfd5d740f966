"""The kernel gives what the reference gives, for generated policies, as every database does."""

import pytest

from coequal.populations.kernel import Kernel
from tests.criteria.strategies import VOCABULARY
from tests.populations.building import answers, batch_of
from tests.populations.generated import Cases, case_told, cases, policies, told
from tests.populations.sql.agreement import Chunk, chunks


def assert_agrees(chunk: Chunk, some_cases: Cases) -> None:
    """Every status, outcome and amount of some policies is the reference's; where one is not, the policy and a case are shown."""
    kernel = Kernel(chunk.graph, [one.term for one in chunk.wanted])
    (batch,) = some_cases.table.combine_chunks().to_batches()
    found = answers(kernel, batch_of(kernel, VOCABULARY, batch))
    for one, values in zip(chunk.wanted, found, strict=True):
        differing = [place for place, pair in enumerate(zip(values, one.values, strict=True)) if pair[0] != pair[1]]
        for place in differing[:1]:
            case = case_told(some_cases.given[place], VOCABULARY)
            pytest.fail(f"{one.says} is {values[place]}, not {one.values[place]}, in\n{told(one.rules)}\nof {case}")


def test_the_kernel_means_what_the_reference_means(expected: list[Chunk], some_cases: Cases) -> None:
    """Every status, outcome and amount of 2,000 generated policies is the same, for every case."""
    for chunk in expected:
        assert_agrees(chunk, some_cases)


@pytest.mark.hunt
@pytest.mark.parametrize("seed", range(1, 101))
def test_a_long_search_finds_no_difference_in_the_kernel(seed: int) -> None:
    """200,000 policies, 2,000 at a time, each with cases of its own."""
    some_cases = cases(100, seed)
    for chunk in chunks(policies(2_000, seed), some_cases):
        assert_agrees(chunk, some_cases)

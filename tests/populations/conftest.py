"""Generated policies and cases, made once for all engines that are held to the reference."""

import pytest

from tests.populations.generated import Cases, cases, policies
from tests.populations.sql.agreement import Chunk, chunks

POLICIES, CASES = 2_000, 150


@pytest.fixture(scope="session")
def some_cases() -> Cases:
    """The cases that all databases hold."""
    return cases(CASES)


@pytest.fixture(scope="session")
def expected(some_cases: Cases) -> list[Chunk]:
    """Generated policies, with what the reference makes of the cases under each."""
    return list(chunks(policies(POLICIES), some_cases))

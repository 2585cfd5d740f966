"""The document keeps its word: right and wrong input of every kind, made up from it, is answered as it says."""

import pytest

from tests.web.api.asking import SCOPES, made_key
from tests.web.api.involved import reported
from tests.web.api.probing import failures


@pytest.fixture(autouse=True)
def no_limit(settings: object) -> None:
    """Nobody waits."""
    settings.API_REQUESTS_A_MINUTE = 10**9


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_key", [True, False])
def test_no_answer_is_other_than_the_document_says(with_key: bool) -> None:
    """With a key that allows everything, and without one."""
    reported()
    tried, wrong = failures(made_key(*SCOPES) if with_key else None, examples=4)
    assert wrong == []
    assert tried > 400


@pytest.mark.hunt
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seed", range(2, 7))
def test_nor_is_it_after_a_long_search(seed: int) -> None:
    """Hundreds of requests to each operation."""
    reported()
    tried, wrong = failures(made_key(*SCOPES), examples=150, seed=seed)
    assert wrong == []
    assert tried > 5_000

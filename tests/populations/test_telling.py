"""Progress that is handed to somebody who listens."""

import pyarrow as pa
import pytest

from coequal.populations.telling import Stopped, people_telling, quietly, telling

Heard = list[tuple[str, int, int | None]]


def test_somebody_is_told_how_much_is_done() -> None:
    """Before each item, and after the last; of how many only where that is known beforehand."""
    heard: Heard = []
    assert list(telling(["a", "b"], "Letters", lambda *said: heard.append(said))) == ["a", "b"]
    assert heard == [("Letters", 0, 2), ("Letters", 1, 2), ("Letters", 2, 2)]
    heard.clear()
    assert list(telling(iter("a"), "Letters", lambda *said: heard.append(said))) == ["a"]
    assert heard == [("Letters", 0, None), ("Letters", 1, 1)]


def test_people_are_counted_by_the_batch() -> None:
    """After each batch, how many people there have been."""
    heard: Heard = []
    batches = pa.table({"person": [1, 2, 3]}).to_batches(max_chunksize=2)
    assert list(people_telling(batches, "People", 3, lambda *said: heard.append(said))) == batches
    assert heard == [("People", 0, 3), ("People", 2, 3), ("People", 3, 3)]


def test_whoever_is_told_may_stop_the_work() -> None:
    """Between two items: the second is never begun."""
    begun: list[str] = []

    def tell(_what: str, done: int, _total: int | None) -> None:
        if done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        begun.extend(telling(["a", "b"], "Letters", tell))
    assert begun == ["a"]


def test_nobody_needs_to_listen() -> None:
    """Then nothing is said."""
    assert list(telling([1], "Numbers", quietly)) == [1]

"""A file of synthetic people is there whole, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from coequal.errors import CoequalError
from coequal.populations.synthetic import write as module
from coequal.populations.synthetic.recipe import KEY, Recipe
from coequal.populations.synthetic.write import write_people
from tests.populations.synthetic.making import table


def test_the_file_holds_the_people(tmp_path: Path) -> None:
    """What is read is what was made, metadata included, and nothing is left beside."""
    file = tmp_path / "people.parquet"
    write_people(Recipe(3_000, 7), file)
    found = pq.read_table(file)
    assert found.cast(table().schema).equals(table())
    assert found.schema.metadata[KEY] == table().schema.metadata[KEY]
    assert list(tmp_path.iterdir()) == [file]


def test_each_block_is_a_row_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks are written one after another, the last one short."""
    monkeypatch.setattr("coequal.populations.synthetic.recipe.BLOCK", 1_000)
    monkeypatch.setattr("coequal.populations.synthetic.people.BLOCK", 1_000)
    file = tmp_path / "people.parquet"
    write_people(Recipe(2_100, 7), file)
    groups = pq.ParquetFile(file).metadata
    assert [groups.row_group(number).num_rows for number in range(groups.num_row_groups)] == [1_000, 1_000, 100]
    assert pq.read_table(file)["person"].to_pylist() == list(range(1, 2_101))


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_an_interrupted_file_is_not_there(tmp_path: Path, stop: type[BaseException]) -> None:
    """Whatever stops the work, an older file stays as it was and nothing is left beside it."""
    file = tmp_path / "people.parquet"
    file.write_bytes(b"older")

    def blocks() -> Iterator[int]:
        yield from (0, 0)
        raise stop

    with pytest.raises(stop):
        write_people(Recipe(500, 7), file, blocks())
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"older"]


def test_an_error_while_a_block_is_made_comes_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong beside the writing is not lost."""

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(module, "make_block", fail)
    with pytest.raises(MemoryError):
        write_people(Recipe(500, 7), tmp_path / "people.parquet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("people.csv", "must end in .parquet"),
        ("nowhere/people.parquet", "There is no folder"),
        ("folder.parquet", "is a folder"),
        (f"{'x' * 240}.parquet", "cannot be written"),
    ],
)
def test_a_path_that_cannot_be_written_is_refused(tmp_path: Path, name: str, message: str) -> None:
    """The message names the path and what to do."""
    (tmp_path / "folder.parquet").mkdir()
    with pytest.raises(CoequalError, match=message):
        write_people(Recipe(10, 7), tmp_path / name)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"count": 0, "seed": 1}, "from 1 to 100,000,000"),
        ({"count": -5, "seed": 1}, "not -5"),
        ({"count": 10**9, "seed": 1}, "from 1 to 100,000,000"),
        ({"count": 1, "seed": -1}, "A seed is"),
        ({"count": 1, "seed": 1, "year": 1066}, "The year of referral"),
    ],
)
def test_a_recipe_that_makes_nobody_is_refused(arguments: dict[str, int], message: str) -> None:
    """Numbers that cannot be used are refused before anything is made."""
    with pytest.raises(CoequalError, match=message):
        Recipe(**arguments)  # type: ignore[arg-type]

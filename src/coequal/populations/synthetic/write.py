"""Synthetic people in a Parquet file, block by block: the file is there whole, or it is not there."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from coequal.errors import CoequalError
from coequal.populations.synthetic.people import make_block
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.table import to_batch

ENDING = ".parquet"
PARQUET: dict[str, Any] = {"compression": "zstd", "compression_level": 1, "write_statistics": ["person"]}


def check_path(path: Path) -> None:
    """Nothing, where a file can be written. Raises `CoequalError` where it plainly cannot."""
    if path.suffix != ENDING:
        raise CoequalError(f"{path} must end in {ENDING}: the people are written as a Parquet file.")
    if path.is_dir():
        raise CoequalError(f"{path} is a folder. Name a file in it.")
    if not path.parent.is_dir():
        raise CoequalError(f"There is no folder {path.parent}. Make it first.")


def write_people(recipe: Recipe, path: Path, blocks: Iterable[int] | None = None) -> None:
    """Write the people of a recipe. `blocks` are those of the recipe, perhaps with progress around them.

    Until all are written they are in a file beside; that goes if anything stops the work.
    """
    check_path(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write(recipe, beside, recipe.blocks if blocks is None else blocks)
        beside.replace(path)
    except OSError as error:
        raise CoequalError(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        beside.unlink(missing_ok=True)


def _write(recipe: Recipe, path: Path, blocks: Iterable[int]) -> None:
    """Write one row group for each block, while the next one is made."""
    writer = None
    try:
        for batch in _made(recipe, blocks):
            writer = writer or pq.ParquetWriter(path, batch.schema, **PARQUET)
            writer.write_batch(batch, row_group_size=batch.num_rows)
    finally:
        if writer is not None:
            writer.close()


def _made(recipe: Recipe, blocks: Iterable[int]) -> Iterator[Any]:
    """The batches of blocks in order; one more is being made while one is used."""
    with ThreadPoolExecutor(1) as maker:
        waiting: Future[Any] | None = None
        for block in blocks:
            following = maker.submit(_batch, recipe, block)
            if waiting is not None:
                yield waiting.result()
            waiting = following
        if waiting is not None:
            yield waiting.result()


def _batch(recipe: Recipe, block: int) -> Any:
    return to_batch(make_block(recipe, block), recipe)

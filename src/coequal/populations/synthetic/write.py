"""Synthetic people in a Parquet file, block by block: the file is there whole, or it is not there."""

import os
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

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
        with beside.open("wb") as file:
            _write(recipe, file, recipe.blocks if blocks is None else blocks)
        beside.replace(path)
    except OSError as error:
        raise CoequalError(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        with suppress(OSError):
            beside.unlink()  # it is there no more where all went well


def _write(recipe: Recipe, file: BinaryIO, blocks: Iterable[int]) -> None:
    """Write one row group for each block, while the next one is made."""
    with closing(_made(recipe, blocks)) as batches:
        first = next(batches)
        with pq.ParquetWriter(file, first.schema, **PARQUET) as writer:
            for batch in chain([first], batches):
                writer.write_batch(batch, row_group_size=batch.num_rows)


def _made(recipe: Recipe, blocks: Iterable[int]) -> Generator[Any, None, None]:
    """The batches of blocks in order; one more is being made while one is used."""
    with ThreadPoolExecutor(1) as maker:
        following = iter(maker.submit(_batch, recipe, block) for block in blocks)
        waiting = next(following)
        for one in following:
            yield waiting.result()
            waiting = one
        yield waiting.result()


def _batch(recipe: Recipe, block: int) -> Any:
    return to_batch(make_block(recipe, block), recipe)

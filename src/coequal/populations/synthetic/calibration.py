"""The calibration: synthetic people made, counted, compared, and the page written."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from coequal.errors import CoequalError
from coequal.policies.library import Library
from coequal.populations.synthetic import funded, measures
from coequal.populations.synthetic.comparison import Comparison
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.sample import Sample

LEAST = 20_000  # people; with fewer, chance alone moves the figures too far
Step = Callable[[], list[Comparison]]


def steps(recipe: Recipe, library: Library) -> list[Step]:
    """The parts of the work, in the order of the page. Raises `CoequalError` where there are too few people."""
    if recipe.count < LEAST:
        raise CoequalError(f"A calibration needs at least {LEAST:,} people, not {recipe.count:,}.")
    complete = replace(recipe, complete=True)
    sample = Sample(complete)
    return [
        lambda: _policies(sample, library),
        lambda: [measures.of_seekers(complete)],
        lambda: measures.of_people(sample),
        lambda: [measures.of_amh(complete)],
        lambda: [measures.of_records(complete)],
    ]


def _policies(sample: Sample, library: Library) -> list[Comparison]:
    found = funded.staffordshire(sample, library)
    return [funded.of_cycles(found, sample), funded.of_ruled_out(found, sample, library)]


def comparisons(todo: Iterator[Step] | list[Step]) -> list[Comparison]:
    """What the steps find."""
    return [found for step in todo for found in step()]


def write_page(path: Path, page: str) -> None:
    """Write the page whole, or not at all. Raises `CoequalError` where it cannot be written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(page, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise CoequalError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        beside.unlink(missing_ok=True)

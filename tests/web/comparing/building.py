"""A small library of real policies, and a few made-up people, so that comparing takes no long time."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from coequal.policies.library import shipped
from coequal.populations.synthetic.recipe import Recipe
from coequal.populations.synthetic.write import write_people

NORFOLK = "norfolk-and-waveney/assisted-conception"
NICE = "nice/assisted-conception"
YORKSHIRE = "south-yorkshire/assisted-conception"
MILTON_KEYNES = "milton-keynes/assisted-conception"
HEARING = "staffordshire-and-stoke-on-trent/hearing-aids-adults"
POLICIES = (NORFOLK, NICE, YORKSHIRE, MILTON_KEYNES, HEARING)
PEOPLE = 400


def small_library(folder: Path) -> Path:
    """A library with the policies above and all organisations, in an empty folder."""
    (folder / "services").mkdir(parents=True)
    for service in ("assisted-conception", "hearing-aids-adults"):
        shutil.copy(shipped() / "services" / f"{service}.yaml", folder / "services")
    shutil.copytree(shipped() / "organisations", folder / "organisations")
    for name in POLICIES:
        shutil.copytree(shipped() / "policies" / name, folder / "policies" / name)
    return folder


def make_people(data: Path) -> None:
    """The made-up people in a folder of data."""
    (data / "people").mkdir(parents=True)
    write_people(Recipe(PEOPLE, 1), data / "people" / "assisted-conception.parquet")


@contextmanager
def open_shelf(settings: Any, library: Path, data: Path) -> Iterator[None]:
    """While this lasts the site shows a library and has some data."""
    settings.LIBRARY_DIR, settings.DATA_DIR = library, data
    _forget()
    yield
    _forget()


def _forget() -> None:
    """What a process remembers of its library; imported here, since pytest reads this before Django is ready."""
    from coequal.web.comparing import pairs
    from coequal.web.shelf import shelf

    shelf.cache_clear()
    pairs._remembered.clear()

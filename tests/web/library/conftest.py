"""Libraries of a few made-up policies for the pages to show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from coequal.web.library import downloads, findings, history, search
from coequal.web.shelf import shelf
from tests.policies.building import library_folder

Hold = Callable[..., None]


def forget() -> None:
    """Nothing is kept of the library that was open."""
    for kept in (shelf, search.index, findings._kept, history.changes, downloads._made):
        kept.cache_clear()


@pytest.fixture
def hold(settings: object, tmp_path: Path) -> Iterator[Hold]:
    """Puts a library of these policies, given as texts, on the shelf."""

    def holding(*texts: str) -> None:
        settings.LIBRARY_DIR = library_folder(Path(mkdtemp(dir=tmp_path)), *texts)
        forget()

    yield holding
    forget()

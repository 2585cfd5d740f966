"""Libraries of a few made-up policies for the pages to show."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from coequal.web.shelf import shelf
from tests.policies.building import library_folder

Hold = Callable[..., None]


@pytest.fixture
def hold(settings: object, tmp_path: Path) -> Iterator[Hold]:
    """Puts a library of these policies, given as texts, on the shelf."""

    def holding(*texts: str) -> None:
        settings.LIBRARY_DIR = library_folder(Path(mkdtemp(dir=tmp_path)), *texts)
        shelf.cache_clear()

    yield holding
    shelf.cache_clear()

"""A folder of data with nothing in it, and small libraries."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coequal.policies.library import shipped
from tests.web.comparing.building import open_shelf, small_library


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A folder of data with nothing in it, and a small library."""
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one would be no better here
    with open_shelf(settings, small_library(tmp_path / "library"), tmp_path / "data"):
        yield tmp_path / "data"


@pytest.fixture
def invented_areas(data: Path) -> Path:
    """The same, with a library that has the invented areas."""
    family = Path("families") / "model-policy"
    shutil.copytree(shipped() / family, data.parent / "library" / family)
    return data

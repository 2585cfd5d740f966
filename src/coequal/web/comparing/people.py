"""The people whom comparisons count: made up, in a file for each service that has some."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from coequal.errors import CoequalError
from coequal.populations.opened import Opened, open_named, open_people
from coequal.populations.synthetic.recipe import KEY
from coequal.web.shelf import shelf

WITH_PEOPLE: Final = "assisted-conception"  # the service for which people can be made up


def path_of_people(service: str) -> Path:
    """Where the people of a service are, or would be."""
    return Path(settings.DATA_DIR) / "people" / f"{service}.parquet"


def opened(service: str) -> Opened | None:
    """The made-up people of a service; None where there are none that can be read, or where they are not made up."""
    try:
        found = open_people(open_named(str(path_of_people(service))), shelf().library.vocabulary(service))
    except CoequalError:
        return None
    return found if found.synthetic else None


def digest_of_people(service: str) -> str:
    """What the people of a service were made from, as their file says; nothing where there is none."""
    path = path_of_people(service)
    try:
        return _said(path, path.stat().st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=8)
def _said(path: Path, _written: int) -> str:
    try:
        metadata = pq.read_schema(path).metadata or {}
    except pa.ArrowInvalid:
        return ""
    return str(metadata.get(KEY, b"").decode())

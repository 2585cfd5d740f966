"""A site of its own for a measurement: an empty folder that is gone afterwards, and the settings that it is measured with."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def fresh_site(**settings: str) -> Iterator[None]:
    """Have this process, and those that it starts, use a new and empty site, with whatever else is set for it."""
    with tempfile.TemporaryDirectory(prefix="coequal-bench-") as folder:
        os.environ |= {
            "COEQUAL_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "coequal.web.settings",
            "COEQUAL_SECRET_KEYS": "of-a-site-that-is-there-as-long-as-this-is-being-measured",
            **settings,
        }
        yield

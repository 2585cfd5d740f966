"""What holds for all tests: slowness fails no property, and no test sees or touches the data that the tester has."""

import os
import shutil
import tempfile
from pathlib import Path

import django
from hypothesis import HealthCheck, settings

from tests.populations.sql.server import Server

os.environ["COEQUAL_DATA"] = tempfile.mkdtemp(prefix="coequal-tests-")  # before anything reads the site's settings
os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
os.environ["COEQUAL_REQUESTS_A_MINUTE"] = "1000000"

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

if "COEQUAL_TEST_POSTGRES" in os.environ:
    SERVER = Server()
    os.environ["DATABASE_URL"] = SERVER.url()


def pytest_configure() -> None:
    """Read the site's settings, which are those of the folder above."""
    django.setup()
    Path(os.environ["COEQUAL_DATA"], "static").mkdir()  # where the site looks for collected files, and finds none


def pytest_unconfigure() -> None:
    """Take away the folder of this run, and stop its server."""
    if "COEQUAL_TEST_POSTGRES" in os.environ:
        SERVER.stop()
    shutil.rmtree(os.environ["COEQUAL_DATA"], ignore_errors=True)

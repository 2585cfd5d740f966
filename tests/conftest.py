"""What holds for all tests: slowness fails no property, and no test sees or touches the data that the tester has."""

import os
import shutil
import tempfile
import time
from pathlib import Path

import django
import pytest
from hypothesis import HealthCheck, settings

from tests.populations.sql.server import Server

os.environ["COEQUAL_DATA"] = tempfile.mkdtemp(prefix="coequal-tests-")  # before anything reads the site's settings
os.environ["DJANGO_SETTINGS_MODULE"] = "coequal.web.settings"
os.environ["COEQUAL_REQUESTS_A_MINUTE"] = "1000000"

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

_LAST = 60  # seconds of a day in which no test begins; one that lasts longer does not look at the day

SERVER = Server() if "COEQUAL_TEST_POSTGRES" in os.environ and "PYTEST_XDIST_WORKER" not in os.environ else None
if SERVER:
    os.environ["DATABASE_URL"] = SERVER.url()  # the processes of a run share one server, each with a database of its own


def pytest_configure() -> None:
    """Read the site's settings, which are those of the folder above."""
    django.setup()
    _make_keys()
    _let_tables_be_emptied()
    Path(os.environ["COEQUAL_DATA"], "static").mkdir()  # where the site looks for collected files, and finds none


def _make_keys() -> None:
    """The keys of personal data, as `coequal site prepare` makes them."""
    from django.conf import settings

    from coequal.referrals.personal.keys import make_ring

    make_ring(settings.PERSONAL_KEYS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only chance reaches is not held: coverage is that of the examples that people chose."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


def pytest_runtest_setup() -> None:
    """Midnight passes between two tests, not within one: what is due today is not due yesterday when it is looked at."""
    from django.utils import timezone

    now = timezone.localtime()
    left = 60 * (60 * (23 - now.hour) + 59 - now.minute) + 60 - now.second
    if left <= _LAST:
        time.sleep(left)


def _let_tables_be_emptied() -> None:
    """After a test with transactions of its own the tables are emptied, which the database refuses for the audit trail."""
    from django.db import connection
    from django.test import TransactionTestCase

    from coequal.accounts.trail.triggers import put_on, take_off

    empty = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        take_off(connection)
        empty(case)
        put_on(connection)

    TransactionTestCase._fixture_teardown = emptied


def pytest_unconfigure() -> None:
    """Take away the folder of this run, and stop its server."""
    if SERVER:
        SERVER.stop()
    shutil.rmtree(os.environ["COEQUAL_DATA"], ignore_errors=True)

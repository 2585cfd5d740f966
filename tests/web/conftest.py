"""What the tests of the site share: static files by their plain names, so that nothing has to be built."""

import pytest
from django.conf import settings as site
from django.core.cache import cache

_WATCHED = {
    "aligning",
    "analyses",
    "answering",
    "api",
    "assurance",
    "coding",
    "counts",
    "deciding",
    "findings",
    "governing",
    "hearing",
    "involvement",
    "matrix",
    "prioritising",
    "programmes",
    "referring",
    "requesting",
    "requests",
    "staff",
    "studio",
    "surveys",
}
_KEEP = {"db", "transactional_db", "live_server"}


@pytest.fixture(autouse=True)
def plain_names(settings: object) -> None:
    """Static files are found without having been collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**site.STORAGES, "staticfiles": plain}


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    """No test asks too often for another: how many of them fall into one minute depends on the machine."""
    cache.clear()


@pytest.fixture(autouse=True)
def patient_with_checking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft is checked in time however slow the machine is; the tests of impatience have a limit of their own."""
    from coequal.drafting import asking

    for name in ("TYPING", "SAVING", "THOROUGH"):
        monkeypatch.setattr(asking, name, 300)


@pytest.fixture(autouse=True)
def nothing_ratified(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a test keeps nothing, nothing was ratified, and no database is asked."""
    if request.node.get_closest_marker("django_db") is None and not _KEEP & set(request.fixturenames):
        from coequal.programmes.adoption.shelf import NOTHING

        monkeypatch.setattr("coequal.web.shelf.stamp", lambda: NOTHING)


@pytest.fixture(autouse=True)
def everything_recorded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever staff change by any page, the trail says so: every page by its specimen, and those of some parts by all their tests."""
    from tests.web.watching import watch

    if _WATCHED & set(request.path.parts):
        watch(monkeypatch)

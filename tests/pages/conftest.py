"""What the tests of the site share: static files by their plain names, so that nothing has to be built."""

import pytest
from django.conf import settings as site


@pytest.fixture(autouse=True)
def plain_names(settings: object) -> None:
    """Static files are found without having been collected."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**site.STORAGES, "staticfiles": plain}

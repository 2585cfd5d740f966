"""What holds for all tests: slowness fails no property, and no test sees the tables that the tester has imported."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def own_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder for the user's own tables in which there are none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COEQUAL_DATA", str(tmp_path_factory.mktemp("none")))
        yield

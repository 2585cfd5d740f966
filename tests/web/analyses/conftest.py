"""What the tests of analyses' pages share."""

import pytest


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked for twice is worked out once."""
    from tests.analyses.working import remember  # pytest reads this before Django is ready

    remember(monkeypatch)

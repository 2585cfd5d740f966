"""Key rings that are there for a test alone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from coequal.referrals.personal.keys import MARKS, SEALS, Key, Kind, keep_ring, make_ring, new_key


@pytest.fixture
def keys_file(settings: Any, tmp_path: Path) -> Path:
    """A file of keys of the test's own, with one of each kind."""
    settings.PERSONAL_KEYS = tmp_path / "keys" / "personal-keys"
    make_ring(settings.PERSONAL_KEYS)
    return settings.PERSONAL_KEYS


def old_key(kind: Kind, hours: int) -> Key:
    """A key that was made some hours ago."""
    key = new_key(kind)
    return Key(kind, key.id, datetime.now(UTC).replace(microsecond=0) - timedelta(hours=hours), key.secret)


def keep_two(file: Path) -> tuple[Key, Key]:
    """A ring of a newer and an older key that seals, both from yesterday, and one that marks."""
    newer, older = old_key(SEALS, 24), old_key(SEALS, 48)
    keep_ring(file, (newer, older, old_key(MARKS, 48)))
    return newer, older

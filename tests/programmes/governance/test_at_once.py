"""Two officers who act at the same moment: exactly one wins, and the other is told."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db  # on PostgreSQL too, though they act on a database of their own


@pytest.mark.no_cover
def test_exactly_one_of_two_wins_and_the_other_is_told(tmp_path: Path) -> None:
    """Deciding and putting on hold, voting twice, ratifying twice, one version in two programmes."""
    command = [sys.executable, "-m", "tests.programmes.governance.at_once", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    for what, rounds in told.items():
        for both in rounds:
            assert both.count("") == 1, (what, both)
            assert "broken" not in "".join(both), (what, both)
    assert all("has voted on" in "".join(both) for both in told["vote twice"])
    assert all("by another decision already" in "".join(both) for both in told["ratify in two programmes"])
    assert all("was ratified already" in "".join(both) for both in told["ratify twice"])
    assert all("Somebody else was faster" in "".join(both) or "on hold now" in "".join(both) for both in told["decide and hold"])

"""Two clinicians who act at the same moment: exactly one wins, and the other is told; a form sent twice makes one request."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db  # on PostgreSQL too, though they act on a database of their own


@pytest.mark.no_cover
def test_exactly_one_of_two_wins_and_the_other_is_told(tmp_path: Path) -> None:
    """Writing the same section, sending twice, writing while the other sends, adding one file, beginning by one form."""
    command = [sys.executable, "-m", "tests.referrals.requesting.at_once", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    begun = told.pop("begin twice")
    assert begun == [["", ""]] * len(begun)
    for what, rounds in told.items():
        for both in rounds:
            assert both.count("") == 1, (what, both)
            assert "broken" not in "".join(both), (what, both)
    assert all("Somebody else changed this part" in "".join(both) for both in told["write twice"])
    assert all("This is submitted now" in "".join(both) for both in told["send twice"])
    assert all("This file is there already" in "".join(both) for both in told["add twice"])

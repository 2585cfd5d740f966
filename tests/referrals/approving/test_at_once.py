"""Two people who act at the same moment on one request or one approval: exactly one wins, and nothing is approved or used twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.django_db  # on PostgreSQL too, though they act on a database of their own


@pytest.mark.no_cover
def test_exactly_one_of_two_wins_and_the_other_is_told(tmp_path: Path) -> None:
    """Using what is left, sending twice, answering differently; and of two requests for one person, one is approved at once."""
    command = [sys.executable, "-m", "tests.referrals.approving.at_once", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    for what, rounds in told.items():
        for both in rounds:
            assert both.count("") == 1, (what, both)
            assert "broken" not in "".join(both), (what, both)
    assert all("0 is left" in "".join(both) for both in told["use_the_last"])
    assert all("approved now" in "".join(both) or "This is approved" in "".join(both) for both in told["send_twice"])
    assert all("['approved', 'with an officer']" in "".join(both) for both in told["send_for_one_person"])
    assert all(both[1].endswith(("[True]", "[]")) for both in told["use_and_withdraw"])
    for both in told["send_and_withdraw_the_authorisation"]:
        assert both[1].startswith("['', ''] ")
        assert (
            "approved: Every criterion is met." in both[1] or "with an officer: The standing authorisation was withdrawn" in both[1]
        )

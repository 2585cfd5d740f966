"""Two who act on one request at the same moment: exactly one wins. And a killed process loses no step that it said was taken."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]  # on PostgreSQL too, though they act on a database of their own
STEPS = ["submitted", "acknowledged", "screened in", "listed", "declined"]


def run(what: str, folder: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """A process of its own."""
    command = [sys.executable, "-m", "tests.referrals.deciding.at_once", what, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **variables})


def test_exactly_one_of_two_wins_and_the_other_is_told(tmp_path: Path) -> None:
    """Deciding and withdrawing, deciding twice, giving a view twice."""
    done = run("duels", tmp_path)
    assert done.returncode == 0, done.stderr
    for what, rounds in json.loads(done.stdout.splitlines()[-1]).items():
        for both in rounds:
            assert both.count("") == 1, (what, both)
            assert "broken" not in "".join(both), (what, both)


@pytest.mark.parametrize(("after", "steps", "decisions"), [(1, 2, 0), (2, 3, 0), (3, 5, 1)])
def test_a_killed_process_loses_no_step_that_it_said_was_taken(tmp_path: Path, after: int, steps: int, decisions: int) -> None:
    """It dies right after the step, and the next process finds it; with a decision, its letters."""
    on_a_file = {"DATABASE_URL": ""}
    died = run("be killed", tmp_path, KILLED_AFTER=str(after), **on_a_file)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert len(died.stdout.splitlines()) == after
    found = run("kept", tmp_path, **on_a_file)
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout.splitlines()[-1]) == [STEPS[:steps], decisions, 2 * decisions]

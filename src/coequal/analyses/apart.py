"""A run in a process of its own, which the worker ends where it takes too long and the kernel where it takes too much memory."""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Final

from coequal.analyses.running import called_off, give_up, work
from coequal.pages.words import plural

MOST_MINUTES: Final = 30  # of one run
MOST_MEMORY: Final = 4 << 30  # bytes that can be written; addresses alone are not counted, of which V8 sets aside far more
_LOOK: Final = 0.25  # seconds between two looks whether the worker has to leave
_PATIENCE: Final = 8.0  # seconds in which a run that is told to leave has to put its analysis back


def run_command(reference: str) -> list[str]:
    """What works one analysis out, for as long as this process lives."""
    return [sys.executable, "-m", "coequal", "site", "work", "--under", str(os.getpid()), "--run", reference]


def work_apart(reference: str, command: Sequence[str] = (), seconds: float = MOST_MINUTES * 60) -> None:
    """Work an analysis out in a process of its own. One that takes longer is ended, and its analysis has failed."""
    # A session of its own: Ctrl+C in a terminal reaches the worker, which then tells this in its turn.
    process = subprocess.Popen(command or run_command(reference), start_new_session=True)  # noqa: S603  # a command of our own
    until = monotonic() + seconds
    while process.poll() is None:
        if called_off.is_set():
            _end(process)
        elif monotonic() > until:
            process.kill()
            process.wait()
            give_up(reference, plural(round(seconds / 60), "minute"))
        else:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Tell it to put its analysis back; where it does not, it is missed by its silence."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def work_within_limits(reference: str) -> None:
    """Work an analysis out in this process, which may take so much memory and no more, and writes no file of what was in it."""
    for which, most in ((resource.RLIMIT_DATA, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(which)
        resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    work(reference)

"""A process beside the server: started with it, started again where it ends by itself, and stopped with it."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import Final

PAUSE: Final = 2.0  # seconds between two starts
PATIENCE: Final = 10.0  # seconds in which it has to end when it is told to


def work_command() -> list[str]:
    """What does the jobs of the site, for as long as this process lives."""
    return [sys.executable, "-m", "coequal", "site", "work", "--under", str(os.getpid())]


class Beside:
    """One process beside this one."""

    def __init__(self, command: Sequence[str]) -> None:
        """Take what it runs. It is started when it is looked after."""
        self.command = list(command)
        self.process: subprocess.Popen[bytes] | None = None
        self._started = -PAUSE

    def look(self) -> None:
        """Start it, where it is not there or has ended; not more often than every other second."""
        if self.process is not None and self.process.poll() is None:
            return
        if monotonic() - self._started >= PAUSE:
            self._started = monotonic()
            # A session of its own: Ctrl+C in a terminal reaches the server, which then stops this in its turn.
            self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603  # a command of our own

    def call_off(self) -> None:
        """Tell it to end, without waiting."""
        if self.process is not None:
            self.process.terminate()

    def stop(self) -> None:
        """Tell it to end, and wait; where it does not, end it."""
        self.call_off()
        process, self.process = self.process, None
        if process is None:
            return
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            with suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE)

"""The site as it is really run, for the journeys: its own process, its own data, on a free port of this machine only."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

_COEQUAL = str(Path(sys.executable).with_name("coequal"))
PEOPLE = 400  # synthetic couples: enough for every page to have something to show


class Site:
    """A site that serves; `output` is the file with all that its process has said."""

    def __init__(self, data: Path, workers: int = 1, port: int = 0, **variables: str) -> None:
        """Start it, at a port of its own where none is given, and wait until it is ready."""
        self.data, self.output, self.port = data, data.with_name(f"{data.name}-output.txt"), port or _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.variables = {**os.environ, "COEQUAL_DATA": str(data), "COEQUAL_REQUESTS_A_MINUTE": "1000000", **variables}
        with self.output.open("ab") as said:
            command = [_COEQUAL, "site", "serve", "--port", str(self.port), "--workers", str(workers)]
            self.process = subprocess.Popen(command, env=self.variables, stdout=said, stderr=said)
        self._wait()

    def _wait(self) -> None:
        for _ in range(900):  # a busy machine takes its time
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5):  # noqa: S310  # our own address
                    return
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.output.read_text()
                time.sleep(0.1)
        raise AssertionError(self.output.read_text())

    def stop(self) -> None:
        """Stop it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)


def prepare(data: Path, people: int | None = PEOPLE) -> float:
    """Make what the site needs in a folder: its key, its tables, its static files, invented staff, and what the demonstration shows.

    `people` is how many synthetic couples there are; None takes as many as the demonstration has. Says how many seconds it took.
    """
    began = time.perf_counter()
    environment = {**os.environ, "COEQUAL_DATA": str(data)}
    command = [_COEQUAL, "site", "prepare", "--demonstration", *(["--people", str(people)] if people else [])]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return time.perf_counter() - began


def _free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

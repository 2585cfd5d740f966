"""The site as it is really served, of an installation that holds what every site needs and nothing more."""

import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Self

from tests.web.operation.installation import Installation

_MAKING = "from coequal.web.operation.home import make_home\nmake_home()"


def made(folder: Path, database: str = "", **variables: str) -> Installation:
    """An installation with keys, tables and static files, without anybody invented."""
    there = Installation(folder / "made", database, **variables)
    there.data.mkdir(mode=0o700)
    making = there.python(_MAKING)
    making.communicate()
    assert making.returncode == 0
    return there


class Served:
    """A server on a free port of this machine; it is told to stop where `with` ends."""

    def __init__(self, there: Installation, *options: str, workers: int = 1) -> None:
        """Take the installation, and how many processes are to answer."""
        self.there, self.port = there, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.output = there.data / "output.txt"
        self._command = there.command("serve", "--port", self.port, "--workers", workers, *options)

    def __enter__(self) -> Self:
        with self.output.open("ab") as said:
            self.process = subprocess.Popen(self._command, env=self.there.variables, stdout=said, stderr=said)
        for _ in range(900):  # a busy machine takes its time
            try:
                with urllib.request.urlopen(f"{self.address}/health", timeout=5):  # noqa: S310  # our own address
                    return self
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, self.output.read_text()
                time.sleep(0.1)
        raise AssertionError(self.output.read_text())

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

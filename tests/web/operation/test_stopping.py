"""A server that is told to stop: whoever is being answered gets the answer, and work in the background is not lost."""

import signal
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.operation.installation import Installation
from tests.web.operation.serving import Served, made

pytestmark = pytest.mark.no_cover  # other processes do the work

FORM = b"referred=2023-05-02&filler=" + b"x" * 20_000
HEAD = (
    "POST /check/norfolk-and-waveney/assisted-conception HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(FORM)}\r\n\r\n"
).encode()
ASKING = """
from tests.analyses.asking import comparison
from tests.analyses.working import asked
asked(wanted=comparison(people={"synthetic": 100_000, "seed": 1}))
"""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with what every site needs."""
    return made(tmp_path_factory.mktemp("stopping"))


def _until_read(asks: socket.socket) -> None:
    """Wait until a worker has begun to read what was sent: a connection that nobody has taken yet belongs to no file."""
    mine, served = (f":{asks.getsockname()[1]:04X}", f":{asks.getpeername()[1]:04X}")
    for _ in range(600):
        for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
            _number, here, there, _state, queues, _timer, _again, _user, _timeout, file, *_more = line.split()
            if here.endswith(served) and there.endswith(mine) and file != "0" and queues.endswith(":00000000"):
                return
        time.sleep(0.1)
    raise AssertionError


def test_a_request_in_flight_is_finished(there: Installation) -> None:
    """The half of it that comes after the signal is read, and the whole page sent; then the server is gone."""
    with Served(there, "--no-worker", workers=2) as site:
        with closing(socket.create_connection(("127.0.0.1", site.port), timeout=60)) as asks:
            asks.sendall(HEAD + FORM[:10_000])
            _until_read(asks)
            site.process.send_signal(signal.SIGTERM)
            time.sleep(1)  # the server has told its workers
            asks.sendall(FORM[10_000:])
            page = b""
            while piece := asks.recv(65536):
                page += piece
        assert page.startswith(b"HTTP/1.1 200"), page[:200]
        assert b"</html>" in page
        assert site.process.wait(120) == 0
        with pytest.raises(ConnectionError):
            socket.create_connection(("127.0.0.1", site.port), timeout=5)


def _state(there: Installation) -> str:
    with closing(sqlite3.connect(there.data / "coequal.sqlite3", timeout=60)) as database:
        return str(database.execute("SELECT state FROM analyses_analysis").fetchone()[0])


def test_work_in_the_background_is_put_back(there: Installation) -> None:
    """An analysis that was being worked out waits again, and is begun once a server is there."""
    with Served(there) as site:
        there.python(ASKING).communicate()
        _until(there, "running")
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(120) == 0
        assert _state(there) == "waiting"
    with Served(there):
        _until(there, "running")
        assert "The trail is whole" in there.site("trail").stdout


def _until(there: Installation, state: str) -> None:
    for _ in range(1500):  # a busy machine takes its time
        if _state(there) == state:
            return
        time.sleep(0.2)
    raise AssertionError(_state(there))

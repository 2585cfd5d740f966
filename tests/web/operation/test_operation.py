"""What whoever runs the site asks of it."""

import json
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from gunicorn.config import Config

from coequal.errors import CoequalError
from coequal.web.operation import home
from coequal.web.operation.management.commands import serve
from coequal.web.operation.server import PATIENCE, Worker, _Quiet, _Server


def test_it_is_alive(client: Client) -> None:
    """Health needs neither database nor library."""
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.django_db
def test_it_is_ready_where_the_database_answers(client: Client) -> None:
    """Both the database and the library are looked at."""
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "database": True, "library": True})


def test_it_is_not_ready_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer says which part does not work, and nothing of why."""

    def gone(*_args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(connection, "cursor", gone)
    answer = client.get("/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "database": False, "library": True})


@pytest.mark.django_db
def test_it_is_not_ready_without_its_tables(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that answers but lacks what this version needs is not enough."""
    monkeypatch.setattr("coequal.web.operation.views.MigrationExecutor.migration_plan", lambda *_args: ["one is missing"])
    assert client.get("/ready").json() == {"ready": False, "database": False, "library": True}


def test_it_says_its_version(client: Client) -> None:
    """The version of the software, and how much the library holds."""
    found = client.get("/version").json()
    assert found["version"] == "0.1.0"
    assert found["policies"] <= found["versions"]


@pytest.mark.parametrize("address", ["/health", "/ready", "/version"])
def test_questions_of_machines_change_nothing(client: Client, address: str) -> None:
    """They can only be asked, not sent something."""
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_home_has_a_key_and_static_files(settings: object, tmp_path: Path) -> None:
    """What is missing is made, whenever it is asked for."""
    settings.DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    with home.alone():
        home.make_home()
    assert (tmp_path / "secret-key").exists()
    assert (tmp_path / "static" / "frontend" / "frontend.css").exists()


def test_an_installation_is_prepared_by_one_at_a_time(settings: object, tmp_path: Path) -> None:
    """Whoever comes second is told to wait; when the first has ended, it can go on."""
    settings.DATA_DIR = tmp_path
    with home.alone(), pytest.raises(CoequalError, match="being prepared already"), home.alone():
        pytest.fail("two at once")
    with home.alone():
        pass


@pytest.mark.django_db
def test_nobody_is_served_with_files_that_were_not_collected(settings: object, tmp_path: Path) -> None:
    """The message says which one, and what to do; once they are collected, serving can begin."""
    manifest = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": manifest}
    settings.STATIC_ROOT = settings.DATA_DIR = tmp_path
    with pytest.raises(CommandError, match="has not been collected"):
        call_command("serve")
    home.make_home()
    home.staticfiles_storage.__init__()
    home.check_static_files()


def test_without_the_style_there_is_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says how to fetch it."""
    monkeypatch.setattr(home.finders, "find", lambda _name: None)
    with pytest.raises(CoequalError, match="make frontend"):
        home.make_home()


def test_serving_listens_where_it_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The address is printed before the server begins."""
    served: list[tuple[str, int]] = []
    monkeypatch.setattr(serve, "serve", lambda address, workers, _beside: served.append((address, workers)))
    call_command("serve", "--port", "9000", "--workers", "3")
    assert served == [("127.0.0.1:9000", 3)]
    assert "http://127.0.0.1:9000/" in capsys.readouterr().out


def test_while_developing_the_code_is_read_anew(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """With DEBUG it is Django's own server, which starts again when a file changes."""
    settings.DEBUG = True
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(serve, "call_command", lambda *args, **options: called.append((*args, options)))
    call_command("serve")
    assert called == [("runserver", "127.0.0.1:8000", {"use_reloader": True})]


def test_the_server_keeps_no_list_of_who_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """It writes no log of accesses, and loads the site once."""
    began: list[_Server] = []
    monkeypatch.setattr(_Server, "run", lambda server: began.append(server))  # noqa: PLW0108  # it must be bound
    from coequal.web.operation.server import serve as begin

    begin("127.0.0.1:9000", 2)
    assert began[0].cfg.accesslog is None
    assert began[0].cfg.preload_app is True
    assert began[0].load().__module__ == "coequal.web.wsgi"


def test_the_server_quotes_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    """What it says of a request that it cannot read is the kind of fault, and not a word of the request."""
    quiet = _Quiet(Config())
    quiet.warning("Invalid request from ip=192.0.2.7: Invalid HTTP request line: 'born 1990'")
    quiet.warning("Worker was sent a signal")
    said = capsys.readouterr().err
    assert [json.loads(line)["event"] for line in said.splitlines()] == ["Invalid request from ", "Worker was sent a signal"]


def test_a_connection_that_says_nothing_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the server asks to wait, it waits for some seconds only."""
    handled: list[object] = []
    monkeypatch.setattr(Worker.__mro__[1], "handle", lambda _worker, conn: handled.append(conn))
    ours, theirs = socket.socketpair()
    conn = SimpleNamespace(sock=ours)
    for _ in range(2):
        Worker.handle(Worker.__new__(Worker), conn)
    conn.sock.setblocking(True)
    assert ours.gettimeout() == PATIENCE
    conn.sock.setblocking(False)
    assert ours.gettimeout() == 0
    assert conn.sock.fileno() == ours.fileno()
    assert handled == [conn, conn]
    ours.close()
    theirs.close()


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("text/plain; charset=hex", "text/plain"),
        ("multipart/form-data; charset=punycode; Boundary=x", "multipart/form-data; Boundary=x"),
        ("", ""),
    ],
)
def test_texts_are_read_as_utf_8_whatever_a_request_says(monkeypatch: pytest.MonkeyPatch, said: str, left: str) -> None:
    """Another charset could stop the site, or make it write down an address; the boundary of a form stays."""
    from coequal.web import wsgi

    monkeypatch.setattr(wsgi, "django", lambda environ, _start: environ["CONTENT_TYPE"])
    assert wsgi.application({"CONTENT_TYPE": said}, None) == left

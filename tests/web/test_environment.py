"""What the surroundings say about an installation."""

import stat
from pathlib import Path

import pytest

from coequal.errors import CoequalError
from coequal.web.databases import connection
from coequal.web.environment import KEY_FILE, keep_secret, surroundings
from coequal.web.mailing import Mail

NEW, OLD = "new" * 20, "old" * 20
MAIL = {
    "COEQUAL_SITE_ADDRESS": "https://coequal.example/",
    "COEQUAL_MAIL_FROM": "us@coequal.example",
    "COEQUAL_MAIL_SERVER": "smtp://me:pass%40word@mail.example",
}


def test_without_variables_it_is_private_and_closed() -> None:
    """No debugging, this machine alone, SQLite, no proxy, a key of its own, and a limit."""
    found = surroundings({})
    assert (found.debug, found.https, found.proxies, found.library, found.scanner) == (False, False, 0, None, "")
    assert found.hosts == ("localhost", "127.0.0.1", "[::1]")
    assert found.database.startswith("sqlite:///")
    assert found.requests_a_minute == 600
    assert (found.site, found.mail) == ("", Mail())
    assert len(found.secrets[0]) > 40
    assert surroundings({}).secrets != found.secrets


def test_variables_say_how_it_runs() -> None:
    """Each has its say."""
    found = surroundings(
        {
            "DEBUG": "1",
            "COEQUAL_HTTPS": "yes",
            "COEQUAL_PROXIES": "2",
            "COEQUAL_SCANNER": "clamdscan --no-summary -",
            "COEQUAL_HOSTS": "coequal.example www.coequal.example",
            "COEQUAL_SECRET_KEYS": f"{NEW} {OLD}",
            "COEQUAL_LIBRARY": "/srv/library",
            "COEQUAL_REQUESTS_A_MINUTE": "50",
            "DATABASE_URL": "postgres://u:p@db/coequal",
        }
    )
    assert (found.debug, found.https, found.proxies, found.library) == (True, True, 2, (Path("/srv/library"),))
    assert found.hosts == ("coequal.example", "www.coequal.example")
    assert found.secrets == (NEW, OLD)
    assert found.scanner == "clamdscan --no-summary -"
    assert (found.requests_a_minute, found.database) == (50, "postgres://u:p@db/coequal")


@pytest.mark.parametrize(
    ("server", "said"),
    [
        ("smtp://me:pass%40word@mail.example", ("mail.example", 587, "me", "pass@word", True, False)),
        ("smtps://mail.example:4650", ("mail.example", 4650, "", "", False, True)),
        ("smtp-plain://localhost", ("localhost", 25, "", "", False, False)),
    ],
)
def test_a_mail_server_is_named_by_an_address(server: str, said: tuple[object, ...]) -> None:
    """Its beginning says whether TLS is spoken, and when; e-mails lead back to the address of the site."""
    found = surroundings({**MAIL, "COEQUAL_MAIL_SERVER": server})
    assert found.site == "https://coequal.example"
    assert found.mail == Mail("us@coequal.example", *said)


def test_an_installation_keeps_its_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made once, stays the same, and only its owner can read it."""
    data = tmp_path / "data"
    monkeypatch.setenv("COEQUAL_DATA", str(data))
    keep_secret(data)
    kept = surroundings({}).secrets
    keep_secret(data)
    assert surroundings({}).secrets == kept
    assert stat.S_IMODE((data / KEY_FILE).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"COEQUAL_SECRET_KEYS": f"{NEW} short"}, "Each key in COEQUAL_SECRET_KEYS must have 50 signs or more."),
        ({"COEQUAL_SCANNER": "clamscan '-"}, "COEQUAL_SCANNER must be a program .*lacks its pair"),
        ({"COEQUAL_MAIL_FROM": "us@coequal.example"}, "are needed together"),
        ({**MAIL, "COEQUAL_MAIL_SERVER": "mail.example"}, "COEQUAL_MAIL_SERVER names no mail server"),
        ({**MAIL, "COEQUAL_MAIL_SERVER": "smtp://"}, "COEQUAL_MAIL_SERVER names no mail server"),
        ({**MAIL, "COEQUAL_MAIL_SERVER": "smtp://host:port"}, "COEQUAL_MAIL_SERVER names no mail server"),
    ],
)
def test_what_cannot_be_used_is_said(variables: dict[str, str], said: str) -> None:
    """In a sentence that names the variable."""
    with pytest.raises(CoequalError, match=said):
        surroundings(variables)


@pytest.mark.parametrize("text", ["", "short", "\xff\xfe"])
def test_a_broken_key_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """The message says how to get another one."""
    (tmp_path / KEY_FILE).write_text(text, encoding="latin-1")
    monkeypatch.setenv("COEQUAL_DATA", str(tmp_path))
    with pytest.raises(CoequalError, match="can be taken away"):
        surroundings({})


def test_without_a_home_folder_the_data_lie_where_it_was_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somewhere is better than not at all."""
    monkeypatch.setattr("coequal.web.environment.own_folder", lambda: None)
    monkeypatch.chdir(tmp_path)
    assert surroundings({}).data == tmp_path / "coequal-data"


def test_sqlite_lets_readers_go_on_while_one_writes() -> None:
    """It writes ahead, waits for a lock, and takes it before it has anything to lose."""
    found = connection("sqlite:////srv/coequal.sqlite3")
    assert found["NAME"] == "/srv/coequal.sqlite3"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_of_no_database_is_said_to_be_none() -> None:
    """The message shows how one is written, and not what was given, which may hold a password."""
    with pytest.raises(CoequalError, match="Write it as postgres://") as refused:
        connection("foo://user:password@host/name")
    assert "password@host/name." in refused.value.message
    assert "foo" not in refused.value.message


def test_postgresql_is_named_by_an_address() -> None:
    """A connection is kept for a minute, looked at before it is used, and not waited for without end."""
    found = connection("postgres://u:p%40ss@db.example:5433/coequal?sslmode=require")
    assert (found["ENGINE"], found["HOST"], found["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)
    assert (found["PASSWORD"], found["NAME"]) == ("p@ss", "coequal")
    assert found["OPTIONS"] == {"sslmode": "require", "connect_timeout": 5}
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (60, True)

"""`coequal site doctor`: what is broken is named, with what to do; what is well is said to be so."""

import json
import shutil
import socketserver
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.triggers import put_on, take_off
from coequal.analyses.running import called_off
from coequal.referrals.personal.keys import make_ring
from coequal.web.environment import keep_secret
from coequal.web.operation.doctor import database as looking
from coequal.web.operation.doctor import machine
from coequal.web.operation.doctor.finding import Finding
from coequal.web.operation.working import Work


@pytest.fixture(autouse=True)
def well(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that is well, and reached by its own name."""
    monkeypatch.delenv("COEQUAL_SECRET_KEYS", raising=False)
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    settings.PERSONAL_KEYS = tmp_path / "elsewhere" / "personal-keys"
    make_ring(settings.PERSONAL_KEYS)
    keep_secret(tmp_path)
    settings.ALLOWED_HOSTS = ["coequal.example"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.PROXIES = 31536000, True, 1
    settings.SCANNER = "true -"
    called_off.clear()


def grades(found: Iterator[Finding]) -> dict[str, str]:
    """The grade of each thing that was looked at, of which the last word counts."""
    return {finding.about: finding.grade for finding in found}


def test_what_is_well_is_said_to_be_so() -> None:
    """With the checks of Django for a site that others reach."""
    assert grades(machine.options()) == {"settings": "fine"}
    assert grades(machine.folders()) == {"folder": "fine", "files": "fine", "disk": "fine"}
    assert grades(machine.keys()) == {"keys": "fine", "signing": "fine"}
    assert grades(machine.programs()) == {"e-mail": "look", "viruses": "fine"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("ALLOWED_HOSTS", ["*"], "under any name"),
        ("SECURE_SSL_REDIRECT", False, "without TLS"),
        ("PROXIES", 0, "no proxy is said to speak it"),
        ("SESSION_COOKIE_SECURE", False, "security.W012"),
    ],
)
def test_what_is_not_safe_is_wrong(settings: object, name: str, value: object, said: str) -> None:
    """Each by itself."""
    setattr(settings, name, value)
    assert [one.grade for one in machine.options() if said in one.says] == ["wrong"]


def test_a_site_for_this_machine_alone_may_do_without(settings: object) -> None:
    """That has to be looked at, and is not wrong."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["localhost"], False
    assert grades(machine.options()) == {"settings": "look"}


def test_folders_keys_and_programs_that_are_not_as_they_should_be(settings: object, tmp_path: Path) -> None:
    """Open to others, beside the database, not there."""
    tmp_path.chmod(0o755)
    assert grades(machine.folders())["folder"] == "wrong"
    settings.PERSONAL_KEYS.chmod(0o644)
    (tmp_path / "secret-key").chmod(0o644)
    assert grades(machine.keys()) == {"keys": "wrong", "signing": "wrong"}
    settings.PERSONAL_KEYS = tmp_path / "personal-keys"
    (tmp_path / "secret-key").unlink()
    assert grades(machine.keys()) == {"keys": "wrong", "signing": "wrong"}
    make_ring(settings.PERSONAL_KEYS)
    assert grades(machine.keys())["keys"] == "look"
    settings.SCANNER = "no-such-program -"
    assert grades(machine.programs())["viruses"] == "wrong"
    settings.SCANNER = ""
    assert grades(machine.programs())["viruses"] == "look"
    settings.DATA_DIR = tmp_path / "gone"
    assert grades(machine.folders()) == {"folder": "wrong"}


def test_keys_that_sign_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Then no file is needed."""
    monkeypatch.setenv("COEQUAL_SECRET_KEYS", "x" * 60)
    (tmp_path / "secret-key").unlink()
    assert grades(machine.keys())["signing"] == "fine"


@pytest.mark.parametrize(
    ("free", "grade"), [(machine.TOO_LITTLE - 1, "wrong"), (machine.LITTLE - 1, "look"), (machine.LITTLE, "fine")]
)
def test_a_disk_fills(monkeypatch: pytest.MonkeyPatch, free: int, grade: str) -> None:
    """First it has to be looked at, then it is wrong."""
    usage = shutil.disk_usage(".")._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert grades(machine.folders())["disk"] == grade


def test_files_that_were_not_collected_are_wrong(settings: object) -> None:
    """A page would fail."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert grades(machine.folders())["files"] == "wrong"


class _Greeting(socketserver.StreamRequestHandler):
    """A mail server, as far as it is looked at."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            self.wfile.write(b"221 bye\r\n" if line.startswith(b"quit") else b"250 fine\r\n")


def test_the_mail_server_is_asked(settings: object) -> None:
    """A real one on this machine answers; once it is gone it does not."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socketserver.TCPServer(("127.0.0.1", 0), _Greeting) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert grades(machine.programs())["e-mail"] == "fine"
        server.shutdown()
    assert grades(machine.programs())["e-mail"] == "wrong"


@pytest.mark.django_db(transaction=True)  # the worker closes the connection
def test_the_database_is_well_where_a_worker_does_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker takes the job out while it is waited for."""
    _record(3)
    monkeypatch.setattr(looking, "sleep", lambda _seconds: Work().once())
    assert grades(looking.database(60)) == {
        "database": "fine",
        "tables": "fine",
        "clock": "fine",
        "trail": "fine",
        "worker": "fine",
    }


@pytest.mark.django_db
def test_a_worker_that_is_not_there_is_missed() -> None:
    """The job is taken out again; work that waits long says so at once; one that is busy is not blamed."""
    assert _about("worker").grade == "wrong"
    assert not DBTaskResult.objects.exists()
    job = DBTaskResult.objects.filter(id=looking.answer.enqueue().id)
    job.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert "nobody does it" in _about("worker").says
    job.update(status="RUNNING")
    assert _about("worker").grade == "look"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", ["UPDATE accounts_entry SET who = 'nobody' WHERE number = 2", "DELETE FROM accounts_entry WHERE number = 3"]
)
def test_a_trail_that_was_changed_is_wrong(change: str) -> None:
    """An entry, or its end; and that the database no longer guards it."""
    _record(3)
    assert _about("trail").grade == "fine"
    take_off(connection)
    assert "no longer refuses" in _about("trail").says
    with connection.cursor() as cursor:
        cursor.execute(change)
    put_on(connection)
    assert "do not follow" in _about("trail").says


@pytest.mark.django_db
def test_a_clock_that_is_behind_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something was recorded later than now."""
    _record(1)
    now = timezone.now() - timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert _about("clock").grade == "wrong"


@pytest.mark.django_db
def test_tables_that_are_missing_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing further is asked of them."""
    monkeypatch.setattr(looking.MigrationExecutor, "migration_plan", lambda *_args: ["one"])
    assert grades(looking.database(0)) == {"database": "fine", "tables": "wrong"}


def test_a_database_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to do."""

    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "ensure_connection", gone)
    assert grades(looking.database(0)) == {"database": "wrong"}


@pytest.mark.django_db
def test_the_command_says_a_line_for_each_and_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Also as JSON."""
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--patience", "0")
    assert ended.value.code == 1
    assert "wrong  worker" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("doctor", "--patience", "0", "--json")
    found = json.loads(capsys.readouterr().out)
    assert {"about": "trail", "grade": "fine"} in [{name: one[name] for name in ("about", "grade")} for one in found]


@pytest.mark.django_db(transaction=True)  # the worker closes the connection
def test_it_ends_with_nothing_where_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only to be looked at does not count."""
    monkeypatch.setattr(looking, "sleep", lambda _seconds: Work().once())
    call_command("doctor", "--patience", "60")


def _record(times: int) -> None:
    for number in range(times):
        with transaction.atomic():
            record(THE_SYSTEM, "tested", Thing("test", str(number)))


def _about(what: str) -> Finding:
    return next(one for one in looking.database(0) if one.about == what)

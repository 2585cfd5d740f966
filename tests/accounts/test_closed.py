"""What is kept of people is closed to others on the machine, and to commands that would leave no entry."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from coequal.accounts.models import Entry
from coequal.cli.main import run
from coequal.errors import CoequalError
from coequal.web.operation import home


def test_the_data_and_its_folder_are_closed_also_where_they_were_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    """The files that SQLite writes beside its own too; a server sees to its own."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir(mode=0o755)
    files = [settings.DATA_DIR / name for name in ("site.sqlite3", "site.sqlite3-wal")]
    for file in files:
        file.touch(mode=0o644)
    there = SimpleNamespace(vendor="postgresql", settings_dict={"NAME": str(files[0])})
    monkeypatch.setattr(home, "connection", there)
    home.close_to_others()
    assert [file.stat().st_mode & 0o777 for file in files] == [0o644, 0o644]
    there.vendor = "sqlite"
    home.close_to_others()
    assert settings.DATA_DIR.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]


@pytest.mark.django_db
def test_looking_at_reports_of_mistakes_is_recorded() -> None:
    """They hold what people typed."""
    call_command("mistakes", stdout=StringIO())
    assert Entry.objects.get().action == "looked at the reports of mistakes"


@pytest.mark.parametrize(
    "step", ["changepassword", "createsuperuser", "axes_reset", "shell", "dbshell", "flush", "loaddata", "surgeon"]
)
def test_steps_that_would_change_accounts_without_an_entry_are_refused(step: str) -> None:
    """In one line that names those there are."""
    with pytest.raises(CoequalError, match=f"coequal site has no step {step}. It has serve, work, prepare, "):
        run(["site", step])

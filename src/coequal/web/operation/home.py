"""What the site needs before it can serve: its keys, its tables, and the files that pages are drawn with."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, staticfiles_storage
from django.core.management import call_command
from django.db import connection

from coequal.errors import CoequalError
from coequal.referrals.personal.rotating import first_keys
from coequal.web.environment import keep_secret

_STYLE = "frontend/frontend.css"


@contextmanager
def alone() -> Iterator[None]:
    """While this lasts, nobody else prepares the same installation. Raises `CoequalError` where somebody does."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.DATA_DIR / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CoequalError(f"{settings.DATA_DIR} is being prepared already. Wait until that has ended.") from None
        yield


def make_home() -> None:
    """Make what is not there yet, and bring what is there up to date. Raises `CoequalError` where the style is missing."""
    if finders.find(_STYLE) is None:
        raise CoequalError("The style of the pages is not there yet. “make frontend” fetches it.")
    keep_secret(settings.DATA_DIR)
    first_keys()  # before the tables: what a new column begins with is sealed
    call_command("migrate", verbosity=0, interactive=False)
    close_to_others()
    call_command("collectstatic", verbosity=0, interactive=False)


def close_to_others() -> None:
    """Let nobody else on this machine read what is kept, also where it was there before."""
    settings.DATA_DIR.chmod(0o700)
    if connection.vendor == "sqlite":
        for end in ("", "-wal", "-shm"):
            file = Path(f"{connection.settings_dict['NAME']}{end}")
            if file.is_file():
                file.chmod(0o600)


def check_static_files() -> None:
    """Nothing, where every file that pages are drawn with has been collected. Raises `CoequalError` where one has not."""
    if not isinstance(staticfiles_storage, ManifestStaticFilesStorage):
        return  # they are served as they lie in the source
    for finder in finders.get_finders():
        for name, _storage in finder.list(None):
            if name not in staticfiles_storage.hashed_files:
                raise CoequalError(f"{name} has not been collected. “coequal site prepare” does it.")

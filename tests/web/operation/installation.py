"""An installation of its own, as its commands are really run: another process, another folder, either database."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.populations.sql.server import Server


class Installation:
    """A folder and a database, with the commands that are run there."""

    def __init__(self, data: Path, database: str = "", **variables: str) -> None:
        """Take a folder, and the address of a database in PostgreSQL where it is not to be SQLite."""
        self.data = data
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        self.variables = {**kept, "COEQUAL_DATA": str(data), **({"DATABASE_URL": database} if database else {}), **variables}

    def site(self, *arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        """What a step of `coequal site` said, which ended with a status."""
        done = subprocess.run(self.command(*arguments), env=self.variables, capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def python(self, script: str) -> "subprocess.Popen[str]":
        """A process in which a script runs, with the site's models at hand."""
        begin = "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'coequal.web.settings'\ndjango.setup()\n"
        return subprocess.Popen([sys.executable, "-c", begin + script], env=self.variables, stdout=subprocess.PIPE, text=True)

    @staticmethod
    def command(*arguments: object) -> list[str]:
        """The command line of a step."""
        return [sys.executable, "-m", "coequal", "site", *map(str, arguments)]


class Places:
    """New installations, one after the other, on one kind of database."""

    def __init__(self, folder: Path, server: Server | None) -> None:
        """Take a folder for them, and a server of PostgreSQL where they are to lie there."""
        self._folder, self._server, self._made = folder, server, 0

    def new(self, **variables: str) -> Installation:
        """One in which nothing is yet."""
        self._made += 1
        return Installation(self._folder / f"place-{self._made}", self._database(), **variables)

    def _database(self) -> str:
        if self._server is None:
            return ""
        name = f"place_{os.getpid()}_{id(self)}_{self._made}"
        with psycopg.connect(self._server.url(), autocommit=True) as connected:
            connected.execute(f"CREATE DATABASE {name}")
        return self._server.url(database=name)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Places on each kind of database."""
    server = Server() if request.param == "postgresql" else None
    yield Places(tmp_path_factory.mktemp("places"), server)
    if server:
        server.stop()

"""Every database is opened once; whoever needs one that is not there is skipped, and the reason is said."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.populations.sql.places import Files, Home, InPostgreSql, InSqlite
from tests.populations.sql.server import Server

NO_JAVA = "There is no Java here, so nothing is tried on Spark."
SPARK = "spark://local-cluster[2,1,1024]"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server."""
    found = Server()
    yield found
    found.stop()


class Homes:
    """The databases of one run, each opened when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        """None is open."""
        self._folder, self._open = folder, {}

    def of(self, name: str, request: pytest.FixtureRequest) -> Home:
        """A database by its name."""
        if name not in self._open:
            self._open[name] = self._opened(name, request)
        return self._open[name]

    def _opened(self, name: str, request: pytest.FixtureRequest) -> Home:
        if name == "sqlite":
            return InSqlite(self._folder)
        if name == "postgresql":
            return InPostgreSql(self._folder, request.getfixturevalue("server"))
        if name == "spark" and not shutil.which("java"):
            pytest.skip(NO_JAVA)
        if name == "spark":
            return Files(self._folder, SPARK)
        home = Files(self._folder, "duckdb://")
        home.engine.connection.execute("SET disabled_optimizers = 'join_order'")  # half of the time, and there is nothing to join
        return home

    def close(self, name: str) -> None:
        """Close a database, if it is open."""
        if name in self._open:
            self._open.pop(name).close()

    def close_all(self) -> None:
        """Close those that are open."""
        for name in tuple(self._open):
            self.close(name)


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    """Where tables are put."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", f"-XX:TieredStopAtLevel=1 -XX:+UseSerialGC {os.environ.get('JDK_JAVA_OPTIONS', '')}")
        found = Homes(tmp_path_factory.mktemp("homes"))
        yield found
        found.close_all()


@pytest.fixture(params=["duckdb", "sqlite", "postgresql", "spark"])
def home(request: pytest.FixtureRequest, homes: Homes) -> Home:
    """Each database in turn."""
    return homes.of(request.param, request)

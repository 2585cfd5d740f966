"""The pages of the manual on notebooks and databases: whatever Python and command stands on them runs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.populations.sql.conftest import NO_JAVA
from tests.populations.sql.server import Server

MANUAL = Path(__file__).parents[3] / "docs" / "manual"
BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)


def run(page: str, folder: Path, **settings: str) -> None:
    """Every command of a page, then its Python as one script, in a folder of its own."""
    blocks = BLOCK.findall((MANUAL / page).read_text(encoding="utf-8"))
    environment = os.environ | settings
    for line in "".join(text for kind, text in blocks if kind == "sh").splitlines():
        words = line.removeprefix("coequal ").split()
        subprocess.run([sys.executable, "-m", "coequal", *words], check=True, cwd=folder, env=environment, capture_output=True)
    script = "".join(text for kind, text in blocks if kind == "python")
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", ["notebook.md", "duckdb.md", "snowflake.md", "sql-server.md"])
def test_a_page_runs(page: str, tmp_path: Path) -> None:
    """Without a server."""
    run(page, tmp_path)


def test_the_page_on_postgresql_runs(tmp_path: Path, server: Server) -> None:
    """On a server of the tests' own."""
    run("postgresql.md", tmp_path, DATABASE_URL=server.url())


@pytest.mark.skipif(not shutil.which("java"), reason=NO_JAVA)
def test_the_page_on_spark_runs(tmp_path: Path) -> None:
    """In a session of its own, which starts quicker so."""
    run("spark.md", tmp_path, JDK_JAVA_OPTIONS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

"""Whoever takes the files of the database without the keys finds nothing of anybody in them."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from coequal.referrals.models import Identity
from tests.referrals.making import kept, request
from tests.referrals.personal.writing import PERSON, PLAIN, STORY

ROOT = Path(__file__).parents[3]
LOOKED_FOR = (*PERSON.values(), STORY)


def ways(text: str) -> Iterator[bytes]:
    """A text as it may lie in a file: in several encodings, in each place of base64, in hexadecimal, and backwards."""
    for plain in (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be")):
        yield from (plain, plain[::-1], plain.hex().encode(), plain.hex().upper().encode())
        for shift in range(3):
            coded = b64encode(bytes(shift) + plain)
            yield coded[4 if shift else 0 : len(coded) - 4]
    yield text[::-1].encode()


def found(text: str, files: list[Path]) -> bool:
    """Whether a text lies in any of some files."""
    held = [_content(file) for file in files]
    return any(way in one for way in ways(text) for one in held)


def _content(file: Path) -> bytes:
    """What a file holds; nothing where the server, which goes on working, took it away meanwhile."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def run(step: str, data: Path) -> str:
    """What a process says that takes a step."""
    surroundings = {
        **os.environ,
        "COEQUAL_DATA": str(data),
        "DATABASE_URL": "",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    command = [sys.executable, "-m", "tests.referrals.personal.writing", step]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=surroundings).stdout


@pytest.mark.no_cover
def test_a_stolen_sqlite_file_says_nothing(tmp_path: Path) -> None:
    """Neither the file, nor its log, nor its journal; what is not sealed is found there, and with the keys all of it opens.

    Sealing again, ended half way as by a power cut, loses nothing either.
    """
    for step, end in (("wal", "-wal"), ("killed", "-wal"), ("journal", "-journal")):
        run(step, tmp_path)
        files = [file for file in tmp_path.glob("coequal.sqlite3*") if file.stat().st_size]
        assert any(file.name.endswith(end) for file in files)
        assert all(found(PLAIN, [file]) for file in files if file.name.endswith(end))
        assert [text for text in LOOKED_FOR if found(text, files)] == []
    assert json.loads(run("read", tmp_path)) == [*LOOKED_FOR]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="looks into the folder of a PostgreSQL server")
@pytest.mark.django_db(transaction=True)
def test_a_stolen_postgresql_folder_says_nothing() -> None:
    """Neither its tables nor its log."""
    made = request(treatment=PLAIN)
    row = Identity.objects.get(request=made)
    for name, value in PERSON.items():
        setattr(row, name, value)
    row.save()
    kept(made, statements={"different": STORY})
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        files = [file for file in Path(cursor.fetchone()[0]).rglob("*") if file.is_file()]
    assert found(PLAIN, files)
    assert [text for text in LOOKED_FOR if found(text, files)] == []

"""A copy of a PostgreSQL database while others write to it: every table as the server hands it out, in one snapshot.

Not `pg_dump`, because that has to be as new as the server, and the image of the site has none. The tables are made by the
migrations that the backup names; their rows are handed back to the server as it handed them out.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from coequal.errors import CoequalError
from coequal.web.operation.backup.manifest import Manifest, Table

_SNAPSHOT: Final = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
_ALIKE: Final = (  # whatever the server or its user is set to, a value is always written the same
    "SET LOCAL DateStyle = 'ISO, MDY'; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL TimeZone = 'UTC'; "
    "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'"
)
_TABLES: Final = (
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name"
)
_COLUMNS: Final = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s "
    "AND is_generated = 'NEVER' ORDER BY column_name"
)
_KEYS: Final = (
    "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey) "
    "WHERE i.indisprimary AND i.indrelid = to_regclass(quote_ident(%s)) ORDER BY 1"
)
_NUMBERED: Final = (  # by what each sequence belongs to, since names of other schemas mean nothing here
    "SELECT t.relname, a.attname, quote_ident(n.nspname) || '.' || quote_ident(s.relname) "
    "FROM pg_class s JOIN pg_namespace n ON n.oid = s.relnamespace "
    "JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid "
    "AND d.refclassid = d.classid AND d.deptype IN ('a', 'i') "
    "JOIN pg_class t ON t.oid = d.refobjid JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid "
    "WHERE s.relkind = 'S' AND n.nspname = current_schema() ORDER BY 1, 2"
)
_ENDING: Final = ".rows"


def take(folder: Path) -> tuple[dict[str, Table], dict[str, int]]:
    """Write every table, as all were at one moment, into a folder; what they hold, and the last numbers that were given."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT)
        cursor.execute(_ALIKE)
        found = {name: _handed_out(cursor, name, folder / f"{name}{_ENDING}") for name in _names(cursor)}
        return found, _numbers(cursor)


def check_empty() -> None:
    """Nothing, where the database has no table. Raises `CoequalError` where it has."""
    with connection.cursor() as cursor:
        if _names(cursor):
            raise CoequalError("The database that DATABASE_URL names holds tables already. Make a new one, and name that.")


@contextmanager
def restoring(folder: Path, manifest: Manifest) -> Iterator[dict[str, Table]]:
    """Make the tables and hand the rows back. What they hold then is kept where nothing is raised inside, else nothing is."""
    executor = MigrationExecutor(connection)
    try:
        executor.migrate(_last(executor, manifest))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_ALIKE)
            names = _names(cursor)
            _hand_back(cursor, folder, manifest, names)
            yield {name: _handed_out(cursor, name, None) for name in names}
    except BaseException:
        _drop_all()
        raise


def _last(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """The migrations of the backup after which it has no other of the same app."""
    graph, had = executor.loader.graph, set(manifest.migrations)
    return [
        one for one in sorted(had) if not any(child.key in had and child.key[0] == one[0] for child in graph.node_map[one].children)
    ]


def _names(cursor: Any) -> list[str]:
    cursor.execute(_TABLES)
    return [name for (name,) in cursor.fetchall()]


def _handed_out(cursor: Any, name: str, to: Path | None) -> Table:
    """What a table holds, written to a file where one is named."""
    columns, keys = _asked(cursor, _COLUMNS, name), _asked(cursor, _KEYS, name)
    order = ", ".join(f'{_quoted(key)}::text COLLATE "C"' for key in keys) or f'{_quoted(name)}::text COLLATE "C"'
    rows = f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(name)} ORDER BY {order}"  # noqa: S608  # quoted names
    digest, count = hashlib.sha256(), 0
    file = to.open("wb") if to else None
    try:
        with cursor.copy(f"COPY ({rows}) TO STDOUT") as lines:
            for line in lines:
                digest.update(line)
                count += bytes(line).count(b"\n")  # each row ends with one, and has no other
                if file:
                    file.write(line)
    finally:
        if file:
            file.close()
    return Table(count, digest.hexdigest(), columns)


def _asked(cursor: Any, question: str, name: str) -> tuple[str, ...]:
    cursor.execute(question, [name])
    return tuple(found for (found,) in cursor.fetchall())


def _numbers(cursor: Any) -> dict[str, int]:
    """The last number that each column which counts by itself has given."""
    cursor.execute(_NUMBERED)
    found = {}
    for table, column, sequence in cursor.fetchall():
        cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608  # the server quotes it
        last, is_called = cursor.fetchone()
        if is_called:
            found[f"{table}.{column}"] = last
    return found


def _hand_back(cursor: Any, folder: Path, manifest: Manifest, names: list[str]) -> None:
    """Put the rows of the backup in place of what the migrations wrote; the triggers that guard the trail rest meanwhile."""
    if lacking := sorted(manifest.tables.keys() - set(names)):
        raise CoequalError(f"The backup holds tables that coequal does not have: {', '.join(lacking)}.")
    for name in names:
        cursor.execute(f"ALTER TABLE {_quoted(name)} DISABLE TRIGGER USER")
    cursor.execute(f"TRUNCATE {', '.join(map(_quoted, names))}")
    for name, table in manifest.tables.items():
        with (
            (folder / f"{name}{_ENDING}").open("rb") as file,
            cursor.copy(f"COPY {_quoted(name)} ({', '.join(map(_quoted, table.columns))}) FROM STDIN") as into,
        ):
            while piece := file.read(1 << 20):
                into.write(piece)
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # that each row points to one that is there is found out now
    for name in names:
        cursor.execute(f"ALTER TABLE {_quoted(name)} ENABLE TRIGGER USER")
    cursor.execute(_NUMBERED)
    for table, column, sequence in cursor.fetchall():
        if last := manifest.numbers.get(f"{table}.{column}"):
            cursor.execute("SELECT setval(%s::regclass, %s)", [sequence, last])


def _drop_all() -> None:
    """Leave the database as empty as it was found."""
    with connection.cursor() as cursor:
        if names := _names(cursor):
            cursor.execute(f"DROP TABLE {', '.join(map(_quoted, names))} CASCADE")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

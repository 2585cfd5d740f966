"""What makes the database itself refuse to change the trail, in SQLite and in PostgreSQL."""

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_ENTRY: Final = "accounts_entry"
_HEAD: Final = "accounts_head"
_SAID: Final = "The audit trail is only ever added to."
_FORWARD: Final = "NEW.number <> OLD.number + 1"  # the head goes on by one entry, and no other way

_CALL: Final = "EXECUTE FUNCTION accounts_trail_refuses()"
_RULES: Final = {
    "sqlite": {
        "entry_stays_as_it_is": f"BEFORE UPDATE ON {_ENTRY} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        "entry_stays": f"BEFORE DELETE ON {_ENTRY} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        "head_goes_on": f"BEFORE UPDATE ON {_HEAD} WHEN {_FORWARD} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
        "head_stays": f"BEFORE DELETE ON {_HEAD} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
    },
    "postgresql": {
        "entry_stays_as_it_is": f"BEFORE UPDATE OR DELETE ON {_ENTRY} FOR EACH ROW {_CALL}",
        "entry_stays": f"BEFORE TRUNCATE ON {_ENTRY} FOR EACH STATEMENT {_CALL}",
        "head_goes_on": f"BEFORE UPDATE ON {_HEAD} FOR EACH ROW WHEN ({_FORWARD}) {_CALL}",
        "head_stays": f"BEFORE DELETE ON {_HEAD} FOR EACH ROW {_CALL}",
        "head_stays_whole": f"BEFORE TRUNCATE ON {_HEAD} FOR EACH STATEMENT {_CALL}",
    },
}
_FIRST: Final = {
    "sqlite": "SELECT 1",  # there is nothing to be made before
    "postgresql": f"""
        CREATE OR REPLACE FUNCTION accounts_trail_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{_SAID}';
        END $$""",
}
_DROP: Final = {"sqlite": "DROP TRIGGER IF EXISTS {name}", "postgresql": "DROP TRIGGER IF EXISTS {name} ON {table}"}
_THERE: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' "
    "AND tgrelid IN ('accounts_entry'::regclass, 'accounts_head'::regclass)",
}


def put_on(connection: BaseDatabaseWrapper) -> None:
    """Make the database refuse, from now on, to change or take away an entry, and to move the head back."""
    take_off(connection)
    with connection.cursor() as cursor:
        cursor.execute(_FIRST[connection.vendor])
        for name, rule in _RULES[connection.vendor].items():
            cursor.execute(f"CREATE TRIGGER {name} {rule}")


def take_off(connection: BaseDatabaseWrapper) -> None:
    """Let the database change the trail again, as tests do that empty their tables."""
    with connection.cursor() as cursor:
        for name, rule in _RULES[connection.vendor].items():
            table = _ENTRY if f"ON {_ENTRY}" in rule else _HEAD
            cursor.execute(_DROP[connection.vendor].format(name=name, table=table))


def lacking(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the rules that the database no longer holds."""
    with connection.cursor() as cursor:
        cursor.execute(_THERE[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in _RULES[connection.vendor] if name not in there]

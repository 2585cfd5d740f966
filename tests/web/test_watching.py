"""The watch over what staff change finds what is not recorded, and lets pass what is."""

from types import SimpleNamespace
from typing import Any

import pytest

from coequal.accounts.models import Entry
from tests.web.watching import Watch, unrecorded

ENTRY = Entry(who="pat@exampleshire.example", organisation="EXA1", kind="draft", reference="D-7F3K-2QX9", action="did something")


def asked(view: str = "studio:edit") -> Any:
    """What somebody sent."""
    return SimpleNamespace(acting=SimpleNamespace(name=ENTRY.who), resolver_match=SimpleNamespace(view_name=view), path="/")


def ran(watch: Watch, sql: str, rows: int = 1) -> None:
    """Have a statement run that touches some rows."""
    watch.statement(lambda *_given: None, sql, (), False, {"cursor": SimpleNamespace(rowcount=rows)})  # as Django calls it


@pytest.mark.parametrize(
    ("statements", "entries", "lacks"),
    [
        (['UPDATE "drafting_draft" SET "title" = %s'], [], True),
        (['UPDATE "drafting_draft" SET "title" = %s'], [ENTRY], False),
        (['UPDATE "drafting_draft" SET "title" = %s'], [Entry(who="else@exampleshire.example", kind="draft", reference="D")], True),
        (
            ['UPDATE "drafting_draft" SET "title" = %s'],
            [Entry(who=ENTRY.who, organisation="EXA1", kind="draft", reference="")],
            True,
        ),
        (['DELETE FROM "drafting_draft"'], [], True),
        (['INSERT INTO "drafting_draft"'], [], True),
        (['INSERT OR IGNORE INTO "drafting_draft"'], [], True),
        (['UPDATE "django_session" SET "x" = 1', 'SELECT * FROM "drafting_draft"'], [], False),
        (['SAVEPOINT "s1"', 'DELETE FROM "drafting_draft"', 'ROLLBACK TO SAVEPOINT "s1"'], [], False),
        (['SAVEPOINT "s1"', 'DELETE FROM "drafting_draft"', 'RELEASE SAVEPOINT "s1"'], [], True),
    ],
)
def test_what_was_changed_has_to_be_recorded(statements: list[str], entries: list[Entry], lacks: bool) -> None:
    """By whoever did it, of a thing; what was undone, and what says nothing, has not."""
    watch = Watch()
    for one in statements:
        ran(watch, one)
    for entry in entries:
        watch.entry(instance=entry)
    assert bool(unrecorded(watch, asked())) is lacks


def test_what_touched_no_row_changed_nothing() -> None:
    """And of nobody who has signed in nothing is asked: what the public answers is in no trail."""
    watch = Watch()
    ran(watch, 'UPDATE "drafting_draft" SET "title" = %s', rows=0)
    assert unrecorded(watch, asked()) == ""
    ran(watch, 'UPDATE "drafting_draft" SET "title" = %s')
    assert unrecorded(watch, SimpleNamespace(resolver_match=None, path="/")) == ""
    assert "the trail says nothing" in unrecorded(watch, asked())


def test_what_software_changes_by_a_key_has_to_be_recorded_of_the_key() -> None:
    """But not the day on which the key was last used, as long as staff did not change it."""
    by_key = SimpleNamespace(auth=SimpleNamespace(acting=SimpleNamespace(name="key 12345678")), resolver_match=None, path="/api/v1")
    watch = Watch()
    ran(watch, 'UPDATE "accounts_apikey" SET "used_on" = %s')
    assert unrecorded(watch, by_key) == ""
    assert "accounts_apikey" in unrecorded(watch, asked())
    ran(watch, 'UPDATE "drafting_draft" SET "title" = %s')
    assert "/api/v1 changed drafting_draft" in unrecorded(watch, by_key)
    watch.entry(instance=ENTRY)
    assert unrecorded(watch, by_key)
    watch.entry(instance=Entry(who="key 12345678", organisation="EXA1", kind="policy", reference="a/b@1"))
    assert unrecorded(watch, by_key) == ""

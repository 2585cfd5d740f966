"""Keys are changed while everything stays readable, and none is taken away that something needs."""

from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from coequal.accounts.trail.model import Entry
from coequal.errors import CoequalError
from coequal.referrals.models import Identity
from coequal.referrals.personal import rotating
from coequal.referrals.personal.keys import MARKS, SEALS, keep_ring, new_key, ring
from coequal.referrals.personal.numbers import mark_of
from coequal.referrals.personal.rotating import add_key, reseal, retire, uses
from tests.referrals.making import request
from tests.referrals.personal.rings import keep_two, old_key

pytestmark = pytest.mark.django_db


def needed(name: str) -> int:
    """How many values need a key."""
    return sum(used.needed_by for used in uses() if used.id == name)


def test_half_way_everything_opens_and_the_rest_follows(keys_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops has lost nothing; whoever begins again ends with the newest key alone."""
    monkeypatch.setattr(rotating, "BATCH", 2)
    newer, older = keep_two(keys_file)
    keep_ring(keys_file, (older, *ring().of(MARKS)))
    for _ in range(5):
        request()
    keep_ring(keys_file, (newer, older, old_key(MARKS, 30), *ring().of(MARKS)))
    assert needed(newer.id) == 0
    with pytest.raises(CoequalError, match=f"{older.id}. “coequal site personal_keys reseal” comes first"):
        retire(older.id)
    list(islice(reseal(), 3))
    assert needed(older.id) > 0 < needed(newer.id)
    assert {row.name for row in Identity.objects.all()} == {"Wilhelmina Example"}
    assert all(done.sealed for done in reseal())
    assert needed(older.id) == 0
    assert list(reseal()) == []
    retire(older.id)
    assert {row.name for row in Identity.objects.all()} == {"Wilhelmina Example"}
    assert {row.mark for row in Identity.objects.all()} == {mark_of("9990000018")}
    assert Entry.objects.filter(action="retired a key", reference=older.id).count() == 1


@pytest.mark.usefixtures("keys_file")
def test_a_key_that_may_be_needed_stays() -> None:
    """The newest, one that the newest has only just followed, and one that nobody knows."""
    old = ring().sealing
    with pytest.raises(CoequalError, match="is the newest key"):
        retire(old.id)
    new = add_key(SEALS)
    assert ring().sealing == new
    with pytest.raises(CoequalError, match="an hour after"):
        retire(old.id)
    with pytest.raises(CoequalError, match="holds no key"):
        retire("00000000")
    assert Entry.objects.filter(action="retired a key").count() == 0
    assert Entry.objects.filter(action="made a key", reference=new.id).count() == 1


def test_a_missing_key_is_named(keys_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The status ends with 1; what does not open is counted, and stays as it is."""
    old = ring()
    request()
    keep_ring(keys_file, (new_key(SEALS), *old.of(MARKS)))
    with pytest.raises(SystemExit):
        call_command("personal_keys", "status")
    assert f"{old.sealing.id} seals, and is missing" in capsys.readouterr().out
    with pytest.raises(CommandError, match="not open, and stay as they are"):
        call_command("personal_keys", "reseal")
    keep_ring(keys_file, (*ring().keys, old.sealing))
    call_command("personal_keys", "reseal")
    call_command("personal_keys", "new", "--marks")
    call_command("personal_keys", "status")
    assert Identity.objects.get().name == "Wilhelmina Example"
    told = capsys.readouterr().out
    assert all(key.line().split()[-1] not in told for key in ring().keys)


def test_one_value_that_does_not_open_keeps_nothing_else_back(keys_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The columns beside it and the rows around it are sealed again; it is named, counted, and the command ends with an error."""
    newer, older = keep_two(keys_file)
    keep_ring(keys_file, (older, *ring().of(MARKS)))
    rows = [request().identity for _ in range(3)]
    broken = rows[1]
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM referrals_identity WHERE id = %s", [broken.pk])
        raw = bytes(cursor.fetchone()[0])
        cursor.execute("UPDATE referrals_identity SET address = %s WHERE id = %s", [raw[:-1] + bytes([raw[-1] ^ 1]), broken.pk])
    keep_ring(keys_file, (newer, older, *ring().of(MARKS)))
    with pytest.raises(CommandError, match="1 value does not open"):
        call_command("personal_keys", "reseal")
    assert needed(older.id) == 1
    assert f"row {broken.pk} of referrals_identity does not open in address" in capsys.readouterr().err
    assert {row.name for row in Identity.objects.all()} == {"Wilhelmina Example"}
    assert {row.address for row in Identity.objects.exclude(pk=broken.pk)} == {"1 Sample Street"}


@pytest.mark.parametrize("broken", ["take_in", "put_aside"])
def test_the_file_and_the_trail_change_together(keys_file: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    """Where it breaks off before the entry is kept, there is neither; after that, the next change puts the key into the file."""
    old = ring()

    def gone(*_args: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(rotating, broken, gone)
    with pytest.raises(OSError, match="gone"), transaction.atomic():
        add_key(SEALS)
    monkeypatch.undo()
    assert ring() == old
    assert Entry.objects.filter(action="made a key").count() == 0
    made = add_key(SEALS)
    assert ring().keys == (made, *old.keys)
    assert rotating.broken_off() == []
    assert [one.name for one in keys_file.parent.iterdir()] == [keys_file.name]


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_kept_in_the_trail_gets_into_the_file(
    keys_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a power cut between the two: the status says so and ends with 1, and the next change ends it first."""
    old = ring()
    monkeypatch.setattr(rotating, "take_in", lambda *_given: None)
    first = add_key(SEALS)
    monkeypatch.undo()
    assert ring() == old
    with pytest.raises(SystemExit):
        call_command("personal_keys", "status")
    assert f"made {first.id}" in capsys.readouterr().out
    second = add_key(SEALS)
    assert ring().keys == (second, first, *old.keys)
    assert Entry.objects.filter(action="made a key").count() == 2
    assert [one.name for one in keys_file.parent.iterdir()] == [keys_file.name]
    call_command("personal_keys", "status")

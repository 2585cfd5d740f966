"""Keys are changed while everything stays readable, and none is taken away that something needs."""

from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

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

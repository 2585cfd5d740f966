"""A database from before rows had names is brought up to date: what is sealed is bound to its row, and back again."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps as today
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from coequal.referrals.models import Identity, Step
from coequal.referrals.personal.columns import kept
from coequal.referrals.personal.keys import MARKS, SEALS, keep_ring, new_key, ring
from coequal.referrals.personal.numbers import mark_of
from coequal.referrals.personal.rotating import reseal
from coequal.referrals.personal.sealing import CannotOpen, is_of_row
from tests.referrals.making import request

BEFORE = [("referrals", "0001_referrals")]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]


def to(target: list[tuple[str, str]] | None = None) -> Any:
    """The tables as they are after a migration, or after the last of all, as Django knows them there."""
    executor = MigrationExecutor(connection)
    target = target or executor.loader.graph.leaf_nodes()
    executor.migrate(target)
    executor.loader.build_graph()
    return executor.loader.project_state(target).apps


def raw() -> list[bytes]:
    """Every sealed value that the database holds."""
    found: list[bytes] = []
    for one in kept():
        for column in one.sealed:
            rows = models.QuerySet(one.model).filter(**{f"{column.name}__isnull": False})
            found += [held.raw for held in rows.values_list(column.name, flat=True)]
    return found


def people() -> None:
    """Two requests, one of them with a partner."""
    request()
    row = Identity.objects.get(request=request())
    row.partner = {"name": "Sam Example", "nhs_number": "9990000026"}
    row.save()


def read() -> list[tuple[Any, ...]]:
    """What stands of them now."""
    return [
        (one.name, one.nhs_number, one.partner, one.mark, one.partner_mark, one.request.clinical.statements)
        for one in Identity.objects.order_by("pk")
    ]


def test_going_back_and_forth_loses_nothing(keys_file: Path) -> None:
    """Before, everything is of its column; after, everything is of its row, and reads as it did, rows that never change too."""
    people()
    told = read()
    assert [one[4] for one in told] == ["", mark_of("9990000026")]
    try:
        old = to(BEFORE)
        assert old.get_model("referrals", "Identity").objects.filter(mark=mark_of("9990000018")).count() == 2
        assert {one.name for one in old.get_model("referrals", "Identity").objects.all()} == {"Wilhelmina Example"}
    finally:
        to()
    assert read() == told
    assert len({one.row for one in Step.objects.all()}) == Step.objects.count() == 2
    assert len(raw()) > 20
    assert all(map(is_of_row, raw()))
    assert list(reseal()) == []
    assert keys_file.exists()


def test_what_does_not_open_waits_for_its_key(keys_file: Path) -> None:
    """Bringing the database up to date does not fail for want of a key; once the key is back, sealing again binds what waited."""
    people()
    told, old = read(), ring()
    try:
        to(BEFORE)
        keep_ring(keys_file, (new_key(SEALS), *old.of(MARKS)))
    finally:
        to()
    with pytest.raises(CannotOpen, match="not in the file of keys"):
        read()
    keep_ring(keys_file, old.keys)
    with pytest.raises(CannotOpen, match="personal_keys reseal"):
        read()
    assert all(done.sealed for done in reseal())
    assert read() == told
    assert all(map(is_of_row, raw()))
    assert today.get_model("referrals", "Disclosure").objects.count() == 0

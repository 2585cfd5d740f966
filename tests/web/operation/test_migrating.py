"""The tables go back to how earlier versions had them, and forward again, with data in them, on both databases."""

import json

import pytest
from django.core.management import CommandError, call_command

from coequal.accounts.roles import Role
from coequal.web.operation.losing import losses
from tests.web.operation.installation import Places, places
from tests.web.signing import person

__all__ = ["places"]  # the fixture

GOING = """
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Membership, Organisation, Person
from coequal.accounts.roles import Role
from coequal.accounts.trail import Thing, record
from coequal.accounts.trail.triggers import lacking
from coequal.web.operation.backup.whole import _engine
from coequal.web.operation.jobs import answer

def tables():
    with TemporaryDirectory() as folder:
        return {name: table[:2] for name, table in _engine().take(Path(folder))[0].items()}

def migrate(*to):
    try:
        call_command("migrate", *to, verbosity=0)
    except CommandError as refused:
        return str(refused)

told = []
migrate()
with transaction.atomic():
    trust = Organisation.objects.create(code="T1", name="Trust")
    pat = Person.objects.create(email="pat@trust.example", name="Pat", password="!")
    Membership.objects.create(person=pat, organisation=trust, role=Role.GOVERNANCE)
    record(THE_SYSTEM, "began", Thing("test"))
answer.enqueue()
told.append(tables())
told.append(migrate("accounts", "0003"))
told.append(tables())
migrate("accounts", "0003", "--lose-data")
migrate()
told.append(tables())
told.append(migrate("referrals", "zero"))
told.append(migrate("accounts", "0001"))
migrate("accounts", "0001", "--lose-data")
migrate()
told.append(tables())
told.append(lacking(connection))
told.append([migrate("accounts", "9"), migrate("accounts", "0")])
print(json.dumps(told))
"""
OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}  # which a step on the way writes anew


@pytest.mark.hunt  # each step works out the tables of every version: minutes in all
@pytest.mark.no_cover  # another process does the work
def test_every_app_goes_back_and_forward_again(places: Places) -> None:
    """What is lost is named and has to be asked for; nothing else changes; in the end all tables and the trail's guard are there."""
    there = places.new()
    there.data.mkdir(mode=0o700)
    said, _ = there.python(GOING).communicate()
    before, refused, unchanged, after, unrefused, all_refused, anew, lacking, unknown = json.loads(said)
    assert "column accepted of accounts_membership (1 row)" in refused
    assert "--lose-data" in refused
    assert unchanged == before
    assert {name for name in before if before[name] != after[name]} - OF_DJANGO == {"accounts_membership"}
    assert after["accounts_membership"][0] == 1
    assert unrefused is None  # nothing is kept of requests, so nothing is lost
    assert "table accounts_organisation (1 row)" in all_refused  # on which every other app of ours rests
    assert "table accounts_entry (1 row)" in all_refused
    assert anew.keys() == before.keys()
    assert anew["accounts_person"][0] == 1  # the person stays, without what a later version had added
    assert anew["accounts_organisation"][0] == 0
    assert lacking == []
    assert "Cannot find a migration" in unknown[0]  # which are for Django to refuse
    assert "More than one migration" in unknown[1]


@pytest.mark.django_db
def test_a_step_back_that_loses_something_is_refused() -> None:
    """It names each table, and each column of a table that stays; one that loses nothing, or that nobody has, is Django's to take."""
    person(Role.GOVERNANCE)
    with pytest.raises(CommandError, match=r"column accepted of accounts_membership \(1 row\).*--lose-data"):
        call_command("migrate", "accounts", "0003", verbosity=0)
    lost = losses("accounts", "0001")
    assert "table accounts_membership (1 row)" in lost
    assert "table accounts_organisation (1 row)" in lost
    assert not [one for one in lost if "accepted" in one]  # it goes with its table
    assert losses("referrals", "zero") == []
    with pytest.raises(CommandError, match="Cannot find a migration"):
        call_command("migrate", "accounts", "9", verbosity=0)
    with pytest.raises(CommandError, match="More than one migration"):
        call_command("migrate", "accounts", "0", verbosity=0)

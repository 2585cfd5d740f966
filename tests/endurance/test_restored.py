"""A backup that is taken while people work, and restored on another machine by the steps of the runbook and nothing else."""

import shutil
import tarfile
import threading
import time
from json import loads
from pathlib import Path
from typing import Any

import pytest

from tests.endurance.busy import Asking, Busy, Drafting, Voting
from tests.endurance.test_killed import people, ran
from tests.endurance.visitor import Visitor
from tests.journeys.running import Site
from tests.web.answering.crowd import KEYS
from tests.web.operation.installation import Installation, Places, places

__all__ = ["places"]  # the fixture
pytestmark = pytest.mark.hunt

WRITTEN_SINCE = {  # by restoring and preparing themselves
    "accounts_entry",
    "accounts_head",
    "auth_permission",
    "django_content_type",
}


def _tables(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as archive:
        held = archive.extractfile("manifest.json")
        assert held is not None
        tables: dict[str, Any] = loads(held.read())["tables"]
        return tables


def _taken_under_load(there: Installation, prepared: dict[str, Any], variables: dict[str, str]) -> tuple[Path, str, list[Busy]]:
    """The file, the seal of the trail at its time, and those who worked, with what was acknowledged before it was begun."""
    over, site = threading.Event(), Site(there.data, workers=2, **variables)
    busy = people(prepared, site.port, over)
    threads = [threading.Thread(target=one.work) for one in busy]
    for thread in threads:
        thread.start()
    time.sleep(20)
    seal = there.site("trail", "--seal").stdout.strip()
    before = [_acknowledged(one) for one in busy]
    file = there.data.with_name(f"{there.data.name}.tar.gz")
    there.site("backup", file)
    after = [_acknowledged(one) for one in busy]
    over.set()
    for thread in threads:
        thread.join()
    site.stop()
    assert before != after  # they went on meanwhile
    for one, held in zip(busy, before, strict=True):
        _only(one, held)
    return file, seal, busy


def _acknowledged(one: Busy) -> list[Any]:
    if isinstance(one, Asking):
        return [(reference, len(words)) for reference, words in list(one.written.items())]
    return list(one.acknowledged) if isinstance(one, Drafting | Voting) else list(one.done)  # type: ignore[attr-defined]


def _only(one: Busy, held: list[Any]) -> None:
    """Forget what was acknowledged later. What was written into a request later may be in the backup, so the last of each goes too."""
    if isinstance(one, Asking):
        one.written = {reference: [] for reference, _count in held}
    elif isinstance(one, Drafting | Voting):
        one.acknowledged[:] = held
    else:
        one.done[:] = held  # type: ignore[attr-defined]


def test_a_backup_taken_under_load_is_the_same_on_a_new_machine(places: Places) -> None:
    """By digest of every table but those that restoring writes; what was acknowledged before is there; and people go on working."""
    there, here = places.new(**KEYS), places.new(**KEYS)
    variables = {name: there.variables[name] for name in ("DATABASE_URL",) if name in there.variables}
    prepared = ran("tests.endurance.prepared", there.data, **variables)
    file, seal, busy = _taken_under_load(there, prepared, {**KEYS, **variables})

    here.data.mkdir(mode=0o700)
    shutil.copy2(there.data / "personal-keys", here.data / "personal-keys")  # step 3 of the runbook
    assert "the same as when it was saved" in here.site("restore", file).stdout
    assert "whole" in here.site("trail", "--since-seal", seal).stdout
    again = here.data.with_name(f"{here.data.name}-again.tar.gz")
    here.site("backup", again)
    first, second = _tables(file), _tables(again)
    assert {name for name in first if first[name] != second[name]} <= WRITTEN_SINCE
    here.site("prepare")
    moved = {name: here.variables[name] for name in ("DATABASE_URL",) if name in here.variables}
    kept = ran("tests.endurance.kept", here.data, **moved)
    assert [words for one in busy if not isinstance(one, Asking) for words in one.lost(kept)] == []
    assert {reference for one in busy if isinstance(one, Asking) for reference in one.written} <= kept["requests"].keys()
    site = Site(here.data, workers=2, **KEYS, **moved)
    try:
        who = Visitor(site.port, prepared["policy manager"], threading.Event())
        fields = who.fields(f"/studio/{prepared['draft']}/edit")
        status, _page, _to = who.send(f"/studio/{prepared['draft']}/edit", {**fields, "text": ["Written on the new machine."]})
        assert status in (302, 303)
        here.site("doctor")
    finally:
        site.stop()

"""A backup that is taken while the site is at work, and restored where nothing is: the same, or nothing at all."""

import json
import stat
import tarfile
from pathlib import Path

import pytest

from tests.web.operation.installation import Installation, Places, places

__all__ = ["places"]  # the fixture
pytestmark = pytest.mark.no_cover  # other processes do the work

WRITING = """
import sys, time
from django.db import transaction
from coequal.accounts.acting import THE_SYSTEM
from coequal.accounts.models import Organisation
from coequal.accounts.trail import Thing, record
number = 0
until = time.monotonic() + 60
while time.monotonic() < until:
    number += 1
    with transaction.atomic():
        Organisation.objects.create(code=f"T{number}", name=f"Trust\\t{number}\\n\\\\ é")
        record(THE_SYSTEM, "wrote", Thing("test", str(number)))
    print(number, flush=True)
"""
COUNTS = """
from coequal.accounts.models import Organisation
from coequal.accounts.trail.model import Entry
print(Organisation.objects.count(), Entry.objects.filter(action="wrote").count(), Organisation.objects.order_by("pk").last().pk)
"""
SEALED = """
from coequal.accounts.models import Organisation
from coequal.referrals.personal.rotating import first_keys
first_keys()
"""


@pytest.fixture(scope="module")
def busy(places: Places) -> tuple[Installation, Path, Places]:
    """An installation, and a backup of it that was taken while another process wrote."""
    there = places.new()
    there.site("migrate")
    there.python(SEALED).communicate()
    writer = there.python(WRITING)
    assert writer.stdout is not None
    for _ in range(50):
        writer.stdout.readline()
    folder = there.data.with_name(f"{there.data.name}-backups")
    folder.mkdir()
    there.site("backup", folder)
    before = _lines(writer)
    writer.terminate()
    writer.communicate()
    assert before > 50  # it went on while the backup was taken
    (file,) = folder.iterdir()
    return there, file, places


def _lines(writer: object) -> int:
    return int(writer.stdout.readline())


def _counts(there: Installation) -> tuple[int, ...]:
    said, _ = there.python(COUNTS).communicate()
    return tuple(map(int, said.split()))


def _manifest(file: Path) -> dict[str, object]:
    with tarfile.open(file) as archive:
        held = archive.extractfile("manifest.json")
        assert held is not None
        return json.loads(held.read())


def test_it_is_one_moment_and_comes_back_the_same(busy: tuple[Installation, Path, Places]) -> None:
    """What was written in one transaction is there together, the trail is whole, and a second backup has the same digests."""
    there, file, places = busy
    here = places.new()
    said = here.site("restore", file).stdout
    assert "the same as when it was saved" in said
    assert "The trail is whole" in said
    organisations, entries, last = _counts(here)
    assert organisations == entries >= 50
    assert _counts(there)[0] > organisations  # what was written later is not in it
    again = here.data / "again.tar.gz"
    here.site("backup", again)
    first, second = _manifest(file), _manifest(again)
    differ = {name for name, table in first["tables"].items() if table != second["tables"][name]}
    assert differ <= {"accounts_entry", "accounts_head", "django_content_type", "auth_permission"}
    assert first["tables"]["accounts_organisation"][0] == organisations
    assert "accounts_organisation" not in differ
    writer = here.python(WRITING.replace("number = 0", f"number = {last + 100}").replace("60", "1"))
    writer.communicate()
    assert writer.returncode == 0  # it goes on counting where it was, and the trail still takes entries
    assert "The trail is whole" in here.site("trail").stdout


def test_nothing_is_written_over(busy: tuple[Installation, Path, Places]) -> None:
    """A place that holds something, and a file that is there, stay as they are."""
    there, file, _ = busy
    before = _counts(there)
    assert "already" in there.site("restore", file, status=1).stderr
    assert "is there already" in there.site("backup", file, status=1).stderr
    assert _counts(there) == before


def test_only_its_owner_reads_it_and_no_key_is_in_it(busy: tuple[Installation, Path, Places]) -> None:
    """Unless that is asked for."""
    _, file, _ = busy
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with tarfile.open(file) as archive:
        assert not [name for name in archive.getnames() if "keys/" in name]


def test_one_that_is_damaged_leaves_nothing(busy: tuple[Installation, Path, Places], tmp_path: Path) -> None:
    """It says so, and the place is as empty as before, so that another one can be restored there, here with the keys."""
    there, file, places = busy
    here = places.new()
    cut, changed, another = (tmp_path / f"{name}.tar.gz" for name in ("cut", "changed", "another"))
    cut.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    another.write_text("no backup")
    _changed(file, changed, tmp_path)
    for damaged in (cut, another, changed):
        assert "damaged" in (said := here.site("restore", damaged, status=1).stderr)
        assert "Traceback" not in said
    here.site("restore", cut, "--only-check", status=1)
    with_keys = tmp_path / "with-keys.tar.gz"
    assert "WARNING: the keys are in it" in there.site("backup", with_keys, "--with-keys").stderr
    here.site("restore", with_keys)
    keys = here.data / "personal-keys"
    assert keys.read_bytes() == (there.data / "personal-keys").read_bytes()
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600


def _changed(file: Path, to: Path, folder: Path) -> None:
    """The same, but one table is said to have one row more than it has."""
    with tarfile.open(file) as archive:
        archive.extractall(folder / "held", filter="data")
    held = folder / "held" / "manifest.json"
    said = json.loads(held.read_text())
    said["tables"]["accounts_organisation"][0] += 1
    held.write_text(json.dumps(said))
    with tarfile.open(to, "w:gz") as archive:
        for name in ("manifest.json", *said["files"]):
            archive.add(folder / "held" / name, name)


def test_what_cannot_be_restored_here_is_said(busy: tuple[Installation, Path, Places], tmp_path: Path) -> None:
    """A newer version, another database, a file that is not there, a folder that is not there."""
    there, file, places = busy
    here = places.new()
    assert "is whole" in here.site("restore", file, "--only-check").stdout
    assert "There is no file" in here.site("restore", tmp_path / "none.tar.gz", status=1).stderr
    assert "There is no folder" in there.site("backup", tmp_path / "no" / "where.tar.gz", status=1).stderr
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "held", filter="data")
    for change, said in (
        ({"migrations": [["accounts", "0099_later"]]}, "does not know: accounts.0099_later"),
        ({"engine": "oracle"}, "a database in oracle"),
        ({"format": 2}, "of a later kind"),
    ):
        manifest = {**_manifest(file), **change}
        (tmp_path / "held" / "manifest.json").write_text(json.dumps(manifest))
        other = tmp_path / "other.tar.gz"
        with tarfile.open(other, "w:gz") as archive:
            archive.add(tmp_path / "held" / "manifest.json", "manifest.json")
        assert said in here.site("restore", other, status=1).stderr

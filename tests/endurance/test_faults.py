"""What befalls a site that runs: the disk is full, the database away or slow, the clock wrong. Whoever works there is told, loses nothing and goes on."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.endurance.killing import children
from tests.endurance.slow import SlowWay
from tests.endurance.test_killed import assert_whole_trail, ran
from tests.endurance.visitor import Fields, Visitor
from tests.journeys.running import Site
from tests.populations.sql.server import Server
from tests.web.answering.crowd import KEYS

pytestmark = pytest.mark.hunt
FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
MOUNT, UMOUNT = shutil.which("mount") or "", shutil.which("umount") or ""


@dataclass
class Desk:
    """A site, and somebody of it who has typed something into a draft that is not saved yet."""

    site: Site
    there: dict[str, Any]
    who: Visitor
    typed: Fields
    variables: dict[str, str]

    @property
    def path(self) -> str:
        """Where the draft is edited."""
        return f"/studio/{self.there['draft']}/edit"

    def saved(self) -> tuple[int, str]:
        """Send what was typed; the status and the page."""
        status, page, _to = self.who.once("POST", self.path, self.typed)
        return status, page

    def saved_in_the_end(self, seconds: int = 60) -> None:
        """Sending it again works before long."""
        for _ in range(seconds):
            if self.saved()[0] in (302, 303):
                break
            time.sleep(1)
        else:
            raise AssertionError(self.saved())
        texts = [text.replace("\r\n", "\n") for text in ran("tests.endurance.kept", self.site.data, **self.variables)["revisions"]]
        assert texts.count(self.typed["text"][0].replace("\r\n", "\n")) == 1
        assert_whole_trail(self.site.data, **self.variables)

    def policies(self) -> int:
        """The status of a page that needs no database."""
        return self.who.once("GET", "/policies")[0]


def at_desk(folder: Path, **variables: str) -> Desk:
    """Somebody who has typed something."""
    there = ran("tests.endurance.prepared", folder, **variables)
    site = Site(folder, workers=2, **KEYS, **variables)
    who = Visitor(site.port, there["policy manager"], threading.Event())
    fields = who.fields(f"/studio/{there['draft']}/edit")
    return Desk(site, there, who, {**fields, "text": [fields["text"][0].replace("line 7", "what was typed for long")]}, variables)


def assert_told(status: int, page: str) -> None:
    """What could not be kept stands in the answer, which says that it was not, and can be sent again from there."""
    assert status == 503, (status, page[:2000])
    assert "what was typed for long" in page
    assert "<form" in page


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 60 megabytes."""
    if os.geteuid() != 0 or not MOUNT:
        pytest.skip("Nobody here may mount a disk.")
    subprocess.run([MOUNT, "-t", "tmpfs", "-o", "size=60m", "tmpfs", str(tmp_path)], check=True)
    yield tmp_path
    subprocess.run([UMOUNT, "--lazy", str(tmp_path)], check=True)


def test_a_full_disk_is_said_and_work_goes_on_once_there_is_room(small_disk: Path) -> None:
    """What was typed comes back with the page that says that it was not kept; policies are read all the while."""
    desk = at_desk(small_disk)
    try:
        filled = small_disk / "filled"
        with filled.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(bytes(4096)):
                pass  # until there is no room left
        assert_told(*desk.saved())
        assert desk.policies() == 200
        filled.unlink()
        desk.saved_in_the_end()
    finally:
        desk.site.stop()


def test_a_disk_that_can_only_be_read_is_said_and_work_goes_on_once_it_can_be_written(small_disk: Path) -> None:
    """A site on such a disk shows policies and keeps nothing, and says so; it need not be started again afterwards."""
    desk = at_desk(small_disk)
    desk.site.stop()
    subprocess.run([MOUNT, "-o", "remount,ro", str(small_disk)], check=True)
    desk.site = Site(small_disk, workers=2, port=desk.site.port, **KEYS)
    try:
        assert_told(*desk.saved())
        assert desk.policies() == 200
        assert desk.who.once("GET", "/ready")[0] == 503
        subprocess.run([MOUNT, "-o", "remount,rw", str(small_disk)], check=True)
        desk.saved_in_the_end()
    finally:
        desk.site.stop()


def test_a_database_that_is_away_is_said_and_work_goes_on_when_it_is_back(tmp_path: Path) -> None:
    """For ten seconds nothing is kept and everybody is told; then the same form is kept, once."""
    server = Server()
    desk = at_desk(tmp_path, DATABASE_URL=server.url())
    try:
        server.kill()
        until = time.monotonic() + 10
        while time.monotonic() < until:
            assert_told(*desk.saved())
            assert desk.policies() == 200
            assert desk.who.once("GET", "/ready")[0] == 503
        server.start_again()
        desk.saved_in_the_end()
    finally:
        desk.site.stop()
        server.stop()


def test_a_slow_database_makes_the_site_slow_and_nothing_else(tmp_path: Path) -> None:
    """Each answer of the database takes a tenth of a second longer: pages come all the same, and work is kept once."""
    server = Server()
    way = SlowWay(server.port, 0.05)
    slow = server.url().replace(str(server.port), str(way.port))
    ran("tests.endurance.prepared", tmp_path, DATABASE_URL=server.url())
    desk = at_desk(tmp_path, DATABASE_URL=slow)
    try:
        began = time.monotonic()
        desk.saved_in_the_end()
        assert time.monotonic() - began > 0.1
    finally:
        desk.site.stop()
        way.stop()
        server.stop()


@pytest.mark.skipif(FAKETIME is None, reason="The library that fakes a clock is not here.")
@pytest.mark.parametrize("away", ["-2h", "+2h"], ids=["two hours back", "two hours on"])
def test_a_clock_that_is_wrong_loses_nothing(tmp_path: Path, away: str) -> None:
    """Work is kept, or whoever works there signs in again and sends it then; the trail is whole in the order of what happened."""
    desk = at_desk(tmp_path)
    desk.site.stop()
    wrong = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": away}
    desk.site = Site(tmp_path, workers=2, port=desk.site.port, **KEYS, **wrong)
    try:
        status, page = desk.saved()
        assert status in (302, 303) or "what was typed for long" in page, (status, page[:2000])
    finally:
        desk.site.stop()
    desk.site = Site(tmp_path, workers=2, port=desk.site.port, **KEYS)
    try:
        desk.saved_in_the_end() if status == 200 else assert_whole_trail(tmp_path)
    finally:
        desk.site.stop()


def test_whatever_process_dies_is_there_again(tmp_path: Path) -> None:
    """Each of those beneath the server is killed once; others take their place, and work is kept."""
    desk = at_desk(tmp_path)
    try:
        before = set(children(desk.site.process.pid))
        for process in before:
            os.kill(process, 9)
        for _ in range(300):
            now = set(children(desk.site.process.pid))
            if len(now) == len(before) and not now & before:
                break
            time.sleep(0.1)
        else:
            raise AssertionError("Not all are there again.")
        desk.saved_in_the_end()
    finally:
        desk.site.stop()

"""Processes die at random while people answer, draft, ask and vote at once: nothing that they were told is kept is lost or there twice."""

import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.endurance.busy import Answering, Asking, Busy, Drafting, Voting
from tests.endurance.killing import killed
from tests.endurance.visitor import Visitor
from tests.journeys.running import Site
from tests.populations.sql.server import Server
from tests.web.answering.crowd import KEYS

KILLS = int(os.environ.get("KILLS", "100"))


def ran(module: str, folder: Path, **variables: str) -> Any:
    """What a module of this folder prints about a home."""
    environment = {**os.environ, **KEYS, **variables, "COEQUAL_DATA": str(folder)}
    done = subprocess.run([sys.executable, "-m", module, str(folder)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def people(there: dict[str, Any], port: int, over: threading.Event) -> list[Busy]:
    """Those who work on the site at once."""

    def visitor(role: str) -> Visitor:
        return Visitor(port, there[role], over)

    return [
        Answering(port, there["survey"], 1, over),
        Answering(port, there["survey"], 2, over),
        Drafting(visitor("policy manager"), there["draft"], over),
        Asking(visitor("clinician"), over),
        Voting(visitor("governance"), there["meeting"], there["motions"], over),
    ]


def tried(folder: Path, kills: int, **variables: str) -> list[Busy]:
    """People work while processes are killed; then all that was acknowledged is there once, and the trail is whole."""
    there, over = ran("tests.endurance.prepared", folder, **variables), threading.Event()
    site = Site(folder, workers=2, **KEYS, **variables)
    failed: list[BaseException] = []
    busy = people(there, site.port, over)

    def work(one: Busy) -> None:
        try:
            one.work()
        except BaseException as fault:  # noqa: BLE001  # told by the test, in its own thread
            failed.append(fault)
            over.set()

    threads = [threading.Thread(target=work, args=(one,)) for one in busy]
    try:
        for thread in threads:
            thread.start()
        site = killed(site, kills, random.Random(kills), {**KEYS, **variables})
        over.set()
        for thread in threads:
            thread.join()
    finally:
        over.set()
        site.stop()
    assert failed == []
    kept = ran("tests.endurance.kept", folder, **variables)
    assert [words for one in busy for words in one.lost(kept)] == []
    assert_whole_trail(folder, **variables)
    return busy


def assert_whole_trail(folder: Path, **variables: str) -> None:
    """The audit trail of a home shows no gap and no change."""
    command = [str(Path(sys.executable).with_name("coequal")), "site", "trail"]
    environment = {**os.environ, **KEYS, **variables, "COEQUAL_DATA": str(folder)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _did(busy: list[Busy]) -> list[int]:
    """How much was acknowledged, of each kind."""
    answered = sum(len(one.done) for one in busy if isinstance(one, Answering))
    drafted = sum(len(one.acknowledged) for one in busy if isinstance(one, Drafting))
    asked = sum(len(words) for one in busy if isinstance(one, Asking) for words in one.written.values())
    voted = sum(len(one.acknowledged) for one in busy if isinstance(one, Voting))
    return [answered, drafted, asked, voted]


@pytest.mark.hunt
def test_nothing_acknowledged_is_lost_however_often_processes_die(tmp_path: Path) -> None:
    """A hundred times, on SQLite: something of each kind was acknowledged, all of it is there once, and the trail is whole."""
    did = _did(tried(tmp_path, KILLS))
    assert min(did) > 0, did
    sys.stdout.write(f"acknowledged (responses, drafts, requests, votes): {did}\n")


@pytest.mark.hunt
def test_nor_on_postgresql(tmp_path: Path) -> None:
    """The same, with the other database."""
    server = Server()
    try:
        did = _did(tried(tmp_path, KILLS, DATABASE_URL=server.url()))
        assert min(did) > 0, did
        sys.stdout.write(f"acknowledged (responses, drafts, requests, votes): {did}\n")
    finally:
        server.stop()

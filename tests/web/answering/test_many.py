"""Two hundred people who answer at once, on the site as it is really run, whose workers are killed meanwhile."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.running import Site
from tests.populations.sql.server import Server
from tests.web.answering.crowd import KEYS, Person, crowd, kept, prepared


def children(parent: int) -> Iterator[int]:
    """The processes that a process has started."""
    with suppress(OSError):
        yield from map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())


def killed(site: Site, times: int) -> int:
    """Kill every worker, some times, while the site goes on; says how many were killed."""
    count = 0
    for _ in range(times):
        time.sleep(3)
        for worker in list(children(site.process.pid)):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
                count += 1
    return count


def tried(folder: Path, people: int, times: int, **variables: str) -> list[Person]:
    """People answer while workers are killed; then everything that was acknowledged is there, once."""
    survey = prepared(folder, **variables)
    site = Site(folder, workers=2, **KEYS, **variables)
    try:
        found, threads = crowd(site.port, survey, people)
        assert killed(site, times) >= times
        for thread in threads:
            thread.join()
    finally:
        site.stop()
    assert all(person.finished for person in found)
    done = [one for one in kept(folder, **variables) if one["status"] == "complete"]
    assert len(done) == people
    by_poster = {one["answers"]["found-out"]: one["answers"] for one in done}
    for person in found:
        answers = by_poster[f"poster {person.number}"]
        told = {name: " ".join(str(answers[name]).split()) for name in person.acknowledged}
        assert told == {name: " ".join(value.split()) for name, value in person.acknowledged.items()}
    return found


@pytest.mark.hunt
def test_nothing_that_two_hundred_people_were_told_is_kept_is_lost(tmp_path: Path) -> None:
    """Every page that was acknowledged is there, and every sending counts once, whatever died meanwhile."""
    assert sum(person.again for person in tried(tmp_path, 200, 2)) > 0


@pytest.mark.hunt
def test_nor_is_it_on_postgresql(tmp_path: Path) -> None:
    """The same, with the other database."""
    server = Server()
    try:
        assert sum(person.again for person in tried(tmp_path, 200, 2, DATABASE_URL=server.url())) > 0
    finally:
        server.stop()

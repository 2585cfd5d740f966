"""Processes of a site that are killed while it works: a worker, the process that does jobs, or all at once."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.journeys.running import Site


def children(parent: int) -> Iterator[int]:
    """The processes that a process has started."""
    with suppress(OSError):
        yield from map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())


def _kill(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def killed(site: Site, times: int, drawn: random.Random, variables: dict[str, str]) -> Site:
    """Kill something, so many times, each time after a moment drawn at random: one process of the site, or every one of five times all.

    A site that is dead as a whole is started again at the same port. Gives the site that runs at the end.
    """
    for _ in range(times):
        time.sleep(drawn.uniform(0.1, 2.0))
        beneath = list(children(site.process.pid))
        if beneath and drawn.random() < 0.8:
            _kill(drawn.choice(beneath))
            continue
        site.process.kill()
        for process in beneath:
            _kill(process)
        site.process.wait()
        site = Site(site.data, workers=2, port=site.port, **variables)
    return site

"""`python -m bench.involvement.answering`: how many people answer a survey at once, and how long each waits for a page."""

import os
import tempfile
import time
from pathlib import Path

from tests.journeys.running import Site
from tests.web.answering.crowd import KEYS, crowd, kept, prepared

PEOPLE, WORKERS = 200, 2


def main() -> None:
    """Print pages and whole answers a second, and how long a page takes from its sending to where it leads."""
    os.environ.setdefault("COEQUAL_REQUESTS_A_MINUTE", "1000000")
    with tempfile.TemporaryDirectory(prefix="coequal-bench-") as name:
        folder = Path(name)
        survey = prepared(folder)
        site = Site(folder, workers=WORKERS, **KEYS)
        try:
            began = time.perf_counter()
            people, threads = crowd(site.port, survey, PEOPLE)
            for thread in threads:
                thread.join()
            seconds = time.perf_counter() - began
        finally:
            site.stop()
        done = sum(one["status"] == "complete" for one in kept(folder))
    assert done == PEOPLE, done
    waits = sorted(1000 * wait for person in people for wait in person.seconds)
    print(f"answering: {PEOPLE} people at once, {WORKERS} workers, SQLite; each began, sent 3 pages, and sent the whole")
    print(f"  {PEOPLE / seconds:.0f} whole responses a second, {len(waits) / seconds:.0f} pages kept a second")
    print(f"  a page: median {waits[len(waits) // 2]:.0f} ms, 95th percentile {waits[int(0.95 * len(waits))]:.0f} ms")


if __name__ == "__main__":
    main()

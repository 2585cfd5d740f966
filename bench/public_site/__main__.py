"""`python -m bench.public_site`: the site as people run it: the time of its pages, the load that it bears, and weights."""

import argparse
import sys
import tempfile
from pathlib import Path

from bench.public_site.load import load
from bench.public_site.pages import pages
from bench.public_site.traffic import traffic
from tests.journeys.running import Site, prepare


def main() -> None:
    """Prepare a site of its own, measure, and end it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=2_000, help="how many requests the checker is sent; else 2,000")
    options.add_argument("--rate", type=float, default=50, help="requests a second; 0 for as many as it bears; else 50")
    options.add_argument("--people", type=int, help="synthetic couples behind the pages; else as many as the demonstration has")
    options.add_argument("--minutes", type=float, default=0, help="how long mixed traffic goes on; else there is none")
    found = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        took = prepare(Path(folder), found.people)
        print(f"prepared in {took:.0f} s")
        site = Site(Path(folder), workers=2)
        try:
            pages(site.port)
            sound = load(site.port, found.requests, found.rate)
            sound &= not found.minutes or traffic(site.port, site.process.pid, found.minutes, found.rate)
        finally:
            site.stop()
    sys.exit(not sound)


main()

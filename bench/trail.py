"""`python -m bench.trail`: how long somebody waits for a page of the audit trail among 100,000 entries; `--postgres` for there.

Every entry is made up. Pages are asked for as information governance asks for them, one after another, without a network.
"""

import argparse
import logging
import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.fresh_site import fresh_site
from tests.populations.sql.server import Server

ENTRIES, AT_ONCE, PAGES = 100_000, 5_000, 40
MOST = 400.0  # milliseconds that 95 of 100 pages may take
BODIES = ("EXA1", "SAM1", "EXF1")
SEARCHES = {
    "newest": "",
    "by person": "?who=person7",
    "by thing": "?thing=D-00042",
    "by kind": "?kind_of=involvement",
    "by what was done": "?what=saved",
    "by purpose": "?purpose=audit",
    "nothing found": "?what=nothing-of-this",
    "between days": "?since[day]=1&since[month]=3&since[year]=2026&until[day]=9&until[month]=3&until[year]=2026",
    "an older page": "?before=40000",
}


def main() -> None:
    """Print how long pages take, of each search; fail where one takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="measure on a PostgreSQL server that lasts as long as this")
    parser.add_argument("--entries", type=int, default=ENTRIES)
    asked = parser.parse_args()
    server = Server() if asked.postgres else None
    try:
        with fresh_site(COEQUAL_REQUESTS_A_MINUTE="1000000", **({"DATABASE_URL": server.url()} if server else {})):
            sys.exit(_measure("PostgreSQL" if server else "SQLite", asked.entries))
    finally:
        if server:
            server.stop()


def _measure(where: str, count: int) -> int:
    import django  # noqa: PLC0415  # the settings are read at its import

    django.setup()
    from coequal.accounts.roles import Role  # noqa: PLC0415
    from coequal.web.operation.home import make_home  # noqa: PLC0415

    make_home()
    logging.disable(logging.INFO)  # a line for each page, which would stand between the figures
    from tests.web.signing import signed_in  # noqa: PLC0415

    client = signed_in(Role.INFORMATION_GOVERNANCE, email="ig@exampleshire.example")
    _fill(count)
    print(f"entries: {count:,} in {where}")
    slow = 0
    for name, query in SEARCHES.items():
        waits, worked = [], []
        for _ in range(PAGES):
            began, before = time.perf_counter(), time.process_time()
            assert client.get(f"/staff/trail{query}", headers={"host": "localhost"}).status_code == 200, query
            waits.append(1_000 * (time.perf_counter() - began))
            worked.append(1_000 * (time.process_time() - before))
        median, p95 = statistics.median(waits), statistics.quantiles(waits, n=20)[-1]
        of_it = statistics.quantiles(worked, n=20)[-1]
        print(f"{name:18} median {median:6.0f} ms, 95 of 100 within {p95:6.0f} ms, of it at work {of_it:6.0f} ms")
        slow += p95 > MOST
    return int(slow > 0)


def _fill(count: int) -> None:
    """Write entries that follow from one another, by many people of three organisations."""
    from django.db import connection  # noqa: PLC0415

    from coequal.accounts.models import Entry, Head  # noqa: PLC0415
    from coequal.accounts.trail.triggers import put_on, take_off  # noqa: PLC0415
    from coequal.accounts.trail.verifying import head  # noqa: PLC0415
    from coequal.accounts.trail.written import Written, written_time  # noqa: PLC0415

    drawn, last = random.Random(7), head()  # noqa: S311  # made-up entries, and no secrets
    first, previous, rows = last.number + 1, last.digest, []
    began = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(first, first + count):
        kind = drawn.choice(("draft", "involvement", "request", "meeting"))
        told: dict[str, Any] = {
            "at": written_time(began + timedelta(minutes=3 * number)),
            "who": f"person{drawn.randrange(60)}@exampleshire.example",
            "role": "analyst",
            "organisation": drawn.choice(BODIES),
            "purpose": drawn.choice(("", "", "an audit", "the weekly panel")),
            "action": drawn.choice(("saved a draft", "read answers", "opened a request", "published a paper")),
            "kind": kind,
            "reference": f"{kind[0].upper()}-{drawn.randrange(9_000):05}",
            "detail": '{"part":"about"}',
        }
        one = Written(number=number, previous=previous, **told)
        previous = one.computed()
        rows.append(Entry(**{**one._asdict(), "digest": previous}))
        if len(rows) == AT_ONCE:
            Entry.objects.bulk_create(rows)
            rows = []
    Entry.objects.bulk_create(rows)
    take_off(connection)  # the head goes on by one entry, and no other way
    Head.objects.update_or_create(pk=1, defaults={"number": first + count - 1, "digest": previous})
    put_on(connection)


if __name__ == "__main__":
    main()

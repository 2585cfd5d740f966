"""`python -m bench.referrals`: how long an officer waits for a queue or a search among 100,000 requests; `--postgres` for there.

Everybody in them is made up. Pages are asked for as a signed-in officer asks for them, one after another, without a network.
Where a page takes much longer than this process worked for it, it waited for others on the machine, or for the server.
"""

import argparse
import logging
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

from bench.fresh_site import fresh_site
from tests.populations.sql.server import Server

REQUESTS, PEOPLE, OFFICERS, YEARS = 100_000, 60_000, 12, 6
CLINICS = tuple(f"EXF{number}" for number in range(40))
OPEN = 0.15  # of all requests, the newest: many, for what waits is counted on every page of a queue
AT_ONCE = 5_000
PAGES = 50  # of each kind; a person can be looked for sixty times a minute
MOST = 200.0  # milliseconds that 95 of 100 pages may take
Page = Callable[[], Any]


def main() -> None:
    """Print how long pages take, of each kind; fail where one kind takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="measure on a PostgreSQL server that lasts as long as this")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    asked = parser.parse_args()
    server = Server() if asked.postgres else None
    try:
        with fresh_site(COEQUAL_REQUESTS_A_MINUTE="1000000", **({"DATABASE_URL": server.url()} if server else {})):
            sys.exit(_measure("PostgreSQL" if server else "SQLite", asked.requests))
    finally:
        if server:
            server.stop()


def _measure(where: str, count: int) -> int:
    import django  # noqa: PLC0415  # the settings are read at its import

    django.setup()
    from coequal.web.operation.home import make_home  # noqa: PLC0415

    make_home()
    logging.disable(logging.INFO)  # a line for each page, which would stand between the figures
    began, drawn = time.perf_counter(), random.Random(7)  # noqa: S311  # made-up requests, and no secrets
    _fill(drawn, count)
    print(f"requests: {count:,} in {where}, written in {time.perf_counter() - began:.0f} s")
    slow = 0
    for kind, pages in _pages(drawn):
        working = time.process_time()
        waits = sorted(_timed(pages))
        worked = 1000 * (time.process_time() - working) / len(waits)
        at_95 = waits[int(0.95 * len(waits))]
        slow += at_95 >= MOST
        middle = waits[len(waits) // 2]
        print(f"  {kind:<34} median {middle:>4.0f} ms, 95th percentile {at_95:>4.0f} ms; worked {worked:>4.0f} ms a page")
    return 1 if slow else 0


def _timed(pages: Iterator[Page]) -> Iterator[float]:
    """How many milliseconds each page takes; the first, by which the site gets warm, is not counted."""
    for number, page in enumerate(pages):
        start = time.perf_counter()
        page()
        if number:
            yield 1000 * (time.perf_counter() - start)


def _fill(drawn: random.Random, count: int) -> None:
    """Requests of two commissioners, a person for each, and an approval where it was approved."""
    from coequal.referrals.models import Approval, Identity, Request  # noqa: PLC0415
    from coequal.referrals.moves.states import APPROVED  # noqa: PLC0415

    numbers = [number for nine in range(999_000_000, 999_000_000 + 2 * PEOPLE) if (number := _nhs_number(nine))][:PEOPLE]
    made = _made(drawn, count)
    for first in range(0, count, AT_ONCE):
        some = Request.objects.bulk_create([next(made) for _ in range(min(AT_ONCE, count - first))])
        Identity.objects.bulk_create(
            Identity(
                request=one,
                name=f"Wilhelmina Example {one.pk}",
                nhs_number=drawn.choice(numbers),
                date_of_birth="1990-03-04",
                address=f"{one.pk} Sample Street, Exampleshire",
                contact={"by": "post"},
            )
            for one in some
        )
        Approval.objects.bulk_create(
            Approval(request=one, from_day=one.referred_on, expires=one.referred_on + timedelta(365), decided_by_id=one.officer_id)
            for one in some
            if one.state == APPROVED
        )


def _made(drawn: random.Random, count: int) -> Iterator[Any]:
    """Requests from the oldest to the newest."""
    from django.utils import timezone  # noqa: PLC0415
    from tests.web.signing import OTHER, OWN, organisation, person  # noqa: PLC0415

    from coequal.accounts.models import Organisation  # noqa: PLC0415
    from coequal.accounts.roles import Role  # noqa: PLC0415
    from coequal.referrals.models import Request  # noqa: PLC0415
    from coequal.referrals.models.requests import KINDS  # noqa: PLC0415
    from coequal.referrals.moves.states import ENDS, WITH_ASKER, WITH_COMMISSIONER  # noqa: PLC0415
    from coequal.web.shelf import shelf  # noqa: PLC0415

    commissioners = [organisation(OWN)] * 7 + [organisation(OTHER)] * 3
    clinics = [Organisation.objects.create(code=code, name=f"Clinic {code}", invented=True) for code in CLINICS]
    clinician = person(Role.CLINICIAN, at=CLINICS[0], email="clinician@exf0.example")
    officers = [person(Role.IFR_OFFICER, email=f"officer.{n}@exampleshire.example") for n in range(OFFICERS)]
    services, now = sorted(shelf().services), timezone.now()
    for number in range(count):
        came = now - timedelta(days=YEARS * 365 * (1 - number / count))
        is_open = number >= (1 - OPEN) * count
        state = drawn.choice(WITH_COMMISSIONER * 3 + WITH_ASKER if is_open else ENDS)
        new = is_open and drawn.random() < 0.3
        ended = None if is_open else came + timedelta(drawn.randrange(1, 90))
        yield Request(
            organisation=drawn.choice(commissioners),
            provider=drawn.choice(clinics),
            made_by=clinician,
            kind=drawn.choice(KINDS),
            state=state,
            urgent=drawn.random() < 0.03,
            service=drawn.choice(services),
            treatment=drawn.choice(("ivf", "iui", "")),
            referred_on=came.date(),
            officer=None if new else drawn.choice(officers),
            submitted=came,
            due=_due(drawn, now) if is_open and state in WITH_COMMISSIONER else None,
            decided=ended,
            ended=ended,
        )


def _due(drawn: random.Random, now: datetime) -> date:
    return now.date() + timedelta(drawn.randrange(-10, 60))


def _nhs_number(nine: int) -> str:
    """A number of ten digits that begins with these, or nothing where no tenth fits."""
    last = -sum(int(digit) * weight for digit, weight in zip(str(nine), range(10, 1, -1), strict=True)) % 11
    return f"{nine}{last}" if last < 10 else ""


class Officer:
    """An officer, signed in, who asks for pages of the desk."""

    def __init__(self) -> None:
        """Sign in."""
        from django.urls import reverse  # noqa: PLC0415
        from tests.web.signing import signed_in  # noqa: PLC0415

        from coequal.accounts.roles import Role  # noqa: PLC0415

        self.client = signed_in(Role.IFR_OFFICER, email="officer.0@exampleshire.example")
        self.client.defaults["SERVER_NAME"] = "localhost"
        self.queue, self.search, self.person = (reverse(f"requests:{name}") for name in ("queue", "search", "person"))

    def page(self, address: str) -> str:
        """What stands at an address."""
        page = self.client.get(address)
        assert page.status_code == 200, (address, page.status_code)
        return str(page.content.decode())

    def onwards(self, address: str) -> Iterator[Page]:
        """The first page of a list, and those after it by its own link; the last again where there are no more."""
        found = [address]

        def ask() -> None:
            link = re.search(r'href="([^"]*[?;]after=[^"]*)"', self.page(found[-1]))
            if link:
                found.append(urljoin(address, unescape(link[1])))

        return (ask for _ in range(PAGES + 1))

    def searches(self, typed: Callable[[], dict[str, Any]]) -> Iterator[Page]:
        """Searches, each with something else typed."""
        for _ in range(PAGES + 1):
            yield partial(self.page, f"{self.search}?{urlencode(typed())}")

    def people(self, numbers: list[str]) -> Iterator[Page]:
        """Searches for one person after another."""
        for number in numbers:
            yield partial(self._look_for, {"nhs_number": number, "purpose": "to put right what was sent wrongly"})

    def _look_for(self, typed: dict[str, str]) -> None:
        page = self.client.post(self.person, typed)
        assert b"Q-" in page.content, page.status_code


def _pages(drawn: random.Random) -> Iterator[tuple[str, Iterator[Page]]]:
    """Kinds of pages, each with what asks for one after another."""
    from coequal.accounts.models import Membership  # noqa: PLC0415
    from coequal.accounts.roles import Role  # noqa: PLC0415
    from coequal.referrals.desk.queues import QUEUES  # noqa: PLC0415
    from coequal.referrals.desk.searching import SEARCHED_STATES  # noqa: PLC0415
    from coequal.referrals.models import Approval, Identity, Request  # noqa: PLC0415
    from coequal.web.shelf import shelf  # noqa: PLC0415

    officer, seen = Officer(), Request.objects.filter(organisation__code="EXA1")
    references, approvals = list(seen.values_list("reference", flat=True)), list(Approval.objects.values_list("number", flat=True))
    people = [one.nhs_number for one in Identity.objects.filter(request__in=seen[: 100 * PAGES])]
    officers = list(Membership.objects.filter(role=Role.IFR_OFFICER).values_list("person", flat=True))

    def service() -> dict[str, str]:
        return {"service": drawn.choice(sorted(shelf().services))}

    def state() -> dict[str, str]:
        return {"state": drawn.choice(SEARCHED_STATES)}

    def clinic() -> dict[str, str]:
        return {"provider": drawn.choice(CLINICS)}

    for name, one in QUEUES.items():
        yield f"queue, {one.words}", officer.onwards(f"{officer.queue}?queue={name}")
    yield "search, all, page after page", officer.onwards(f"{officer.search}?service=")
    yield "search, reference", officer.searches(lambda: {"number": drawn.choice(references)})
    yield "search, number of an approval", officer.searches(lambda: {"number": drawn.choice(approvals)})
    yield "search, service", officer.searches(service)
    yield "search, service and state", officer.searches(lambda: service() | state())
    yield "search, clinic", officer.searches(clinic)
    yield "search, clinic, service and state", officer.searches(lambda: clinic() | service() | state())
    yield "search, officer and state", officer.searches(lambda: state() | {"officer": drawn.choice(officers)})
    yield "search, days", officer.searches(lambda: _days(drawn))
    yield "search, days, clinic and service", officer.searches(lambda: _days(drawn) | clinic() | service())
    yield "search, a person's NHS number", officer.people(drawn.sample(people, PAGES + 1))


def _days(drawn: random.Random) -> dict[str, str]:
    """Up to two months, as a form sends them."""
    from django.utils import timezone  # noqa: PLC0415

    first = timezone.localdate() - timedelta(drawn.randrange(60, YEARS * 365))
    both = {"since": first, "until": first + timedelta(drawn.randrange(60))}
    return {f"{name}[{part}]": str(getattr(day, part)) for name, day in both.items() for part in ("day", "month", "year")}


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()

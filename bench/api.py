"""`python -m bench.api`: a case assessed over HTTP, by many at once, as other software asks the site that people run."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path

from tests.journeys.running import Site, prepare

from coequal.eligibility.examples import examples
from coequal.exchange.fhir.response import response
from coequal.exchange.fhir.written import written
from coequal.exchange.loaded import load
from coequal.facts.case import Case, Known, NotKnown
from coequal.facts.dictionary import Dictionary, Fact
from coequal.facts.values import say_number

POLICY = "norfolk-and-waveney/assisted-conception"
AT_ONCE = 8
KEYS = 64  # a key may ask only so often in a minute
_MAKE = """
from datetime import timedelta
from django.utils import timezone
from coequal.accounts.models import ApiKey, Organisation, Person
from coequal.accounts.models.keys import digest_of, new_key, prefix_of
body, _ = Organisation.objects.get_or_create(code="BENCH", defaults={"name": "A bench", "invented": True})
who, _ = Person.objects.get_or_create(email="bench@bench.example", defaults={"name": "Bench", "password": "!"})
for _ in range(%d):
    key = new_key()
    ApiKey.objects.create(organisation=body, prefix=prefix_of(key), digest=digest_of(key), software="a bench", purpose="to time it",
        scopes=["assess"], made_by=who, expires=timezone.now() + timedelta(days=1))
    print("key", key)
"""


def main() -> None:
    """Prepare a site of its own, measure, and end it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--requests", type=int, default=2_000, help="how many requests of each kind; else 2,000")
    found = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder), 10)
        site = Site(Path(folder), workers=2)
        try:
            keys = made_keys(site)
            policy = load(POLICY).policy
            people = [person.case for person in examples(policy)]
            plain = [json.dumps(as_json(case, policy.vocabulary.dictionary)) for case in people]
            resources = [written(response(case, policy)) for case in people]
            sound = timed(
                site.port,
                f"/api/v1/policies/{POLICY}/2022-07/assess",
                "application/json",
                plain,
                keys=keys,
                requests=found.requests,
            )
            fhir = "/api/fhir/QuestionnaireResponse/$assess"
            sound &= timed(site.port, fhir, "application/fhir+json", resources, keys=keys, requests=found.requests)
        finally:
            site.stop()
    sys.exit(not sound)


def made_keys(site: Site) -> list[str]:
    """Keys in the site's database."""
    command = [sys.executable, "-m", "coequal", "site", "shell", "--command", _MAKE % KEYS]
    done = subprocess.run(command, env=site.variables, capture_output=True, text=True, check=True)  # noqa: S603  # our own command
    return [line.removeprefix("key ") for line in done.stdout.splitlines() if line.startswith("key ")]


def as_json(case: Case, dictionary: Dictionary) -> dict[str, object]:
    """A case as a body has it."""
    return {name: _given(dictionary.facts[name], found) for name, found in case.facts.items()}


def _given(fact: Fact, found: Known | NotKnown) -> object:
    if isinstance(found, NotKnown):
        return {"not known": found.why}
    value = say_number(found.value) if isinstance(found.value, Decimal) else found.value
    value = value.isoformat() if isinstance(value, date) else value
    unit = {"unit": fact.unit} if fact.other_units else {}
    on = {"date": found.on.isoformat()} if found.on else {}
    return {"value": value, **unit, **on}


def timed(port: int, address: str, kind: str, bodies: list[str], *, keys: list[str], requests: int) -> bool:
    """Send requests as fast as they are answered, and print what came of it. Says whether all were answered well."""

    def visitor(place: int) -> list[tuple[int, float]]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        answers = []
        for number in range(place, requests, AT_ONCE):
            began = time.perf_counter()
            headers = {"Content-Type": kind, "Authorization": f"Bearer {keys[number % len(keys)]}"}
            connection.request("POST", address, bodies[number % len(bodies)].encode(), headers)
            answer = connection.getresponse()
            answer.read()
            answers.append((answer.status, time.perf_counter() - began))
        return answers

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = [answer for share in threads.map(visitor, range(AT_ONCE)) for answer in share]
    seconds = time.perf_counter() - began
    wrong = sum(status != 200 for status, _ in found)
    times = sorted(took for _, took in found)
    middle, most, slowest = (1000 * times[int(share * (len(times) - 1))] for share in (0.5, 0.95, 1))
    print(f"{address}: {len(found):,} requests of {AT_ONCE} at once, {len(found) / seconds:.1f} a second")
    print(f"  median {middle:.1f} ms, 95th percentile {most:.1f} ms, slowest {slowest:.0f} ms; {wrong} errors")
    return not wrong


if __name__ == "__main__":
    main()

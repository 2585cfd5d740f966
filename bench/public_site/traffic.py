"""Mixed public traffic for some minutes: people who read, search, compare and check, and the API; and the memory it takes."""

import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from pathlib import Path

from bench.public_site.asking import Answer, Asking
from bench.public_site.load import interviews
from bench.public_site.pages import every_page

from coequal.eligibility.examples import examples
from coequal.exchange.loaded import load as open_policy

_POLICY = "norfolk-and-waveney/assisted-conception"
_READERS, _CHECKERS, _SEARCHERS = 5, 2, 1  # connections at once
_WORDS = ("smoking", "body mass index", "hearing aid", "previous children", "age", "Norfolk", "surrogacy", "nothing like that")
_EVERY = 30  # seconds between two looks at the memory


def traffic(port: int, process: int, minutes: float, rate: float) -> bool:
    """Send requests at a rate for some minutes, and print what came of it. Says whether all were answered well."""
    paths = every_page(Asking(port))
    until = time.monotonic() + 60 * minutes
    share = rate / (_READERS + _CHECKERS + _SEARCHERS)
    kinds = [_reading(port, paths, seed) for seed in range(_READERS)]
    kinds += [_checking(port, seed) for seed in range(_CHECKERS)]
    kinds += [_searching(port, seed) for seed in range(_SEARCHERS)]
    memory = [_memory(process)]
    with ThreadPoolExecutor(len(kinds)) as threads:
        shares = [threads.submit(_paced, kind, until, share) for kind in kinds]
        while time.monotonic() < until:
            time.sleep(min(_EVERY, max(0.0, until - time.monotonic())))
            memory.append(_memory(process))
        found = [answer for share in shares for answer in share.result()]
    wrong = Counter(answer.status for answer in found if answer.status != 200)
    times = sorted(1000 * answer.seconds for answer in found)
    pace = len(found) / 60 / minutes
    print(f"\nmixed traffic for {minutes:g} minutes: {len(found):,} requests, {pace:.1f} a second")
    print(f"  errors: {wrong.total()} {dict(wrong) or ''}")
    p50, p95, p99, most = (times[int(part * (len(times) - 1))] for part in (0.5, 0.95, 0.99, 1))
    print(f"  p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, slowest {most:.0f} ms")
    print(f"  memory of the whole site, each {_EVERY} s, MB: {' '.join(f'{one / 1e6:.0f}' for one in memory)}")
    return not wrong


def _paced(kind: Iterator[Answer], until: float, rate: float) -> list[Answer]:
    """What one connection was answered, at so many a second."""
    found, began = [], time.monotonic()
    while time.monotonic() < until:
        found.append(next(kind))
        time.sleep(max(0.0, began + len(found) / rate - time.monotonic()))
    return found


def _reading(port: int, paths: list[str], seed: int) -> Iterator[Answer]:
    drawn, asking = random.Random(seed), Asking(port)  # noqa: S311  # which page comes next is no secret
    while True:
        yield asking.get(drawn.choice(paths))


def _searching(port: int, seed: int) -> Iterator[Answer]:
    drawn, asking = random.Random(seed), Asking(port)  # noqa: S311  # which page comes next is no secret
    while True:
        yield asking.get(f"/policies?q={drawn.choice(_WORDS).replace(' ', '+')}")
        yield asking.get(f"/api/v1/policies/{_POLICY}")


def _checking(port: int, seed: int) -> Iterator[Answer]:
    policy = open_policy(_POLICY).policy
    people = [person.case for person in examples(policy)]
    return interviews(Asking(port), list(islice(people, seed * 17, None)), policy.vocabulary.dictionary)


def _memory(process: int) -> int:
    """Bytes that a process and all beneath it have to themselves or share evenly (Pss)."""
    own = 0
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        own = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            own += _memory(int(child))
    return own

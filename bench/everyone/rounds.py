"""The harness: contenders take turns in one process, each must come to the same, and one table says how long each took."""

import gc
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter, process_time
from typing import Any

from bench.everyone.checksum import Checksum

MEMORY, PARQUET = "memory", "Parquet"
POLICY, SCAN = "the policy", "a scan"
HAND, SCANNED = "DuckDB, SQL by hand", "DuckDB, max of every column"  # to whose times the others are compared

RUN = "import sys; from importlib import import_module as load; m, f, *a = sys.argv[1:]; getattr(load(m), f)(*a)"
WATCH = (
    "import resource, subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


@dataclass(slots=True)
class Entry:
    """One way to do some work, and the seconds that it took in each round, by the clock and of all processors together.

    All entries of the same `work` on as many rows must come to the same. Ratios are to the entries called `HAND` and
    `SCANNED` with the same `source`. `alone`, a function at the top of its module and its arguments, is the whole of it
    from a cold start, for measuring memory.
    """

    name: str
    run: Callable[[], Any]
    rows: int
    source: str = MEMORY
    work: str = POLICY
    alone: tuple[Callable[..., Any], ...] | tuple[()] = ()
    times: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    peak: int | None = None

    @property
    def called(self) -> str:
        """The name with the source of its rows."""
        return f"{self.name} ({self.source})"

    def per_row(self) -> list[float]:
        """The nanoseconds per row in each round."""
        return [seconds / self.rows * 1e9 for seconds in self.times]


def later(prepare: Callable[[], Callable[[], Any]]) -> Callable[[], Any]:
    """Work that is prepared when it is first done, which is before the clock runs."""
    ready: list[Callable[[], Any]] = []

    def run() -> Any:
        if not ready:
            ready.append(prepare())
        return ready[0]()

    return run


def rounds(entries: Sequence[Entry], count: int) -> None:
    """Warm every entry up once, then time each in turn, beginning with another in each round. Stops where two disagree."""
    expected: dict[tuple[str, int], tuple[Entry, Any]] = {}
    for entry in entries:
        _agree(entry, entry.run(), expected)
    gc.collect()
    gc.freeze()  # what was prepared is no rubbish to be looked for while the clock runs
    for number in range(count):
        first = number % len(entries)
        for entry in [*entries[first:], *entries[:first]]:
            _agree(entry, _timed(entry), expected)
    gc.unfreeze()


def _timed(entry: Entry) -> Any:
    """What an entry comes to; its times are noted. Rubbish is cleared away before, never meanwhile."""
    gc.collect()
    gc.disable()
    try:
        busy, start = process_time(), perf_counter()
        found = entry.run()
        entry.times.append(perf_counter() - start)
        entry.busy.append(process_time() - busy)
    finally:
        gc.enable()
    return found


def _agree(entry: Entry, found: Any, expected: dict[tuple[str, int], tuple[Entry, Any]]) -> None:
    other, wanted = expected.setdefault((entry.work, entry.rows), (entry, found))
    must_be(entry.called, found, other.called, wanted)


def must_be(name: str, found: Any, other: str, wanted: Any) -> None:
    """Nothing, where two came to the same. Stops with what is not the same."""
    if found != wanted:
        said = found.difference(wanted) if isinstance(found, Checksum) else f"{found} and {wanted}"
        sys.exit(f"{name} and {other} do not come to the same: {said}")


def peak_memory(function: Callable[..., Any], *arguments: str) -> int:
    """The most memory, in bytes, that a process of its own needs which does nothing but call a function.

    Another process stands between, small enough that its own memory hides nothing.
    """
    command = [sys.executable, "-c", WATCH, RUN, function.__module__, function.__name__, *arguments]
    found = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own command
    return int(found.stdout) * 1024


def measure_memory(entries: Sequence[Entry]) -> None:
    """Measure the memory of every entry that can run alone."""
    for entry in entries:
        if entry.alone:
            function, *arguments = entry.alone
            entry.peak = peak_memory(function, *map(str, arguments))


def print_table(entries: Sequence[Entry]) -> None:
    """One line for each entry, in the order of their medians by row."""
    heads = ("", "s: median", "min", "max", "rows", "ns per row", "least ns of processors", "x hand SQL", "x scan", "peak MiB")
    print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for entry in sorted(entries, key=lambda entry: (entry.source, median(entry.per_row()))):
        times = f"{median(entry.times):.3f} | {min(entry.times):.3f} | {max(entry.times):.3f}"
        ratios = " | ".join(_over(entry, name, entries) for name in (HAND, SCANNED))
        busy = min(entry.busy) / entry.rows * 1e9
        peak = "" if entry.peak is None else f"{entry.peak / 2**20:,.0f}"
        print(f"| {entry.called} | {times} | {entry.rows:,} | {median(entry.per_row()):,.1f} | {busy:,.1f} | {ratios} | {peak} |")


def _over(entry: Entry, name: str, entries: Sequence[Entry]) -> str:
    """The median over the rounds of an entry's time per row over another's in the same round."""
    others = [other for other in entries if other.name == name and other.source == entry.source]
    if not others:
        return ""
    return f"{median(mine / theirs for mine, theirs in zip(entry.per_row(), others[0].per_row(), strict=True)):.3f}"

"""Files made wrong by chance, given to whatever reads files: it says what is wrong, soon, and never fails."""

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from random import Random
from time import monotonic, process_time
from typing import Final

from coequal.errors import CoequalError
from tests.security.mutating import mutated
from tests.security.target import Target

SLOW: Final = 1.0  # seconds of the processor for one input, whatever else the machine does
_HANGS: Final = 10  # times as long, after which it is stopped


@dataclass
class Fuzzed:
    """What came of it: how many inputs were tried, how many were read, the slowest, and what went wrong with which.

    `wrong` has the number and the bytes of the first input that went wrong in each way.
    """

    tried: int = 0
    read: int = 0
    slowest: float = 0
    slowest_input: bytes = b""
    wrong: dict[str, tuple[int, bytes]] = field(default_factory=dict)


class _Hung(BaseException):
    """It took so long that it was stopped. Nothing that catches errors catches it."""


def fuzzed(  # each has a name where it is called
    target: Target,
    *,
    seed: int,
    inputs: int,
    seconds: float = inf,
    slow: float = inf,
    tell: Callable[[str, int, bytes], object] = lambda *_: None,
) -> Fuzzed:
    """A target tried with so many inputs, or for so long. The same seed makes the same inputs.

    An input that keeps the processor busy for more than `slow` seconds goes wrong. `tell` is told each way in which one goes wrong, at once, with the number and the bytes of the first that does.
    """
    chance, seeds, found = Random(seed), target.seeds(), Fuzzed()
    for one in seeds:
        _tried(target, one, inf)  # what is loaded once is not counted to the first input
    end = monotonic() + seconds
    while found.tried < inputs and monotonic() < end:
        data = mutated(chance, seeds)
        found.tried += 1
        begun = process_time()
        says, read = _tried(target, data, slow)
        took = process_time() - begun
        if took > slow and says is None:
            took = _again(target, data)  # what the collector of a process did meanwhile is not the input's
            says = f"slower than {slow} s" if took > slow else None
        found.read += read
        if took > found.slowest:
            found.slowest, found.slowest_input = took, data
        if says and says not in found.wrong:
            found.wrong[says] = found.tried, data
            tell(says, *found.wrong[says])
    return found


def _again(target: Target, data: bytes) -> float:
    gc.collect()
    begun = process_time()
    _tried(target, data, inf)
    return process_time() - begun


def _tried(target: Target, data: bytes, slow: float) -> tuple[str | None, bool]:
    """What went wrong, if anything did, and whether the input was read."""
    try:
        with _stopped_after(slow * _HANGS):
            target.read(data)
    except CoequalError:
        return None, False
    except _Hung:
        return f"stopped after {slow * _HANGS} s", False
    except Exception as error:  # noqa: BLE001  # whatever else comes is what is searched for
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        return f"{type(error).__name__} in {at and at.tb_frame.f_code.co_qualname}", False
    return None, True


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Stops what takes so many seconds of the processor, even within a regular expression."""
    if seconds == inf:
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(*_: object) -> None:
    raise _Hung

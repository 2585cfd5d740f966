"""Files made wrong by chance, given to whatever reads files: it says what is wrong, soon, and never fails."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from time import monotonic, process_time
from typing import Final

from coequal.errors import CoequalError
from tests.security.mutating import mutated
from tests.security.targets import TARGETS, Target

SLOW: Final = 1.0  # seconds of the processor for one input, whatever else the machine does


@dataclass
class Fuzzed:
    """What came of it: how many inputs were tried, how many were read, the slowest, and what went wrong with which."""

    tried: int = 0
    read: int = 0
    slowest: float = 0
    wrong: dict[str, bytes] = field(default_factory=dict)


def fuzzed(target: Target, seed: int, inputs: int, seconds: float) -> Fuzzed:
    """A target tried with so many inputs, or for so long. The same seed makes the same inputs."""
    chance, seeds, found = Random(seed), target.seeds(), Fuzzed()
    target.read(seeds[0])  # what is loaded once is not counted to the first input
    end = monotonic() + seconds
    while found.tried < inputs and monotonic() < end:
        data = mutated(chance, seeds)
        found.tried += 1
        begun = process_time()
        found.read += _tried(target, data, found.wrong)
        took = process_time() - begun
        found.slowest = max(found.slowest, took)
        if took > SLOW:
            found.wrong.setdefault(f"slower than {SLOW} s", data)
    return found


def _tried(target: Target, data: bytes, wrong: dict[str, bytes]) -> bool:
    try:
        target.read(data)
    except CoequalError:
        return False
    except Exception as error:  # noqa: BLE001  # whatever else comes is what is searched for
        at = error.__traceback__
        while at and at.tb_next:
            at = at.tb_next
        wrong.setdefault(f"{type(error).__name__} in {at and at.tb_frame.f_code.co_qualname}", data)
        return False
    return True


def run(name: str, seed: int, seconds: float) -> Iterator[str]:
    """What came of one target, in lines."""
    target = next(one for one in TARGETS if one.name == name)
    found = fuzzed(target, seed, 1_000_000, seconds)
    yield f"{name}, seed {seed}: {found.tried:,} inputs, {found.read:,} read, slowest {found.slowest:.2f} s, {len(found.wrong)} wrong"
    yield from (f"  {says}: {data!r:.3000}" for says, data in found.wrong.items())


if __name__ == "__main__":
    for line in run(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])):
        print(line)  # noqa: T201

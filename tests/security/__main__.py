"""Hunt through all that reads what others made: `python -m tests.security SEED SECONDS FOLDER [NAME …]`.

Each target has a million inputs, or so many seconds. What goes wrong, and the slowest input, lie in the folder as they were.
"""

import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import django

INPUTS = 1_000_000


def hunt(seed: int, seconds: float, into: Path, names: Iterable[str]) -> None:
    """Try each target, those that are named first and in that order, or else all; what comes of it is printed as it comes."""
    from tests.security.fuzzing import SLOW, fuzzed
    from tests.security.targets import TARGETS

    into.mkdir(parents=True, exist_ok=True)
    targets = {target.name: target for target in TARGETS}
    for target in (targets[name] for name in names or targets):
        file = re.sub(r"\W+", "-", target.name)

        def tell(says: str, tried: int, data: bytes, file: str = file) -> None:
            path = into / f"{file}.{tried}"
            path.write_bytes(data)
            _say(f"    {says}: input {tried:,}, {path.name}")

        _say(f"{target.name}, seed {seed}: begun")
        found = fuzzed(target, seed=seed, inputs=INPUTS, seconds=seconds, slow=SLOW, tell=tell)
        (into / f"{file}.slowest").write_bytes(found.slowest_input)
        took = f"slowest {found.slowest:.3f} s of the processor"
        _say(f"{target.name}, seed {seed}: {found.tried:,} inputs, {found.read:,} read, {took}, {len(found.wrong)} found")


def _say(line: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {line}", flush=True)  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coequal.web.settings")
    django.setup()
    hunt(int(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])

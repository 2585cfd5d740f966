"""What reads bytes that others made, and a place in memory for what reads files alone."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MEMORY: Final = Path("/dev/shm")  # noqa: S108  # files there lie in memory, where the system has such a place


@dataclass(frozen=True)
class Target:
    """What reads bytes, and real ones to begin from."""

    name: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], object]


@contextmanager
def in_a_file(data: bytes, ending: str) -> Iterator[Path]:
    """A file that holds some bytes, for as long as it is read."""
    with tempfile.NamedTemporaryFile(suffix=ending, dir=_MEMORY if _MEMORY.is_dir() else None) as file:
        file.write(data)
        file.flush()
        yield Path(file.name)

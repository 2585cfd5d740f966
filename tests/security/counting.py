"""Work that is counted, not timed: how often functions are called, which is the same on every machine however busy it is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class TooMany(BaseException):
    """More was called than was to be. Nothing that catches errors catches it."""


@contextmanager
def few_calls(most: int) -> Iterator[None]:
    """Within it no more functions are called, ours or built in. Raises `TooMany` at the first that is one too many."""
    left = most

    def count(_frame: object, event: str, _of: object) -> None:
        nonlocal left
        if event in ("call", "c_call"):
            left -= 1
            if left < 0:
                sys.setprofile(before)
                raise TooMany(f"more than {most:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)

"""What some commands need beyond the language and the library: parts that are installed by the name of an extra."""

from collections.abc import Iterator
from contextlib import contextmanager

from coequal.errors import CoequalError


class NotInstalled(CoequalError):
    """A part that a command needs is not installed."""


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """While this lasts, a module that is not installed is said in one sentence, with what to install.

    Raises `NotInstalled`.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise NotInstalled(f'This needs {error.name}, which is not installed: pip install "coequal[{extra}]".') from None

"""The site's side: a process that checks is started when first needed, and ended where it does not answer in time."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import Final

from coequal.drafting.checking.frames import Data, Ended, frame, receive
from coequal.errors import CoequalError, Place
from coequal.policies.beside import join_folders

BUSY: Final = "Many drafts are being checked just now. Try again in a minute."
ONE_EACH: Final = "Another text of yours is being checked just now. Try again in a moment."
FAILED: Final = "This text could not be checked, because the software gave up on it."
_STARTING: Final = 60  # seconds in which a process has to be ready
_PASSED_ON: Final = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ")  # of the surroundings: no key, and no database


class NotChecked(Exception):  # it is a state, and no `CoequalError`: nothing that was given need be wrong
    """A text was not checked; `says` is why, in words."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


class Checker:
    """A process that answers questions of one kind, one after the other, for a few threads at once."""

    def __init__(self, kind: str, library: Sequence[Path], people: Path, *, memory: int, waiting: int) -> None:
        """Nothing is started yet; without any folder the library is the shipped one.

        At most so many may be `waiting` at once: a thread that waits here serves nobody else.
        """
        self._command = (
            *(sys.executable, "-m", "coequal.drafting.checking"),
            *(kind, str(memory), join_folders(library), str(people.absolute())),
        )
        self._waiting, self._alone, self._counting = BoundedSemaphore(waiting), Lock(), Lock()
        self._asking: set[object] = set()  # whose questions they are that wait or are being answered
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None

    def ask(self, question: Data, seconds: float, by: object = None) -> Data:
        """The answer; to one question at a time of each person, where it is told `by` whom.

        Raises `NotChecked` where there is none in time, and `CoequalError` where the question cannot be answered.
        """
        with self._one_each(by):
            if not self._waiting.acquire(blocking=False):
                raise NotChecked(BUSY)
            try:
                if not self._alone.acquire(timeout=seconds):
                    raise NotChecked(BUSY)
                try:
                    return self._answer({**question, "seconds": seconds}, seconds)
                finally:
                    self._alone.release()
            finally:
                self._waiting.release()

    @contextmanager
    def _one_each(self, by: object) -> Iterator[None]:
        """While a person's question is asked. Raises `NotChecked` where another of theirs is."""
        mark = object() if by is None else by
        with self._counting:
            if mark in self._asking:
                raise NotChecked(ONE_EACH)
            self._asking.add(mark)
        try:
            yield
        finally:
            with self._counting:
                self._asking.discard(mark)

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None and self._socket is not None:
            self._socket.close()
            self._process.kill()
            self._process.wait()
        self._process = self._socket = None

    def _answer(self, question: Data, seconds: float) -> Data:
        reply = self._reply(question, seconds)
        if reply["leaving"]:
            self.end()
        if "failed" in reply:
            raise NotChecked(FAILED)
        if "refused" in reply:
            raise CoequalError(reply["refused"], Place("draft.md", reply["line"]))
        answer: Data = reply["answer"]
        return answer

    def _reply(self, question: Data, seconds: float) -> Data:
        try:
            other_end = self._started()
            return _asked(other_end, question, seconds)
        except TimeoutError:
            self.end()
            raise NotChecked(f"This text took too long to check (over {seconds:g} seconds).") from None
        except (Ended, OSError):  # it was ended by its limits
            self.end()
            raise NotChecked(FAILED) from None

    def _started(self) -> socket.socket:
        """The socket at whose other end a process is ready."""
        if self._socket is None or self._process is None or self._process.poll() is not None:
            self.end()
            ours, theirs = socket.socketpair()
            self._socket = ours
            surroundings = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603  # the command is our own
                    self._command,
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=surroundings,
                    cwd="/",
                )
            ours.settimeout(_STARTING)
            receive(ours.recv)
        return self._socket


def _asked(other_end: socket.socket, question: Data, seconds: float) -> Data:
    """What comes back. Raises `TimeoutError` after so many seconds, whether it is slow to begin or to end."""
    until = monotonic() + seconds

    def read(most: int) -> bytes:
        other_end.settimeout(_left(until))
        return other_end.recv(most)

    other_end.settimeout(_left(until))
    other_end.sendall(frame(question))
    return receive(read)


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left

"""The process that checks: it answers one question after the other, within limits, and ends with the site."""

import math
import resource
from collections.abc import Callable
from time import process_time
from typing import Final

from coequal.drafting.checking.frames import Data, Ended, frame, receive
from coequal.errors import CoequalError

Answer = Callable[[Data], Data]
READY: Final = {"ready": True}
_GRACE: Final = 2  # seconds of work beyond those that the site waits, in case it is gone itself
_LARGE: Final = 200_000  # kB by which a process has grown after which another takes its place


def serve(answer: Answer, read: Callable[[int], bytes], write: Callable[[bytes], object], large: int = _LARGE) -> None:
    """Answer until nobody asks any more; or until the process has grown large, which it says."""
    write(frame(READY))
    began = _taken()
    leaving = False
    while not leaving:
        try:
            question = receive(read)
        except Ended:
            return
        _limit_work(question["seconds"])
        reply = _reply(answer, question)
        leaving = "failed" in reply or _taken() - began > large
        write(frame({**reply, "leaving": leaving}))


def _taken() -> int:
    """The most memory that this process had at once, in kB. It begins with what the process that started it had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def limit_memory(most: int) -> None:
    """Let this process have so many bytes, and write no file of what was in them."""
    _lower(resource.RLIMIT_AS, most)
    _lower(resource.RLIMIT_CORE, 0)


def _limit_work(seconds: float) -> None:
    """Let this process work so many seconds more: the kernel ends it after that."""
    _lower(resource.RLIMIT_CPU, math.ceil(process_time() + seconds) + _GRACE)


def _lower(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _reply(answer: Answer, question: Data) -> Data:
    try:
        return {"answer": answer(question)}
    except CoequalError as error:
        return {"refused": error.message, "line": error.place.line if error.place else None}
    except Exception as error:  # noqa: BLE001  # whatever a text does to the software, whoever sent it is told so
        return {"failed": type(error).__name__}

"""Every regular expression that coequal's modules hold, and texts made to keep one busy."""

import re
import signal
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from time import process_time
from types import FrameType

import coequal

LETTERS = 20_000
_PUMPED = (
    *("a", "A", "0", " ", "\n", "\t", "-", "_", ".", ",", "(", "[", "{", "|", "`", "~", "#", "<", ":", '"', "'", "*", "=", "/", "@"),
    *("a ", "a.", "a-", "a@", "1 ", "1,", "1.", " \n", "\n\n", "\n ", "- ", "[a](", "](", "<!--", "```\n", " and ", "aA1 ", "1a, ", "P1Y"),
    *("Mr A", "07 ", "+44", "A1 1", "1-1-", "a=b;", "key: v\n", "> ", "ed and ", "Dr. ", "(a) ", "http://", "page 1 "),
)
HOSTILE = tuple(f"{before}{(piece * LETTERS)[:LETTERS]}{after}" for piece in _PUMPED for before in ("", "x ") for after in ("", "!", "\0"))


class TooLong(Exception):
    """A pattern used up the time that it had."""


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of texts that stand in modules of ours, or in a row of them, each under the name that it has there."""
    for module in walk_packages(coequal.__path__, "coequal."):
        if ".migrations" in module.name or ".management" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(import_module(module.name)).items():
            for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
                for found in one if isinstance(one, tuple) else (one,):
                    if isinstance(found, re.Pattern) and isinstance(found.pattern, str):
                        yield f"{module.name}.{name}[{number}]", found


def slowest(pattern: re.Pattern[str], seconds: float) -> tuple[float, str]:
    """How long a pattern takes with the worst of the hostile texts, and which that is; no longer than so many seconds."""
    worst = (0.0, "")
    for text in HOSTILE:
        begun = process_time()
        with_alarm = signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            for _ in pattern.finditer(text):
                pass
            pattern.fullmatch(text)
        except TooLong:
            return seconds, text
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, with_alarm)
        worst = max(worst, (process_time() - begun, text))
    return worst


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TooLong

"""Drafts checked for this site by two processes that belong to the one that serves: a quick one, and one for what takes longer."""

import os
from base64 import b64decode
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from coequal.accounts.models import Person
from coequal.drafting.checked import Checked, Found, Headed, Tried, Unexpected
from coequal.drafting.checking.checker import Checker
from coequal.drafting.checking.frames import Data

TYPING: Final = 2  # seconds to wait while somebody types
SAVING: Final = 5  # seconds to wait where the example people are tried too
THOROUGH: Final = 20  # seconds to wait for what a draft changes, or for a document
_MEMORY: Final = {"quick": 1 << 30, "thorough": 4 << 30}  # bytes, counted as addresses
_WAITING: Final = {"quick": 3, "thorough": 2}  # at once: far fewer than there are threads that serve


def checked(text: str, *, people: bool = False, by: Person | None = None) -> Checked:
    """What software says of a text. Raises `NotChecked` where it does not in time, or somebody has another one checked."""
    found = _checker("quick").ask({"text": text, "people": people, "today": _today()}, SAVING if people else TYPING, _key(by))
    tried = found["examples"]
    return Checked(
        found["policy"],
        found["version"],
        found["title"],
        tuple(Found(**one) for one in found["findings"]),
        tuple(Headed(**one) for one in found["outline"]),
        tried and Tried(tried["passed"], tried["failed"], tuple(Unexpected(**one) for one in tried["failures"])),
        found["preview"],
    )


def changed(old: str, new: str, names: tuple[str, str], by: Person | None = None) -> Data:
    """What one text changes of another, in words, and for made-up people.

    Raises `NotChecked` where that takes too long, and `CoequalError` where one of them cannot be read.
    """
    question = {"ask": "difference", "old": old, "old name": names[0], "text": new, "name": names[1], "today": _today()}
    return _checker("thorough").ask(question, THOROUGH, _key(by))


def as_document(text: str, form: str, by: Person | None = None) -> bytes:
    """A draft as a `pdf` or `docx`. Raises `NotChecked`, and `CoequalError`, as above."""
    question = {"ask": "document", "text": text, "form": form, "today": _today()}
    return b64decode(_checker("thorough").ask(question, THOROUGH, _key(by))["bytes"])


def _key(by: Person | None) -> int | None:
    return None if by is None else by.pk


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011  # the site's own day, in the time zone of its settings


def _checker(kind: str) -> Checker:
    """The checker of a kind that belongs to this process."""
    return _made(kind, _folders(settings.LIBRARY_DIR), Path(settings.DATA_DIR) / "people", os.getpid())


def _folders(named: Path | tuple[Path, ...] | None) -> tuple[Path, ...]:
    return (named,) if isinstance(named, Path) else named or ()


@lru_cache(maxsize=4)
def _made(kind: str, library: tuple[Path, ...], people: Path, _process: int) -> Checker:
    return Checker(kind, library, people, memory=_MEMORY[kind], waiting=_WAITING[kind])

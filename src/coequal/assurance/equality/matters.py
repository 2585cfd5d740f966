"""What every assessment asks about: protected characteristics, aims of the duty, aspects of quality, with their sources."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

FILE: Final = Path(__file__).with_name("matters.yaml")


@dataclass(frozen=True, slots=True)
class Matter:
    """One of them: what it is called, what is asked of it, and the place in the law where it stands."""

    title: str
    source: str = ""
    asks: str = ""
    key: str = ""


def _read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


_TABLE: Final = _read()
PROTECTED: Final = tuple(Matter(**one) for one in _TABLE["protected"])
FURTHER: Final[tuple[str, ...]] = tuple(_TABLE["further"])  # where an organisation names none of its own
AIMS: Final = tuple(Matter(**one) for one in _TABLE["aims"])
ASPECTS: Final = tuple(Matter(**one) for one in _TABLE["aspects"])
SOURCES: Final = {one.title: one.source for one in PROTECTED}

"""Files of people, each opened as its ending says."""

from pathlib import Path
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.facts.other_kinds import other_kind
from coequal.populations.csv_source import CsvFile
from coequal.populations.sources import ArrowFile, ParquetFile, Source

_OPENERS: Final[dict[str, Any]] = {".parquet": ParquetFile, ".csv": CsvFile, ".arrow": ArrowFile, ".feather": ArrowFile}
ENDINGS: Final = tuple(_OPENERS)


def open_file(path: Path) -> Source:
    """The people in a file, told by its ending. Raises `CoequalError`."""
    if not path.exists():
        raise CoequalError(f"There is no file {path}.")
    if path.suffix.lower() not in _OPENERS:
        says = [f"{path} is none of the files that can be read: {', '.join(ENDINGS)}.", other_kind(b"", str(path))]
        raise CoequalError(" ".join(filter(None, says)))
    if path.stat().st_size == 0:
        raise CoequalError(f"{path} is empty.")
    found: Source = _OPENERS[path.suffix.lower()](path)
    return found

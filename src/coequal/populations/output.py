"""Files that are whole or not there: written under another name beside their own, and put in place when they are done."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coequal.errors import CoequalError


@contextmanager
def whole_or_absent(path: Path) -> Iterator[Path]:
    """The path under which to write; on success the file is at its own, and on any failure, an interruption too, nowhere.

    Raises `CoequalError` where it cannot be written, such as on a full disk.
    """
    if not path.parent.is_dir():
        raise CoequalError(f"There is no folder {path.parent} in which to write {path.name}.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        why = error.strerror or str(error).splitlines()[0]
        raise CoequalError(f"{path} could not be written: {why}. What was there before is as it was.") from None
    finally:
        part.unlink(missing_ok=True)

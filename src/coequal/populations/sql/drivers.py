"""What engines need from outside: a driver that is installed, a file that is there."""

from importlib import import_module
from pathlib import Path
from typing import Any

from coequal.errors import CoequalError


def imported(module: str, extra: str, says: str) -> Any:
    """A driver's module. Raises `CoequalError` that says what to install."""
    try:
        return import_module(module)
    except ImportError:
        raise CoequalError(f"{says} needs a part of coequal that is not installed: pip install 'coequal[{extra}]'.") from None


def there(path: str, says: str) -> Path:
    """The file of a path; a path that is not there may also have been meant from the root, as `sqlite:///home/…` looks."""
    for file in (Path(path), Path("/", path)):
        if file.is_file():
            return file
    raise CoequalError(f"There is no {says} file {path}.")

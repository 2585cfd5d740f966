"""What services and policies are called where people read of them: by the titles that the library of this site gives them."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from coequal.comparison.naming import titled
from coequal.errors import CoequalError
from coequal.policies.library import Library

_Folders = Path | tuple[Path, ...] | None
_MOST = 256  # names that are kept


def service_called(service: str) -> str:
    """The title of a service; what was given where the library has no such service."""
    return _service(settings.LIBRARY_DIR, service)


def policy_called(name: str) -> str:
    """A version, `area/service@version`, by its title and version; by its service and area where the library does not hold it.

    What names no version is said as it was given.
    """
    return _policy(settings.LIBRARY_DIR, name)


@lru_cache(_MOST)
def _service(folders: _Folders, service: str) -> str:
    try:
        return _library(folders).vocabulary(service).dictionary.title
    except CoequalError:
        return service


@lru_cache(_MOST)
def _policy(folders: _Folders, name: str) -> str:
    policy_id, _, version = name.partition("@")
    area, _, service = policy_id.partition("/")
    if not (area and service and version):
        return name
    try:
        [found] = [one for one in _library(folders).versions(policy_id) if one.version == version]
    except (CoequalError, ValueError):
        return f"{_service(folders, service)}, {_library(folders).area_of(policy_id)}, version {version}"
    return f"{titled(found)}, version {version}"


@lru_cache(1)
def _library(folders: _Folders) -> Library:
    return Library(folders)

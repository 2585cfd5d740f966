"""Of several versions of one resource the last: what a record system has corrected or withdrawn since must not be used."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final, TypeVar

from coequal.errors import CoequalError, Place
from coequal.exchange.fhir.terms import Resource, member

Standing = tuple[str, Resource, str]  # path, resource, the address at which it stands
_MOST_DIGITS: Final = 18
_Key = TypeVar("_Key", datetime, int)


def superseded(resources: Iterable[Standing]) -> Mapping[str, str]:
    """Why each resource that another of the same id supersedes is left out, by path.

    Raises `CoequalError` where versions differ and it cannot be told which is the last, and where what tells it is damaged.
    """
    versions: dict[tuple[str, str, str], list[Standing]] = {}
    for path, resource, address in resources:
        if "id" in resource:
            name = member(resource["id"], f"{path}.id", str, "an id as text")
            server = address if address.startswith(("http://", "https://")) else ""  # ids are of one server only
            versions.setdefault((resource["resourceType"], name, server), []).append((path, resource, address))
    found: dict[str, str] = {}
    for several in versions.values():
        distinct: list[Standing] = []
        for one in several:
            if any(one[1] == other[1] for other in distinct):
                found[one[0]] = "the same is there before."
            else:
                distinct.append(one)
        if len(distinct) > 1:
            last = _last(distinct)
            found |= {path: "a later version of it is there." for path, *_ in distinct if path != last}
    return found


def _last(versions: list[Standing]) -> str:
    """The path of the last of several versions, by their times and numbers. Raises `CoequalError` where these do not tell it."""
    metas = [(path, member(resource.get("meta", {}), f"{path}.meta", dict, "an object")) for path, resource, _ in versions]
    times, numbers = [(path, _updated(meta)) for path, meta in metas], [(path, _number(meta)) for path, meta in metas]
    said = {_highest(times), _highest(numbers)} - {None}
    if len(said) != 1:
        path, resource, _ = versions[1]
        raise CoequalError(
            f"{resource['resourceType']}/{resource['id']} is here in several versions, and meta.lastUpdated and meta.versionId "
            "do not tell which is the last. Send only that one.",
            Place(path),
        )
    return str(said.pop())


def _highest(keys: list[tuple[str, _Key | None]]) -> str | None:
    """The path with the highest key, where all have one and no two have the same."""
    given = [(key, path) for path, key in keys if key is not None]
    if len(given) < len(keys) or len({key for key, _ in given}) < len(keys):
        return None
    return max(given)[1]


def _updated(meta: Resource) -> datetime | None:
    """When a version was stored; an instant always has its time zone."""
    with suppress(ValueError, TypeError, OverflowError):
        found = datetime.fromisoformat(meta["lastUpdated"]) if "lastUpdated" in meta else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    return None


def _number(meta: Resource) -> int | None:
    """The number of a version, where it is one."""
    given = meta.get("versionId")
    return int(given) if isinstance(given, str) and given.isdecimal() and len(given) <= _MOST_DIGITS else None

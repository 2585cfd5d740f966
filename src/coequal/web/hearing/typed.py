"""What officers type as lines of a text, read as the lists that are kept: areas, policies, services, questions of an event."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from coequal.errors import CoequalError
from coequal.policies.library import split_id
from coequal.web.shelf import shelf

_DISTRICT = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")


def lines(text: str) -> list[str]:
    """The lines of a text that hold something, each once."""
    return list(dict.fromkeys(found for line in text.splitlines() if (found := " ".join(line.split()))))


def slug(words: str, taken: Iterable[str]) -> str:
    """Words as a key that no other has: `how-easy-is-it`."""
    plain = "-".join(re.findall(r"[a-z0-9]+", words.casefold()))[:40].strip("-") or "other"
    held, number, key = set(taken), 2, plain
    while key in held:
        key, number = f"{plain}-{number}", number + 1
    return key


def areas(text: str, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Areas, one a line: a name and, after a colon, its postcode districts. An area whose name stays keeps its key.

    Raises `CoequalError` for what is no postcode district, and for an area that stands there twice.
    """
    known = {area["name"]: area["key"] for area in before}
    found: list[dict[str, Any]] = []
    for line in lines(text):
        name, _, districts = (part.strip() for part in line.partition(":"))
        named = [one.upper() for one in re.split(r"[,\s]+", districts) if one]
        if wrong := next((one for one in named if not _DISTRICT.fullmatch(one)), None):
            raise CoequalError(f"“{wrong}” is no postcode district. One looks like ST5: the first part of a postcode.")
        if any(area["name"] == name for area in found):
            raise CoequalError(f"“{name}” stands there twice. Put all its postcode districts on one line.")
        taken = [area["key"] for area in found] + list(known.values())
        found.append({"key": known.get(name) or slug(name, taken), "name": name, "districts": named})
    return found


def said_areas(found: Iterable[dict[str, Any]]) -> str:
    """Areas as the lines in which they are typed."""
    return "\n".join(f"{area['name']}: {', '.join(area['districts'])}".removesuffix(": ") for area in found)


def policies(text: str) -> list[str]:
    """Policies, one a line, each with its version. Raises `CoequalError` for one that the library does not hold."""
    return [_policy(line) for line in lines(text)]


def _policy(line: str) -> str:
    name, version = split_id(line)
    held = shelf().policy(name, version)
    return f"{held.id}@{held.version}"


def questions(text: str, services: list[str], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The questions of an event, one a line; `IVF: What matters to you?` is about a service. One that stays keeps its key."""
    known = {(one["asks"], one["service"]): one["key"] for one in before}
    found: list[dict[str, Any]] = []
    for line in lines(text):
        first, _, rest = line.partition(": ")
        service, asks = (first, rest) if first in services and rest else ("", line)
        taken = [one["key"] for one in found] + list(known.values())
        found.append({"key": known.get((asks, service)) or slug(asks, taken), "asks": asks, "service": service})
    return found


def said_questions(found: Iterable[dict[str, Any]]) -> str:
    """Questions as the lines in which they are typed."""
    return "\n".join(_questions(found))


def _questions(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in found:
        yield f"{one['service']}: {one['asks']}" if one["service"] else one["asks"]

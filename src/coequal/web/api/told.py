"""The OpenAPI document as people read it: part by part, each operation with its parameters and a line to try it with."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Spec = dict[str, Any]
There = tuple[str, Mapping[str, str]]  # the address of a site, and examples that it has


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an operation."""

    name: str
    where: str
    needed: bool
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One operation."""

    name: str
    method: str
    path: str
    title: str
    words: str
    scope: str
    parameters: tuple[Parameter, ...]
    answers: str
    statuses: str
    curl: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the API."""

    name: str
    title: str
    words: str
    operations: tuple[Told, ...]


def told(spec: Spec, site: str, examples: Mapping[str, str]) -> list[Part]:
    """The parts of a document, for a site at an address; `examples` are parts of paths of which that site has others."""
    every = [(path, method, one) for path, operations in spec["paths"].items() for method, one in operations.items()]
    parts = []
    for tag in spec["tags"]:
        own = (_told(path, method, one, (site, examples)) for path, method, one in every if tag["name"] in one["tags"])
        parts.append(Part(tag["name"], tag["x-title"], tag["description"], tuple(own)))
    return parts


def _told(path: str, method: str, one: Spec, there: There) -> Told:
    return Told(
        name=one["operationId"],
        method=method.upper(),
        path=path,
        title=one["summary"],
        words=one["description"] if one["description"] != f"{one['summary']}." else "",
        scope=one.get("x-scope", ""),
        parameters=tuple(_parameters(one)),
        answers=one["responses"]["200"]["description"],
        statuses=", ".join(one["responses"]),
        curl=_curl(path, method, one, there),
    )


def _parameters(one: Spec) -> Iterator[Parameter]:
    for found in one["parameters"]:
        where = "in the path" if found["in"] == "path" else "query"
        yield Parameter(found["name"], where, found["required"], found.get("description", ""))


def _curl(path: str, method: str, one: Spec, there: There) -> str:
    """A line for a terminal that asks for the operation's example."""
    site, examples = there
    queried = {}
    for found in one["parameters"]:
        if found["in"] == "path":
            path = path.replace(f"{{{found['name']}}}", str(examples.get(found["name"], found["example"])))
        elif "example" in found:
            queried[found["name"]] = found["example"]
    parts = [f"curl '{site}{path}{'?' + urlencode(queried) if queried else ''}'"]
    if method != "get":
        parts[0] = parts[0].replace("curl ", f"curl --request {method.upper()} ", 1)
    if "x-scope" in one:
        parts.append('--header "Authorization: Bearer $COEQUAL_KEY"')
    if "requestBody" in one:
        kind, body = next(iter(one["requestBody"]["content"].items()))
        parts += [f"--header 'Content-Type: {kind}'", f"--data '{json.dumps(body['example'], ensure_ascii=False)}'"]
    return " \\\n  ".join(parts)

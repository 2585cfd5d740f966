"""The schema of a policy file, against what reads policy files."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from coequal.eligibility.examples import examples
from coequal.errors import CoequalError
from coequal.exchange.schemas.policy import BLOCKS, FRONT, RULES, policy_data, policy_schema
from coequal.policies import markdown
from coequal.policies.library import Library
from coequal.policies.load import read_parts
from coequal.policies.markdown import Block, LiterateFile, take_apart
from tests.policies.building import WHOLE, WORDS

LIBRARY = Library()
SERVICES = sorted(path.stem for path in (LIBRARY.folder / "services").glob("*.yaml"))
EXAMPLES = """
```example
name: Ann
facts: {hearing loss: {value: 40, date: 2024-01-02}, works: false, ear: left}
outcome: for judgement
criteria: {hearing-loss: met}
amounts: {aids: {aids: "2"}}
missing: []
readings: [25 is enough]
```

```example
like: Ann
people:
  - {name: Bea, facts: {works: true}}
```
"""
PARTS = take_apart(WHOLE + EXAMPLES, "p.md")
DATA = policy_data(PARTS)
OF_SHAPE = re.compile('needs the key|has no key|has no "|must be a|cannot be "')


def taken(schema: Any) -> jsonschema_rs.Draft202012Validator:
    """What tells whether a schema takes something, formats included."""
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


HEARING, ANY = taken(policy_schema(WORDS.dictionary)), taken(policy_schema())


def refused(data: dict[str, Any]) -> str:
    """Why a policy with these blocks is not read; nothing where it is, and its example people with it."""
    blocks = {kind: iter([data[kind]] if often == "one" else data[kind]) for kind, often in BLOCKS.items() if kind in data}
    parts = tuple(
        replace(part, text=json.dumps(next(blocks[part.kind]), ensure_ascii=False)) if isinstance(part, Block) else part
        for part in PARTS.parts
        if not isinstance(part, Block) or part.kind in data
    )
    try:
        examples(read_parts(LiterateFile("p.md", json.dumps(data[FRONT]), parts), "", lambda _: WORDS))
    except CoequalError as error:
        return error.message
    return ""


def places(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to everything that lies in some data."""
    for key, value in found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ():
        yield (*path, key)
        yield from places(value, (*path, key))


def changed(path: tuple[Any, ...], how: str) -> dict[str, Any]:
    """The policy with what lies at a place taken out, renamed, or replaced."""
    data = deepcopy(DATA)
    inside: Any = data
    for key in path[:-1]:
        inside = inside[key]
    match how:
        case "gone":
            del inside[path[-1]]
        case "renamed" if isinstance(inside, dict):
            inside["strange thing"] = inside.pop(path[-1])
        case "a list":
            inside[path[-1]] = ["one"]
        case "a table":
            inside[path[-1]] = {"strange": "thing"}
        case _:
            inside[path[-1]] = "strange thing"
    return data


INSIDE = [path for path in places(DATA) if len(path) > (2 if BLOCKS.get(str(path[0])) == "each" else 1)]


def test_the_made_up_policy_holds_every_key() -> None:
    """So that what follows is about each of them."""
    assert refused(DATA) == ""
    assert {path[0] for path in places(DATA) if len(path) == 1} == {FRONT, *markdown.BLOCKS} - {"values"}


@pytest.mark.parametrize("how", ["gone", "renamed", "a list", "a table", "a text"])
@pytest.mark.no_cover
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses(how: str) -> None:
    """And the other way round: whatever the schema refuses, the reader refuses."""
    for path in INSIDE:
        data = changed(path, how)
        message, valid = refused(data), HEARING.is_valid(data)
        assert valid or message, (path, how)
        assert not valid or not OF_SHAPE.search(message) or path[-1] in ("date", "value"), (path, how, message)
        assert ANY.is_valid(data) or not valid, (path, how)


@pytest.mark.parametrize("service", [None, *SERVICES])
def test_it_is_a_schema(service: str | None) -> None:
    """Of any service and of each, with every rule that it cannot say in its description."""
    schema = policy_schema(LIBRARY.vocabulary(service).dictionary if service else None)

    Draft202012Validator.check_schema(schema)
    assert all(rule in schema["description"] for rule in RULES)


@pytest.mark.parametrize("service", SERVICES)
def test_every_policy_of_the_library_is_taken(service: str) -> None:
    """By the schema of its service and by that of any."""
    own, every = taken(policy_schema(LIBRARY.vocabulary(service).dictionary)), ANY
    for policy in LIBRARY.of_service(service):
        data = policy_data(policy.file)
        assert [error.message for error in own.iter_errors(data)] == [], policy.id
        assert every.is_valid(data)


@pytest.mark.parametrize("kind", ["requirement", "judgement", "readiness", "elsewhere", "duty", "information"])
def test_each_kind_of_criterion_has_its_keys(kind: str) -> None:
    """As the reader has them: every key of meaning added to, and taken from, a criterion of each kind."""
    meant = {"applies when": "works", "met when": "works", "judged when": "works", "commissioner": "X", "repeat after": "3 months"}
    for key, value in meant.items():
        for bare in ({}, {name: other for name, other in meant.items() if name != key}, meant, {key: value}):
            data = deepcopy(DATA)
            data["criterion"][-1] = {"id": "colour", "clause": "9", "kind": kind, **bare}
            assert HEARING.is_valid(data) == (refused(data) == ""), (kind, bare)

"""The values of rules as they are written in a file: limits, numbers, yes or no, words of a list, and points.

Each reading takes what stands under a key, and the key. It raises `CoequalError` with the place and the key where it is none.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from coequal.errors import CoequalError
from coequal.facts.fields import Fields, one_of, scalar
from coequal.facts.strict_yaml import Node, Scalar, Sequence
from coequal.referrals.clock.limits import Limit, limit_of
from coequal.referrals.rules import model
from coequal.referrals.rules.model import Point

Reading = Callable[[Node, str], Any]
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def limit(node: Node, key: str) -> Limit:
    """How long something may take."""
    found = scalar(node, f'"{key}"')
    try:
        return limit_of(found.text)
    except CoequalError as error:
        raise CoequalError(f'"{key}": {error.message}', found.place) from None


def number(most: int) -> Reading:
    """The reading of a whole number from 1 on."""

    def reading(node: Node, key: str) -> int:
        found = scalar(node, f'"{key}"')
        if not re.fullmatch(r"[0-9]{1,6}", found.text) or not 1 <= int(found.text) <= most:
            raise CoequalError(f'"{key}" must be a whole number from 1 to {most:,}, not "{found.text}".', found.place)
        return int(found.text)

    return reading


def flag(node: Node, key: str) -> bool:
    """Yes or no, written as true or false."""
    return one_of(scalar(node, f'"{key}"'), f'"{key}"', ("true", "false")) == "true"


def social_factors(node: Node, key: str) -> str:
    """How a person's circumstances in life count."""
    return one_of(scalar(node, f'"{key}"'), f'"{key}"', model.SOCIAL_FACTORS)


def askers(node: Node, key: str) -> tuple[str, ...]:
    """Who may ask: some of those of the model, each once."""
    found = _scalars(node, key)
    for one in found:
        one_of(one, f'"{key}"', model.ASKERS)
    return _once(found, key)


def words(node: Node, key: str) -> str:
    """A line of words."""
    return scalar(node, f'"{key}"').text.strip()


def posts(node: Node, key: str) -> tuple[str, ...]:
    """Posts in words, each once."""
    return _once(_scalars(node, key), key)


def points(node: Node, key: str) -> tuple[Point, ...]:
    """The points of a list in their order, each under an id of its own."""
    tables = [Fields(item, f'Each item of "{key}"', ("id", "says", "help")) for item in _items(node, key)]
    ids = [scalar(fields.node("id"), '"id"') for fields in tables]
    for one in ids:
        if not _ID.fullmatch(one.text):
            raise CoequalError(f'An id has small letters, digits and hyphens only, not "{one.text}".', one.place)
    _once(ids, key)
    return tuple(
        Point(one.text, fields.text("says"), fields.text_or_none("help") or "") for one, fields in zip(ids, tables, strict=True)
    )


def _items(node: Node, key: str) -> tuple[Node, ...]:
    if not isinstance(node, Sequence) or not node.items:
        raise CoequalError(f'"{key}" must be a list of one thing or more.', node.place)
    return node.items


def _scalars(node: Node, key: str) -> list[Scalar]:
    return [scalar(item, f'each item of "{key}"') for item in _items(node, key)]


def _once(found: list[Scalar], key: str) -> tuple[str, ...]:
    """The words, each of which may stand there once."""
    words = [one.text for one in found]
    for place, one in enumerate(found):
        if one.text in words[:place]:
            raise CoequalError(f'"{one.text}" stands in "{key}" twice; once is enough.', one.place)
    return tuple(words)

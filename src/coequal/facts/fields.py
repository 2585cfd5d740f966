"""Reading the keys of a YAML table one by one, each with its type; a key nobody asked for is an error."""

import re
from collections.abc import Sequence as Seq
from dataclasses import dataclass
from datetime import date

from coequal.errors import CoequalError, Place, did_you_mean
from coequal.facts.strict_yaml import Node, Scalar, Sequence, Table


@dataclass(frozen=True, slots=True)
class Located:
    """A text and where it stands, so that a mistake inside it can be pointed at."""

    text: str
    place: Place


class Fields:
    """The keys of one table, of which only `allowed` may appear."""

    def __init__(self, node: Node, what: str, allowed: Seq[str]) -> None:
        """Take a table. Raises `CoequalError` where it is none, or has a key that is not `allowed`."""
        if not isinstance(node, Table):
            raise CoequalError(f"{what} must be a list of keys and values.", node.place)
        self.what, self.place, self._table = what, node.place, node
        for key, place in node.keys.items():
            if key not in allowed:
                suggestion = did_you_mean(key, allowed) or f" The keys are: {', '.join(allowed)}."
                raise CoequalError(f'{what} has no key "{key}".{suggestion}', place)

    def __contains__(self, key: str) -> bool:
        """Whether the key is given."""
        return key in self._table.entries

    def node(self, key: str) -> Node:
        """Whatever stands under a key that must be there."""
        if key not in self._table.entries:
            raise CoequalError(f'{self.what} needs the key "{key}". Add “{key}: …” to it.', self.place)
        return self._table.entries[key]

    def text(self, key: str) -> str:
        """The text under a key that must be there and not be empty."""
        return scalar(self.node(key), f'"{key}"').text

    def text_or_none(self, key: str) -> str | None:
        """The text under a key, or None where it is not given."""
        return self.text(key) if key in self else None

    def choice(self, key: str, options: Seq[str], default: str | None = None) -> str:
        """One of `options`; the default where the key is not given and there is one."""
        if default is not None and key not in self:
            return default
        return one_of(scalar(self.node(key), f'"{key}"'), f'"{key}"', options)

    def flag(self, key: str) -> bool:
        """True or false; false where the key is not given."""
        return self.choice(key, ("true", "false"), default="false") == "true"

    def day(self, key: str) -> date | None:
        """A date, or None where the key is not given."""
        return day(scalar(self.node(key), f'"{key}"')) if key in self else None

    def located(self, key: str) -> Located | None:
        """An expression and its place. Raises `CoequalError` where a comment would cut it short."""
        return expression(self.node(key), f'"{key}"') if key in self else None

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list; none where the key is not given."""
        if key not in self:
            return ()
        node = self.node(key)
        if not isinstance(node, Sequence):
            raise CoequalError(f'"{key}" must be a list, such as [a, b].', node.place)
        return node.items

    def texts(self, key: str) -> tuple[str, ...]:
        """The items of a list of texts; none where the key is not given."""
        return tuple(scalar(item, f'each item of "{key}"').text for item in self.items(key))

    def table(self, key: str) -> dict[str, Node]:
        """The entries of a table; none where the key is not given."""
        return entries(self.node(key), f'"{key}"') if key in self else {}


def entries(node: Node, what: str) -> dict[str, Node]:
    """The entries of a table with free keys."""
    if not isinstance(node, Table):
        raise CoequalError(f"{what} must be a list of keys and values.", node.place)
    return dict(node.entries)


def scalar(node: Node, what: str) -> Scalar:
    """A piece of text that is not empty."""
    if not isinstance(node, Scalar):
        raise CoequalError(f"{what} must be a single value.", node.place)
    if not node.text.strip():
        raise CoequalError(f"{what} is empty. Leave the line out, or give it a value.", node.place)
    return node


def expression(node: Node, what: str) -> Located:
    """An expression and its place. Raises `CoequalError` where a comment would cut it short."""
    found = scalar(node, what)
    if found.commented:
        raise CoequalError(
            f"YAML reads ' #' as a comment and would cut {what} short. Put the comment on a line of its own.", found.place
        )
    return Located(found.text, found.place)


def one_of(found: Scalar, what: str, options: Seq[str]) -> str:
    """The text, which must be one of `options`."""
    if found.text not in options:
        suggestion = did_you_mean(found.text, options) or f" It may be: {', '.join(options)}."
        raise CoequalError(f'{what} cannot be "{found.text}".{suggestion}', found.place)
    return found.text


def day(found: Scalar) -> date:
    """A date written as 2023-05-02."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", found.text):
        try:
            return date.fromisoformat(found.text)
        except ValueError:
            raise CoequalError(f"{found.text} is not a day in the calendar.", found.place) from None
    raise CoequalError(f'"{found.text}" is not a date. Write it as 2023-05-02 (year, month, day).', found.place)

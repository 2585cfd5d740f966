"""The syntax tree of the language: thirteen kinds of node, compared by what they say.

`at` is where a node stands in its text and `type` is what the checker found; neither counts in a comparison,
so equal sub-expressions are equal wherever they stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from coequal.criteria.types import ANY, Type
from coequal.facts.dates import Duration

Constant = bool | Decimal | str | date | Duration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has."""

    at: int = field(default=0, compare=False, repr=False)
    type: Type = field(default=ANY, compare=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Literal(Node):
    """A value written out."""

    value: Constant

    def __eq__(self, other: object) -> bool:
        """Whether both are the same value of the same kind: to Python, `False` and the number 0 are equal."""
        return isinstance(other, Literal) and type(self.value) is type(other.value) and self.value == other.value

    def __hash__(self) -> int:
        """Equal literals have equal hashes."""
        return hash((type(self.value), self.value))


@dataclass(frozen=True, slots=True)
class NotStated(Node):
    """`not stated`: an amount that the policy does not say."""


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A fact by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Current(Node):
    """A fact as far as its evidence is current: dated from `anchor` less `window` to `anchor`, both days in."""

    name: str
    window: Duration
    anchor: str


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not(…)`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """Several conditions joined by one word, `and` or `or`."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """One of `= != < <= > >=`."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class InRange(Node):
    """`in [low .. high]`; each end is counted in or not."""

    operand: Node
    low: Node
    high: Node
    low_in: bool
    high_in: bool


@dataclass(frozen=True, slots=True)
class OneOf(Node):
    """`in (a, b)`."""

    operand: Node
    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """One of `+ - *`."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if … then … else …`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the language and its arguments; a list stands as the function `list`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class IsKnown(Node):
    """`… is known`, the only test that looks at whether something is known."""

    operand: Node


_CHILDREN: dict[type[Node], tuple[str, ...]] = {
    cls: tuple(f.name for f in fields(cls) if f.name in ("operand", "operands", "left", "right", "low", "high", "options",
               "condition", "then", "otherwise", "arguments"))
    for cls in (Literal, NotStated, Fact, Current, Not, Junction, Compare, InRange, OneOf, Arithmetic, If, Call, IsKnown)
}  # fmt: skip


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly under a node, in their order."""
    found: list[Node] = []
    for name in _CHILDREN[type(node)]:
        child = getattr(node, name)
        found.extend(child if isinstance(child, tuple) else (child,))
    return tuple(found)


def rebuild(node: Node, change: Callable[[Node], Node]) -> Node:
    """The same node with each child changed."""
    changed: dict[str, Any] = {}
    for name in _CHILDREN[type(node)]:
        child = getattr(node, name)
        changed[name] = tuple(map(change, child)) if isinstance(child, tuple) else change(child)
    return replace(node, **changed) if changed else node


def substitute(node: Node, by_name: Mapping[str, Node]) -> Node:
    """The tree with some facts replaced by other nodes."""
    if isinstance(node, Fact):
        return by_name.get(node.name, node)
    return rebuild(node, lambda child: substitute(child, by_name))


def names(node: Node) -> frozenset[str]:
    """The facts that a tree mentions, the anchors of evidence included."""
    if isinstance(node, Fact):
        return frozenset((node.name,))
    if isinstance(node, Current):
        return frozenset((node.name, node.anchor))
    return frozenset().union(*map(names, children(node)))

"""The parts of a FEEL expression, as the parser reads them."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """Any part of an expression."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A value that is written out."""

    value: Any


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable, a function, or inside a filter an entry of the item."""

    name: str


@dataclass(frozen=True, slots=True)
class Items(Node):
    """A list: `[1, 2]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Entries(Node):
    """A context: `{a: 1, b: a + 1}`; an entry may use those before it."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    """A range as a value: `[1 .. 5)`; an end that is missing is open, as in `(< 5)`."""

    low: Node | None
    high: Node | None
    low_in: bool
    high_in: bool


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """A minus before a value."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Arithmetic or a comparison: `+ - * / **`, `= != < <= > >=`."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """`and` or `or` between several conditions."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class InRange(Node):
    """`x between a and b`."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Test(Node):
    """What may follow `in`: a value, or a comparison without its left side."""

    sign: str
    value: Node


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """`x in …`: any of several tests."""

    operand: Node
    tests: tuple[Test, ...]
    bracketed: bool


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if … then … else …`."""

    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Iteration:
    """`x in list`, or `x in 1..5`, in a `for`, a `some` or an `every`."""

    name: str
    source: Node
    until: Node | None


@dataclass(frozen=True, slots=True)
class For(Node):
    """`for x in list return …`; with `some` or `every` in place of `for`, a condition that all or one of them meets."""

    word: str
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Function(Node):
    """A function written out: `function(x) x + 1`, with the kind of each parameter where it is given."""

    parameters: tuple[tuple[str, "Type | None"], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function and what it is given, by place or by name."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`list[1]` or `list[item > 1]`."""

    source: Node
    condition: Node


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`context.entry`, or a property of a date, a time, a duration or a range."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Type:
    """A type by name, with the types inside its brackets: `list<number>`."""

    name: str
    inside: tuple["Type", ...] = ()
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`value instance of type`."""

    operand: Node
    type: Type

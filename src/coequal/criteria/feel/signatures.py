"""How a function of FEEL's own is called: by place or by name, with values converted or null as the specification has it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coequal.criteria.feel.values import Range, Value, kind
from coequal.errors import NotSupported

Apply = Callable[..., Value]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, the kinds it takes, and whether it may be left out or may be null."""

    name: str
    kinds: tuple[str, ...]
    optional: bool
    many: bool


@dataclass(frozen=True, slots=True)
class Builtin:
    """One way to call a function."""

    parameters: tuple[Parameter, ...]
    apply: Apply


def builtin(signature: str, apply: Apply) -> Builtin:
    """A way to call a function, from `string: string, length?: number`; `*items` takes any number, `a | b` two kinds."""
    return Builtin(tuple(_parameter(part) for part in signature.split(", ") if part), apply)


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(": ")
    return Parameter(name.strip("?*"), tuple(kinds.split(" | ")), name.endswith("?"), name.startswith("*"))


class _NoMatch(Exception):
    """These arguments are not for this way to call a function; or they are, and one has the wrong kind."""


RENAMED = frozenset(("abs", "get entries"))  # their parameters have other names in other versions of DMN


def call(name: str, ways: Sequence[Builtin], arguments: Sequence[Value], names: Sequence[str] | None) -> Value:
    """What a function gives: by the first way that the arguments fit, null where none does. Raises `NotSupported`."""
    if names is not None and name in RENAMED:
        raise NotSupported(f"Versions of DMN differ on what the parameters of {name}(…) are called.")
    for way in ways:
        try:
            placed = _placed(way, arguments, names)
        except _NoMatch:
            continue
        return way.apply(*placed)
    if all(way.parameters[-1].many for way in ways) if names else any(map(_unclear, arguments)):
        raise NotSupported(f"What {name}(…) does with these values is not in the subset.")
    return None


def _unclear(value: Value) -> bool:
    """Whether engines may convert a value that is of no fitting kind: a list of one."""
    return isinstance(value, list) and len(value) == 1


def _placed(way: Builtin, arguments: Sequence[Value], names: Sequence[str] | None) -> list[Value]:
    """The arguments in the order of the parameters, converted."""
    parameters = way.parameters
    if names is not None:
        given = dict(zip(names, arguments, strict=True))
        wanted = [parameter.name for parameter in parameters]
        if not given.keys() <= set(wanted) or any(parameter.many for parameter in parameters):
            raise _NoMatch
        if any(parameter.name not in given and not parameter.optional for parameter in parameters):
            raise _NoMatch
        return [_fitting(given[parameter.name], parameter) if parameter.name in given else None for parameter in parameters]
    if parameters and parameters[-1].many:
        fixed = parameters[:-1]
        if len(arguments) < len(fixed) + (not fixed):
            raise _NoMatch
        rest = [_fitting(value, parameters[-1]) for value in arguments[len(fixed) :]]
        return [*(_fitting(value, parameter) for value, parameter in zip(arguments, fixed, strict=False)), *rest]
    if not sum(not parameter.optional for parameter in parameters) <= len(arguments) <= len(parameters):
        raise _NoMatch
    return [*map(_fitting, arguments, parameters), *[None] * (len(parameters) - len(arguments))]


def _fitting(value: Value, parameter: Parameter) -> Value:
    """A value for a parameter: of one of its kinds, or where a list is wanted, a list of this one value."""
    found = kind(value)
    if "any" in parameter.kinds or found in parameter.kinds:
        return value
    if value is None and (parameter.optional or parameter.many):
        raise NotSupported(f"A {parameter.name} that is null is not in the subset; leave it out.")
    if "list" in parameter.kinds and value is not None:
        return [value]
    raise _NoMatch


Functions = dict[str, tuple[Builtin, ...]]


def ends(within: Range) -> tuple[Any, Any]:
    """Both ends of a range. Raises `NotSupported` where it has only one, or one that is null."""
    if within.open_low or within.open_high or within.low is None or within.high is None:
        raise NotSupported("Ranges with one end only are not in the subset here.")
    return within.low, within.high

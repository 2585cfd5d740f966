"""Functions of contexts."""

from collections.abc import Sequence

from coequal.criteria.feel.signatures import Functions, builtin
from coequal.criteria.feel.values import Value
from coequal.errors import NotSupported


def _entries(context: dict[str, Value]) -> list[Value]:
    return [{"key": key, "value": value} for key, value in context.items()]


def _at(context: dict[str, Value], keys: Sequence[Value]) -> Value:
    """What stands under one key after another; null where one is missing."""
    found: Value = context
    for key in keys:
        found = found.get(key) if isinstance(found, dict) and isinstance(key, str) else None
    if not keys:
        raise NotSupported("A value under no key is not in the subset.")
    return found


def _context(entries: list[Value]) -> dict[str, Value] | None:
    found: dict[str, Value] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry or entry["key"] in found:
            return None
        found[entry["key"]] = entry["value"]
    return found


def _put(context: dict[str, Value], keys: Sequence[Value], value: Value) -> dict[str, Value] | None:
    """The context with a value under one key after another; null where a key is no text or leads nowhere."""
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**context, keys[0]: value}
    below = context.get(keys[0])
    if not isinstance(below, dict):
        if keys[0] in context:
            return None
        raise NotSupported("A value under a key that is not there yet is not in the subset.")
    inner = _put(below, keys[1:], value)
    return None if inner is None else {**context, keys[0]: inner}


def _merge(contexts: list[Value]) -> dict[str, Value] | None:
    if not all(isinstance(context, dict) for context in contexts):
        return None
    return {key: value for context in contexts for key, value in context.items()}


FUNCTIONS: Functions = {
    "get value": (
        builtin("m: context, key: string", lambda context, key: context.get(key)),
        builtin("context: context, keys: list", _at),
    ),
    "get entries": (builtin("m: context", _entries),),
    "context": (builtin("entries: list", _context),),
    "context put": (
        builtin("context: context, key: string, value: any", lambda context, key, value: _put(context, [key], value)),
        builtin("context: context, keys: list, value: any", _put),
    ),
    "context merge": (builtin("contexts: list", _merge),),
}

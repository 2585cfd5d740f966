"""`instance of`: whether a value is of a type. Types of other people's models, and what engines differ on, are not answered."""

from coequal.criteria.feel.tree import Type
from coequal.criteria.feel.values import Range, Value, kind
from coequal.errors import NotSupported

SIMPLE = (
    *("number", "string", "boolean", "date", "time", "date and time"),
    *("years and months duration", "days and time duration"),
)


def instance_of(value: Value, wanted: Type) -> bool:
    """Whether a value is of a type. Raises `NotSupported`."""
    if wanted.name not in (*SIMPLE, "Any", "list", "context", "range", "function"):
        raise NotSupported(f'"{wanted.name}" is no type of FEEL\'s own.')
    if wanted.name == "Any":
        if value is None:
            raise NotSupported("DMN leaves open whether null is of the type Any.")
        return True
    if wanted.name in ("list", "range", "context") and not wanted.inside:
        return _bare(value, wanted.name)
    if wanted.name == "function":
        if kind(value) == "function":
            raise NotSupported("The types of functions are not in the subset.")
        return False
    if kind(value) != wanted.name:
        return False
    return not wanted.inside or _inside(value, wanted)


def _bare(value: Value, name: str) -> bool:
    """A list, a range or a context without saying of what: engines differ on what they are not shown."""
    if kind(value) == name:
        raise NotSupported(f"Write what the {name} holds, as in list<number>.")
    return False


def _inside(value: Value, wanted: Type) -> bool:
    """Whether what a list, a range or a context holds is of the types in the brackets."""
    if wanted.name == "context":
        if not set(wanted.entries) <= set(value):
            return False
        found = [(value[name], inside) for name, inside in zip(wanted.entries, wanted.inside, strict=True)]
    else:
        if len(wanted.inside) != 1:
            raise NotSupported("A list or a range holds one type.")
        if isinstance(value, Range):
            if value.open_low or value.open_high:
                raise NotSupported("The types of ranges with one end are not in the subset.")
            items = [value.low, value.high]
        else:
            items = value
        found = [(item, wanted.inside[0]) for item in items]
    if any(item is None for item, _ in found):
        raise NotSupported("DMN leaves open whether null inside a value is of a type.")
    return all(instance_of(item, inside) for item, inside in found)

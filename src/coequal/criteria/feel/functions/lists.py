"""Functions of lists."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cmp_to_key

from coequal.criteria import kleene
from coequal.criteria.feel.compare import comparable, equal
from coequal.criteria.feel.signatures import Builtin, Functions, builtin
from coequal.criteria.feel.values import ORDERED, Function, Value, bounded, kind, number, whole
from coequal.errors import NotSupported
from coequal.facts.values import EXACT


def _same(a: Value, b: Value) -> bool:
    """Whether two items are equal; those of different kinds are not."""
    return equal(a, b) is True


def _extreme(pick: Callable[..., Value]) -> Callable[[list[Value]], Value]:
    def extreme(items: list[Value]) -> Value:
        if not items:
            return None
        if len({kind(item) for item in items}) != 1 or kind(items[0]) not in ORDERED:
            raise NotSupported("min(…) and max(…) are answered for values of one kind that have an order.")
        comparable(*items)
        return pick(items)

    return extreme


def _of_numbers(compute: Callable[[list[Decimal]], Value]) -> Callable[[list[Value]], Value]:
    """A function of numbers, null where something else is among them."""

    def computed(items: list[Value]) -> Value:
        return compute(items) if all(kind(item) == "number" for item in items) else None

    return computed


def _sum(items: list[Decimal]) -> Decimal | None:
    total = Decimal(0)
    for item in items:
        total = number(lambda a=total, b=item: EXACT.add(a, b))  # type: ignore[misc]  # both are bound at once
    return total if items else None


def _product(items: list[Decimal]) -> Decimal | None:
    total = Decimal(1)
    for item in items:
        total = number(lambda a=total, b=item: EXACT.multiply(a, b))  # type: ignore[misc]  # both are bound at once
    return total if items else None


def _mean(items: list[Decimal]) -> Decimal | None:
    total = _sum(items)
    return None if total is None else number(lambda: EXACT.divide(total, Decimal(len(items))))


def _median(items: list[Decimal]) -> Decimal | None:
    ordered = sorted(items)
    middle = len(items) // 2
    return None if not items else ordered[middle] if len(items) % 2 else _mean(ordered[middle - 1 : middle + 1])


def _deviation(items: list[Decimal]) -> Decimal | None:
    """The standard deviation of a sample; null of fewer than two numbers."""
    mean = _mean(items)
    if mean is None or len(items) < 2:
        return None
    squares = _sum([number(lambda n=item: EXACT.power(EXACT.subtract(n, mean), 2)) for item in items])  # type: ignore[misc]
    return None if squares is None else number(lambda: EXACT.sqrt(EXACT.divide(squares, Decimal(len(items) - 1))))


def _mode(items: list[Decimal]) -> list[Decimal]:
    counts = {item: items.count(item) for item in bounded(items)[:1_000]}
    if len(items) > 1_000:
        raise NotSupported("mode(…) of more than a thousand numbers is not in the subset.")
    return sorted(item for item in counts if counts[item] == max(counts.values()))


def _all(items: list[Value], *, every: bool) -> bool | None:
    if not all(item is None or isinstance(item, bool) for item in items):
        if (not every) in [item for item in items if isinstance(item, bool)]:
            raise NotSupported("Values that are neither true nor false beside one that settles the answer are not in the subset.")
        return None
    return kleene.both(items) if every else kleene.either(items)


def _sublist(items: list[Value], start: Decimal, length: Decimal | None) -> list[Value]:
    first = whole(start)
    if first == 0 or abs(first) > len(items):
        raise NotSupported("A part of a list from a place that it does not have is not in the subset.")
    begin = first - 1 if first > 0 else len(items) + first
    if length is None:
        return items[begin:]
    if not 1 <= length <= len(items) - begin:
        raise NotSupported("A part of a list that is empty, or longer than what there is, is not in the subset.")
    return items[begin : begin + whole(length)]


def _place(items: Sequence[Value], position: Decimal) -> int | None:
    place = whole(position)
    if place == 0 or abs(place) > len(items):
        return None
    return place - 1 if place > 0 else len(items) + place


def _insert(items: list[Value], position: Decimal, item: Value) -> list[Value]:
    place = _place(items, position)
    if place is None:
        raise NotSupported("Inserting at a place that a list does not have is not in the subset; append(…) adds at its end.")
    return bounded([*items[:place], item, *items[place:]])


def _remove(items: list[Value], position: Decimal) -> list[Value]:
    place = _place(items, position)
    if place is None:
        raise NotSupported("Removing from a place that a list does not have is not in the subset.")
    return [*items[:place], *items[place + 1 :]]


def _replace(items: list[Value], position: Decimal, item: Value) -> list[Value] | None:
    place = _place(items, position)
    return None if place is None else [*items[:place], item, *items[place + 1 :]]


def _replace_where(items: list[Value], test: Function, item: Value) -> list[Value] | None:
    if len(test.parameters) != 2:
        return None
    found = [test.apply(old, item) for old in items]
    if not all(isinstance(answer, bool) for answer in found):
        return None
    return [item if answer else old for old, answer in zip(items, found, strict=True)]


def _distinct(items: list[Value]) -> list[Value]:
    if len(items) > 1_000:
        raise NotSupported("Distinct values of more than a thousand items are not in the subset.")
    found: list[Value] = []
    for item in items:
        if not any(_same(item, other) for other in found):
            found.append(item)
    return found


def _concatenated(*lists: list[Value]) -> list[Value]:
    return bounded([item for items in lists for item in items])


def _flat(items: list[Value]) -> list[Value]:
    return bounded([leaf for item in items for leaf in (_flat(item) if isinstance(item, list) else [item])])


def _sort(items: list[Value], precedes: Function) -> list[Value] | None:
    if len(precedes.parameters) != 2:
        return None

    def order(a: Value, b: Value) -> int:
        found = precedes.apply(a, b)
        if not isinstance(found, bool):
            raise NotSupported("sort(…) needs a function that says true or false of any two items.")
        return -1 if found else int(precedes.apply(b, a) is True)

    return sorted(items, key=cmp_to_key(order))


def _both_ways(compute: Callable[[list[Value]], Value], name: str = "list") -> tuple[Builtin, ...]:
    """A function of one list, or of several values as if they were one."""
    return (builtin(f"{name}: list", compute), builtin("*items: any", lambda *items: compute([*items]) if len(items) > 1 else None))


FUNCTIONS: Functions = {
    "min": _both_ways(_extreme(min)),
    "max": _both_ways(_extreme(max)),
    "sum": _both_ways(_of_numbers(_sum)),
    "product": _both_ways(_of_numbers(_product)),
    "mean": _both_ways(_of_numbers(_mean)),
    "median": _both_ways(_of_numbers(_median)),
    "stddev": _both_ways(_of_numbers(_deviation)),
    "mode": _both_ways(_of_numbers(_mode)),
    "all": _both_ways(lambda items: _all(items, every=True)),
    "any": _both_ways(lambda items: _all(items, every=False)),
    "count": (builtin("list: list", lambda items: Decimal(len(items))),),
    "list contains": (builtin("list: list, element: any", lambda items, item: any(_same(item, other) for other in items)),),
    "sublist": (builtin("list: list, start position: number, length?: number", _sublist),),
    "append": (builtin("list: list, *item: any", lambda items, *more: bounded([*items, *more])),),
    "concatenate": (builtin("*list: list", _concatenated),),
    "union": (builtin("*list: list", lambda *lists: _distinct(_concatenated(*lists))),),
    "insert before": (builtin("list: list, position: number, newItem: any", _insert),),
    "remove": (builtin("list: list, position: number", _remove),),
    "list replace": (
        builtin("list: list, position: number, newItem: any", _replace),
        builtin("list: list, match: function, newItem: any", _replace_where),
    ),
    "reverse": (builtin("list: list", lambda items: items[::-1]),),
    "index of": (
        builtin(
            "list: list, match: any",
            lambda items, item: [Decimal(place) for place, other in enumerate(items, 1) if _same(other, item)],
        ),
    ),
    "distinct values": (builtin("list: list", _distinct),),
    "flatten": (builtin("list: list", _flat),),
    "sort": (builtin("list: list, precedes: function", _sort),),
}

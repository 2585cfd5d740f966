"""What can be known at all about a population that lacks some columns."""

from coequal.populations import terms
from coequal.populations.graph import Graph

Possible = frozenset[bool | None]
_ANY: Possible = frozenset((True, False, None))
_UNKNOWN: Possible = frozenset((None,))


def for_lack_of_columns(graph: Graph) -> tuple[set[int], set[int]]:
    """The truths that columns which are not there keep from being known of anybody, and those that they keep from being true."""
    here, with_all = possibilities(graph, _UNKNOWN), possibilities(graph, _ANY)
    both = list(enumerate(zip(here, with_all, strict=True)))
    silent = {number for number, (now, then) in both if now == _UNKNOWN != then}
    return silent, {number for number, (now, then) in both if True in then - now}


def possibilities(graph: Graph, absent: Possible) -> list[Possible]:
    """Of each term what it may come to, as far as that shows from its operands; of a value, whether it may be known."""
    found: list[Possible] = []
    for term in graph.terms:
        found.append(absent if term.operation == terms.ABSENT else _possible(term, [found[operand] for operand in term.operands]))
    return found


def _possible(term: terms.Term, of: list[Possible]) -> Possible:
    match term.operation:
        case terms.CONSTANT if term.sort == terms.TRUTH:
            return frozenset((term.detail,)) if term.detail is None else frozenset((term.detail is True,))
        case terms.CONSTANT:
            return _UNKNOWN if term.detail is None else frozenset((True,))
        case terms.NOT:
            return frozenset(None if value is None else not value for value in of[0])
        case terms.AND:
            return _joined(of, settles=False)
        case terms.OR:
            return _joined(of, settles=True)
        case terms.SURE:
            return frozenset(value is True for value in of[0])
        case terms.KNOWN:
            return frozenset(value is not None for value in of[0])
        case terms.IF:
            return _ANY if any(possible != _UNKNOWN for possible in of[1:]) else _UNKNOWN
        case terms.ONLY:
            return of[1] | _UNKNOWN if True in of[0] else _UNKNOWN
    return _UNKNOWN if _UNKNOWN in of else _ANY


def _joined(of: list[Possible], *, settles: bool) -> Possible:
    """Of several joined: what settles them can come from any of them, and one that is not known leaves the rest open."""
    found: set[bool | None] = {settles} if any(settles in possible for possible in of) else set()
    if all(possible - {settles} for possible in of):
        if all((not settles) in possible for possible in of):
            found.add(not settles)
        if any(None in possible for possible in of):
            found.add(None)
    return frozenset(found)

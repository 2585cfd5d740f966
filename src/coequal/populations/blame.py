"""On which facts it hangs that something is not known: followed from the result down through what is not known."""

from collections.abc import Iterator

from coequal.populations import terms
from coequal.populations.graph import Graph
from coequal.populations.terms import AND

_LEAVES = (terms.GIVEN, terms.GIVEN_DATE, terms.ABSENT)


def blame(graph: Graph, term: int, people: int) -> dict[str, int]:
    """Of each fact under a term, those of some people of whom it is not known where it is wanted.

    A fact counts only as far as all that stands above it is not known either: what the rest settles hangs on nothing.
    A result whose evidence is out of date is blamed as if it were not known; where it cannot be told whether it is, that which
    is lacking for it. So is what a condition only asks whether it is
    known, such as which of two criteria applies: where that is why the rest is looked at, to say it might settle all.
    """
    found: dict[str, list[int]] = {}

    def follow(number: int, reached: int) -> None:
        here = graph.joined(AND, [reached, graph.negated(graph.known(number))])
        if here == graph.truth(False):
            return
        own = graph.terms[number]
        if own.operation in _LEAVES:
            found.setdefault(str(own.detail), []).append(here)
            return
        if own.operation == terms.ONLY and (fact := _given_under(graph, own.operands[1])) is not None:
            does_not_count = graph.negated(graph.known(own.operands[1])), graph.sure(graph.negated(own.operands[0]))
            found.setdefault(fact, []).append(graph.joined(AND, [here, graph.joined(terms.OR, does_not_count)]))
            follow(own.operands[0], here)
            return
        for operand in own.operands:
            follow(operand, here)
        for asked in _asked_for(graph, own):
            follow(asked, here)

    follow(term, people)
    return {fact: graph.joined(terms.OR, reached) for fact, reached in found.items()}


def _given_under(graph: Graph, number: int) -> str | None:
    """The fact that a term is, if it is one as it is given."""
    own = graph.terms[number]
    return str(own.detail) if own.operation in _LEAVES else None


def _asked_for(graph: Graph, own: terms.Term) -> Iterator[int]:
    """What a condition asks whether it is known, and does not itself rest on: a fact, or why nothing can be known here."""
    if own.operation == AND:
        for operand in own.operands:
            asked = list(_perhaps_not_known(graph, operand))
            if graph.truth(None) in own.operands or all(graph.terms[term].operation in _LEAVES for term in asked):
                yield from asked


def _perhaps_not_known(graph: Graph, number: int, *, holds: bool = True) -> Iterator[int]:
    """The terms that may not be known where a truth that is about what is known holds, or does not."""
    own = graph.terms[number]
    match own.operation:
        case terms.KNOWN | terms.SURE if not holds:
            yield own.operands[0]
        case terms.NOT:
            yield from _perhaps_not_known(graph, own.operands[0], holds=not holds)
        case terms.AND | terms.OR:
            for operand in own.operands:
                yield from _perhaps_not_known(graph, operand, holds=holds)
